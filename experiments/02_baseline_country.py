"""Ask what the baseline country looks like, and which of its parts makes it so.

Uncertainties: the latent draws of the replications; parameters stay at their defaults.
Levers: none; one part of the model at a time is taken out: Not Invented Here, stigma and pride,
the cliff, ties, doubt, the limit of money, difference in size.
Outcomes: what is implemented, own development among it, what is lost when funding ended; paired differences.
Constants: everything else in the baseline.
Design: the same replications with and without each part. Run time: 0.2 seconds for each replication on one core.
"""

from __future__ import annotations

from asking import asked, report, scenario, variants

import diffusion_sim as ds

WITHOUT = {
    "no Not Invented Here": {"appraisal.nih_distrust": 0.0},
    "no stigma, no pride": {"appraisal.copy_stigma": 0.0, "appraisal.pride": 0.0},
    "no cliff": {"cliff.unfinished_per_month": 0.0, "cliff.operation_per_month": 0.0},
    "no ties": {"awareness.contact_per_month": 0.0},
    "benefits known for sure": {"appraisal.signal_sd": 0.0},
    "development money without limit": {"budget.dkk_per_inhabitant": 0.0},
    "municipalities of one size": {"size.weight": 0.0},
}
MEASURES = ("implemented_per_year", "own_percent", "lost_per_100_funded")


def main() -> None:
    """Take out each part and write table and figure."""
    options = asked(__doc__, "baseline_country", 20)
    base = scenario("baseline", options)
    effect = ds.compare(base, *variants(base, WITHOUT), replications=options.replications, seed=options.seed)
    report(effect, MEASURES, "The baseline country without one of its parts", options.out)


if __name__ == "__main__":
    main()
