"""Ask what a copycat prize changes, national or in one municipality, and what it costs elsewhere.

Uncertainties: the latent draws of the worlds (replications); parameters stay at their defaults.
Levers: prize.winners_per_year (0, 3), prize.scope (all, Silkeborg).
Outcomes: what is put to use by mode, merit of what is reused, value and public cost, paired differences.
Constants: everything else in the baseline.
Design: the same worlds under each policy. Run time: about 15 seconds for each world and policy on one core.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import diffusion_sim as ds

POLICIES = {
    "national prize": {"prize.winners_per_year": 3},
    "prize in Silkeborg": {"prize.winners_per_year": 1, "prize.scope": ["Silkeborg"]},
}


def main() -> None:
    """Compare both prizes with no prize, and write table and figure."""
    arguments = _arguments()
    baseline = ds.Scenario()
    policies = [baseline.with_changes({"name": name, **changes}) for name, changes in POLICIES.items()]
    effect = ds.compare(baseline, *policies, replications=arguments.replications, seed=arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    effect.summary().to_csv(arguments.out / "effects.csv", index=False)
    effect.plot.comparison().savefig(arguments.out / "effects.png")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replications", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("results/copycat_prize_experiment"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
