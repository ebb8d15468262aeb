"""A search finds a country that was simulated, from elsewhere."""

from __future__ import annotations

from pathlib import Path

from calibration.plans import small_plan

from diffusion_sim.calibration import load_calibration
from diffusion_sim.calibration.nearest_point import nearest_point
from diffusion_sim.calibration.run_calibration import mean_over_replications, replications_of, scale_of

TRUTH = {"appraisal.constant_own": 1.0, "awareness.contact_per_month": 0.8}
ELSEWHERE = {"appraisal.constant_own": -1.5, "awareness.contact_per_month": 0.2}


def test_a_search_ends_nearer_to_a_known_country_than_it_began(tmp_path: Path) -> None:
    read = load_calibration(small_plan(tmp_path)).model_copy(update={"replications": 20})
    truth = read.scenario.with_changes(TRUTH)
    found = mean_over_replications(replications_of(truth, 20, read.seed, 1, read.statistics))
    targets = {key: target.model_copy(update={"value": found[key]}) for key, target in read.targets.items()}
    plan = read.model_copy(update={"targets": targets, "scenario": read.scenario.with_changes(ELSEWHERE)})
    scale, told = scale_of(read.model_copy(update={"targets": targets}), 1), list[str]()
    begun = scale.distance(mean_over_replications(replications_of(plan.scenario, 20, plan.seed, 1, plan.statistics)))
    near = nearest_point(plan, scale, workers=1, told=told.append)
    assert begun > 2.0
    assert near.distance < 0.5
    assert set(near.values) == set(plan.parameters)
    again = plan.scenario.with_changes(near.values)
    assert (
        scale.distance(mean_over_replications(replications_of(again, 20, plan.seed, 1, plan.statistics)))
        == near.distance
    )
    assert told
    assert near.simulated >= len(told)
