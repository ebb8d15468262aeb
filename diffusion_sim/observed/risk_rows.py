"""Who could have adopted when, and what was seen before: one row for each place, period and innovation at risk."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.observed.network_effects import exposure
from diffusion_sim.observed.study import at_risk, in_use_share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from diffusion_sim.observed.study import Study


class Groups(NamedTuple):
    """Rows of one period of one innovation stand together."""

    starts: NDArray[np.int64]
    """First row of each group: (g,)."""
    of_row: NDArray[np.int64]
    firsts: NDArray[np.int64]
    """First group of each innovation that has rows: (k,)."""
    counts: NDArray[np.int64]
    """Groups of each such innovation: (k,)."""
    last_rows: NDArray[np.int64]
    """Last row of each place in each innovation."""

    def slices(self, rows: int) -> Iterator[slice]:
        """Yield all rows in slices of whole groups, each of about so many rows."""
        number = len(self.of_row)
        groups = np.unique(self.of_row[::rows])
        bounds = [*self.starts[groups].tolist(), number]
        yield from map(slice, bounds[:-1], bounds[1:])


@dataclass(frozen=True, eq=False)
class RiskRows:
    """Arrays of m rows, in the order of innovations, periods and places; what was seen is from the period before."""

    innovation: NDArray[np.int64]
    """Number of the study that the row is from."""
    period: NDArray[np.int64]
    place: NDArray[np.int64]
    """Number of the place among those of all studies."""
    exposure: NDArray[np.float64]
    """Share of users among those the place looks at."""
    share: NDArray[np.float64]
    """Share of users among all places."""
    adopted: NDArray[np.bool_]
    periods_before: NDArray[np.float64]
    """Number of earlier periods at risk; likewise the sums of exposure and share over them."""
    exposure_before: NDArray[np.float64]
    share_before: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.place)

    @cached_property
    def groups(self) -> Groups:
        """Where each period of each innovation begins."""
        return groups_of(self)

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> RiskRows:
        """Return the rows that are chosen."""
        return RiskRows(*(getattr(self, field.name)[chosen] for field in fields(self)))


def groups_of(rows: RiskRows) -> Groups:
    """Find the groups of rows that are in the order of innovations and periods."""
    new = np.diff(rows.innovation, prepend=-1) != 0
    begins = new | (np.diff(rows.period, prepend=-1) != 0)
    starts = np.flatnonzero(begins)
    firsts = np.flatnonzero(new[starts])
    counts = np.diff(np.append(firsts, len(starts)))
    _, back = np.unique(np.stack([rows.innovation[::-1], rows.place[::-1]]), axis=1, return_index=True)
    return Groups(starts, np.cumsum(begins) - 1, firsts, counts, np.sort(len(rows) - 1 - back))


def places_of(studies: Sequence[Study]) -> dict[str, int]:
    """Return the number of each place among those of all studies."""
    return {name: number for number, name in enumerate(dict.fromkeys(one for study in studies for one in study.ids))}


def rows_of(studies: Sequence[Study]) -> RiskRows:
    """Lay studies out by places and periods at risk."""
    places = places_of(studies)
    parts = [_rows(number, study, places) for number, study in enumerate(studies)]
    return RiskRows(*(np.concatenate([getattr(one, f.name) for one in parts]) for f in fields(RiskRows)))


def _rows(number: int, study: Study, places: dict[str, int]) -> RiskRows:
    risk = at_risk(study).T
    seen = exposure(study, lag=1).T
    share = np.broadcast_to(in_use_share(study, lag=1)[:, None], risk.shape)
    period, row = np.nonzero(risk)
    code = np.array([places[name] for name in study.ids])
    before = [_sum_before(values, risk)[risk] for values in (np.ones(risk.shape), seen, share)]
    return RiskRows(
        np.full(len(row), number), period + 1, code[row], seen[risk], share[risk],
        study.times[row] == period + 1, *before,
    )  # fmt: skip


def _sum_before(values: NDArray[np.float64], risk: NDArray[np.bool_]) -> NDArray[np.float64]:
    held = np.where(risk, values, 0.0)
    return np.asarray(np.cumsum(held, axis=0) - held, dtype=np.float64)
