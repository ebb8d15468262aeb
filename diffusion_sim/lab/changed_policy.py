"""What the page calls a policy whose levers were moved, and which they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.lab.levers import lever_label, offered
from diffusion_sim.lab.number_field import said
from diffusion_sim.reports.changed import ChangedScenario
from diffusion_sim.reports.naming import scenario_title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diffusion_sim.lab.asking import Question


def changed_policy(question: Question, words: Mapping[str, str], language: str) -> ChangedScenario:
    """Return the policy's title and changes in the page's language."""
    title = scenario_title(question.policy, language)
    if not question.changes:
        return ChangedScenario(title)
    pairs = [(lever_label(offered()[key], words, language), said(value, language)) for key, value in question.changes]
    listed = tuple(words["moved"].format(label=label, value=value) for label, value in pairs)
    return ChangedScenario(_changed_title(title, pairs, words), words["moved_note"], listed)


def _changed_title(title: str, pairs: list[tuple[str, str]], words: Mapping[str, str]) -> str:
    """Return the title with its only change, or with how many there are."""
    closed = f"{title}," if ", " in title else title
    if len(pairs) > 1:
        return words["with_changes"].format(title=closed, n=len(pairs))
    label, value = pairs[0]
    return words["with_change"].format(title=closed, label=label, value=value)
