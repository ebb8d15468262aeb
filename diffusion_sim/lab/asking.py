"""What a user asks: two scenarios by name, and what is changed in the policy. The address of the page holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.lab.levers import offered
from diffusion_sim.lab.number_field import LONGEST, Limits, number_in
from diffusion_sim.lab.words import LANGUAGES, hint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diffusion_sim.lab.catalogue import Catalogue
    from diffusion_sim.scenario import Scenario

WORLDS, SEED = 100, 1
WORLDS_LIMITS = Limits(1, 200, whole=True)
"""What one session may ask for at a time."""
SEED_LIMITS = Limits(1, 2**32, whole=True)


class Question(NamedTuple):
    """A baseline, a policy and how it is changed."""

    baseline: str
    policy: str
    changes: tuple[tuple[str, float], ...] = ()
    worlds: int = WORLDS
    seed: int = SEED

    def to_query(self) -> dict[str, str]:
        """Return the part of the address that makes the same question again."""
        fixed = {"baseline": self.baseline, "policy": self.policy, "worlds": str(self.worlds), "seed": str(self.seed)}
        return fixed | {key: str(int(value)) if value == int(value) else repr(value) for key, value in self.changes}


def question_of(
    query: Mapping[str, str], catalogue: Catalogue, language: str = "en"
) -> tuple[Question, tuple[str, ...]]:
    """Return the question in an address, and what in it could not be used, one sentence each."""
    words, problems = LANGUAGES[language], list[str]()

    def named(side: str, start: str) -> str:
        name = query.get(side, start)
        if name in catalogue.scenarios:
            return name
        near = hint(name[:LONGEST], catalogue.scenarios, words)
        problems.append(words["unknown_scenario"].format(found=name[:LONGEST], hint=near))
        return start

    def numbers(key: str, limits: Limits) -> Iterator[float]:
        text = query[key]
        value = number_in(text, "en")
        problem = limits.problem(value, text, words, language)
        if problem:
            problems.append(f"{key}: {problem}")
        else:
            yield int(value) if limits.whole else value

    baseline, policy = named("baseline", catalogue.baseline), named("policy", catalogue.policy)
    worlds = next(numbers("worlds", WORLDS_LIMITS), WORLDS) if "worlds" in query else WORLDS
    seed = next(numbers("seed", SEED_LIMITS), SEED) if "seed" in query else SEED
    changes = [
        (key, number)
        for key, one in offered().items()
        if key in query
        for number in numbers(key, Limits(one.low or 0.0, one.high or 0.0, one.kind == "whole number"))
    ]
    return Question(baseline, policy, tuple(changes), int(worlds), int(seed)), tuple(problems)


def scenarios_of(question: Question, catalogue: Catalogue) -> tuple[Scenario, Scenario]:
    """Return baseline and policy.

    Raises
    ------
    InputError
        If a value is out of range; the sentence names the parameter and what is valid.
    """
    declared = offered()
    for key, _ in question.changes:
        if key not in declared:
            raise InputError("page", f"{key} cannot be changed here", did_you_mean(key, declared))
    changes = dict(question.changes)
    policy = catalogue.scenarios[question.policy]
    return catalogue.scenarios[question.baseline], policy.with_changes(changes, "page") if changes else policy
