"""Policies compared in the same replications, and what is only because of one."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from results.handmade_records import BURN_IN, REPORTED, case, context, record, solution
from results.synthetic_records import synthetic_result

from diffusion_sim.codes import Mode
from diffusion_sim.errors import InputError
from diffusion_sim.results.comparison import Comparison
from diffusion_sim.results.result import Result

if TYPE_CHECKING:
    from pathlib import Path

    from diffusion_sim.results.record import RunRecord


def named(name: str, *records: RunRecord) -> Result:
    return Result(context(len(records), name=name), records)


def used(code: int, number: int, **values: float) -> np.void:
    return case(code, number, mode=Mode.COPY, implemented=BURN_IN + 5, **values)


@pytest.fixture(scope="module")
def prize() -> Comparison:
    """Setup 0: Silkeborg uses solution 1 under B only, solution 0 under both; replication 1: under B it forgoes 0."""
    first, second, third = solution(0, origin=791), solution(1, origin=791), solution(2, origin=791)
    a = named("A", record([used(740, 0), case(740, 1, aware=BURN_IN)], [first, second], 0),
              record([used(740, 0), used(791, 0)], [first, second], 1))  # fmt: skip
    b = named("B", record([used(740, 0), used(740, 1), used(740, 2)], [first, second, third], 0),
              record([used(791, 0)], [first, second], 1))  # fmt: skip
    return Comparison(a, (b,))


def test_solutions_are_labelled_by_where_they_exist(prize: Comparison) -> None:
    table = prize.solutions().set_index(["replication", "id"])["exists"]
    assert table.to_dict() == {
        (0, f"{1:016x}"): "both", (0, f"{2:016x}"): "both", (0, f"{3:016x}"): "only B",
        (1, f"{1:016x}"): "both", (1, f"{2:016x}"): "both",
    }  # fmt: skip


def test_cases_are_labelled_by_where_they_exist(prize: Comparison) -> None:
    table = prize.cases().set_index(["replication", "code", "id"])
    assert table["exists"].to_dict() == {
        (0, 740, f"{1:016x}"): "both", (0, 740, f"{2:016x}"): "both", (0, 740, f"{3:016x}"): "only B",
        (1, 740, f"{1:016x}"): "only A", (1, 791, f"{1:016x}"): "both",
    }  # fmt: skip
    second = table.loc[(0, 740, f"{2:016x}")]
    assert (second["mode_a"], second["mode_b"]) == ("nothing", "copy")
    assert (bool(second["implemented_a"]), bool(second["implemented_b"])) == (False, True)


def test_only_because_counts_solutions_that_exist_under_both(prize: Comparison) -> None:
    row = prize.only_because("Silkeborg").iloc[0]
    assert row["share_of_replications"] == 0.5  # solution 2 of replication 0 does not exist under A
    assert row["gained"] == 0.5
    assert row["forgone"] == 0.5
    assert prize.only_because(791).iloc[0]["share_of_replications"] == 0.0


def test_what_a_policy_changes_is_told_solution_by_solution(prize: Comparison) -> None:
    table = prize.uptake_by_solution("Silkeborg").set_index("id")
    assert set(table.index) == {f"{1:016x}", f"{2:016x}"}  # solution 2 does not exist under A
    first, second = table.loc[f"{1:016x}"], table.loc[f"{2:016x}"]
    assert (first["replications"], first["only_b_share"], first["only_a_share"], first["replication"]) == (
        2,
        0.0,
        0.5,
        1,
    )
    assert (second["replications"], second["only_b_share"], second["only_a_share"], second["replication"]) == (
        2,
        0.5,
        0.0,
        0,
    )
    assert "Viborg" in first["label"]
    assert prize.uptake_by_solution(791).empty


def test_summary_has_a_row_for_each_scenario_and_measure() -> None:
    base = synthetic_result(replications=3)
    more = synthetic_result(replications=3, eagerness=1.5, name="eager")
    less = synthetic_result(replications=3, eagerness=0.5, name="tired")
    table = Comparison(base, (more, less)).summary().set_index(["scenario", "measure"])
    assert table.loc[("eager", "implemented_per_year"), "difference"] > 0
    assert table.loc[("tired", "implemented_per_year"), "difference"] < 0
    row = table.loc[("eager", "implemented_per_year")]
    pairs = more.measures["implemented_per_year"] - base.measures["implemented_per_year"]
    assert row["difference"] == pytest.approx(pairs.mean())
    assert row["low"] == pytest.approx(pairs.mean() - 4.3026527 * pairs.std(ddof=1) / math.sqrt(3), rel=1e-6)


def test_differences_by_municipality_add_up_to_the_national_one() -> None:
    base, more = synthetic_result(replications=2), synthetic_result(replications=2, eagerness=1.5, name="eager")
    effect = Comparison(base, (more,))
    table = effect.by_municipality()
    national = effect.summary().set_index("measure").loc["implemented_per_year", "difference"]
    local = table[table["measure"] == "implemented"]["difference"].sum()
    assert local / 6 == pytest.approx(national)  # six reported years
    assert len(table[table["measure"] == "implemented"]) == 98


def test_horizons_end_where_the_whole_window_does() -> None:
    base, more = synthetic_result(replications=3), synthetic_result(replications=3, eagerness=1.5, name="eager")
    effect = Comparison(base, (more,))
    table = effect.by_horizon().query("by == 'all'").set_index(["measure", "months"])
    whole = effect.summary().set_index("measure").loc["implemented_per_year"]
    parts = [table.loc[(f"implemented_{mode}", 72), "difference"] for mode in ("copy", "adapt", "inspired", "own")]
    assert sum(parts) / 6 == pytest.approx(whole["difference"])  # six reported years
    stocks = [table.loc[(f"in_use_{mode}", 72), "difference"] for mode in ("copy", "adapt", "inspired", "own")]
    assert sum(stocks) == pytest.approx(effect.summary().set_index("measure").loc["in_use", "difference"])
    assert sorted(set(table.index.get_level_values("months"))) == [12, 24, 36, 48, 60, 72]


def test_only_replications_finished_under_both_are_compared() -> None:
    base, more = synthetic_result(replications=3), synthetic_result(replications=3, eagerness=1.5)
    partial = Result(more.context, more.records[1:])
    assert Comparison(base, (partial,)).replications == (1, 2)
    assert set(Comparison(base, (partial,)).summary()["replications"]) <= {0, 1, 2}


def test_same_names_are_told_apart_by_what_changed() -> None:
    base = synthetic_result(replications=1)
    changed = synthetic_result(replications=1, **{"prize.winners_per_year": 3})
    assert Comparison(base, (changed,)).names == ("made up with prize.winners_per_year = 3",)
    assert Comparison(base, (base, base)).names == ("made up with no change", "made up with no change (2)")


@pytest.mark.parametrize(("change", "what"), [
    ({"time.months": REPORTED - 12}, "number of months is 72 in the baseline and 48 in"),
    ({"time.first_month": "2015-01"}, "first month"),
    ({"time.burn_in_months": 24}, "burn-in in months is 36"),
])  # fmt: skip
def test_results_of_other_replications_are_refused(change: dict[str, object], what: str) -> None:
    base = synthetic_result(replications=1)
    with pytest.raises(InputError, match=what):
        Comparison(base, (synthetic_result(replications=1, **change),))


def test_a_comparison_needs_something_to_compare_with() -> None:
    with pytest.raises(InputError, match="at least one other"):
        Comparison(synthetic_result(replications=1), ())


def test_saving_keeps_every_result_and_is_equal_to_the_byte(tmp_path: Path) -> None:
    base, more = synthetic_result(replications=2), synthetic_result(replications=2, eagerness=1.5, name="Eager øl")
    effect = Comparison(base, (more,))
    one, two = effect.save(tmp_path / "one"), effect.save(tmp_path / "two")
    manifest = json.loads((one / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["state"] == "complete"
    assert list(manifest["results"]) == ["0_made_up", "1_eager_l"]
    assert (one / "1_eager_l" / "manifest.json").is_file()
    for name in ("manifest.json", "effects.csv", "effects_by_municipality.csv"):
        assert (one / name).read_bytes() == (two / name).read_bytes()


def test_a_notebook_shows_the_differences() -> None:
    base, more = synthetic_result(replications=2), synthetic_result(replications=2, eagerness=1.5, name="<eager>")
    shown = Comparison(base, (more,))._repr_html_()
    assert "&lt;eager&gt;" in shown
    assert "same 2 replications" in shown
