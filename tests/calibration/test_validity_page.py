"""docs/validity.md and docs/calibration.md are what the declarations and the kept calibration give."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

import diffusion_sim as ds
from diffusion_sim.calibration import load_calibration
from diffusion_sim.calibration.calibration_plan import Scale
from diffusion_sim.calibration.run_calibration import mean_over_replications, replications_of
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.scenario.posterior import SHIPPED

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "docs" / "calibration"
PLAN = ROOT / "configs" / "calibration" / "barometer.toml"


@pytest.fixture(scope="module")
def pages() -> ModuleType:
    found = importlib.util.spec_from_file_location("build_validity", ROOT / "docs" / "build_validity.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("page", "parts"), [("validity", 6), ("calibration", 13)])
def test_the_pages_are_written_from_code_and_results(pages: ModuleType, page: str, parts: int) -> None:
    written = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    assert written == getattr(pages, f"{page}_page")(), "run python docs/build.py"
    assert written.count("<!-- written: ") == written.count("<!-- end -->") == parts
    assert re.findall(r"(?m)^<!-- written: [^\n]*<!-- end -->", written) == [], (
        "a line that begins with a comment is no Markdown"
    )


def test_every_parameter_has_one_row_with_its_grade(pages: ModuleType) -> None:
    lines = (ROOT / "docs" / "validity.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line.startswith("| `")]
    graded = {row[1].strip("`"): row[3] for row in rows}
    assert graded == {key: one.grade for key, one in declarations().items()}
    assert len(rows) == len(graded)
    assert set(graded.values()) <= set(pages.GRADES)


def test_the_posterior_of_the_package_is_small_and_belongs_to_the_baseline_and_the_plan() -> None:
    posterior, plan = ds.load_posterior(), load_calibration(PLAN)
    assert posterior.kept_by(ds.load_scenario(ROOT / "configs" / "baseline.toml")) == ()
    assert SHIPPED.stat().st_size < 200_000
    assert len(posterior.draws) == plan.particles
    assert sum(posterior.weights) == pytest.approx(1.0)
    assert posterior.keys == (*plan.parameters, *plan.carried)
    told = json.loads((KEPT / "manifest.json").read_text(encoding="utf-8"))
    assert told["tables"]["posterior.csv"]["content_sha256"] == posterior.digest
    asked = json.loads(plan.model_dump_json(exclude={"scenario", "description"}))
    assert {key: told[key] for key in asked} == asked


def test_what_no_data_tell_stays_at_its_range_and_is_marked() -> None:
    table = pd.read_csv(KEPT / "identifiability.csv").set_index("parameter")
    assert table.loc["prize.reward", "verdict"] == "no target depends on it: drawn from its range"
    assert table.loc["appraisal.copy_stigma", "verdict"].startswith("not identified")
    for key in ("appraisal.nih_distrust", "appraisal.copy_stigma"):
        assert table.loc[key, "verdict"] != "identified"
        assert table.loc[key, "sd"] > 0.8 * table.loc[key, "prior_sd"]
    assert table.loc["not_acted_on_percent", "verdict"].endswith("the survey asks adopters only")


@pytest.mark.slow
def test_a_draw_of_the_package_is_as_near_to_the_observed_figures_as_was_asked() -> None:
    plan, posterior = load_calibration(PLAN), ds.load_posterior()
    told = json.loads((KEPT / "manifest.json").read_text(encoding="utf-8"))
    scale = Scale(plan, told["observed"], dict.fromkeys(plan.targets, 0.0))
    scale.errors = told["errors"]
    drawn = dict(zip(posterior.keys, posterior.draws[0], strict=True))
    fitted = plan.scenario.with_changes({key: drawn[key] for key in plan.parameters})
    found = scale.distance(mean_over_replications(replications_of(fitted, plan.replications, plan.seed)))
    assert found <= told["tolerance_reached"] * 1.001  # the file has ten digits
    assert told["tolerance_reached"] == plan.tolerances[-1]
