"""What a municipality turned down, and what decided it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.results.reasons import deciding_terms
from diffusion_sim.results.record import NEVER
from diffusion_sim.rules.codes import Verdict

if TYPE_CHECKING:
    from diffusion_sim.results.story.chapter import Chapter
    from diffusion_sim.results.story.language import Language

_SHOWN = 3


def tell_refusals(chapter: Chapter) -> list[str]:
    """Return how many solutions were turned down, which single terms decided, and the closest calls."""
    run, language = chapter.run, chapter.language
    never_begun = run.first_started == NEVER
    declined = chapter.where(
        (run.cases["verdict"] == Verdict.DECLINED) & run.in_window(run.cases["appraised"]) & never_begun
    )
    if declined.size == 0:
        return [language.say("declined_nothing")]
    weighed = declined[run.lost_as_best_reuse[declined]]
    solutions = language.many("solution", declined.size)
    lines = [language.say("declined", solutions=solutions, best=weighed.size or language.none)]
    if weighed.size == 0:
        return lines
    lines += _counted(language, [deciding_terms(int(flips)) for flips in run.cases["flips"][weighed]])
    by_gap = weighed[np.argsort(run.cases["shortfall"][weighed], kind="stable")][:_SHOWN]
    return [*lines, language.say("closest"), *(f"- {_one_refusal(chapter, int(row))}" for row in by_gap)]


def _counted(language: Language, reasons: list[tuple[str, ...]]) -> list[str]:
    single = Counter(term for terms in reasons for term in terms)
    none = sum(not terms for terms in reasons)
    lines = []
    if single:
        parts = [f"{language.terms[term]} ({language.counted(n)})" for term, n in single.most_common()]
        lines.append(language.say("deciding", terms=language.listed(parts)))
    if none:
        lines.append(language.say("no_single", cases=language.many("case", none)))
    return lines


def _one_refusal(chapter: Chapter, row: int) -> str:
    case, language = chapter.run.cases.row(row), chapter.language
    terms = [language.terms[term] for term in deciding_terms(int(case["flips"]))]
    why = ("why_none", "why_one", "why_each")[min(len(terms), 2)]
    heard = chapter.heard(row)
    return language.say(
        "one_refusal", month=chapter.when(case["appraised"]), label=chapter.label(row),
        heard=f", {heard}" if heard else "", why=language.say(why, terms=language.listed(terms)),
        shortfall=language.number(float(case["shortfall"])),
    )  # fmt: skip
