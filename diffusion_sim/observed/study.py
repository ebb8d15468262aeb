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
    ties: NDArray[np.float64]
    """1, or the weight, where the place of the row looks at the place of the column, else 0: (n, n)."""
    times: NDArray[np.float64]
    """Period of adoption, 1, 2, ...; nan for those who had not adopted by the last period: n."""
    periods: int
    """Last period watched."""
    first_period: str
    """What period 1 is called."""
    directed: bool
    unobserved: tuple[str, ...]
    """Places of ``nodes.csv`` whose adoption is not known; they are left out of all measures."""
    network: UserNetwork
    """All places and ties, without directions, for the simulation."""
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
        known = np.where(self.times <= period, self.times, np.nan)
        return replace(self, times=known, periods=period)

    def counted_as(self, non_adopters: NonAdopters) -> Study:
        """Return the study with non-adopters censored, or counted as adopters one period after the last."""
        if non_adopters == "censored":
            return self
        if non_adopters != "last_period":
            raise InputError("non_adopters", f"found {non_adopters!r}", "valid: censored, last_period")
        last = self.periods + 1
        return replace(self, times=np.where(np.isnan(self.times), last, self.times), periods=last)


def place_table(rows: Iterable[Mapping[str, str]]) -> pd.DataFrame:
    """Return the lines of a file as a table of texts."""
    return pd.DataFrame([dict(row) for row in rows], dtype=str)


CATEGORIES = ("early adopters", "early majority", "late majority", "laggards")


def adoption_share(study: Study) -> NDArray[np.float64]:
    """Return the share of all watched places that had adopted by the end of periods 1, 2, ...: (periods,)."""
    by = np.arange(1, study.periods + 1)
    return np.asarray((study.times[:, None] <= by).mean(axis=0), dtype=np.float64)


def adoption_hazard(study: Study) -> NDArray[np.float64]:
    """Return the share, of those who had not adopted before, that adopted in periods 1, 2, ...: (periods,)."""
    share = np.concatenate([[0.0], adoption_share(study)])
    left = 1.0 - share[:-1]
    return np.divide(np.diff(share), left, out=np.zeros_like(left), where=left > 0)


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
