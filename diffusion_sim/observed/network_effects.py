"""Do ties matter: exposure and thresholds, Moran's I, rewired networks, and the hazard where peers have adopted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import stats
from scipy.sparse import csr_array, diags_array, triu

from diffusion_sim.errors import InputError, RunError
from diffusion_sim.observed.study import Study, at_risk, in_use

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray


def exposure(study: Study, lag: int = 0) -> NDArray[np.float64]:
    """Return the share of users among those each place looks at, in periods 1, 2, ...: (n, periods).

    Several ties to one place count once, or by their weights where the study was loaded so. A place that looks at nobody has
    exposure 0. Ties that change are those of the period; who discontinued is no user (netdiffuseR's ``exposure``).

    Parameters
    ----------
    study
        Adoption times and ties.
    lag
        0 counts who used it by the end of the period itself (netdiffuseR), 1 by the end of the one before.
    """
    periods = np.arange(1, study.periods + 1)
    using = in_use(study, periods - lag).astype(float)
    if not study.spells:
        return share_of_looked_at(study.ties, using)
    found = np.zeros(using.shape)
    ends = [first for first, _ in study.spells[1:]] + [study.periods + 1]
    for (first, ties), end in zip(study.spells, ends, strict=True):
        found[:, max(first - 1, 0) : end - 1] = share_of_looked_at(ties, using[:, max(first - 1, 0) : end - 1])
    return found


def share_of_looked_at(ties: csr_array, using: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share of users (1, else 0) among those each place looks at, for each column: (n, columns)."""
    looked_at = ties.sum(axis=1)[:, None]
    users = ties @ using
    return np.divide(users, looked_at, out=np.zeros_like(users), where=looked_at > 0)


def thresholds(study: Study) -> NDArray[np.float64]:
    """Return the exposure of each place in the period in which it adopted; nan if it did not: n.

    It is 0 for an adopter that looks at nobody, as in netdiffuseR: it needed nobody.
    """
    seen = exposure(study)
    found = np.full(len(study.ids), np.nan)
    adopted = ~np.isnan(study.times)
    found[adopted] = seen[adopted, study.times[adopted].astype(int) - 1]
    return found


def looking(study: Study) -> NDArray[np.bool_]:
    """Return whether each place looks at any other: n."""
    return np.asarray(study.ties.sum(axis=1) > 0.0)


def infectiousness(study: Study, normalize: bool = True) -> NDArray[np.float64]:  # noqa: FBT001, FBT002 - as netdiffuseR
    """Return of those that look at each place and adopt after it, the share that does so in the next period: n.

    netdiffuseR's ``infection`` with one period (Valente, Dyal, Chu, Wipfli & Fujimoto 2015): ``normalize`` divides by the
    number of all that adopt in that period. Nan for who did not adopt, 0 where there is nobody, and in the last period.
    """
    return _next_to(study, 1, normalize)


def susceptibility(study: Study, normalize: bool = True) -> NDArray[np.float64]:  # noqa: FBT001, FBT002 - as netdiffuseR
    """Return of those a place looks at that adopted before it, the share that did so in the period before: n.

    netdiffuseR's ``susceptibility`` with one period; see :func:`infectiousness`. It is 0 for adopters of period 1.
    """
    return _next_to(study, -1, normalize)


def _next_to(study: Study, step: int, normalize: bool) -> NDArray[np.float64]:  # noqa: FBT001
    found = np.full(len(study.ids), np.nan)
    for period in np.unique(study.times[~np.isnan(study.times)]).astype(int):
        here, other = study.times == period, period + step
        if not 1 <= other <= study.periods:
            found[here] = 0.0
            continue
        ties = study.ties_in(max(period, other))
        looks = (ties.T if step > 0 else ties).astype(bool).astype(float)
        beyond = study.times >= other if step > 0 else study.times <= other
        at, reached = (looks @ who.astype(float) for who in (study.times == other, beyond))
        share = np.divide(at, reached, out=np.zeros_like(at), where=reached > 0)
        found[here] = share[here] / max(int((study.times == other).sum()), 1) if normalize else share[here]
    return found


def mean_threshold(study: Study | Sequence[Study]) -> float:
    """Return the mean over all adoptions; nan if no adopter looks at anybody."""
    studies = _listed(study)
    if not any((~np.isnan(one.times) & looking(one)).any() for one in studies):
        return np.nan
    return float(np.nanmean(np.concatenate([thresholds(one) for one in studies])))


def _listed(study: Study | Sequence[Study]) -> Sequence[Study]:
    return [study] if isinstance(study, Study) else study


FEWEST_PLACES = 4
"""The variance under randomisation divides by (n - 1)(n - 2)(n - 3)."""
LEAST_VARIANCE = 1e-9
"""Over the square of the expected value; what is below is rounding, as where all places are tied to one another."""


class Moran(NamedTuple):
    """The statistic, and what it would be if values were dealt out at random; nan throughout where that says nothing."""

    observed: float
    expected: float
    sd: float
    p_value: float
    """Two-sided, by the normal law."""


UNKNOWN = Moran(np.nan, np.nan, np.nan, np.nan)


def morans_i(values: NDArray[np.float64], weights: NDArray[np.float64] | csr_array) -> Moran:
    """Return Moran's I with mean and sd under randomisation (Cliff & Ord 1981).

    It is missing below four places, without ties, where all values are equal, and where it is the same however they are
    dealt out, as for one adopter on a ring.

    Parameters
    ----------
    values
        One for each of n places: n.
    weights
        (n, n); rows are scaled to sum to 1, rows without a tie stay 0.
    """
    rows = csr_array(weights).sum(axis=1)
    w = diags_array(np.divide(1.0, rows, out=np.zeros_like(rows), where=rows > 0)) @ csr_array(weights)
    n, s0 = len(values), float(w.sum())
    if n < FEWEST_PLACES or s0 == 0 or np.ptp(values) == 0:
        return UNKNOWN
    z = values - values.mean()
    observed = n / s0 * float(z @ (w @ z)) / float(z @ z)
    expected = -1.0 / (n - 1)
    variance = _second_moment(z, w, s0) - expected**2
    if variance <= LEAST_VARIANCE * expected**2:
        return UNKNOWN
    sd = variance**0.5
    return Moran(observed, expected, sd, float(2 * stats.norm.sf(abs(observed - expected) / sd)))


def _second_moment(z: NDArray[np.float64], w: csr_array, s0: float) -> float:
    n = len(z)
    s1 = float((w + w.T).power(2).sum()) / 2
    s2 = float(((w.sum(axis=0) + w.sum(axis=1)) ** 2).sum())
    kurtosis = float((z**4).mean() / (z**2).mean() ** 2)
    first = n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    second = kurtosis * ((n**2 - n) * s1 - 2 * n * s2 + 6 * s0**2)
    return (first - second) / ((n - 1) * (n - 2) * (n - 3) * s0**2)


SWAPS_PER_TIE = 6
"""Tried between one rewired network and the next, which goes on from it."""

FEWEST_REWIRED, MOST_REWIRED = 1, 10_000
LARGEST_SEED = 2**63 - 1


class PermutationTest(NamedTuple):
    """Mean threshold as it is, and over rewired networks; nan where that cannot be told."""

    observed: float
    expected: float
    sd: float
    p_value: float
    """Two-sided, counting the observed network among the rewired."""
    rewired: int


def structural_test(study: Study | Sequence[Study], rewired: int = 200, seed: int = 1) -> PermutationTest:
    """Compare the mean threshold with networks in which each place keeps how many it names and is named by.

    Adoption times stay; only who is tied to whom changes, by swaps of the ends of two ties (netdiffuseR's
    ``struct_test`` with ``rewire_graph(algorithm="swap")``). A small p-value says that ties and times go together, not
    that peers are the cause: like places may adopt alike. It is missing where no adopter has ties, where ties change, and
    where several innovations were watched among different places.
    """
    if not FEWEST_REWIRED <= rewired <= MOST_REWIRED:
        raise InputError("rewired", f"found {rewired}", f"valid: {FEWEST_REWIRED} to {MOST_REWIRED:,}")
    if not 0 <= seed <= LARGEST_SEED:
        raise InputError("seed", f"found {seed}", f"valid: 0 to {LARGEST_SEED}")
    draw = np.random.default_rng(seed)
    studies = _listed(study)
    observed, ties = mean_threshold(studies), studies[0].ties
    if np.isnan(observed) or any(one.spells or one.ids != studies[0].ids for one in studies):
        return PermutationTest(np.nan, np.nan, np.nan, np.nan, rewired)
    found = np.empty(rewired)
    for index in range(rewired):
        ties = swapped(ties, draw, studies[0].directed)
        found[index] = mean_threshold([replace(one, ties=ties) for one in studies])
    distance = abs(observed - found.mean())
    beyond = int((np.abs(found - found.mean()) >= distance).sum())
    return PermutationTest(
        observed, float(found.mean()), float(found.std(ddof=1)), (beyond + 1) / (rewired + 1), rewired
    )


def swapped(ties: csr_array, draw: np.random.Generator, directed: bool) -> csr_array:  # noqa: FBT001
    """Return ties after many swaps a-b, c-d to a-d, c-b; none makes a tie double or to itself."""
    one_way = (ties if directed else triu(ties)).tocoo()
    order = np.lexsort((one_way.col, one_way.row))
    source, target, weight = (part[order] for part in (one_way.row, one_way.col, one_way.data))
    taken = set(zip(source.tolist(), target.tolist(), strict=True))
    taken |= set() if directed else {(b, a) for a, b in taken}
    for one, other in draw.integers(len(source), size=(SWAPS_PER_TIE * len(source), 2)):
        a, b, c, d = (int(end) for end in (source[one], target[one], source[other], target[other]))
        if not directed and draw.integers(2):
            c, d = d, c
        if a == d or c == b or (a, d) in taken or (c, b) in taken:
            continue
        for old, new in (((a, b), (a, d)), ((c, d), (c, b))):
            taken -= {old} if directed else {old, old[::-1]}
            taken |= {new} if directed else {new, new[::-1]}
        target[one], source[other], target[other] = d, c, b
    swapped_ties = csr_array((weight, (source, target)), shape=ties.shape)
    return swapped_ties if directed else csr_array(swapped_ties + swapped_ties.T)


MOST_STEPS, CLOSE_ENOUGH = 50, 1e-10
LARGEST_LOG_RATIO = 25.0


class HazardRatio(NamedTuple):
    """Hazard where all peers have adopted over that where none has."""

    ratio: float
    low: float
    high: float
    """95 % interval (Wald, on the log)."""
    p_value: float


class _RiskSet(NamedTuple):
    exposures: NDArray[np.float64]
    adopters: int
    adopters_exposure: float


def peer_hazard_ratio(study: Study | Sequence[Study], strata: str | None = None, lag: int = 1) -> HazardRatio:
    """Estimate the hazard ratio as the share of adopting peers goes from 0 to 1.

    Cox's partial likelihood in discrete periods, ties by Breslow; non-adopters are at risk to the last period. Time
    itself is dealt with period by period, so what drives all places alike drops out.

    Parameters
    ----------
    study
        Adoption times and ties; of several innovations each is a stratum of its own.
    strata
        A column of ``nodes.csv``: places are compared only with those that have the same value.
    lag
        Periods by which exposure precedes adoption.

    Raises
    ------
    RunError
        The data cannot tell: exposure does not differ among those at risk, or separates them entirely.
    """
    studies = _listed(study)
    sets = [risk_set for one in studies for risk_set in _risk_sets(one, exposure(one, lag), strata)]
    log_ratio = 0.0
    for _ in range(MOST_STEPS):
        slope, information = _slope_and_information(sets, log_ratio)
        if information <= 0 or abs(log_ratio) > LARGEST_LOG_RATIO:
            break
        step = slope / information
        log_ratio += float(np.clip(step, -2.0, 2.0))
        if abs(step) < CLOSE_ENOUGH:
            return _with_interval(log_ratio, information)
    raise RunError(f"{studies[0].name}: the peer hazard ratio cannot be estimated: exposure does not vary enough")


def _risk_sets(study: Study, seen: NDArray[np.float64], strata: str | None) -> Iterator[_RiskSet]:
    groups = np.zeros(len(study.ids), dtype=str) if strata is None else study.column(strata)
    risk = at_risk(study)
    for group in np.unique(groups):
        inside = groups == group
        for period in np.unique(study.times[inside & ~np.isnan(study.times)]).astype(int):
            adopting = inside & (study.times == period) & risk[:, period - 1]
            here = seen[:, period - 1]
            if adopting.any():
                yield _RiskSet(here[inside & risk[:, period - 1]], int(adopting.sum()), float(here[adopting].sum()))


def _slope_and_information(sets: list[_RiskSet], log_ratio: float) -> tuple[float, float]:
    slope = information = 0.0
    for one in sets:
        weights = np.exp(log_ratio * one.exposures)
        weights /= weights.sum()
        mean = float(weights @ one.exposures)
        slope += one.adopters_exposure - one.adopters * mean
        information += one.adopters * (float(weights @ one.exposures**2) - mean**2)
    return slope, information


def _with_interval(log_ratio: float, information: float) -> HazardRatio:
    error = information**-0.5
    half = float(stats.norm.isf(0.025)) * error
    low, ratio, high = (float(np.exp(value)) for value in (log_ratio - half, log_ratio, log_ratio + half))
    return HazardRatio(ratio, low, high, float(2 * stats.norm.sf(abs(log_ratio) / error)))
