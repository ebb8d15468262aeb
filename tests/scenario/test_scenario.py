"""A scenario: changed, named by what it means, written and read back whole."""

from __future__ import annotations

import pickle
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from diffusion_sim.errors import InputError
from diffusion_sim.scenario import Scenario, load_scenario
from diffusion_sim.scenario.checking import ScenarioError
from diffusion_sim.scenario.declarations import declarations

if TYPE_CHECKING:
    from diffusion_sim.scenario.declarations import Declaration

TEXTS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"])).map(lambda text: normalize("NFC", text))
"""Texts as a scenario may hold them: without control characters, letters composed."""


def values(one: Declaration) -> st.SearchStrategy:
    if one.kind == "whole number":
        return st.integers(int(one.low), int(one.high))
    if one.kind == "number":
        return st.floats(one.low, one.high)
    if one.kind == "month":
        ends = ["", "2020-07", "2023-12"]
        return st.sampled_from(ends if one.default == "" else ["2013-12", "2014-01", "2020-07"])
    if one.kind == "texts" and one.choices:
        return st.lists(st.sampled_from(one.choices), unique=True, min_size=1)
    return st.lists(TEXTS, unique=True) if one.kind == "texts" else st.sampled_from(one.choices)


def may_be_drawn(one: Declaration) -> bool:
    return one.kind != "file" and one.key != "network.kind"


SETTABLE = {key: values(one) for key, one in declarations().items() if may_be_drawn(one)}
SCENARIOS = st.builds(
    lambda changes, name: Scenario().with_changes({**changes, "name": "x" + name, "description": name}),
    st.fixed_dictionaries({}, optional=SETTABLE),
    TEXTS,
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


@pytest.mark.parametrize(("kind", "places", "whose"), [
    ("denmark", "denmark", "denmark"), ("rewired", "synthetic", "denmark"), ("ring", "denmark", "denmark"),
    ("ring", "synthetic", "synthetic"), ("file", "denmark", "file"),
])  # fmt: skip
def test_whose_places_hangs_on_ties_and_places(kind: str, places: str, whose: str) -> None:
    network = Scenario().network.model_copy(update={"kind": kind, "places": places})
    assert network.whose == whose
    assert network.has_danish_ties == (kind in {"denmark", "rewired"})


def test_changes_leave_the_scenario_itself_alone() -> None:
    before = Scenario()
    after = before.with_changes({"prize.winners_per_year": 3, "name": "x"})
    assert (after.prize.winners_per_year, after.name) == (3, "x")
    assert before == Scenario()
    assert after.with_changes({"prize.winners_per_year": 0, "name": "baseline"}) == before


def test_a_scenario_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError):
        Scenario().prize.winners_per_year = 3  # type: ignore[misc]


def test_whole_sections_and_single_keys_may_be_mixed() -> None:
    prize = Scenario().with_changes({"prize": {"amount_dkk": 6}, "prize.reward": 2}).prize
    assert (prize.amount_dkk, prize.reward) == (6, 2.0)


@pytest.mark.parametrize("number", [np.int64(3), np.uint8(3)])
def test_numpy_integers_are_whole_numbers(number: object) -> None:
    assert Scenario().with_changes({"prize.winners_per_year": number}).prize.winners_per_year == 3


@pytest.mark.parametrize("number", [np.float32(0.5), np.float64(0.5), Fraction(1, 2)])
def test_other_kinds_of_number_are_numbers(number: object) -> None:
    assert Scenario().with_changes({"appraisal.nih_bias": number}).appraisal.nih_bias == 0.5


def test_an_unknown_key_is_refused_with_the_nearest() -> None:
    with pytest.raises(
        InputError, match=r"with_changes: appraisal\.nih_bais: is not a parameter; did you mean nih_bias"
    ):
        Scenario().with_changes({"appraisal.nih_bais": 0.5})


@pytest.mark.parametrize("changes", [{3: 1}, {"prize": 3}, {"": 1}, {".": 1}, {"prize.": 1}, {"prize.reward.x": 1}])
def test_what_is_no_key_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(InputError, match="with_changes"):
        Scenario().with_changes(changes)


def test_a_list_of_interventions_is_the_whole_list() -> None:
    table = {"name": "x", "parameter": "traits.skill", "set": 2}
    with_one = Scenario().with_changes({"interventions": [table]})
    assert with_one.with_changes({"prize.reward": 6}).interventions == with_one.interventions
    assert with_one.with_changes({"interventions": []}).interventions == ()


def test_several_problems_survive_the_way_back_from_a_worker_process() -> None:
    with pytest.raises(ScenarioError) as caught:
        Scenario().with_changes({"prize.amount_dkk": -13, "prize.reward": -1})
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    assert len(again.problems) == 2


@pytest.mark.parametrize(
    ("setting", "key", "value"),
    [
        ("appraisal.nih_bias=0.5", "appraisal.nih_bias", 0.5),
        (" prize.winners_per_year = 3 ", "prize.winners_per_year", 3),
        ("awareness.form=threshold", "awareness.form", "threshold"),
        ('awareness.form="threshold"', "awareness.form", "threshold"),
        ("time.first_month=2015-01", "time.first_month", "2015-01"),
        ("prize.scope=Silkeborg", "prize.scope", ("Silkeborg",)),
        ("prize.scope=Silkeborg, region:Midtjylland", "prize.scope", ("Silkeborg", "region:Midtjylland")),
        ("prize.scope=['Ærø']", "prize.scope", ("Ærø",)),
        ("prize.scope=", "prize.scope", ()),
        ("prize.scope=101", "prize.scope", ("101",)),
        ("name=2014", "name", "2014"),
        ("description=a = b", "description", "a = b"),
    ],
)
def test_settings_are_read_as_toml_and_quotes_may_be_left_out(setting: str, key: str, value: object) -> None:
    found: object = Scenario().with_settings([setting])
    for part in key.split("."):
        found = getattr(found, part)
    assert found == value


def test_the_last_setting_of_a_key_counts() -> None:
    assert Scenario().with_settings(["prize.reward=3", "prize.reward=4"]).prize.reward == 4


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (
            "appraisal.nih_bais=0.5",
            "--set: appraisal.nih_bais: is not a parameter; did you mean nih_bias or nih_distrust?",
        ),
        ("appraisal.nih_bias", 'found "appraisal.nih_bias"; valid: KEY=VALUE'),
        ("=3", "valid: KEY=VALUE"),
        ("appraisal.nih_bias=", 'found ""; valid: a number from 0 to 5 (sd of benefit)'),
        ("appraisal.nih_bias=much", 'found "much"'),
        ("appraisal.nih_bias=1\nprize.reward=2", "appraisal.nih_bias"),
        ("prize=3", "is a section"),
        ("awareness.form=thresold", 'found "thresold"'),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused(setting: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        Scenario().with_settings([setting])
    assert said in str(caught.value)


def test_a_network_file_may_be_set_from_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ties.graphml").write_text("source,target\n1,2\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    network = Scenario().with_settings(["network.kind=file", "network.edges_file=ties.graphml"]).network
    assert Path(network.edges_file) == (tmp_path / "ties.graphml").resolve()
