"""Count the calibrated figures in all countries that were fitted to them and write them into docs/defaults.md, between their marks.

    python docs/build_countries.py

    python docs/build_countries.py --search configs/decision_rules/satisficing.toml

prints a point near the figures for one of them, in minutes. Figures are counted as `diffusion-sim calibrate` counts them: 60
replications, seed 1, some four minutes of two processors.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import diffusion_sim as ds
from diffusion_sim.calibration.calibration_plan import load_calibration
from diffusion_sim.calibration.nearest_point import nearest_point
from diffusion_sim.calibration.run_calibration import mean_over_replications, replications_of, scale_of
from diffusion_sim.calibration.statistics import STATISTICS
from diffusion_sim.results.display import format_number
from diffusion_sim.scenario.plausible import Range

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
SEARCH_REPLICATIONS = 6
SEARCHED = {
    "appraisal.constant_own": Range(-1.0, 5.0),
    "appraisal.constant_adapt": Range(-1.0, 5.0),
    "appraisal.constant_copy": Range(-2.0, 4.0),
    "awareness.contact_per_month": Range(0.6, 2.4),
    "external.push_per_month": Range(0.2, 0.7),
    "external.benefit_advantage": Range(0.8, 2.0),
    "funding.grant_seeking_share": Range(0.2, 0.7),
    "funding.first_of_kind_factor": Range(1.5, 5.0),
    "cliff.operation_per_month": Range(0.0, 0.04),
}
"""What is searched for: constants, spread and money; where it is looked for."""


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


def search(file: Path) -> None:
    """Print a point near the figures for one country, with the baseline's errors."""
    base = load_calibration(PLAN)
    changes = {"scenario": ds.load_scenario(file), "parameters": SEARCHED, "replications": SEARCH_REPLICATIONS}
    found = nearest_point(base.model_copy(update=changes), scale_of(base, None))
    print(f"\nnearest, at a distance of {found.distance:.2f} errors:")
    print("\n".join(f'"{key}" = {value:.3g}' for key, value in found.values.items()))


def main() -> None:
    """Search for a point, or write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--search", type=Path, metavar="SCENARIO", help="only print a point near the figures")
    asked = parser.parse_args()
    if asked.search:
        search(asked.search)
    else:
        told = MARKED.sub(lambda part: part[1] + table() + "\n" + part[2], PAGE.read_text("utf-8"))
        PAGE.write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main()
