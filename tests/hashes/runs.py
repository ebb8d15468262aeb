"""Which runs are recorded."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hashes.content import Hashes, of_appraisals, of_records, of_result

import diffusion_sim as ds
from diffusion_sim import Scenario
from diffusion_sim.model.agents import DiffusionModel
from diffusion_sim.model.driver import simulate_records
from diffusion_sim.setup import build_setup

ROOT = Path(__file__).parents[2]
SEED, REPLICATIONS = 1, 2
SHORT = {"time.burn_in_months": 12, "time.months": 52}
"""For the Mesa driver; past the election of November 2017."""

FILES = {
    path.relative_to(ROOT).as_posix(): path
    for path in (
        ROOT / "configs" / "baseline.toml",
        ROOT / "configs" / "report_country.toml",
        *sorted((ROOT / "configs" / "scenarios").glob("*.toml")),
        *sorted((ROOT / "configs" / "decision_rules").glob("*.toml")),
        *sorted((ROOT / "benchmarks" / "scenarios").glob("*.toml")),
    )
}
SHORTENED = [
    "configs/baseline.toml",
    "configs/scenarios/copycat_prize.toml",
    "configs/scenarios/all_mechanisms.toml",
    "configs/scenarios/knowledge_portal.toml",
]


def whole(name: str) -> Hashes:
    """Run a file as it stands, compiled."""
    return of_result(ds.simulate(ds.load_scenario(FILES[name]), REPLICATIONS, SEED))


def shortened_compiled(name: str) -> Hashes:
    return of_records(simulate_records(build_setup(_short(name)), SEED, [0], 1))


@cache
def shortened_mesa(name: str) -> Hashes:
    """Run a file for fewer months on Mesa, which also keeps every appraisal."""
    model = DiffusionModel(_short(name), SEED).run()
    return of_records([model.record()]) | of_appraisals(model)


def _short(name: str) -> Scenario:
    return ds.load_scenario(FILES[name]).with_changes(SHORT)
