"""A calibration of a small world, and one whose distance is a formula."""

from __future__ import annotations

from pathlib import Path

from cli.small_world import write_small_world

import diffusion_sim as ds
from diffusion_sim.calibration import Plan

SMALL = """
name = "little"
scenario = "small.toml"
particles = 20
replications = 4
spread_replications = 4
predictive_replications = 4
tolerances = [6.0, 3.0, 2.0]

[parameters]
"appraisal.constant_own" = { low = -4.0, high = 4.0 }
"awareness.contact_per_month" = { low = 0.0, high = 1.0 }

[carried]
"prize.reward" = {}

[targets.own_percent]
value = 60.0
sampling = 2.0
discrepancy = 3.0
source = "made up"

[targets.largest_spread_percent]
value = 50.0
sampling = 2.0
discrepancy = 5.0
source = "made up"
"""


def small_plan(folder: Path, more: str = "") -> Path:
    write_small_world(folder)
    file = folder / "plan.toml"
    file.write_text(SMALL + more, encoding="utf-8")
    return file


def toy(**changes: object) -> Plan:
    facts = {
        "name": "toy", "scenario": ds.Scenario(), "particles": 60, "replications": 1, "tolerances": (4.0, 2.0, 1.0),
        "parameters": {"appraisal.pride": (0.0, 10.0), "appraisal.social_proof": (0.0, 10.0)},
        "targets": {"own_percent": {"value": 0.0, "sampling": 1.0, "discrepancy": 0.0, "source": "toy"}},
    }  # fmt: skip
    return Plan.model_validate(facts | changes)


def toy_distance(values: dict[str, float]) -> float:
    return abs(values["appraisal.pride"] - 7.0)
