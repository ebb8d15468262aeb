"""What a municipality lost, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.results.record import NEVER
from diffusion_sim.rules.codes import End

if TYPE_CHECKING:
    from diffusion_sim.results.story.chapter import Chapter

_SHOWN = 4


def tell_losses(chapter: Chapter) -> list[str]:
    """Return what the end of grants took, what was given up to opponents, and what was stopped or replaced."""
    run, language = chapter.run, chapter.language
    ended = run.in_window(run.cases["ended"])
    cliff = chapter.where(ended & np.isin(run.cases["end"], (End.CLIFF_UNFINISHED, End.CLIFF_OPERATION)))
    lines = [language.say("lost", projects=language.many("project", cliff.size))]
    lines += [f"- {_one_loss(chapter, int(row))}" for row in cliff[np.argsort(run.cases["ended"][cliff])][:_SHOWN]]
    counts = {end: chapter.where(ended & (run.cases["end"] == end)).size for end in (End.GAVE_UP, End.STOPPED)}
    used = run.cases["operating"] != NEVER
    told = {
        "given_up": language.many("project", counts[End.GAVE_UP]),
        "stopped": language.many("solution", counts[End.STOPPED]),
        "replaced": chapter.where(ended & used & (run.cases["end"] == End.REPLACED)).size or language.none,
    }
    return [*lines, language.say("stopped", **told), *_stopped_early(chapter)]


def _stopped_early(chapter: Chapter) -> list[str]:
    """Return what was ended by evaluation or when people left, where that happened."""
    run, language = chapter.run, chapter.language
    ended = run.in_window(run.cases["ended"])
    counts = {end: chapter.where(ended & (run.cases["end"] == end)).size for end in language.ended}
    told = [f"{language.many('project', count)} {language.ended[end]}" for end, count in counts.items() if count]
    return [language.say("ended", projects="; ".join(told))] if told else []


def _one_loss(chapter: Chapter, row: int) -> str:
    case, language = chapter.run.cases.row(row), chapter.language
    later = max(0, int(case["ended"]) - int(case["grant_ends"]))
    after = language.say("after", months=language.many("month", later)) if later else language.say("at_once")
    state = language.say("in_use" if case["end"] == End.CLIFF_OPERATION else "unfinished")
    return language.say(
        "one_loss", month=chapter.when(case["ended"]), label=chapter.label(row), after=after, state=state
    )
