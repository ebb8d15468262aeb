"""Totals meant for Denmark are told where another country keeps them, with the value that would be as much for each."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawn_figures import write_only

import diffusion_sim as ds
from diffusion_sim.cli.app import exit_status
from diffusion_sim.errors import ScenarioWarning
from diffusion_sim.scenario import Scenario
from diffusion_sim.scenario.parameters import unscaled_totals

SMALL = {"problems.fields": ["Schools"], "problems.per_field": 1, "time.burn_in_months": 0, "time.months": 36}


def of_files(folder: Path) -> Scenario:
    (folder / "edges.csv").write_text("source;target\n" + "".join(f"N{n};N{(n + 1) % 40}\n" for n in range(40)))
    (folder / "nodes.csv").write_text("id;name;colour\n" + "".join(f"N{n};Sted {n};red\n" for n in range(40)))
    files = {"edges_file": str(folder / "edges.csv"), "nodes_file": str(folder / "nodes.csv")}
    return Scenario().with_changes(
        SMALL | {"prize.winners_per_year": 9, "network.kind": "file", **{f"network.{k}": v for k, v in files.items()}}
    )


def test_a_total_is_named_with_the_value_that_is_as_much_for_each_place() -> None:
    scenario = Scenario().with_changes({"network.kind": "ring", "network.places": "synthetic", "network.size": 40})
    assert unscaled_totals(scenario, 40) == ()
    (sentence,) = unscaled_totals(scenario.with_changes({"prize.winners_per_year": 10}), 40)
    assert sentence == (
        "prize.winners_per_year is 10, a total for the whole country; "
        "as much for each of the 40 places here as for Denmark's 98 would be 4"  # 10 * 40 / 98 = 4.1
    )
    portal = scenario.with_changes({"interventions": [
        {"name": "p", "parameter": "portal.hearing_per_month", "set": 0.1},
        {"name": "g", "parameter": "prize.winners_per_year", "set": 200}]})  # fmt: skip
    told = " ".join(unscaled_totals(portal, 49))
    assert "portal.running_dkk_per_month is 250,000" in told
    assert "would be 125,000" in told
    assert "prize.winners_per_year in intervention 'g' (set) is 200" in told


def test_denmark_and_any_country_of_98_are_told_nothing() -> None:
    assert unscaled_totals(Scenario(), 98) == ()
    assert unscaled_totals(Scenario().with_changes({"network.kind": "ring", "network.places": "synthetic"}), 98) == ()


def test_python_warns_of_totals_of_separators_and_of_columns_that_are_not_used(tmp_path: Path) -> None:
    with pytest.warns(ScenarioWarning) as caught:
        ds.simulate(of_files(tmp_path), 2)
    told = [str(one.message) for one in caught]
    assert told[0] == "nodes.csv: columns are separated by semicolons, and a comma in a number is a decimal comma"
    assert told[1].startswith("nodes.csv: column not used: colour (used: id, ")
    assert told[-1].startswith("prize.winners_per_year is 9, a total for the whole country")
    assert all(one.filename == __file__ for one in caught)


def test_the_command_line_notes_the_same_and_warns_of_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_only(monkeypatch)
    (tmp_path / "own.toml").write_text(of_files(tmp_path).to_toml())
    assert exit_status(["run", str(tmp_path / "own.toml"), "--replications", "1", "--out", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().err
    assert "Note: nodes.csv: columns are separated by semicolons" in told
    assert "Note: prize.winners_per_year is 9, a total for the whole country" in told
    assert "ScenarioWarning" not in told


def test_the_users_own_ids_stand_in_every_table_of_places(tmp_path: Path) -> None:
    scenario = of_files(tmp_path)
    effect = ds.compare(scenario, scenario.with_changes({"name": "b", "appraisal.pride": 1.0}), replications=2)
    ids = {place.code: place.own_id for place in effect.baseline.context.places}
    assert set(ids.values()) == {f"N{n}" for n in range(40)}
    means = effect.baseline.by_municipality()
    for table in (effect.baseline.municipalities, effect.by_municipality(), effect.baseline.cases, means):
        assert table["id"].astype(str).tolist() == [ids[code] for code in table["code"]]
    assert (effect.baseline.solutions["origin_code"] == 0).any()  # some come from outside
    origin = effect.baseline.solutions[["origin_code", "origin_id"]]
    assert origin["origin_id"].dropna().tolist() == [ids[code] for code in origin["origin_code"] if code > 0]
    stored = ds.load_result(effect.baseline.save(tmp_path / "kept"))
    assert stored.municipalities["id"].tolist() == effect.baseline.municipalities["id"].tolist()
