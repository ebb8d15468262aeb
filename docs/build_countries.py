"""Count the calibrated figures in all countries that were fitted to them and write them into docs/defaults.md, between their marks.

    python docs/build_countries.py

Figures are counted as `diffusion-sim calibrate` counts them; 60 replications, seed 1, two minutes.
"""

from __future__ import annotations

import re
from pathlib import Path

import diffusion_sim as ds
from diffusion_sim.calibration.calibration_plan import load_calibration
from diffusion_sim.calibration.run_calibration import mean_over_replications, replications_of, scale_of
from diffusion_sim.calibration.statistics import STATISTICS
from diffusion_sim.results.display import format_number

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "defaults.md"
CONFIGS = ROOT / "configs"
PLAN = CONFIGS / "calibration" / "barometer.toml"
COUNTRIES = {
    "baseline": "baseline.toml",
    "report": "report_country.toml",
    "satisficing": "decision_rules/satisficing.toml",
    "imitation": "decision_rules/imitation_of_the_successful.toml",
    "pressure": "decision_rules/political_pressure.toml",
    "plentiful": "scenarios/plentiful_and_alike.toml",
}
MARKED = re.compile(r"(<!-- begin: countries -->\n).*?(<!-- end: countries -->)", re.DOTALL)
REPLICATIONS, SEED = 60, 1


def table() -> str:
    """Return a line for each target, all countries and what was observed; and one for the distance of all."""
    plan = load_calibration(PLAN)
    scale, found = scale_of(plan, None), {name: figures(file) for name, file in COUNTRIES.items()}
    lines = [f"| figure | {' | '.join(found)} | observed | error |", "|---" * (len(found) + 3) + "|"]
    for key, target in plan.targets.items():
        means = " | ".join(format_number(one[key]) for one in found.values())
        error = format_number(scale.errors[key])
        lines.append(
            f"| {STATISTICS[key].label} ({STATISTICS[key].unit}) | {means} | {format_number(target.value)} | {error} |"
        )
    distances = " | ".join(f"{scale.distance(one):.1f}" for one in found.values())
    lines.append(f"| **Distance** (errors; {plan.tolerances[-1]:.2f} agrees) | {distances} | 0 | |")
    return "\n".join(lines)


def figures(file: str) -> dict[str, float]:
    """Return the mean of each figure in one country."""
    return mean_over_replications(replications_of(ds.load_scenario(CONFIGS / file), REPLICATIONS, SEED))


if __name__ == "__main__":
    told = table()
    PAGE.write_text(MARKED.sub(lambda part: part[1] + told + "\n" + part[2], PAGE.read_text("utf-8")), encoding="utf-8")
