"""What a municipality turned down, and what decided it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.results.display import format_number
from diffusion_sim.results.reasons import deciding_terms
from diffusion_sim.results.record import NEVER
from diffusion_sim.results.story.words import TERMS, counted, listed, times, when
from diffusion_sim.rules.codes import Verdict

if TYPE_CHECKING:
    from diffusion_sim.results.story.chapter import Chapter

_SHOWN = 3


def tell_refusals(chapter: Chapter) -> list[str]:
    """Return how many solutions were turned down, which single terms decided, and the closest calls."""
    run = chapter.run
    never_begun = run.first_month_of("started") == NEVER
    declined = chapter.where(
        (run.cases["verdict"] == Verdict.DECLINED) & run.in_window(run.cases["appraised"]) & never_begun
    )
    if declined.size == 0:
        return ["It turned nothing down."]
    weighed = declined[run.lost_as_best_reuse[declined]]
    told = f"It turned down {times(declined.size, 'solution', 'solutions')} at its last look"
    lines = [f"{told}, of which {weighed.size or 'none'} had been the best at hand to reuse."]
    if weighed.size == 0:
        return lines
    lines += _counted([deciding_terms(int(flips)) for flips in run.cases["flips"][weighed]])
    by_gap = weighed[np.argsort(run.cases["shortfall"][weighed], kind="stable")][:_SHOWN]
    return [*lines, "The closest calls:", *(f"- {_one_refusal(chapter, int(row))}" for row in by_gap)]


def _counted(reasons: list[tuple[str, ...]]) -> list[str]:
    single = Counter(term for terms in reasons for term in terms)
    none = sum(not terms for terms in reasons)
    lines = []
    if single:
        parts = [f"{TERMS[term]} ({counted(n)})" for term, n in single.most_common()]
        lines.append(f"What alone would have changed the decision on these, had it not counted: {listed(parts)}.")
    if none:
        lines.append(f"In {times(none, 'case', 'cases')} no single reason decided.")
    return lines


def _one_refusal(chapter: Chapter, row: int) -> str:
    run, case = chapter.run, chapter.run.cases[row]
    terms = [TERMS[term] for term in deciding_terms(int(case["flips"]))]
    why = "no single reason decided"
    if terms:
        why = f"{listed(terms)} decided" if len(terms) == 1 else f"each by itself could have decided: {listed(terms)}"
    heard = chapter.heard(row)
    return (
        f"{when(run, case['appraised'])}: {chapter.label(row)}{', ' + heard if heard else ''}; {why} "
        f"(short by {format_number(float(case['shortfall']))} taste units)."
    )
