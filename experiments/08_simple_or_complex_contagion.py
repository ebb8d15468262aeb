"""Ask whether it matters that hearing once is enough, or that a share of those one knows must use a solution first.

Uncertainties: the form of awareness, which no data settle; replications.
Levers: awareness.form (hazard, probability, one_shot, threshold) and awareness.threshold_share.
Outcomes: what is implemented, how often municipalities become aware in a year, and solutions that reach half of the municipalities.
Constants: everything else in the baseline.
Design: the same replications under each form. Run time: 0.2 seconds for each replication on one core.
"""

from __future__ import annotations

from asking import asked, report, scenario, variants

import diffusion_sim as ds

FORMS = {
    "each month a chance": {"awareness.form": "probability"},
    "each contact once": {"awareness.form": "one_shot"},
    "threshold 5 %": {"awareness.form": "threshold", "awareness.threshold_share": 0.05},
    "threshold 15 %": {"awareness.form": "threshold", "awareness.threshold_share": 0.15},
}
MEASURES = ("implemented_per_year", "aware_per_year", "largest_spread_percent")


def main() -> None:
    """Compare the forms with the baseline's, and write table and figure."""
    options = asked(__doc__, "contagion", 20)
    base = scenario("baseline", options)
    effect = ds.compare(base, *variants(base, FORMS), replications=options.replications, seed=options.seed)
    report(effect, MEASURES, "Simple or complex contagion", options.out)


if __name__ == "__main__":
    main()
