"""Are known parameters found again, and do 95 % intervals hold them? ``python benchmarks/recovery.py`` prints a table.

Diffusions are drawn from the steady form of our model, one at a time and many over one network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from diffusion_sim.country.own_network import UserNetwork
from diffusion_sim.observed import Study, covariates_of, fit_model, rows_of
from diffusion_sim.observed.study import place_table

if TYPE_CHECKING:
    from collections.abc import Iterator

TRUTH = {"source_per_period": 0.03, "ties_per_period": 0.2, "all_adopters_per_period": 0.05, "accepted_share": 0.8}
LEVEL_SD = 0.7
SINGLE_RUNS, POOLED_RUNS, INNOVATIONS = 40, 40, 15
PLACES_ALONE, PLACES, PERIODS, LOOKS_AT = 150, 50, 25, 4


def network(places: int, draw: np.random.Generator) -> csr_array:
    """Return ties of places that each look at a few others."""
    ends = [draw.choice(np.delete(np.arange(places), i), LOOKS_AT, replace=False) for i in range(places)]
    source, target = np.repeat(np.arange(places), LOOKS_AT), np.concatenate(ends)
    return csr_array((np.ones(len(source)), (source, target)), shape=(places, places))


def drawn(name: str, ties: csr_array, factor: float, draw: np.random.Generator) -> Study:
    """Draw one diffusion, with all rates times a factor."""
    places = ties.shape[0]
    times, reached = np.full(places, np.nan), np.zeros(places, dtype=bool)
    accepts = draw.random(places) < TRUTH["accepted_share"]
    for period in range(1, PERIODS + 1):
        using = (~np.isnan(times)).astype(float)
        rate = TRUTH["source_per_period"] + TRUTH["ties_per_period"] * (ties @ using) / LOOKS_AT
        rate = factor * (rate + TRUTH["all_adopters_per_period"] * using.mean())
        now = ~reached & (draw.random(places) < -np.expm1(-rate))
        reached |= now
        times[now & accepts] = period
    ids, nan = tuple(map(str, range(places))), np.full(places, np.nan)
    return Study(
        name="drawn", innovation=name, ids=ids, places=place_table({"id": one} for one in ids), ties=ties, times=times,
        periods=PERIODS, first_period="1", directed=True, network=UserNetwork((), ()), unobserved=(),
        entry=np.ones(places), leave=np.full(places, float(PERIODS)), stopped=nan,
    )  # fmt: skip


def found(innovations: int, seed: int) -> dict[str, tuple[float, float, float]]:
    """Return the median and the ends of the interval of each parameter, from one set of diffusions."""
    draw = np.random.default_rng(seed)
    ties = network(PLACES_ALONE if innovations == 1 else PLACES, draw)
    factors = np.exp(LEVEL_SD * draw.standard_normal(innovations)) if innovations > 1 else [1.0]
    studies = [drawn(str(number), ties, float(factor), draw) for number, factor in enumerate(factors)]
    model = fit_model(rows_of(studies), covariates_of(studies, ()), seed=seed)
    return {one.name: (one.value, one.low, one.high) for one in model.estimates("steady")}


def recovery_rows() -> Iterator[tuple[str, str, str, str, str]]:
    """Yield for each parameter its truth, the mean of the medians, and how many intervals hold it."""
    for innovations, runs in ((1, SINGLE_RUNS), (INNOVATIONS, POOLED_RUNS)):
        told = [found(innovations, seed) for seed in range(runs)]
        data = "1 innovation" if innovations == 1 else f"{innovations} innovations"
        for name, truth in (TRUTH | ({"sd_of_levels": LEVEL_SD} if innovations > 1 else {})).items():
            middle = float(np.mean([one[name][0] for one in told]))
            held = sum(one[name][1] <= truth <= one[name][2] for one in told)
            yield data, name, f"{truth:g}", f"{middle:.3g}", f"{held} of {runs}"


if __name__ == "__main__":
    for line in recovery_rows():
        print("  ".join(line))
