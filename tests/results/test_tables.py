"""The tables of a result, against records small enough to count."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from results.handmade_records import BURN_IN, PLACES, REPORTED, case, context, record, result_of, solution
from results.synthetic_records import synthetic_result

from diffusion_sim.errors import InputError
from diffusion_sim.results.result import Result
from diffusion_sim.rules.codes import End, Heard, Mode, Stage, Verdict

TOTAL = BURN_IN + REPORTED


@pytest.fixture(scope="module")
def small() -> Result:
    cases = [
        case(740, 0, heard=BURN_IN + 1, heard_via=Heard.OWN, mode=Mode.OWN, decided=BURN_IN + 1, started=BURN_IN + 1,
             operating=BURN_IN + 9, stage=Stage.OPERATING, merit=0.5, reinvented=1),
        case(791, 0, heard=BURN_IN + 10, heard_via=Heard.CONTACT, heard_from=740, heard_layer=1, mode=Mode.COPY,
             started=BURN_IN + 12, operating=BURN_IN + 15, stage=Stage.DISCONTINUED, end=End.CLIFF_OPERATION,
             ended=BURN_IN + 30, granted=1, grant_ends=BURN_IN + 28, merit=0.4, prizes=2, verdict=Verdict.STARTED),
        case(101, 0, heard=BURN_IN + 11, heard_via=Heard.CONTACT, heard_from=791, heard_layer=0, appraised=BURN_IN + 11,
             verdict=Verdict.DECLINED, shortfall=0.3, flips=0b11000),
        case(101, 1, heard=BURN_IN + 12, heard_via=Heard.OWN, mode=Mode.INSPIRED, started=BURN_IN + 12,
             operating=BURN_IN + 20, stage=Stage.OPERATING, outdated=BURN_IN + 40, merit=0.2),
    ]  # fmt: skip
    solutions = [
        solution(0, origin=740, born=BURN_IN + 1),
        solution(1, origin=101, born=BURN_IN + 12, parent=0),
        solution(2, problem=2, born=BURN_IN - 3, ordinal=1),
    ]
    return result_of(record(cases, solutions))


def row(table: pd.DataFrame, **values: object) -> pd.Series:
    for column, wanted in values.items():
        table = table[table[column] == wanted]
    assert len(table) == 1
    return table.iloc[0]


def test_monthly_starts_with_the_first_reported_month(small: Result) -> None:
    assert small.monthly["month"].tolist() == list(range(REPORTED))
    assert small.monthly["date"].iloc[0].date() == dt.date(2014, 1, 1)
    assert small.monthly["date"].iloc[-1].date() == dt.date(2018, 12, 1)


def test_monthly_totals_are_sums_of_their_columns() -> None:
    monthly = synthetic_result(replications=1).monthly
    modes = ["copy", "adapt", "inspired", "own"]
    assert monthly["operating"].tolist() == monthly[[f"operating_{mode}" for mode in modes]].sum(axis=1).tolist()
    kinds = [name for name in monthly if name.startswith("dkk_") and name not in {"dkk_total", "dkk_paid_by_grants"}]
    assert monthly["dkk_total"].tolist() == monthly[kinds].sum(axis=1).tolist()


def test_municipalities_are_counted_over_the_window(small: Result) -> None:
    silkeborg, viborg, copenhagen = (
        row(small.municipalities, name=name) for name in ("Silkeborg", "Viborg", "København")
    )
    assert (silkeborg["put_to_use_own"], silkeborg["heard"], silkeborg["reinvented"]) == (1, 0, 1)
    assert silkeborg["reused_by_others"] == 2  # once copied, once a model
    assert (viborg["put_to_use_copy"], viborg["lost_at_cliff"], viborg["in_operation"], viborg["prizes"]) == (
        1,
        1,
        0,
        2,
    )
    assert (copenhagen["heard"], copenhagen["in_operation"], copenhagen["in_operation_outdated"]) == (1, 0, 1)
    assert copenhagen["merit_in_operation"] == 0.0


def test_own_share_of_a_municipality_that_used_nothing_is_missing() -> None:
    empty = result_of(record([], [solution(0, origin=740)]))
    assert empty.municipalities["own_percent"].isna().all()
    assert len(empty.municipalities) == len(PLACES)


def test_solutions_have_names_that_people_can_read(small: Result) -> None:
    assert small.solutions["label"].tolist() == [
        "Schools 1, answer 1 from Silkeborg (2014)",
        "Schools 1, answer 1 from København, inspired by Silkeborg (2015)",
        "Employment 1, answer 2 from a vendor (2013)",
    ]


def test_an_innovation_of_the_scenario_keeps_its_name() -> None:
    known = context(innovations=("Robot vacuum cleaners",))
    named = Result(known, (record([], [solution(0, source=0, innovation=0)]),))
    assert named.solutions["label"].tolist() == ["Robot vacuum cleaners"]


def test_solutions_say_how_far_they_came(small: Result) -> None:
    first = row(small.solutions, solution=0)
    assert (first["uptakes"], first["users_at_end"], first["peak_users"]) == (2, 1, 2)
    assert (first["born"], first["first_used"]) == (1, 9)
    last = row(small.solutions, solution=2)
    assert last["external"]
    assert pd.isna(last["parent"])
    assert pd.isna(last["first_used"])
    assert last["born"] == -3


def test_cases_have_names_and_months_from_the_first_reported_one(small: Result) -> None:
    copied = row(small.cases, municipality="Viborg")
    assert (copied["mode"], copied["stage"], copied["end"]) == ("copy", "discontinued", "cliff operation")
    assert (copied["heard_from"], copied["heard_layer"], copied["heard_via"]) == ("Silkeborg", "land_border", "contact")
    assert (copied["heard"], copied["operating"], copied["ended"], copied["grant_ends"]) == (10, 15, 30, 28)
    declined = row(small.cases, municipality="København", solution=0)
    assert declined["deciding_terms"] == "nih + stigma"
    assert pd.isna(declined["started"])
    own = row(small.cases, municipality="Silkeborg")
    assert pd.isna(own["heard_from"])
    assert pd.isna(own["heard_layer"])


def test_records_are_ordered_and_locked() -> None:
    result = result_of(record([], [], 1), record([], [], 0))
    assert [kept.replication for kept in result.records] == [0, 1]
    with pytest.raises(ValueError, match="read-only"):
        result.records[0].monthly[0, 0] = 1.0


def test_a_result_without_replications_is_refused() -> None:
    with pytest.raises(InputError, match="no finished replication"):
        Result(context(), ())


def test_state_is_partial_while_replications_are_missing() -> None:
    assert result_of(record([], []), replications=2).state == "partial"
    assert result_of(record([], [])).state == "complete"


def test_summary_of_one_replication_has_no_interval() -> None:
    summary = synthetic_result(replications=1).summary().set_index("measure")
    assert summary.loc["in_operation", "mean"] > 0
    assert summary[["low", "high", "sd"]].isna().all(axis=None)


def test_summary_of_several_has_the_interval_of_the_mean() -> None:
    result = synthetic_result(replications=4)
    summary = result.summary().set_index("measure")
    values = result.measures["put_to_use_per_year"]
    assert summary.loc["put_to_use_per_year", "mean"] == pytest.approx(values.mean())
    assert summary.loc["put_to_use_per_year", "high"] - values.mean() == pytest.approx(
        3.182446 * values.std(ddof=1) / 2,
        rel=1e-6,  # t(0.975, 3) from a table
    )
    assert summary.loc["put_to_use_per_year", "replications"] == 4


def test_cases_and_monthly_flows_tell_the_same() -> None:
    result = synthetic_result(replications=2)
    used = sum(result.monthly[f"put_to_use_{mode}"].sum() for mode in ("copy", "adapt", "inspired", "own"))
    in_window = result.cases["operating"].between(0, result.monthly["month"].max())
    assert used == in_window.sum()
    assert result.municipalities["put_to_use"].sum() == used


def test_a_notebook_shows_a_table_with_dashes_for_what_is_missing() -> None:
    shown = result_of(record([], []))._repr_html_()
    assert "Model output, not a forecast" in shown
    assert "<td>–</td>" in shown
    assert "nan" not in shown


def test_month_zero_of_an_odd_first_month_has_the_right_date() -> None:
    known = context(**{"time.first_month": "2015-07"})
    monthly = Result(known, (record([], []),)).monthly
    assert monthly["date"].iloc[6].date() == dt.date(2016, 1, 1)


def test_places_need_not_come_in_order_of_their_code() -> None:
    known = context()
    turned = Result(
        type(known)(known.scenario, 5, 1, "0.1.0", PLACES[::-1], known.layer_names, known.problems),
        (record([case(740, 0, heard=BURN_IN, heard_via=Heard.PUSH)], [solution(0)]),),
    )
    table = turned.municipalities.set_index("code")["heard"]
    assert table.to_dict() == {791: 0, 740: 1, 101: 0}
    assert turned.cases["municipality"].tolist() == ["Silkeborg"]
    assert np.array_equal(turned.municipalities["code"], [791, 740, 101])
