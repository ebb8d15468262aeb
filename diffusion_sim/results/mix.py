"""The mix of own, adapted or inspired, and copied, counted the way Innovationsbarometeret counts.

The barometer (COI with Statistics Denmark) asks public workplaces about their *latest* innovation in two years, those
that have one. Here a workplace is stood for by one policy field of one municipality, and its answer is the case that
came into use last within the 24 months before the count, among those whose net benefit is positive. ``own`` is the
barometer's "first of its kind as far as we know", so it includes duplicating what existed elsewhere unknown to the
inventor; ``adapted`` is "inspired by others and substantially adapted", here the modes adapt and inspired together;
``copied`` is "largely a copy". That a field answers like a workplace is an assumption.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from diffusion_sim.codes import Heard, Mode
from diffusion_sim.results.record import NEVER, Columns

if TYPE_CHECKING:
    from collections.abc import Sequence

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
_MODES = ((Mode.OWN,), (Mode.ADAPT, Mode.INSPIRED), (Mode.COPY,))
"""What counts as own, adapted and copied."""


class Answers(NamedTuple):
    """What a municipality could name as an innovation, by municipality and field, the latest last."""

    field: npt.NDArray[np.int64]
    """A number for each pair of municipality and field"""
    implemented: npt.NDArray[np.int32]
    mode: npt.NDArray[np.int8]


def answers(cases: Columns, fields: Sequence[str]) -> Answers:
    """Return the cases that ever came into use with positive net benefit (of equals the youngest solution last).

    Parameters
    ----------
    fields
        The policy field of each problem.
    """
    rows = np.flatnonzero(
        (cases["implemented"] != NEVER) & (cases["net_benefit"] > 0.0) & (cases["heard_via"] != Heard.SEED)
    )
    numbers = np.unique(fields, return_inverse=True)[1].astype(np.int64)
    field = cases["code"][rows] * (numbers.max(initial=0) + 1) + numbers[cases["problem"][rows]]
    order = np.lexsort((cases["implemented"][rows], field))  # keeps equals in the cases' order: by solution
    return Answers(field[order], cases["implemented"][rows[order]], cases["mode"][rows[order]])


def barometer_mix(given: Answers, end_month: int) -> Mix:
    """Count the mix over the 24 months before ``end_month`` (from the start of the burn-in, not included)."""
    recent = np.flatnonzero((given.implemented >= end_month - WINDOW_MONTHS) & (given.implemented < end_month))
    fields = given.field[recent]
    modes = given.mode[recent[np.append(fields[1:] != fields[:-1], True)[: recent.size]]]
    if modes.size == 0:
        return Mix(np.nan, np.nan, np.nan, 0)
    counts = np.bincount(modes, minlength=len(Mode))
    own, adapted, copied = (float(counts[list(of)].sum() / modes.size) for of in _MODES)
    return Mix(own, adapted, copied, int(modes.size))


def mean_mix(mixes: Sequence[Mix]) -> Mix:
    """Return the mean of the mixes of some years, each year counting the same."""
    years = [mix for mix in mixes if mix.counted]
    if not years:
        return Mix(np.nan, np.nan, np.nan, 0)
    own, adapted, copied = (float(np.mean([mix[i] for mix in years])) for i in range(3))
    return Mix(own, adapted, copied, sum(mix.counted for mix in years))
