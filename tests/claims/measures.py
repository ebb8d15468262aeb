"""What is read off a set of runs to see what a mechanism does: one number each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.codes import End, Heard, Mode
from diffusion_sim.draws import replication_key, uniform
from diffusion_sim.draws.streams import SECOND_FIELD
from diffusion_sim.mechanisms.departments import second_field
from diffusion_sim.results.record import MONTHLY

if TYPE_CHECKING:
    from collections.abc import Callable

    from claims.replications import Runs
    from diffusion_sim.setup import Setup

    Number = Callable[[Runs], float]

PLAIN = (Mode.COPY, Mode.ADAPT)
REUSE = (*PLAIN, Mode.INSPIRED)
ALL = (*REUSE, Mode.OWN)


def reused_across(runs: Runs) -> float:
    """Return how much is reused of answers to problems that cross two departments, for each such start within one."""
    counts = np.zeros(2)
    for record in runs.records:
        taken = record.cases[np.isin(record.cases["mode"], REUSE) & (record.cases["adopted"] >= 0)]
        crosses = np.array([_crosses(runs.setup, record.replication, int(problem)) for problem in taken["problem"]])
        counts += (crosses.sum(), (~crosses).sum())
    return float(counts[0] / counts[1])


def _crosses(setup: Setup, replication: int, problem: int) -> bool:
    """Tell whether a problem crosses two departments in one replication of seed 1."""
    field, departments = setup.problem_fields[problem], len(setup.scenario.problems.fields)
    key = np.uint64(replication_key(np.uint64(1), replication))
    return second_field(field, departments, uniform(key, np.uint64(problem), 0, SECOND_FIELD, 0)) != field


def adopted(*modes: Mode) -> Number:
    """Count the projects begun in some modes."""
    return lambda runs: float((np.isin(runs.cases["mode"], modes) & (runs.cases["adopted"] >= 0)).sum())


def granted(mode: Mode) -> Number:
    """Return the share of a mode among projects on a grant."""

    def share(runs: Runs) -> float:
        paid = runs.cases[(runs.cases["granted"] == 1) & (runs.cases["adopted"] >= 0)]
        return float((paid["mode"] == mode).mean())

    return share


def net_benefit(*modes: Mode) -> Number:
    """Return the mean net benefit of what was implemented in some modes."""

    def of(runs: Runs) -> float:
        cases = runs.cases
        return float(cases["net_benefit"][np.isin(cases["mode"], modes) & (cases["implemented"] >= 0)].mean())

    return of


def months_of_development(mode: Mode = Mode.OWN) -> Number:
    """Return the mean months of development in a mode."""

    def mean(runs: Runs) -> float:
        done = runs.cases[(runs.cases["mode"] == mode) & (runs.cases["developed"] >= 0)]
        return float((done["developed"] - done["adopted"]).mean())

    return mean


def months_of_implementation(runs: Runs) -> float:
    """Return the mean months of implementation of what is put into use."""
    done = runs.cases[(runs.cases["developed"] >= 0) & (runs.cases["implemented"] >= 0)]
    return float((done["implemented"] - done["developed"]).mean())


def total(*columns: str) -> Number:
    """Return the sum of monthly columns over all months and replications."""
    return lambda runs: float(sum(runs.monthly[:, :, MONTHLY.index(column)].sum() for column in columns))


implemented = total(*(f"implemented_{mode.name.lower()}" for mode in ALL))
lost_when_funding_ended = total("abandoned_when_funding_ended", "discontinued_when_funding_ended")


def use_of_what_is_heard(runs: Runs) -> float:
    """Return how many solutions are implemented for each that is heard of."""
    return implemented(runs) / total("aware")(runs)


def lost_of_granted(runs: Runs) -> float:
    """Return the share of projects on a grant that are lost when it ends."""
    return lost_when_funding_ended(runs) / float((runs.cases["granted"] == 1).sum())


def bunching(runs: Runs) -> float:
    """Return the variance over the mean of how much a region's municipalities have developed in one month."""
    region = {place.code: place.region for place in runs.setup.places}
    regions, months = sorted(set(region.values())), runs.monthly.shape[1]
    counts = np.zeros((len(runs.records), len(regions), months))
    for record, count in zip(runs.records, counts, strict=True):
        done = record.cases[record.cases["developed"] >= 0]
        rows = [regions.index(region[int(code)]) for code in done["code"]]
        np.add.at(count, (rows, done["developed"]), 1)
    by_pair = counts.reshape(-1, months)
    return float((by_pair.var(axis=1) / by_pair.mean(axis=1)).mean())


def given_up_of_developed(runs: Runs) -> float:
    """Return the share of developed projects that are given up before they are in use."""
    return total("gave_up")(runs) / float((runs.cases["developed"] >= 0).sum())


def given_up_of_joint_copies(runs: Runs) -> float:
    """Return the share given up of developed copies of what a partner had told of, nearly all of them joint work."""
    copies = runs.cases[(runs.cases["mode"] == Mode.COPY) & (runs.cases["developed"] >= 0)]
    joint = copies[copies["heard_via"] == Heard.PARTNER]
    return float((joint["end"] == End.GAVE_UP).mean())


def months_of_adapting(runs: Runs) -> float:
    """Return the mean months of adapting for each unit of complexity."""
    months = [
        (done["developed"] - done["adopted"]) / record.solutions["complexity"][done["solution"]]
        for record in runs.records
        for done in (record.cases[(record.cases["mode"] == Mode.ADAPT) & (record.cases["developed"] >= 0)],)
    ]
    return float(np.concatenate(months).mean())


def productivity_share(runs: Runs) -> float:
    """Return the share of all value that is productivity; no level of reuse changes what lines reused solutions are good on."""
    lines = ("productivity", "service", "political", "legal", "wellbeing")
    return total("value_productivity")(runs) / total(*(f"value_{line}" for line in lines))(runs)


def kroner_per_use(runs: Runs) -> float:
    """Return what implementation costs for each unit of net benefit in use."""
    column = MONTHLY.index
    value = runs.monthly[:, :, column("value_productivity") : column("value_wellbeing") + 1].sum()
    return float(runs.monthly[:, :, column("dkk_implementation")].sum() / value)


def running_kroner(runs: Runs) -> float:
    """Return what running costs for each solution that is implemented."""
    return total("dkk_running")(runs) / implemented(runs)


def kroner_per_start(runs: Runs) -> float:
    """Return what copying costs for each copy begun."""
    return total("dkk_copying")(runs) / adopted(Mode.COPY)(runs)


def fit_of_what_is_heard(runs: Runs) -> float:
    """Return the mean fit of what is heard over ties and not in use."""
    cases = runs.cases
    return float(cases["fit"][(cases["heard_via"] == Heard.CONTACT) & (cases["implemented"] < 0)].mean())


def near_share(runs: Runs) -> float:
    """Return the share of plain reuse that comes from across a land border."""
    near = runs.setup.country.near
    pairs = [
        (int(case["code"]), int(record.solutions["origin"][case["solution"]])) in near
        for record in runs.records
        for case in record.cases
        if case["mode"] in PLAIN and case["adopted"] >= 0
    ]
    return float(np.mean(pairs))


def share_heard_in_region(runs: Runs) -> float:
    """Return the share of what is heard over ties that is heard from the same region."""
    region = {place.code: place.region for place in runs.setup.places}
    told = runs.cases[runs.cases["heard_via"] == Heard.CONTACT]
    return float(np.mean([region[int(c["code"])] == region[int(c["heard_from"])] for c in told]))


def heard_of_from_outside(runs: Runs) -> float:
    """Count how often a municipality has heard of a solution that no municipality made."""
    return float(sum((record.solutions["origin"][record.cases["solution"]] == 0).sum() for record in runs.records))
