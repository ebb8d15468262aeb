"""Ask what elections, political backing and shifting attention do, and what steadies them.

Uncertainties: the strength of each, which is assumed; worlds (replications).
Levers: the scenarios crowded_leadership, orders_from_the_top, political_backing and cross_party_accord.
Outcomes: what is put to use, what is given up in implementation, own development; paired differences.
Constants: elections on their real dates (November 2013, 2017, 2021); everything else in the baseline.
Design: the same worlds under each scenario. Run time: 0.15 seconds for each world on one core.
"""

from __future__ import annotations

from asking import asked, report, scenario

import diffusion_sim as ds

SCENARIOS = ("crowded_leadership", "orders_from_the_top", "political_backing", "cross_party_accord")
MEASURES = ("put_to_use_per_year", "implementation_failure_percent", "own_percent")


def main() -> None:
    """Compare the scenarios with the baseline, and write table and figure."""
    options = asked(__doc__, "elections_and_attention", 100)
    others = [scenario(name, options) for name in SCENARIOS]
    effect = ds.compare(scenario("baseline", options), *others, replications=options.replications, seed=options.seed)
    report(effect, MEASURES, "Elections, backing and attention", options.out)


if __name__ == "__main__":
    main()
