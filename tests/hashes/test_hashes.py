"""No result has changed: every column that a run leaves has the content it had when it was recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hashes import runs
from hashes.content import first_difference
from hashes.renamed import SCENARIOS

RECORDED = json.loads((Path(__file__).parent / "recorded.json").read_text(encoding="utf-8"))

AT_ONCE = {*runs.SHORTENED, "configs/scenarios/plentiful_and_alike.toml", "configs/scenarios/implementation_tail.toml"}
"""What a change needs to know before all else."""


def test_every_file_is_recorded() -> None:
    assert list(RECORDED["whole"]) == [SCENARIOS.get(name, name) for name in runs.FILES]


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=[] if one in AT_ONCE else pytest.mark.slow) for one in runs.FILES]
)
def test_every_column_of_a_scenario_is_as_recorded(name: str) -> None:
    assert first_difference(RECORDED["whole"][SCENARIOS.get(name, name)], runs.whole(name)) is None


@pytest.mark.parametrize("name", runs.SHORTENED)
def test_the_compiled_driver_leaves_what_mesa_left(name: str) -> None:
    found = runs.shortened_compiled(name)
    recorded = {table: RECORDED["shortened"][name][table] for table in found}
    assert first_difference(recorded, found) is None


@pytest.mark.slow
@pytest.mark.parametrize("name", runs.SHORTENED)
def test_mesa_leaves_the_same_and_weighed_every_option_as_recorded(name: str) -> None:
    assert first_difference(RECORDED["shortened"][name], runs.shortened_mesa(name)) is None


def test_a_changed_column_is_named() -> None:
    recorded = {"cases": {"fit": "a", "net_benefit": "b"}}
    assert first_difference(recorded, recorded) is None
    assert first_difference(recorded, {"cases": {"fit": "a", "net_benefit": "c"}}) == "cases.net_benefit differs"
    assert "cases.net_benefit is gone" in str(first_difference(recorded, {"cases": {"fit": "a"}}))
    assert "cases.other is new" in str(first_difference(recorded, {"cases": {**recorded["cases"], "other": "d"}}))
