"""What is read off a set of runs to see what a mechanism does: one number each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.results.record import MONTHLY
from diffusion_sim.rules.codes import Heard, Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from claims.worlds import Runs

    Number = Callable[[Runs], float]

PLAIN = (Mode.COPY, Mode.ADAPT)
REUSE = (*PLAIN, Mode.INSPIRED)
ALL = (*REUSE, Mode.OWN)


def started(*modes: Mode) -> Number:
    """Count the projects begun in some modes."""
    return lambda runs: float((np.isin(runs.cases["mode"], modes) & (runs.cases["started"] >= 0)).sum())


def granted(mode: Mode) -> Number:
    """Return the share of a mode among projects on a grant."""

    def share(runs: Runs) -> float:
        paid = runs.cases[(runs.cases["granted"] == 1) & (runs.cases["started"] >= 0)]
        return float((paid["mode"] == mode).mean())

    return share


def merit(*modes: Mode) -> Number:
    """Return the mean merit of what was put to use in some modes."""

    def of(runs: Runs) -> float:
        cases = runs.cases
        return float(cases["merit"][np.isin(cases["mode"], modes) & (cases["operating"] >= 0)].mean())

    return of


def months_of_development(mode: Mode = Mode.OWN) -> Number:
    """Return the mean months of development in a mode."""

    def mean(runs: Runs) -> float:
        done = runs.cases[(runs.cases["mode"] == mode) & (runs.cases["developed"] >= 0)]
        return float((done["developed"] - done["started"]).mean())

    return mean


def total(*columns: str) -> Number:
    """Return the sum of monthly columns over all months and worlds."""
    return lambda runs: float(sum(runs.monthly[:, :, MONTHLY.index(column)].sum() for column in columns))


put_to_use = total(*(f"put_to_use_{mode.name.lower()}" for mode in ALL))
lost_at_cliff = total("lost_unfinished_at_cliff", "lost_in_operation_at_cliff")


def use_of_what_is_heard(runs: Runs) -> float:
    """Return how many solutions are put to use for each that is heard of."""
    return put_to_use(runs) / total("heard")(runs)


def lost_of_granted(runs: Runs) -> float:
    """Return the share of projects on a grant that are lost when it ends."""
    return lost_at_cliff(runs) / float((runs.cases["granted"] == 1).sum())


def given_up_of_developed(runs: Runs) -> float:
    """Return the share of developed projects that are given up before they are in use."""
    return total("gave_up")(runs) / float((runs.cases["developed"] >= 0).sum())


def kroner_per_use(runs: Runs) -> float:
    """Return what implementation costs for each unit of net benefit in use."""
    column = MONTHLY.index
    value = runs.monthly[:, :, column("value_productivity") : column("value_wellbeing") + 1].sum()
    return float(runs.monthly[:, :, column("dkk_implementation")].sum() / value)


def kroner_per_start(runs: Runs) -> float:
    """Return what copying costs for each copy begun."""
    return total("dkk_copying")(runs) / started(Mode.COPY)(runs)


def fit_of_what_is_heard(runs: Runs) -> float:
    """Return the mean fit of what is heard over ties and not in use."""
    cases = runs.cases
    return float(cases["fit"][(cases["heard_via"] == Heard.CONTACT) & (cases["operating"] < 0)].mean())


def near_share(runs: Runs) -> float:
    """Return the share of plain reuse that comes from across a land border."""
    near = runs.world.country.near
    pairs = [
        (int(case["code"]), int(record.solutions["origin"][case["solution"]])) in near
        for record in runs.records
        for case in record.cases
        if case["mode"] in PLAIN and case["started"] >= 0
    ]
    return float(np.mean(pairs))


def share_heard_in_region(runs: Runs) -> float:
    """Return the share of what is heard over ties that is heard from the same region."""
    region = {place.code: place.region for place in runs.world.places}
    told = runs.cases[runs.cases["heard_via"] == Heard.CONTACT]
    return float(np.mean([region[int(c["code"])] == region[int(c["heard_from"])] for c in told]))


def heard_of_from_outside(runs: Runs) -> float:
    """Count how often a municipality has heard of a solution that no municipality made."""
    return float(sum((record.solutions["origin"][record.cases["solution"]] == 0).sum() for record in runs.records))
