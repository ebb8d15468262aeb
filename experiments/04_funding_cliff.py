"""Ask how the same grant money should be shaped: short or long grants, a taper, a tail for implementation.

Uncertainties: the hazards at the cliff stay at their calibrated defaults; replications.
Levers: funding.grant_months (12, 24, 48), funding.taper_months (0, 12), funding.tail_months (0, 12).
Outcomes: lost when funding ended, implemented, value at the end; paired differences to grants of 24 months.
Constants: kroner paid by grants in the reported years: the number of grants (funding.grants_per_municipality) of every shape is searched, whole grant by
whole grant and in these very replications, until the money is that of the baseline; what is left is in the table (paid_percent).
Design: the same replications under each shape. Run time: 7 seconds for each replication on one core, most of it for the search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from asking import DOTS_PER_INCH, against, asked, draw, scenario

import diffusion_sim as ds

if TYPE_CHECKING:
    import argparse

MEASURES = ("lost_per_100_funded", "implemented_per_year", "value_per_month")
PAID = "grants_million_dkk"
SHAPES = [(months, taper, tail) for months in (12, 24, 48) for taper in (0, 12) for tail in (0, 12)]
PLACES = 98
SEARCHES, MOST_TIMES = 8, 5


def main() -> None:
    """Find the number of grants of each shape, compare them, and write table and figure."""
    options = asked(__doc__, "funding_cliff", 16)
    base = scenario("baseline", options)
    first = _simulated(base, _grants(base), options)
    shaped = [_named(base, shape) for shape in SHAPES if shape != (24, 0, 0)]
    effect = ds.Comparison(first, tuple(same_money(one, _paid(first), options) for one in shaped))
    paid = {
        name: 100.0 * _paid(result) / _paid(first) for name, result in zip(effect.names, effect.others, strict=True)
    }
    summary = effect.summary()
    table = summary[summary["measure"].isin(MEASURES)].assign(paid_percent=summary["scenario"].map(paid))
    table.to_csv(options.out / "effects.csv", index=False)
    note = f"{against(effect)} Grants paid: {min(paid.values()):.1f} to {max(paid.values()):.1f} % of the baseline's."
    figure = draw(table, MEASURES, "The same grant money, given otherwise", note)
    figure.savefig(options.out / "effects.png", dpi=DOTS_PER_INCH)


def _named(base: ds.Scenario, shape: tuple[int, int, int]) -> ds.Scenario:
    months, taper, tail = shape
    name = f"{months} months" + (f", taper {taper}" if taper else "") + (f", tail {tail}" if tail else "")
    changes = {"funding.grant_months": months, "funding.taper_months": taper, "funding.tail_months": tail}
    return base.with_changes({"name": name, **changes})


def same_money(shaped: ds.Scenario, wanted: float, options: argparse.Namespace) -> ds.Result:
    """Return the result with the number of grants whose money comes nearest to what is wanted.

    The first guess is in proportion to the money, each later one on the line through the last two; a number that was
    tried ends it. Where the pool is larger than what is applied for, more grants bring little more money.
    """
    tried: dict[int, ds.Result] = {}
    grants = _grants(shaped)
    while grants not in tried and len(tried) < SEARCHES:
        tried[grants] = _simulated(shaped, grants, options)
        grants = next_guess({number: _paid(result) for number, result in tried.items()}, wanted)
    return min(tried.values(), key=lambda result: abs(_paid(result) - wanted))


def next_guess(paid: dict[int, float], wanted: float) -> int:
    """Return the number of grants to try next, from the money of those tried."""
    *before, last = paid
    guess = last * wanted / paid[last]
    if before and paid[last] != paid[before[-1]]:
        slope = (paid[last] - paid[before[-1]]) / (last - before[-1])
        guess = last + (wanted - paid[last]) / slope
    return min(max(1, round(guess)), MOST_TIMES * next(iter(paid)))


def _simulated(shaped: ds.Scenario, grants: int, options: argparse.Namespace) -> ds.Result:
    name = f"{shaped.name}: {grants} grants a year"
    given = shaped.with_changes({"funding.grants_per_municipality": grants / PLACES, "name": name})
    return ds.simulate(given, options.replications, options.seed)


def _grants(scenario: ds.Scenario) -> int:
    """Return how many grants the pool gives in a year among the 98 municipalities."""
    return round(scenario.funding.grants_per_municipality * PLACES)


def _paid(result: ds.Result) -> float:
    return float(result.measures[PAID].mean())


if __name__ == "__main__":
    main()
