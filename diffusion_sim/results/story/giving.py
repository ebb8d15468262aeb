"""What others had from a municipality, what it won, and where it stood at the end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.results.display import format_number
from diffusion_sim.results.labels import solution_label
from diffusion_sim.results.story.words import counted, listed, times
from diffusion_sim.rules.codes import Mode

if TYPE_CHECKING:
    from diffusion_sim.results.story.chapter import Chapter

_SHOWN = 3


def tell_giving(chapter: Chapter) -> list[str]:
    """Return whose its solutions became, and the prizes it won."""
    run = chapter.run
    cases, solutions = run.cases, run.record.solutions
    rows = np.flatnonzero(run.put_to_use & run.reuse & (cases["code"] != chapter.place.code))
    parent = solutions["parent"][cases["solution"][rows]]
    model = np.where(cases["mode"][rows] == Mode.INSPIRED, parent, cases["solution"][rows])
    own = (model >= 0) & (solutions["origin"][np.maximum(model, 0)] == chapter.place.code)
    uptakes = Counter(int(row) for row in model[own])
    lines = [f"Others have put its solutions to use {counted(sum(uptakes.values()))}."]
    if uptakes:
        named = [f"“{solution_label(run, row)}” ({n})" for row, n in uptakes.most_common(_SHOWN)]
        lines = [f"{lines[0][:-1]}, most often {listed(named)}."]
    prizes = int(cases["prizes"][chapter.rows].sum())
    return [*lines, f"It won {times(prizes, 'copycat prize', 'copycat prizes')}."] if prizes else lines


def tell_end(chapter: Chapter) -> list[str]:
    """Return what is in operation at the end, and what it gives."""
    run = chapter.run
    rows = chapter.where(run.operating_at_end)
    merit = format_number(float(run.cases["merit"][rows].sum()))
    reused = int(run.reuse[rows].sum())
    told = f"At the end {times(rows.size, 'solution was', 'solutions were')} in operation, {reused or 'none'} of them"
    return [
        f"{told} reused; together they gave {merit} a month (1 is what an average solution gives where it fits fully)."
    ]
