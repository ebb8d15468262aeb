"""The identity of a scenario, and its forms as a table and as TOML."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diffusion_sim.scenario import Scenario, load_scenario
from diffusion_sim.scenario.declarations import declarations

if TYPE_CHECKING:
    from pathlib import Path

    from diffusion_sim.scenario.declarations import Declaration


def values(one: Declaration) -> st.SearchStrategy:
    if one.kind == "whole number":
        return st.integers(int(one.low), int(one.high))
    if one.kind == "number":
        return st.floats(one.low, one.high)
    if one.kind == "month":
        return st.sampled_from(["2013-12", "2014-01", "2020-07"])
    if one.kind == "texts" and one.choices:
        return st.lists(st.sampled_from(one.choices), unique=True, min_size=1)
    return st.lists(st.text(), unique=True) if one.kind == "texts" else st.sampled_from(one.choices)


def may_be_drawn(one: Declaration) -> bool:
    return one.kind != "file" and one.key != "network.kind"


SETTABLE = {key: values(one) for key, one in declarations().items() if may_be_drawn(one)}
SCENARIOS = st.builds(
    lambda changes, name: Scenario().with_changes({**changes, "name": "x" + name, "description": name}),
    st.fixed_dictionaries({}, optional=SETTABLE),
    st.text(),
)
POLICY = {
    "name": 'Æbler & "ål"',
    "interventions": [{"name": "p", "parameter": "traits.skill", "scale": 1.5, "from": "2015-01"}],
    "innovations": [{"name": "2-1 roads", "first_adopters": ["Ærø", "Odense"]}],
}


@given(SCENARIOS)
@settings(max_examples=60, deadline=None)
def test_any_scenario_comes_back_from_its_own_toml(scenario: Scenario) -> None:
    table = tomllib.loads(scenario.to_toml())
    again = Scenario.from_table(table, "toml")
    assert again == scenario
    assert again.identity() == scenario.identity()


def test_a_policy_comes_back_from_its_own_file(tmp_path: Path) -> None:
    scenario = Scenario().with_changes(POLICY)
    path = tmp_path / "policy.toml"
    path.write_text(scenario.to_toml(), encoding="utf-8")
    assert load_scenario(path) == scenario


def test_the_table_of_a_scenario_is_plain_and_complete() -> None:
    table = Scenario().with_changes(POLICY).to_dict()
    assert table["interventions"] == [POLICY["interventions"][0] | {"until": "", "municipalities": []}]
    assert sum(len(part) for part in table.values() if isinstance(part, dict)) == len(declarations())


def test_the_identity_is_a_sha256_with_a_short_form() -> None:
    scenario = Scenario()
    assert len(scenario.identity()) == 64
    assert scenario.identity().startswith(scenario.short_identity)
    assert len(scenario.short_identity) == 12


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "a", "description": "b"}, {"name": "c"}),
        ({"appraisal.nih_bias": 1}, {"appraisal.nih_bias": 1.0}),
        ({"appraisal.constant_own": -0.0}, {"appraisal.constant_own": 0.0}),
        ({"prize.scope": ["Odense", "Ærø"]}, {"prize.scope": ["Ærø", "Odense"]}),
        ({"prize.winners_per_year": 0}, {}),
    ],
)
def test_equal_meaning_has_one_identity(one: dict[str, object], other: dict[str, object]) -> None:
    assert Scenario().with_changes(one).identity() == Scenario().with_changes(other).identity()


@pytest.mark.parametrize(
    "changes",
    [
        {"prize.winners_per_year": 1},
        {"appraisal.nih_bias": 0.3000001},
        {"problems.fields": ["Schools", "Employment"]},
        {"interventions": POLICY["interventions"]},
        {"innovations": POLICY["innovations"]},
    ],
)
def test_another_meaning_has_another_identity(changes: dict[str, object]) -> None:
    assert Scenario().with_changes(changes).identity() != Scenario().identity()


def test_the_order_of_policy_fields_matters() -> None:
    one = Scenario().with_changes({"problems.fields": ["Schools", "Employment"]})
    other = Scenario().with_changes({"problems.fields": ["Employment", "Schools"]})
    assert one.identity() != other.identity()


def own_network(folder: Path, ties: str) -> Scenario:
    folder.mkdir()
    (folder / "ties.graphml").write_text(ties, encoding="utf-8")
    return Scenario().with_changes({"network.kind": "file", "network.edges_file": folder / "ties.graphml"})


def test_network_files_count_by_content_and_not_by_folder(tmp_path: Path) -> None:
    here, there = (
        own_network(tmp_path / "a", "source,target\n1,2\n"),
        own_network(tmp_path / "b", "source,target\n1,2\n"),
    )
    other = own_network(tmp_path / "c", "source,target\n1,3\n")
    assert here.identity() == there.identity() != other.identity()
    assert here.to_portable_dict() == there.to_portable_dict()
    assert here.to_portable_dict()["network"]["edges_file"] == "ties.graphml"


def test_the_default_country_keeps_its_identity_between_sessions() -> None:
    assert Scenario().identity() == Scenario.from_table({}, "empty").identity() == Scenario(name="x").identity()
