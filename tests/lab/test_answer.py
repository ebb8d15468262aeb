"""Page, command line and Python give the same numbers; answers come in steps and are kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli.small_world import write_small_world
from lab.lab_setup import answers_to, asked, last_answer, small_catalogue

from diffusion_sim.cli.app import exit_status
from diffusion_sim.lab import answer, kept_results
from diffusion_sim.lab.answer import LONGEST_SECONDS, Answers, Unwanted, Watch
from diffusion_sim.lab.kept_results import LEAST_KEPT
from diffusion_sim.lab.question import scenarios_of
from diffusion_sim.scenario import load_scenario
from diffusion_sim.simulation import compare, together


@pytest.mark.slow
def test_page_command_line_and_python_give_the_same_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, files = last_answer(asked()), write_small_world(tmp_path)
    scenarios = [load_scenario(file) for file in files]
    python = compare(*scenarios, replications=14, seed=3).summary().set_index("measure")
    options = ["--replications", "14", "--seed", "3", "--json", "--quiet", "--out", str(tmp_path / "out")]
    assert exit_status(["compare", *files, *options]) == 0
    line = {row["measure"]: row for row in json.loads(capsys.readouterr().out)["effects"]}
    for column in ("difference", "low", "high"):
        number = getattr(page.headline(), column)
        assert number == python.loc["implemented_per_year", column]
        assert number == pytest.approx(line["implemented_per_year"][column], rel=1e-12)  # JSON has 14 digits
    assert page.comparison.summary().set_index("measure").equals(python)


def test_the_answer_comes_in_steps_of_more_and_more_replications() -> None:
    steps = answers_to(asked(), Answers())
    assert [step.replications for step in steps] == [4, 12, 14]
    assert [step.last for step in steps] == [False, False, True]


def test_a_slow_question_stops_at_what_is_finished_and_compiling_does_not_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = iter([0.0, 500.0, 500.0 + LONGEST_SECONDS, 501.0 + LONGEST_SECONDS])
    monkeypatch.setattr(answer, "perf_counter", lambda: next(clock))
    question = asked()._replace(replications=30)
    assert [(step.replications, step.stopped) for step in answers_to(question, Answers())] == [
        (4, False),
        (12, False),
        (20, True),
    ]


def test_an_answer_nobody_wants_any_more_stops_between_two_replications() -> None:
    answers, reported = Answers(), []
    watch = Watch(lambda: len(reported) < 2, lambda done, asked: reported.append((done, asked)))
    steps = answers.steps(scenarios_of(asked(), small_catalogue()), 40, 3, watch)
    assert next(steps).replications == 4
    with pytest.raises(Unwanted):
        list(steps)
    assert reported == [(4, 40), (12, 40)]


@pytest.mark.parametrize(("most_bytes", "kept"), [(1, LEAST_KEPT), (10**9, 5)])
def test_a_baseline_is_simulated_once_and_what_is_kept_is_bounded_by_memory(
    monkeypatch: pytest.MonkeyPatch, most_bytes: int, kept: int
) -> None:
    monkeypatch.setattr(kept_results, "MOST_BYTES", most_bytes)
    answers = Answers()
    first = answers_to(asked(), answers)[-1].comparison.baseline
    monkeypatch.setattr("diffusion_sim.lab.answer.FIRST", 14)
    for winners in (1, 2, 4):
        again = answers_to(asked(("prize.winners_per_year", winners)), answers)[-1].comparison.baseline
        assert again.records[0] is first.records[0]
    assert len(answers._kept) == kept


def test_two_questions_at_once_do_not_simulate_their_replications_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_results, "MOST_BYTES", 1)
    simulated: list[int] = []
    real = together.simulate_records

    def counted(setup: Any, seed: int, replications: Any, *how: Any) -> Any:
        simulated.append(len(replications))
        return real(setup, seed, replications, *how)

    monkeypatch.setattr(together, "simulate_records", counted)
    answers, watch = Answers(), Watch(lambda: True, lambda _done, _asked: None)
    questions = [answers.steps(scenarios_of(asked(), small_catalogue()), 40, seed, watch) for seed in (1, 2)]
    list(zip(*questions, strict=True))
    assert sum(simulated) == 4 * 40
