"""Ask what elections, political support and shifting attention do, and what steadies them.

Uncertainties: the strength of each, which is assumed; replications.
Levers: the scenarios crowded_leadership, orders_from_the_top, political_support and cross_party_accord.
Outcomes: what is implemented, what is given up in implementation, own development; paired differences.
Constants: elections on their real dates (November 2013, 2017, 2021); everything else in the baseline.
Design: the same replications under each scenario. Run time: 0.15 seconds for each replication on one core.
"""

from __future__ import annotations

from asking import asked, report, scenario

import diffusion_sim as ds

SCENARIOS = ("crowded_leadership", "orders_from_the_top", "political_support", "cross_party_accord")
MEASURES = ("implemented_per_year", "implementation_failure_percent", "own_percent")


def main() -> None:
    """Compare the scenarios with the baseline, and write table and figure."""
    options = asked(__doc__, "elections_and_attention", 20)
    others = [scenario(name, options) for name in SCENARIOS]
    effect = ds.compare(scenario("baseline", options), *others, replications=options.replications, seed=options.seed)
    report(effect, MEASURES, "Elections, political support and attention", options.out)


if __name__ == "__main__":
    main()
