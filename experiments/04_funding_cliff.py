"""Ask how the same grant money should be shaped: long or many grants, a taper, a tail for implementation.

Uncertainties: the hazards at the cliff stay at their calibrated defaults; worlds (replications).
Levers: funding.grant_months against funding.grants_per_year (their product kept), taper_months, tail_months.
Outcomes: lost at the cliff, put to use, and the grants paid, so that the budgets can be checked.
Constants: grant months given in a year; everything else in the baseline.
Design: the same worlds under each shape. Run time: 0.2 seconds for each world on one core.
"""

from __future__ import annotations

from asking import asked, report, scenario, variants

import diffusion_sim as ds

MEASURES = ("lost_per_100_funded", "put_to_use_per_year", "grants_million_dkk")


def shapes(base: ds.Scenario) -> dict[str, dict[str, int]]:
    """Return shapes that give as many grant months in a year as the baseline."""
    months, grants = base.funding.grant_months, base.funding.grants_per_year
    given = months * grants
    lengths = {
        f"{length}-month grants": {"funding.grant_months": length, "funding.grants_per_year": round(given / length)}
        for length in (months // 2, 2 * months)
    }
    taper = {"funding.taper_months": 12, "funding.grants_per_year": round(given / (months + 6))}
    tail = {"funding.tail_months": 12, "funding.grants_per_year": round(given / (months + 12))}
    return {**lengths, "taper over 12 months": taper, "12-month tail for implementation": tail}


def main() -> None:
    """Compare the shapes with the baseline, and write table and figure."""
    options = asked(__doc__, "funding_cliff", 100)
    base = scenario("baseline")
    effect = ds.compare(base, *variants(base, shapes(base)), replications=options.replications, seed=options.seed)
    report(effect, MEASURES, "The same grant months, given otherwise", options.out)


if __name__ == "__main__":
    main()
