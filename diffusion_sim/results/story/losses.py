"""What a municipality lost, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.results.record import NEVER
from diffusion_sim.results.story.words import times, when
from diffusion_sim.rules.codes import End

if TYPE_CHECKING:
    from diffusion_sim.results.story.chapter import Chapter

_SHOWN = 4
_WORDS = {
    End.ENDED_EARLY: "early, because they were weak",
    End.BELOW_ZERO: "because one of the five bottom lines would have been negative",
    End.PERSON_LEFT: "because those who carried them left",
}


def tell_losses(chapter: Chapter) -> list[str]:
    """Return what the end of grants took, what was given up to opponents, and what was stopped or replaced."""
    run = chapter.run
    ended = run.in_window(run.cases["ended"])
    cliff = chapter.where(ended & np.isin(run.cases["end"], (End.CLIFF_UNFINISHED, End.CLIFF_OPERATION)))
    lines = [f"It lost {times(cliff.size, 'project', 'projects')} when the grant ended."]
    lines += [f"- {_one_loss(chapter, int(row))}" for row in cliff[np.argsort(run.cases["ended"][cliff])][:_SHOWN]]
    counts = {end: chapter.where(ended & (run.cases["end"] == end)).size for end in (End.GAVE_UP, End.STOPPED)}
    used = run.cases["operating"] != NEVER
    replaced = chapter.where(ended & used & (run.cases["end"] == End.REPLACED)).size
    lines.append(
        f"It gave up {times(counts[End.GAVE_UP], 'project', 'projects')} against the resistance of its users, stopped "
        f"{times(counts[End.STOPPED], 'solution', 'solutions')} that had been in use, and replaced "
        f"{replaced or 'none'} by something newer."
    )
    return [*lines, *_stopped_early(chapter)]


def _stopped_early(chapter: Chapter) -> list[str]:
    """Return what was ended by evaluation or when people left, where that happened."""
    run = chapter.run
    ended = run.in_window(run.cases["ended"])
    counts = {end: chapter.where(ended & (run.cases["end"] == end)).size for end in _WORDS}
    told = [f"{times(count, 'project', 'projects')} {_WORDS[end]}" for end, count in counts.items() if count]
    return [f"It ended {'; '.join(told)}."] if told else []


def _one_loss(chapter: Chapter, row: int) -> str:
    run, case = chapter.run, chapter.run.cases[row]
    later = max(0, int(case["ended"]) - int(case["grant_ends"]))
    after = f"{times(later, 'month', 'months')} after the money stopped" if later else "as the money stopped"
    state = "though it was in use" if case["end"] == End.CLIFF_OPERATION else "before it came into use"
    return f"{when(run, case['ended'])}: {chapter.label(row)} ended {after}, {state}."
