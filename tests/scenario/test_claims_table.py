"""The catalogue of the report's claims names only what exists, and docs/claims.md is written from it."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

import diffusion_sim
from diffusion_sim.cli.app import exit_status
from diffusion_sim.cli.lists import claim_cells
from diffusion_sim.results.measures import measure
from diffusion_sim.scenario import load_scenario
from diffusion_sim.scenario.claims import CLAIMS, ReportClaim
from diffusion_sim.scenario.declarations import declarations

ROOT = Path(__file__).parents[2]
PACKAGE = Path(diffusion_sim.__file__).parent
each = pytest.mark.parametrize("one", CLAIMS, ids=lambda one: one.claim_id)


def test_every_claim_is_there_once() -> None:
    assert [one.claim_id for one in CLAIMS] == [f"R{number}" for number in range(1, 29)]


@each
def test_an_entry_names_what_exists(one: ReportClaim) -> None:
    assert all((PACKAGE / rule).is_file() for rule in one.rules)
    assert all((ROOT / f"configs/scenarios/{name}.toml").is_file() for name in one.others)
    assert set(one.uses) <= set(declarations())
    assert measure(one.measure).key == one.measure


@each
def test_its_neutral_values_are_those_declared(one: ReportClaim) -> None:
    for key, value in one.neutral.items():
        if key in {"organisations", "partnerships"}:
            assert value == []
        else:
            assert declarations()[key].neutral == value, key


@each
def test_its_scenario_is_another_country_without_it(one: ReportClaim) -> None:
    for file in one.scenario_files:
        at_work = load_scenario(ROOT / file)
        assert one.switched_off_in(at_work).identity() != at_work.identity()


def test_the_document_is_written_from_the_catalogue() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs/claims.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| R")
    ]
    assert [tuple(row[:-4]) for row in rows] == [claim_cells(one) for one in CLAIMS], "run docs/build.py"
    assert all(" to " in cell for row in rows for cell in row[-4:])


def test_the_effects_are_those_of_the_model_as_it_is() -> None:
    """What is recorded of each scenario, as `tests/hashes` runs it, is what was when the effects were measured."""
    written = (ROOT / "docs/claims.md").read_text(encoding="utf-8")
    builder = runpy.run_path(str(ROOT / "docs/build_claims.py"))
    assert f"when this was written: {builder['recorded'](builder['SCENARIOS'])}" in written, "run docs/build_claims.py"


def test_describe_lists_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["describe", "--mechanisms"]) == 0
    table = capsys.readouterr().out
    assert max(map(len, table.splitlines())) <= 80
    assert all(f"{one.claim_id} " in table for one in CLAIMS)
    assert exit_status(["describe", "--mechanisms", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["mechanisms"]) == 28
    assert exit_status(["describe", "--mechanisms", "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("| id | page |")
    assert exit_status(["describe", "--mechanisms", "--format", "toml"]) == 2
