"""What a user asks: two scenarios by name, and what is changed in the policy. The address of the page holds it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.lab.levers import offered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diffusion_sim.lab.catalogue import Catalogue
    from diffusion_sim.scenario import Scenario

WORLDS, SEED = 100, 1
MOST_WORLDS = 200
"""What one session may ask for at a time."""
LARGEST_SEED = 2**32


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
        return fixed | {key: f"{value:g}" if value == float(f"{value:g}") else repr(value)
                        for key, value in self.changes}  # fmt: skip


def question_of(query: Mapping[str, str], catalogue: Catalogue) -> tuple[Question, tuple[str, ...]]:
    """Return the question in an address, and what in it could not be used, one sentence each."""
    problems: list[str] = []
    names = {side: _known(query.get(side, start), catalogue, start, problems)
             for side, start in (("baseline", catalogue.baseline), ("policy", catalogue.policy))}  # fmt: skip
    worlds = _whole("worlds", query, WORLDS, MOST_WORLDS, problems)
    seed = _whole("seed", query, SEED, LARGEST_SEED, problems)
    changes = [(key, number) for key in offered() if key in query
               for number in _number(key, query[key], problems)]  # fmt: skip
    return Question(names["baseline"], names["policy"], tuple(changes), worlds, seed), tuple(problems)


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


def _known(name: str, catalogue: Catalogue, start: str, problems: list[str]) -> str:
    if name in catalogue.scenarios:
        return name
    problems.append(f"“{name[:40]}” is not a scenario here; {did_you_mean(name[:40], catalogue.scenarios)}")
    return start


def _whole(key: str, query: Mapping[str, str], start: int, most: int, problems: list[str]) -> int:
    text = query.get(key, str(start))
    if text.isascii() and text.isdigit() and len(text) < 12 and 1 <= int(text) <= most:  # noqa: PLR2004 - digits
        return int(text)
    problems.append(f"{key}: “{text[:40]}” is not a whole number from 1 to {most:,}")
    return start


def _number(key: str, text: str, problems: list[str]) -> Iterator[float]:
    """Yield the number, whole where the parameter is, or nothing."""
    whole = offered()[key].kind == "whole number"
    try:
        number = int(text) if whole else float(text)
    except ValueError:
        number = math.nan
    if math.isfinite(number):
        yield number
    else:
        problems.append(f"{key}: “{text[:40]}” is not a {'whole ' if whole else ''}number")
