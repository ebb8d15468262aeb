"""The lab gives the same number as the command line and Python, and refuses what a page may not ask for."""

from __future__ import annotations

import json
import math
import re
import socket
import time
from pathlib import Path

import numpy as np
import pandas as pd
import panel as pn
import pytest
from cli.small_world import write_small_world

from diffusion_sim.cli.entry import exit_status
from diffusion_sim.errors import InputError
from diffusion_sim.lab import answering, kept_results
from diffusion_sim.lab.answering import Answer, Answers, Unwanted, Watch
from diffusion_sim.lab.asking import Question, question_of, scenarios_of
from diffusion_sim.lab.catalogue import Catalogue, read_catalogue
from diffusion_sim.lab.changed_cases import Changed
from diffusion_sim.lab.changed_policy import changed_policy
from diffusion_sim.lab.downloads import csv_file, html_file, png_file, toml_file
from diffusion_sim.lab.levers import MAIN, offered
from diffusion_sim.lab.map_values import MEASURES, monthly_map
from diffusion_sim.lab.number_field import number_in
from diffusion_sim.lab.numbers import NUMBERS
from diffusion_sim.lab.page import LabPage
from diffusion_sim.lab.plain_words import policy_in_words
from diffusion_sim.lab.prepared import Prepared
from diffusion_sim.lab.tables import changed_table
from diffusion_sim.lab.words import LANGUAGES
from diffusion_sim.reports.changed import ChangedScenario
from diffusion_sim.results.reuse import who_copied_whom
from diffusion_sim.scenario import load_scenario
from diffusion_sim.simulation import compare


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    return write_small_world(tmp_path)


@pytest.fixture
def catalogue(files: tuple[str, str]) -> Catalogue:
    return read_catalogue(Path(files[1]))


AS_IT_IS = ChangedScenario("Pris")


def answered(catalogue: Catalogue, question: Question, answers: Answers | None = None) -> list[Answer]:
    sides = scenarios_of(question, catalogue)
    watch = Watch(lambda: True, lambda _done, _asked: None)
    return list((answers or Answers()).steps(sides, question.worlds, question.seed, watch))


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


def test_a_slow_question_stops_at_what_is_finished_and_compiling_does_not_count(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 500.0, 500.0 + answering.LONGEST_SECONDS, 501.0 + answering.LONGEST_SECONDS])
    monkeypatch.setattr(answering, "perf_counter", lambda: next(clock))
    question = asked()._replace(worlds=30)
    assert [(step.worlds, step.stopped) for step in answered(catalogue, question)] == [
        (4, False),
        (12, False),
        (24, True),
    ]


def test_an_answer_nobody_wants_any_more_stops_between_two_worlds(catalogue: Catalogue) -> None:
    answers, reported = Answers(), []
    watch = Watch(lambda: len(reported) < 2, lambda done, asked: reported.append((done, asked)))
    steps = answers.steps(scenarios_of(asked(), catalogue), 40, 3, watch)
    assert next(steps).worlds == 4
    with pytest.raises(Unwanted):
        list(steps)
    assert reported == [(4, 40), (12, 40)]


@pytest.mark.parametrize(("most_bytes", "kept"), [(1, kept_results.LEAST_KEPT), (10**9, 5)])
def test_a_baseline_is_simulated_once_and_what_is_kept_is_bounded_by_memory(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, most_bytes: int, kept: int
) -> None:
    monkeypatch.setattr(kept_results, "MOST_BYTES", most_bytes)
    answers = Answers()
    first = answered(catalogue, asked(), answers)[-1].comparison.baseline
    monkeypatch.setattr("diffusion_sim.lab.answering.FIRST", 14)
    for winners in (1, 2, 4):
        again = answered(catalogue, asked(("prize.winners_per_year", winners)), answers)[-1].comparison.baseline
        assert again.records[0] is first.records[0]
    assert len(answers._kept) == kept


def test_two_questions_at_once_do_not_simulate_their_worlds_again(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_results, "MOST_BYTES", 1)
    simulated: list[int] = []
    real = answering.simulate
    monkeypatch.setattr(answering, "simulate", lambda *a, **options: simulated.append(a[1]) or real(*a, **options))
    answers, watch = Answers(), Watch(lambda: True, lambda _done, _asked: None)
    questions = [answers.steps(scenarios_of(asked(), catalogue), 40, seed, watch) for seed in (1, 2)]
    list(zip(*questions, strict=True))
    assert simulated == [4] * 4


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
        ({"worlds": "100000"}, "100000 is outside what is valid: 1 to 200"),
        ({"worlds": "-1"}, "1 to 200"),
        ({"seed": "x"}, "not a number"),
        ({"prize.winners_per_year": "2.5"}, "not a whole number"),
        ({"prize.winners_per_year": "1e400"}, "not a number"),
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


def test_every_text_is_there_in_danish_and_takes_the_same_facts() -> None:
    english, danish = LANGUAGES["en"], LANGUAGES["da"]
    assert set(danish) == set(english)
    assert {key for key in english if english[key] == danish[key]} <= {"from_to", "change", "moved"}
    facts = {
        key: (set(re.findall(r"{(\w+)}", english[key])), set(re.findall(r"{(\w+)}", danish[key]))) for key in english
    }
    assert {key: both for key, both in facts.items() if both[0] != both[1]} == {}


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("0.5", "en", 0.5), ("0,5", "en", 0.5), ("1,000", "en", 1000.0), ("1.000", "en", 1.0), ("0,500", "en", 0.5),
        ("0,5", "da", 0.5), ("0.028", "da", 0.028), ("1.000", "da", 1000.0), ("50.000,5", "da", 50000.5),
        (" −2 ", "da", -2.0), ("1e-3", "en", 0.001),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text: str, language: str, number: float) -> None:
    assert number_in(text, language) == number


@pytest.mark.parametrize("text", ["", "abc", "1,2,3", "nan", "inf", "1_000", "٣", "../../etc/passwd"])
def test_what_is_no_number_is_not_read_as_one(text: str) -> None:
    assert math.isnan(number_in(text, "en"))
    assert math.isnan(number_in(text, "da"))


OLD_NAMES = pytest.mark.filterwarnings("ignore:Widget.name is deprecated:PendingDeprecationWarning")
"""Panel 1.9 takes `label`, the releases before it only `name`."""


def page_of(catalogue: Catalogue, query: dict[str, str]) -> LabPage:
    page = LabPage(catalogue, Answers(), (), {"worlds": "4"} | query)
    page._ask()
    for _ in range(600):
        if page.views.prepared is not None or 'role="alert"' in page.status.view.object:
            break
        time.sleep(0.05)
    return page


@OLD_NAMES
def test_an_engine_that_fails_becomes_a_sentence_and_the_next_question_is_answered(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_told: object, **_options: object) -> None:
        raise MemoryError("no memory left")

    with monkeypatch.context() as patched:
        patched.setattr(answering, "simulate", fails)
        page = page_of(catalogue, {"lang": "da"})
    assert "Beregningen mislykkedes: no memory left" in page.status.view.object
    page.ask.worlds.input.value = "5"
    for _ in range(600):
        if "5 verdener på hver side, " in page.status.view.object:
            break
        time.sleep(0.05)
    assert "5 verdener på hver side, " in page.status.view.object
    assert 'class="headline"' in page.views.answer.object


@OLD_NAMES
def test_a_wrong_value_is_told_beside_its_field_and_nothing_is_asked(catalogue: Catalogue) -> None:
    page = page_of(catalogue, {"lang": "da"})
    asked_before = page._asked
    page.ask.seed.input.value = "mange"
    assert "»mange« er ikke et tal. Angiv et fra 1 til 4.294.967.296." in page.ask.seed.wrong.object
    assert page.ask.question() is None
    assert "En værdi til venstre kan ikke bruges" in page.status.view.object
    assert page.question.seed == 1
    assert page._asked == asked_before + 1  # what was computed for the question before is dropped


@pytest.mark.parametrize(("language", "said"), [("en", "from the start of the burn-in"), ("da", "af indkøringen")])
@OLD_NAMES
def test_the_page_says_when_a_moved_lever_begins_to_hold(catalogue: Catalogue, language: str, said: str) -> None:
    view = page_of(catalogue, {"lang": language}).ask.view
    assert any(said in pane.object for pane in view.select(pn.pane.HTML))


def test_the_policy_is_told_in_plain_words(catalogue: Catalogue) -> None:
    question = asked(("appraisal.nih_bias", 0.6))
    changed = changed_policy(question, LANGUAGES["da"], "da")
    told = policy_in_words(scenarios_of(question, catalogue), changed, LANGUAGES["da"], "da")
    assert "uden dine ændringer. Du har ændret:</p><ul><li>Ikke opfundet her: 0,6</li></ul>" in told
    assert "Ikke opfundet her (standardafvigelser i nytte): 0,3 → 0,6" in told


def test_the_lists_of_the_page_say_what_the_comparison_says(catalogue: Catalogue) -> None:
    answer = answered(catalogue, asked())[-1]
    prepared, effect = Prepared(answer, "Prize", LANGUAGES["en"], "en").warm("heard", "difference"), answer.comparison
    cases = effect.cases()
    cases = cases[cases["replication"] == 0]
    a, b = (cases[f"put_to_use_{side}"].fillna(value=False).astype(bool) for side in "ab")
    assert [one.code for one in prepared.changed] == cases["code"][a != b].tolist()
    counted = who_copied_whom(effect.others[0]).groupby(["from_code", "to_code"])["count"].sum() / answer.worlds
    assert prepared.times_copied[1] == pytest.approx(dict(counted))
    reused = effect.baseline.monthly.groupby("month")["operating_reused"].median()
    np.testing.assert_array_equal(prepared.bands[0]["median"], reused)
    summary = effect.summary().set_index("measure")
    for key in NUMBERS:
        assert answer.effect(key).difference == summary.loc[key, "difference"]


def test_many_cases_are_counted_with_the_thousands_sign_of_the_language() -> None:
    cases = [Changed(101, "Skoler 1", ("", "copy"))] * 4909
    told = changed_table(cases, {101: "København"}, 12, (LANGUAGES["da"], "da"))
    assert "Sager, der er forskellige: 4.909; de første 100 vises." in told


@pytest.mark.parametrize("measure", MEASURES)
def test_the_last_month_of_the_map_is_what_the_municipalities_table_says(catalogue: Catalogue, measure: str) -> None:
    result = answered(catalogue, asked())[0].comparison.others[0]
    means = result.municipalities.groupby("code", sort=False)[measure].mean().to_numpy()
    np.testing.assert_allclose(monthly_map(result, measure)[:, -1], means, rtol=0, atol=1e-12)


def test_what_is_taken_away_opens(catalogue: Catalogue, tmp_path: Path) -> None:
    effect = answered(catalogue, asked(("prize.winners_per_year", 2)))[-1].comparison
    (tmp_path / "policy.toml").write_bytes(toml_file(effect).read())
    assert load_scenario(tmp_path / "policy.toml").identity() == effect.others[0].context.scenario.identity()
    assert png_file(effect, AS_IT_IS, "da").read(8) == b"\x89PNG\r\n\x1a\n"
    assert "put_to_use_per_year" in csv_file(effect, AS_IT_IS, "en").read().decode("utf-8-sig")
    assert 'lang="da"' in html_file(effect, AS_IT_IS, "da").read().decode()


def test_the_report_of_the_page_says_what_was_changed(catalogue: Catalogue) -> None:
    question = asked(("prize.winners_per_year", 2), ("appraisal.nih_bias", 0.9))._replace(policy="Lille Ærø")
    changed = changed_policy(question, LANGUAGES["da"], "da")
    told = html_file(answered(catalogue, question)[-1].comparison, changed, "da").read().decode()
    assert "Hvad ændrer »Lille Ærø med 2 ændringer« i forhold til »Lille Ærø«?" in told
    assert "<li>Kopipriser: 2</li><li>Ikke opfundet her: 0,9</li>" in told
    assert "no change" not in told.split('class="answer"')[1].split("</p>")[0]


def test_a_danish_table_is_one_for_a_danish_spreadsheet_and_python_reads_it_back(catalogue: Catalogue) -> None:
    effect = answered(catalogue, asked())[-1].comparison
    danish = pd.read_csv(csv_file(effect, AS_IT_IS, "da"), sep=";", decimal=",", encoding="utf-8-sig")
    english = pd.read_csv(csv_file(effect, AS_IT_IS, "en"), encoding="utf-8-sig")
    numbers = english.select_dtypes("number").columns
    pd.testing.assert_frame_equal(danish[numbers], english[numbers])
    assert set(danish["scenario"]) == {"Pris"}
    label, unit = danish.set_index("measure").loc["cost_million_dkk", ["label", "unit"]]
    assert (label, unit) == ("Offentlige udgifter i alt", "mio. kr.")


def test_the_figures_of_a_danish_report_are_danish(catalogue: Catalogue) -> None:
    effect = answered(catalogue, asked(("prize.winners_per_year", 2)))[-1].comparison
    danish, english = (html_file(effect, AS_IT_IS, language).read().decode() for language in ("da", "en"))
    assert "Hvad virkemidlet ændrer" in danish
    assert "What the policy changes" not in danish
    assert "What the policy changes" in english


def test_a_scenario_that_is_not_there_ends_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["lab", "not_there.toml"]) == 2
    assert "not_there.toml" in capsys.readouterr().err


def test_an_address_that_is_not_ours_ends_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["lab", "--address", "192.0.2.1"]) == 2
    assert "--address" in capsys.readouterr().err


def test_a_port_in_use_ends_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert exit_status(["lab", "--port", str(port)]) == 2
    told = capsys.readouterr().err
    assert f"127.0.0.1:{port} cannot be used" in told
    assert len(told.strip().splitlines()) == 1


def test_a_map_of_another_country_ends_with_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "map.geojson").write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    assert exit_status(["lab", "--map", str(tmp_path / "map.geojson")]) == 2
    assert "shows none of the 98 municipalities" in capsys.readouterr().err
