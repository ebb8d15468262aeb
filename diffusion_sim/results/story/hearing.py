"""What a municipality heard of, and from whom."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diffusion_sim.results.story.chapter import Chapter

_NAMED = 3


def tell_hearing(chapter: Chapter) -> list[str]:
    """Return how much was heard of, through which channels, and from whom most often."""
    language = chapter.language
    rows = chapter.where(chapter.run.heard_from_others)
    cases = chapter.run.cases
    vias, tellers_of, layers_of = (cases[name][rows] for name in ("heard_via", "heard_from", "heard_layer"))
    if rows.size == 0:
        return [language.say("heard_nothing")]
    by_channel = [f"{count} {words}" for via, words in language.channels.items() if (count := int((vias == via).sum()))]
    solutions, channels = language.many("solution", rows.size), language.listed(by_channel)
    lines = [language.say("heard", solutions=solutions, channels=channels)]
    tellers = Counter(int(code) for code in tellers_of if code > 0)
    if tellers:
        often = [f"{_name(chapter, code)} ({language.counted(n)})" for code, n in tellers.most_common(_NAMED)]
        lines.append(language.say("heard_often", tellers=language.listed(often)))
    layers = Counter(int(layer) for layer in layers_of if layer >= 0)
    if layers:
        ties = [f"{chapter.tie(layer)} ({n})" for layer, n in layers.most_common(_NAMED)]
        lines.append(language.say("heard_ties", ties=language.listed(ties)))
    return lines


def _name(chapter: Chapter, code: int) -> str:
    place = chapter.run.context.place_by_code.get(code)
    return place.name if place else str(code)
