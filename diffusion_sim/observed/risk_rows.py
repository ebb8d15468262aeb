"""Who could have adopted when, and what was seen before: one row for each place, period and innovation at risk."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.observed.network_effects import exposure
from diffusion_sim.observed.study import at_risk, in_use_share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from diffusion_sim.observed.study import Study


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

    def where(self, chosen: NDArray[np.bool_]) -> RiskRows:
        """Return the rows that are chosen."""
        return RiskRows(*(getattr(self, field.name)[chosen] for field in fields(self)))


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
