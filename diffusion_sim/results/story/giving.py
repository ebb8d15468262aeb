"""What others had from a municipality, what it won, and where it stood at the end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.rules.codes import Mode

if TYPE_CHECKING:
    from diffusion_sim.results.story.chapter import Chapter

_SHOWN = 3


def tell_giving(chapter: Chapter) -> list[str]:
    """Return whose its solutions became, and the prizes it won."""
    language, uptakes = chapter.language, _uptakes(chapter)
    often = language.counted(sum(uptakes.values()))
    named = [f"{chapter.solution(row)} ({n})" for row, n in uptakes.most_common(_SHOWN)]
    sentence = "given_most" if uptakes else "given"
    lines = [language.say(sentence, often=often, solutions=language.listed(named))]
    prizes = int(chapter.run.cases["prizes"][chapter.rows].sum())
    return [*lines, language.say("won", prizes=language.many("prize", prizes))] if prizes else lines


def _uptakes(chapter: Chapter) -> Counter[int]:
    """Count by solution what others put to use that this municipality had made."""
    run = chapter.run
    cases, solutions = run.cases, run.record.solutions
    rows = np.flatnonzero(run.put_to_use & run.reuse & (cases["code"] != chapter.place.code))
    parent = solutions["parent"][cases["solution"][rows]]
    model = np.where(cases["mode"][rows] == Mode.INSPIRED, parent, cases["solution"][rows])
    own = (model >= 0) & (solutions["origin"][np.maximum(model, 0)] == chapter.place.code)
    return Counter(int(row) for row in model[own])


def tell_end(chapter: Chapter) -> list[str]:
    """Return what is in operation at the end, and what it gives."""
    run, language = chapter.run, chapter.language
    rows = chapter.where(run.operating_at_end)
    reused = int(run.reuse[rows].sum())
    told = {
        "solutions": language.many("standing", rows.size),
        "reused": reused or language.none,
        "merit": language.number(float(run.cases["merit"][rows].sum())),
    }
    return [language.say("end", **told)]
