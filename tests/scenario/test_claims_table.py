"""docs/claims.md names every claim, and only parameters, rules and scenarios that exist."""

from __future__ import annotations

import fnmatch
import re
from pathlib import Path

import pytest

from diffusion_sim.scenario.declarations import declarations

ROOT = Path(__file__).parents[2]
ROWS = [line for line in (ROOT / "docs/claims.md").read_text(encoding="utf-8").splitlines() if line.startswith("| R")]


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_every_claim_has_its_row() -> None:
    assert [cells(row)[0] for row in ROWS] == [f"R{n}" for n in range(1, 29)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: cells(row)[0])
def test_a_row_names_what_exists(row: str) -> None:
    _, _, _, rules, parameters, scenarios = cells(row)
    assert all((ROOT / "diffusion_sim" / rule).is_file() for rule in re.findall(r"`([\w/]+\.py)`", rules))
    for key, neutral in re.findall(r"`([a-z_]+\.[\w*]+)`(?: \(([\d.]+)\))?", parameters):
        found = [one for name, one in declarations().items() if fnmatch.fnmatch(name, key)]
        assert found, key
        assert not neutral or all(one.neutral == float(neutral) for one in found), key
    for name in re.findall(r"`(\w+)`", scenarios):
        assert name == "baseline" or (ROOT / f"configs/scenarios/{name}.toml").is_file()
