"""What a municipality heard of, and from whom."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from diffusion_sim.results.story.words import CHANNELS, counted, listed, times

if TYPE_CHECKING:
    from diffusion_sim.results.story.chapter import Chapter

_NAMED = 3


def tell_hearing(chapter: Chapter) -> list[str]:
    """Return how much was heard of, through which channels, and from whom most often."""
    rows = chapter.where(chapter.run.heard_from_others)
    cases = chapter.run.cases[rows]
    if rows.size == 0:
        return ["It heard of nothing that others had made."]
    by_channel = [
        f"{count} {words}" for via, words in CHANNELS.items() if (count := int((cases["heard_via"] == via).sum()))
    ]
    lines = [f"It heard of {times(rows.size, 'solution', 'solutions')} that others had made: {listed(by_channel)}."]
    tellers = Counter(int(code) for code in cases["heard_from"] if code > 0)
    if tellers:
        often = [f"{_name(chapter, code)} ({counted(n)})" for code, n in tellers.most_common(_NAMED)]
        lines.append(f"It heard most often from {listed(often)}.")
    layers = Counter(int(layer) for layer in cases["heard_layer"] if layer >= 0)
    if layers:
        ties = [f"{chapter.tie(layer)} ({n})" for layer, n in layers.most_common(_NAMED)]
        lines.append(f"Those it heard from were mostly {listed(ties)}.")
    return lines


def _name(chapter: Chapter, code: int) -> str:
    place = chapter.run.context.place_by_code.get(code)
    return place.name if place else str(code)
