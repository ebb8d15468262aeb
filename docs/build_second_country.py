"""Count the calibrated figures in both countries and write them into docs/defaults.md, between their marks.

    python docs/build_second_country.py

Figures are counted as `diffusion-sim calibrate` counts them; 60 replications, seed 1, half a minute.
"""

from __future__ import annotations

import re
from pathlib import Path

import diffusion_sim as ds
from diffusion_sim.calibration.calibration_plan import load_calibration
from diffusion_sim.calibration.run_calibration import mean_over_replications, replications_of
from diffusion_sim.calibration.statistics import STATISTICS
from diffusion_sim.results.display import format_number

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "defaults.md"
PLAN = ROOT / "configs" / "calibration" / "barometer.toml"
OTHER = ROOT / "configs" / "scenarios" / "plentiful_and_alike.toml"
MARKED = re.compile(r"(<!-- begin: second country -->\n).*?(<!-- end: second country -->)", re.DOTALL)
REPLICATIONS, SEED = 60, 1


def table() -> str:
    """Return a line for each target: both countries, and what was observed."""
    plan = load_calibration(PLAN)
    countries = [plan.scenario, ds.load_scenario(OTHER)]
    found = [mean_over_replications(replications_of(one, REPLICATIONS, SEED)) for one in countries]
    lines = ["| figure | baseline | plentiful_and_alike | observed |", "|---|---|---|---|"]
    for key, target in plan.targets.items():
        means = " | ".join(format_number(one[key]) for one in found)
        lines.append(f"| {STATISTICS[key].label} ({STATISTICS[key].unit}) | {means} | {format_number(target.value)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    told = table()
    PAGE.write_text(MARKED.sub(lambda part: part[1] + told + "\n" + part[2], PAGE.read_text("utf-8")), encoding="utf-8")
