"""What one world put to use under one policy and not under the other, case by case."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.results.labels import labels_in
from diffusion_sim.results.story import LANGUAGES as STORIES
from diffusion_sim.rules.codes import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    only = [{case: row for case, row in used[side].items() if case not in used[1 - side]} for side in (0, 1)]
    without, with_it = (_told(run, rows, language) for run, rows in zip(runs, only, strict=True))
    lost = [(case, label, (mode, "")) for case, label, mode in without]
    won = [(case, label, ("", mode)) for case, label, mode in with_it]
    return tuple(Changed(case[0], label, modes) for case, label, modes in sorted(lost + won))


def _told(run: ReportedRun, rows: dict[Case, int], language: str) -> Iterator[tuple[Case, str, str]]:
    """Yield cases, each with its solution and mode in words; all are named at once, which is much quicker."""
    at = np.array(list(rows.values()), dtype=np.intp)
    labels = labels_in(run, run.cases["solution"][at], STORIES[language].labels)
    modes = [Mode(mode).name.lower() for mode in run.cases["mode"][at].tolist()]
    yield from zip(rows, labels, modes, strict=True)


def _used(run: ReportedRun) -> dict[Case, int]:
    """Return the row of each case put to use in the window."""
    rows = np.flatnonzero(run.put_to_use)
    codes = run.cases["code"][rows].tolist()
    addresses = run.record.solutions["id"][run.cases["solution"][rows]].tolist()
    return dict(zip(zip(codes, addresses, strict=True), rows.tolist(), strict=True))
