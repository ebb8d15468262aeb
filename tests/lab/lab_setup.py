"""A catalogue of small replications, and answers about them, each computed once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cli.small_world import write_small_world

from diffusion_sim.lab.answer import Answer, Answers, Watch
from diffusion_sim.lab.catalogue import Catalogue, read_catalogue
from diffusion_sim.lab.question import Question, scenarios_of
from diffusion_sim.scenario import Scenario


@cache
def small_catalogue() -> Catalogue:
    with TemporaryDirectory() as folder:
        return read_catalogue(Path(write_small_world(Path(folder))[1]))


@cache
def whole_catalogue() -> Catalogue:
    """Return the scenarios of the package, read once: each has to be checked."""
    return read_catalogue()


def asked(*changes: tuple[str, float]) -> Question:
    return Question("Lille Ærø", "prize", changes, replications=14, seed=3)


def answers_to(question: Question, answers: Answers) -> list[Answer]:
    """Return all steps of an answer."""
    watch = Watch(lambda: True, lambda _done, _asked: None)
    return list(answers.steps(scenarios_of(question, small_catalogue()), question.replications, question.seed, watch))


@cache
def last_answer(question: Question) -> Answer:
    """Return the last step of an answer, for tests that only read it."""
    return answers_to(question, Answers())[-1]


@cache
def danish_answer() -> Answer:
    """Return an answer about all of Denmark, with two problems only."""
    few = {"problems.fields": ["Eldercare"], "problems.per_field": 2, "time.months": 24, "time.burn_in_months": 24}
    baseline = Scenario().with_changes(few)
    sides = baseline, baseline.with_changes({"prize.winners_per_year": 20})
    return list(Answers().steps(sides, 12, 1, Watch(lambda: True, lambda _done, _asked: None)))[-1]
