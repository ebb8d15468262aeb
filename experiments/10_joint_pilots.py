"""Ask what partnerships that pilot together bring, by how many take part.

Uncertainties: what partners save and how much ownership they feel, both assumed; replications.
Levers: the partners of one partnership: Madkulturen's six municipalities, or all of Midtjylland.
Outcomes: what is implemented, inspired or adapted, and public cost; paired differences.
Constants: everything else in the baseline.
Design: the same replications under each partnership. Run time: 0.2 seconds for each replication on one core.
"""

from __future__ import annotations

from asking import asked, report, scenario

import diffusion_sim as ds

MEASURES = ("implemented_per_year", "mix_adapted_percent", "cost_per_use_thousand_dkk")


def main() -> None:
    """Compare the partnerships with the baseline, and write table and figure."""
    options = asked(__doc__, "joint_pilots", 20)
    six = scenario("partnership", options)
    (given,) = six.to_dict()["partnerships"]
    region = six.with_changes(
        {"name": "all of Midtjylland", "partnerships": [given | {"municipalities": ["region:Midtjylland"]}]}
    )
    six = six.with_changes({"name": "Madkulturen's six"})
    effect = ds.compare(
        scenario("baseline", options), six, region, replications=options.replications, seed=options.seed
    )
    report(effect, MEASURES, "Joint pilots", options.out)


if __name__ == "__main__":
    main()
