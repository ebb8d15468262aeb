"""A study: one innovation among places that were watched for some time, and its curve: shares, hazards, categories."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from diffusion_sim.country.graphs import build_graph
from diffusion_sim.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from diffusion_sim.country.outlines import Outline
    from diffusion_sim.country.own_network import UserNetwork


NonAdopters = Literal["censored", "last_period"]
"""What those who had not adopted when watching ended count as: unknown, or adopters one period later (netdiffuseR)."""


@dataclass(frozen=True, eq=False)
class Study:
    """Adoption times on a network; arrays have one row for each of n watched places, in the order of the file."""

    name: str
    innovation: str
    ids: tuple[str, ...]
    places: pd.DataFrame
    """All columns of ``nodes.csv`` as text: n rows."""
    ties: csr_array
    """1, or the weight, where the place of the row looks at the place of the column at any time: (n, n), sparse."""
    times: NDArray[np.float64]
    """Period of adoption, 1, 2, ...; nan for those who had not adopted by the last period: n."""
    periods: int
    """Last period watched."""
    first_period: str
    """What period 1 is called."""
    directed: bool
    network: UserNetwork
    """All places and ties, without directions, for the simulation."""
    unobserved: tuple[str, ...]
    """Places of ``nodes.csv`` whose adoption is not known; they are left out of all measures."""
    entry: NDArray[np.float64]
    """First period in which each place was watched: n."""
    leave: NDArray[np.float64]
    """Last period in which each place was watched: n."""
    stopped: NDArray[np.float64]
    """Period in which each adopter discontinued, nan for those who did not: n."""
    spells: tuple[tuple[int, csr_array], ...] = ()
    """Where ties change: the first period of each span without change, and the ties in it."""
    start: int = 1
    """First period whose adoptions are to be explained: 2 where the first adoption is what began the count."""
    event: str = "adoption"
    """What ``times`` are times of: adoption, or discontinuance."""
    outlines: tuple[Outline, ...] = ()
    """Outlines of places on the map, where the folder has a file of them."""
    without_outline: str = ""
    """A sentence on what that file does not match; empty when it matches, or when there is none."""

    def __repr__(self) -> str:
        tied = "directed" if self.directed else "undirected"
        counts = f"{self.adopters} of {len(self.ids)} places in {self.periods} periods, {tied} ties"
        return f"<Study of {self.innovation}: {counts}>"

    @property
    def adopters(self) -> int:
        """Number of places that adopted while they were watched."""
        return int((~np.isnan(self.times)).sum())

    def graph(self) -> nx.MultiGraph[int]:
        """Return the graph that the simulation model runs on."""
        return build_graph(*self.network)

    def column(self, name: str) -> NDArray[np.str_]:
        """Return a column of ``nodes.csv``: n texts."""
        if name not in self.places:
            raise InputError(
                f"{self.name}: nodes.csv", f"has no column {name!r}", did_you_mean(name, map(str, self.places.columns))
            )
        return self.places[name].to_numpy(dtype=str)

    def until(self, period: int) -> Study:
        """Return what was known after a period: who adopts later counts as one who has not adopted."""
        known, stopped = (np.where(one <= period, one, np.nan) for one in (self.times, self.stopped))
        return replace(self, times=known, stopped=stopped, leave=np.minimum(self.leave, period), periods=period)

    def ties_in(self, period: int) -> csr_array:
        """Return the ties of one period."""
        return next((ties for first, ties in reversed(self.spells) if first <= period), self.ties)

    def discontinuance(self) -> Study:
        """Return the study of the second event: those who adopted, at risk from the next period on, and when they stopped."""
        rows = np.flatnonzero(~np.isnan(self.times))
        if np.isnan(self.stopped).all():
            raise InputError(
                f"{self.name}: adoptions.csv", "has no column 'stopped' with a time", "it tells who stopped"
            )
        return replace(
            self.of_places(rows), times=self.stopped[rows], stopped=np.full(len(rows), np.nan),
            entry=np.maximum(self.times[rows] + 1, self.entry[rows]), start=1, event="discontinuance",
        )  # fmt: skip

    def of_places(self, rows: NDArray[np.int64]) -> Study:
        """Return the study of some of its places, by their numbers."""
        return replace(
            self, ids=tuple(self.ids[row] for row in rows), places=self.places.iloc[rows].reset_index(drop=True),
            ties=self.ties[rows][:, rows], spells=tuple((first, ties[rows][:, rows]) for first, ties in self.spells),
            times=self.times[rows], entry=self.entry[rows], leave=self.leave[rows], stopped=self.stopped[rows],
        )  # fmt: skip

    def counted_as(self, non_adopters: NonAdopters) -> Study:
        """Return the study with non-adopters censored, or counted as adopters one period after the last."""
        if non_adopters == "censored":
            return self
        if non_adopters != "last_period":
            raise InputError("non_adopters", f"found {non_adopters!r}", "valid: censored, last_period")
        last = self.periods + 1
        counted = np.where(np.isnan(self.times), last, self.times)
        return replace(self, times=counted, periods=last, leave=np.where(self.leave >= self.periods, last, self.leave))


def place_table(rows: Iterable[Mapping[str, str]]) -> pd.DataFrame:
    """Return the lines of a file as a table of texts."""
    return pd.DataFrame([dict(row) for row in rows], dtype=str)


CATEGORIES = ("early adopters", "early majority", "late majority", "laggards")


def at_risk(study: Study) -> NDArray[np.bool_]:
    """Return who was watched and had not adopted before, in the periods that are to be explained: (n, periods)."""
    period = np.arange(1, study.periods + 1)
    watched = (study.entry[:, None] <= period) & (period <= study.leave[:, None]) & (period >= study.start)
    return np.asarray(watched & ~(study.times[:, None] < period))


def in_use(study: Study, periods: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return who had adopted by the end of each of these periods, and not discontinued: (n, len(periods))."""
    return np.asarray((study.times[:, None] <= periods) & ~(study.stopped[:, None] <= periods))


def in_use_share(study: Study, lag: int = 0) -> NDArray[np.float64]:
    """Return the share of all places that used it by the end of periods 1, 2, ..., or so many earlier: (periods,)."""
    return np.asarray(in_use(study, np.arange(1, study.periods + 1) - lag).mean(axis=0), dtype=np.float64)


def adoption_share(study: Study) -> NDArray[np.float64]:
    """Return the share of all watched places that had adopted by the end of periods 1, 2, ...: (periods,)."""
    by = np.arange(1, study.periods + 1)
    return np.asarray((study.times[:, None] <= by).mean(axis=0), dtype=np.float64)


def adoption_hazard(study: Study) -> NDArray[np.float64]:
    """Return the share, of those at risk (watched, and not adopted before), that adopted in periods 1, 2, ...: (periods,)."""
    risk = at_risk(replace(study, start=1))
    left = risk.sum(axis=0).astype(float)
    adopted = (risk & (study.times[:, None] == np.arange(1, study.periods + 1))).sum(axis=0)
    return np.divide(adopted, left, out=np.zeros_like(left), where=left > 0)


def time_to_share(study: Study, share: float) -> int | None:
    """Return the first period by whose end this share of all watched places had adopted; None if it never was."""
    reached = np.flatnonzero(adoption_share(study) >= share)
    return int(reached[0]) + 1 if len(reached) else None


def categories(study: Study) -> dict[str, int | None]:
    """Count adopters by distance from the mean time in standard deviations, and those who did not adopt.

    Early adopters (with Rogers' innovators) come more than one before the mean, the early majority before the mean, the
    late majority from the mean on, laggards one or more after it (Valente 1995). Who adopts right on a bound belongs to
    the later group, as in the code of netdiffuseR's ``classify_adopters``; its manual has it the other way round. Where
    all adopted in one period there is no distance to count by, and the counts of the four are None.
    """
    times = study.times[~np.isnan(study.times)]
    did_not = {"did not adopt": int(np.isnan(study.times).sum())}
    if len(np.unique(times)) <= 1:
        return {**dict.fromkeys(CATEGORIES), **did_not}
    mean, sd = float(times.mean()), float(times.std(ddof=1))
    place = np.digitize(times, [mean - sd, mean, mean + sd])
    return {**{name: int((place == index).sum()) for index, name in enumerate(CATEGORIES)}, **did_not}
