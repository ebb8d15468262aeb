"""What one world put to use under one policy and not under the other, case by case."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.results.labels import solution_label
from diffusion_sim.results.story import LANGUAGES as STORIES
from diffusion_sim.rules.codes import Mode

if TYPE_CHECKING:
    from diffusion_sim.results.paired import Comparison
    from diffusion_sim.results.reported_run import ReportedRun

Case = tuple[int, int]
"""Code of the municipality, address of the solution."""


class Changed(NamedTuple):
    """One case that differs."""

    code: int
    solution: str
    modes: tuple[str, str]
    """How it was put to use under the baseline and under the policy: copy, adapt, inspired, own; "" is not at all."""


def changed_cases(comparison: Comparison, language: str) -> tuple[Changed, ...]:
    """Return the differing cases of the first world, by municipality."""
    runs = comparison.baseline.runs[0], comparison.others[0].runs[0]
    used = [_used(run) for run in runs]
    differing = sorted(used[0].keys() ^ used[1].keys())
    words = STORIES[language].labels
    changed = []
    for case in differing:
        side = 0 if case in used[0] else 1
        run, row = runs[side], used[side][case]
        label = solution_label(run, int(run.cases["solution"][row]), words)
        mode = Mode(int(run.cases["mode"][row])).name.lower()
        changed.append(Changed(case[0], label, (mode, "") if side == 0 else ("", mode)))
    return tuple(changed)


def _used(run: ReportedRun) -> dict[Case, int]:
    """Return the row of each case put to use in the window."""
    rows = np.flatnonzero(run.put_to_use)
    codes = run.cases["code"][rows].tolist()
    addresses = run.record.solutions["id"][run.cases["solution"][rows]].tolist()
    return dict(zip(zip(codes, addresses, strict=True), rows.tolist(), strict=True))
