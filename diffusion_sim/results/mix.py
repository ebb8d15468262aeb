"""The mix of own, adapted or inspired, and copied, counted the way Innovationsbarometeret counts.

The barometer (COI with Statistics Denmark) asks public workplaces about their *latest* innovation in two years, those
that have one. Here a workplace is stood for by one policy field of one municipality, and its answer is the case that
came into use last within the 24 months before the count, among those whose merit is positive. ``own`` is the
barometer's "first of its kind as far as we know", so it includes reinventing what existed elsewhere unknown to the
inventor; ``adapted`` is "inspired by others and substantially adapted", here the modes adapt and inspired together;
``copied`` is "largely a copy". That a field answers like a workplace is an assumption.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.results.intervals import mean_interval
from diffusion_sim.results.record import NEVER
from diffusion_sim.rules.codes import Heard, Mode

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from diffusion_sim.results.reported_run import ReportedRun
    from diffusion_sim.results.result import Result

WINDOW_MONTHS = 24


class Mix(NamedTuple):
    """Shares (0-1) that sum to 1; NaN when nothing was counted."""

    own: float
    adapted: float
    copied: float
    counted: int
    """Fields of municipalities with an answer."""


BAROMETER_MIX = Mix(own=0.176, adapted=0.615, copied=0.209, counted=1352)
"""Wave 4 (2021-23), 16 / 56 / 19 % of 1,352 answers, the 10 % "don't know" left out (co-pi.dk)."""
BAROMETER_SOURCE = "Innovationsbarometeret, wave 4 (2021-23), without “don't know”"
_MODES = {"own": (Mode.OWN,), "adapted": (Mode.ADAPT, Mode.INSPIRED), "copied": (Mode.COPY,)}


class Answers(NamedTuple):
    """What a municipality could name as an innovation, by municipality and field, the latest last."""

    field: npt.NDArray[np.int64]
    """A number for each pair of municipality and field"""
    operating: npt.NDArray[np.int32]
    mode: npt.NDArray[np.int8]


def answers(run: ReportedRun) -> Answers:
    """Return the cases that ever came into use with positive merit (of equals the youngest solution last)."""
    cases = run.cases
    rows = np.flatnonzero((cases["operating"] != NEVER) & (cases["merit"] > 0.0) & (cases["heard_via"] != Heard.SEED))
    fields = _field_numbers(run)
    field = cases["code"][rows] * (fields.max(initial=0) + 1) + fields[cases["problem"][rows]]
    order = np.lexsort((cases["operating"][rows], field))  # keeps equals in the cases' order: by solution
    return Answers(field[order], cases["operating"][rows[order]], cases["mode"][rows[order]])


def barometer_mix(run: ReportedRun, end_month: int) -> Mix:
    """Count the mix over the 24 months before ``end_month`` (from the start of the burn-in, not included)."""
    given = run.answers
    recent = np.flatnonzero((given.operating >= end_month - WINDOW_MONTHS) & (given.operating < end_month))
    fields = given.field[recent]
    modes = given.mode[recent[np.append(fields[1:] != fields[:-1], True)[: recent.size]]]
    if modes.size == 0:
        return Mix(np.nan, np.nan, np.nan, 0)
    counts = np.bincount(modes, minlength=len(Mode))
    own, adapted, copied = (float(counts[list(of)].sum() / modes.size) for of in _MODES.values())
    return Mix(own, adapted, copied, int(modes.size))


def _field_numbers(run: ReportedRun) -> npt.NDArray[np.int64]:
    names = sorted({problem.field for problem in run.context.problems})
    return np.array([names.index(problem.field) for problem in run.context.problems], dtype=np.int64)


def mix_of_years(run: ReportedRun) -> list[Mix]:
    """Return the mix at the end of each whole reported year; a window shorter than a year is counted at its end."""
    return [barometer_mix(run, end) for end in years_end(run)]


def years_end(run: ReportedRun) -> tuple[int, ...]:
    """Return the months after each whole reported year, or after the last month when there is none."""
    return tuple(range(run.first + 12, run.end + 1, 12)) or (run.end,)


def mean_mix(run: ReportedRun) -> Mix:
    """Return the mean of the yearly mixes, each year counting the same."""
    years = [mix for mix in run.yearly_mixes if mix.counted]
    if not years:
        return Mix(np.nan, np.nan, np.nan, 0)
    own, adapted, copied = (float(np.mean([mix[i] for mix in years])) for i in range(3))
    return Mix(own, adapted, copied, sum(mix.counted for mix in years))


def mix_by_year(result: Result) -> pd.DataFrame:
    """Return the mix at the end of each reported year, to judge whether it is stable.

    Returns
    -------
    pandas.DataFrame
        A row for each year and kind (own, adapted, copied): mean share over replications, the 95 % interval of that
        mean, and the barometer's share.
    """
    import pandas as pd  # noqa: PLC0415 - slow to import

    runs = [run.yearly_mixes for run in result.runs]
    rows = []
    for year in range(min(len(mixes) for mixes in runs)):
        for kind in _MODES:
            shares = mean_interval([getattr(mixes[year], kind) for mixes in runs])
            target = getattr(BAROMETER_MIX, kind)
            rows.append((year + 1, kind, shares.mean, shares.low, shares.high, shares.known, target))
    return pd.DataFrame(rows, columns=["year", "kind", "share", "low", "high", "replications", "barometer_share"])
