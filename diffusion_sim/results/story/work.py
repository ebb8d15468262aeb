"""What a municipality took up, in which mode, and what came into use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.results.display import format_number
from diffusion_sim.results.record import NEVER
from diffusion_sim.results.story.words import DONE, listed, times, when
from diffusion_sim.rules.codes import Mode

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.results.story.chapter import Chapter

_SHOWN = 6


def tell_work(chapter: Chapter) -> list[str]:
    """Return what was begun by mode, what came of it, and the cases of highest merit one by one."""
    run = chapter.run
    started = chapter.where(run.in_window(run.cases["started"]))
    used = chapter.where(run.put_to_use)
    lines = [f"It began {times(started.size, 'project', 'projects')}{_by_mode(run.cases['mode'][started])}."]
    lines.append(f"It put {times(used.size, 'solution', 'solutions')} to use{_by_mode(run.cases['mode'][used])}.")
    best = used[np.argsort(-run.cases["merit"][used], kind="stable")][:_SHOWN]
    if used.size > _SHOWN:
        lines.append(f"The {_SHOWN} that gave most:")
    in_time = best[np.argsort(run.cases["operating"][best], kind="stable")]
    return lines + [f"- {_one_use(chapter, int(row))}" for row in in_time]


def _by_mode(modes: npt.NDArray[np.int8]) -> str:
    words = {Mode.COPY: "copied", Mode.ADAPT: "adapted", Mode.INSPIRED: "inspired by others", Mode.OWN: "of its own"}
    parts = [f"{count} {word}" for mode, word in words.items() if (count := int((modes == mode).sum()))]
    return f": {listed(parts)}" if parts else ""


def _one_use(chapter: Chapter, row: int) -> str:
    run, case = chapter.run, chapter.run.cases[row]
    how = [DONE.get(Mode(int(case["mode"])), "taken up"), chapter.heard(row)]
    if case["granted"]:
        how.append("with a grant")
    merit = f"{format_number(float(case['merit']))} a month"
    gave = f"it gave {merit}"
    if case["outdated"] != NEVER:
        gave = f"the problem changed in {when(run, case['outdated'])}, after that it gave {merit}"
    told = ", ".join(part for part in how if part)
    return f"{when(run, case['operating'])}: {chapter.label(row)} came into use, {told}; {gave}."
