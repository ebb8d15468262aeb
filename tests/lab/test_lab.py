"""The lab gives the same number as the command line and Python, and refuses what a page may not ask for."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from cli.small_world import write_small_world

from diffusion_sim.cli.entry import exit_status
from diffusion_sim.errors import InputError
from diffusion_sim.lab.answering import KEPT, Answer, Answers
from diffusion_sim.lab.asking import Question, question_of, scenarios_of
from diffusion_sim.lab.catalogue import Catalogue, read_catalogue
from diffusion_sim.lab.downloads import csv_file, html_file, png_file, toml_file
from diffusion_sim.lab.levers import MAIN, offered
from diffusion_sim.lab.map_values import MEASURES, monthly_map
from diffusion_sim.lab.words import DANISH, ENGLISH
from diffusion_sim.scenario import load_scenario
from diffusion_sim.simulation import compare


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    return write_small_world(tmp_path)


@pytest.fixture
def catalogue(files: tuple[str, str]) -> Catalogue:
    return read_catalogue(Path(files[1]))


def answered(catalogue: Catalogue, question: Question, answers: Answers | None = None) -> list[Answer]:
    sides = scenarios_of(question, catalogue)
    return list((answers or Answers()).steps(*sides, question.worlds, question.seed, lambda: True))


def asked(*changes: tuple[str, float]) -> Question:
    return Question("Lille Ærø", "prize", changes, worlds=14, seed=3)


def test_page_command_line_and_python_give_the_same_numbers(
    catalogue: Catalogue, files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = answered(catalogue, asked())[-1]
    scenarios = [load_scenario(file) for file in files]
    python = compare(*scenarios, replications=14, seed=3).summary().set_index("measure")
    options = ["--replications", "14", "--seed", "3", "--json", "--quiet", "--out", str(tmp_path / "out")]
    assert exit_status(["compare", *files, *options]) == 0
    line = {row["measure"]: row for row in json.loads(capsys.readouterr().out)["effects"]}
    for column in ("difference", "low", "high"):
        number = getattr(page.headline(), column)
        assert number == python.loc["put_to_use_per_year", column]
        assert number == pytest.approx(line["put_to_use_per_year"][column], rel=1e-12)  # JSON has 14 digits
    assert page.comparison.summary().equals(compare(*scenarios, replications=14, seed=3).summary())


def test_the_answer_comes_in_steps_of_more_and_more_worlds(catalogue: Catalogue) -> None:
    steps = answered(catalogue, asked())
    assert [step.worlds for step in steps] == [4, 12, 14]
    assert [step.last for step in steps] == [False, False, True]


def test_an_answer_nobody_wants_any_more_is_not_computed_on(catalogue: Catalogue) -> None:
    sides = scenarios_of(asked(), catalogue)
    wanted = iter([True, False])
    assert len(list(Answers().steps(*sides, 14, 3, lambda: next(wanted)))) == 1


def test_a_baseline_is_simulated_once_and_few_results_are_kept(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = Answers()
    first = answered(catalogue, asked(), answers)[-1].comparison.baseline
    monkeypatch.setattr("diffusion_sim.lab.answering.FIRST", 14)
    for winners in (1, 2, 4, 5):
        again = answered(catalogue, asked(("prize.winners_per_year", winners)), answers)[-1].comparison.baseline
        assert again.records[0] is first.records[0]
        assert len(answers._kept) <= KEPT


def test_the_address_makes_the_same_question_again(catalogue: Catalogue) -> None:
    question = asked(("prize.winners_per_year", 7), ("appraisal.nih_bias", 0.123456789))
    again, problems = question_of(question.to_query(), catalogue)
    assert (again._replace(changes=()), set(again.changes)) == (question._replace(changes=()), set(question.changes))
    assert problems == ()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"policy": "../../etc/passwd"}, "not a scenario"),
        ({"policy": "prise"}, "did you mean prize"),
        ({"worlds": "100000"}, "from 1 to 200"),
        ({"worlds": "-1"}, "from 1 to 200"),
        ({"seed": "x"}, "whole number"),
        ({"prize.winners_per_year": "2.5"}, "not a whole number"),
        ({"appraisal.nih_bias": "nan"}, "not a number"),
    ],
)
def test_a_bad_address_is_answered_with_a_sentence_and_the_usual_start(
    catalogue: Catalogue, query: dict[str, str], said: str
) -> None:
    question, (problem,) = question_of(query, catalogue)
    assert said in problem
    assert question == Question("Lille Ærø", "prize")


@pytest.mark.parametrize("key", ["time.months", "network.nodes_file", "problems.per_field", "prize.month_"])
def test_a_page_cannot_change_what_decides_how_much_there_is_to_compute(catalogue: Catalogue, key: str) -> None:
    assert key not in offered()
    with pytest.raises(InputError, match="cannot be changed here"):
        scenarios_of(asked((key, 5.0)), catalogue)


def test_a_value_out_of_range_is_refused_with_what_is_valid(catalogue: Catalogue) -> None:
    with pytest.raises(InputError, match="prize.winners_per_year.*100,000"):
        scenarios_of(asked(("prize.winners_per_year", -1)), catalogue)


def test_the_main_levers_come_first() -> None:
    assert tuple(offered())[: len(MAIN)] == MAIN


def test_every_text_is_there_in_danish() -> None:
    assert set(DANISH) == set(ENGLISH)
    same = {key for key in ENGLISH if ENGLISH[key] == DANISH[key]}
    assert same <= {"pause", "interval", "appraisal.nih_bias", "in_operation"}


@pytest.mark.parametrize("measure", MEASURES)
def test_the_last_month_of_the_map_is_what_the_municipalities_table_says(catalogue: Catalogue, measure: str) -> None:
    result = answered(catalogue, asked())[0].comparison.others[0]
    means = result.municipalities.groupby("code", sort=False)[measure].mean().to_numpy()
    np.testing.assert_allclose(monthly_map(result, measure)[:, -1], means, rtol=0, atol=1e-12)


def test_what_is_taken_away_opens(catalogue: Catalogue, tmp_path: Path) -> None:
    effect = answered(catalogue, asked(("prize.winners_per_year", 2)))[-1].comparison
    (tmp_path / "policy.toml").write_bytes(toml_file(effect).read())
    assert load_scenario(tmp_path / "policy.toml").identity() == effect.others[0].context.scenario.identity()
    assert png_file(effect).read(8) == b"\x89PNG\r\n\x1a\n"
    assert "put_to_use_per_year" in csv_file(effect).read().decode("utf-8-sig")
    assert 'lang="da"' in html_file(effect, "da").read().decode()


def test_a_scenario_that_is_not_there_ends_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["lab", "not_there.toml"]) == 2
    assert "not_there.toml" in capsys.readouterr().err


def test_an_address_that_is_not_ours_ends_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["lab", "--address", "192.0.2.1"]) == 2
    assert "--address" in capsys.readouterr().err
