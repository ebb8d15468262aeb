"""Write headline_numbers.csv: the main results of this version.

    python experiments/update_headline_numbers.py

A test sees when the recorded results of its scenarios have changed since; before a release another recomputes it.
When a number changes, CHANGELOG.md says why. Model output is not a forecast.
"""

from __future__ import annotations

import sys
from pathlib import Path

from asking import NOT_A_FORECAST, scenario

import diffusion_sim as ds

sys.path.append(str(Path(__file__).parents[1] / "docs"))
from build_claims import recorded

FILE = Path(__file__).with_name("headline_numbers.csv")
REPLICATIONS, SEED, DIGITS = 20, 1, 6
LEVELS = (
    "implemented_per_year", "in_use", "mix_own_percent", "mix_adapted_percent", "mix_copied_percent",
    "sharing_spreading_gap_percent", "lost_per_100_funded", "externally_financed_percent", "cost_million_dkk",
)  # fmt: skip
POLICIES = ("copycat_prize", "knowledge_portal", "implementation_tail")
EFFECTS = ("implemented_per_year", "in_use")
SCENARIOS = ("configs/baseline.toml", *(f"configs/scenarios/{name}.toml" for name in POLICIES))


def headline_numbers() -> list[str]:
    """Return the lines of the file."""
    others = [scenario(name) for name in POLICIES]
    effect = ds.compare(scenario("baseline"), *others, replications=REPLICATIONS, seed=SEED)
    levels = effect.baseline.summary().set_index("measure").loc[list(LEVELS)]
    lines = [
        f"# {NOT_A_FORECAST}",
        f"# {REPLICATIONS} replications, seed {SEED}. Written by update_headline_numbers.py.",
        recorded_results(),
    ]
    lines += ["scenario,measure,what,mean,low,high"]
    lines += [_line("baseline", key, "level", row["mean"], row["low"], row["high"]) for key, row in levels.iterrows()]
    effects = effect.summary()
    for row in effects[effects["measure"].isin(EFFECTS)].to_dict("records"):
        lines.append(_line(row["scenario"], row["measure"], "difference", row["difference"], row["low"], row["high"]))
    return lines


def recorded_results() -> str:
    """Return the line that is another once a result of these scenarios is."""
    return f"# Recorded results of these scenarios when this was written: {recorded(SCENARIOS)}"


def _line(name: str, key: object, what: str, *numbers: float) -> str:
    return ",".join([name, str(key), what, *(f"{number:.{DIGITS}g}" for number in numbers)])


if __name__ == "__main__":
    FILE.write_text("\n".join(headline_numbers()) + "\n", encoding="utf-8")
