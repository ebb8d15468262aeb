"""Changing a scenario in Python and by texts from a command line."""

from __future__ import annotations

import pickle
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from diffusion_sim.errors import InputError
from diffusion_sim.scenario import Scenario
from diffusion_sim.scenario.problems import ScenarioError


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
    prize = Scenario().with_changes({"prize": {"month": 6}, "prize.reward": 2}).prize
    assert (prize.month, prize.reward) == (6, 2.0)


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


@pytest.mark.parametrize("changes", [{3: 1}, {"prize": 3}, {"": 1}, {".": 1}, {"prize.": 1}, {"prize.month.x": 1}])
def test_what_is_no_key_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(InputError, match="with_changes"):
        Scenario().with_changes(changes)


def test_a_list_of_interventions_is_the_whole_list() -> None:
    table = {"name": "x", "parameter": "traits.skill", "set": 2}
    with_one = Scenario().with_changes({"interventions": [table]})
    assert with_one.with_changes({"prize.month": 6}).interventions == with_one.interventions
    assert with_one.with_changes({"interventions": []}).interventions == ()


def test_several_problems_survive_the_way_back_from_a_worker_process() -> None:
    with pytest.raises(ScenarioError) as caught:
        Scenario().with_changes({"prize.month": 13, "prize.reward": -1})
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
    assert Scenario().with_settings(["prize.month=3", "prize.month=4"]).prize.month == 4


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("appraisal.nih_bais=0.5", "--set: appraisal.nih_bais: is not a parameter; did you mean nih_bias?"),
        ("appraisal.nih_bias", 'found "appraisal.nih_bias"; valid: KEY=VALUE'),
        ("=3", "valid: KEY=VALUE"),
        ("appraisal.nih_bias=", 'found ""; valid: a number from 0 to 5 (sd of benefit)'),
        ("appraisal.nih_bias=much", 'found "much"'),
        ("appraisal.nih_bias=1\nprize.month=2", "appraisal.nih_bias"),
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
