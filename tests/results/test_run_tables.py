"""The tables of a result, against records small enough to count."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from results.handmade_records import BURN_IN, PLACES, REPORTED, case, context, record, result_of, solution
from results.synthetic_records import synthetic_result

from diffusion_sim.codes import End, Heard, Mode, Stage, Verdict
from diffusion_sim.results.result import Result
from diffusion_sim.results.run_tables import who_copied_whom

TOTAL = BURN_IN + REPORTED


@pytest.fixture(scope="module")
def small() -> Result:
    cases = [
        case(740, 0, aware=BURN_IN + 1, heard_via=Heard.OWN, mode=Mode.OWN, decided=BURN_IN + 1, adopted=BURN_IN + 1,
             implemented=BURN_IN + 9, stage=Stage.IN_USE, net_benefit=0.5, duplicated=1),
        case(791, 0, aware=BURN_IN + 10, heard_via=Heard.CONTACT, heard_from=740, heard_layer=1, mode=Mode.COPY,
             adopted=BURN_IN + 12, implemented=BURN_IN + 15, stage=Stage.DISCONTINUED, end=End.FUNDING_ENDED_IN_USE,
             ended=BURN_IN + 30, granted=1, grant_ends=BURN_IN + 28, net_benefit=0.4, prizes=2, verdict=Verdict.ADOPTED),
        case(101, 0, aware=BURN_IN + 11, heard_via=Heard.CONTACT, heard_from=791, heard_layer=0, appraised=BURN_IN + 11,
             verdict=Verdict.DECLINED, shortfall=0.3, flips=0b11000),
        case(101, 1, aware=BURN_IN + 12, heard_via=Heard.OWN, mode=Mode.INSPIRED, adopted=BURN_IN + 12,
             implemented=BURN_IN + 20, stage=Stage.IN_USE, outdated=BURN_IN + 40, net_benefit=0.2),
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
    assert monthly["in_use"].tolist() == monthly[[f"in_use_{mode}" for mode in modes]].sum(axis=1).tolist()
    kinds = [name for name in monthly if name.startswith("dkk_") and name not in {"dkk_total", "dkk_paid_by_grants"}]
    assert monthly["dkk_total"].tolist() == monthly[kinds].sum(axis=1).tolist()


def test_municipalities_are_counted_over_the_window(small: Result) -> None:
    silkeborg, viborg, copenhagen = (
        row(small.municipalities, name=name) for name in ("Silkeborg", "Viborg", "København")
    )
    assert (silkeborg["implemented_own"], silkeborg["aware"], silkeborg["duplicated"]) == (1, 0, 1)
    assert silkeborg["reused_by_others"] == 2  # once copied, once a model
    assert (viborg["implemented_copy"], viborg["lost_when_funding_ended"], viborg["in_use"], viborg["prizes"]) == (
        1,
        1,
        0,
        2,
    )
    assert (copenhagen["aware"], copenhagen["in_use"], copenhagen["in_use_outdated"]) == (1, 0, 1)
    assert copenhagen["net_benefit_in_use"] == 0.0


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
    assert (copied["mode"], copied["stage"], copied["end"]) == ("copy", "discontinued", "funding ended in use")
    assert (copied["heard_from"], copied["heard_layer"], copied["heard_via"]) == ("Silkeborg", "land_border", "contact")
    assert (copied["aware"], copied["implemented"], copied["ended"], copied["grant_ends"]) == (10, 15, 30, 28)
    declined = row(small.cases, municipality="København", solution=0)
    assert declined["deciding_terms"] == "nih + stigma"
    assert pd.isna(declined["adopted"])
    own = row(small.cases, municipality="Silkeborg")
    assert pd.isna(own["heard_from"])
    assert pd.isna(own["heard_layer"])


def test_month_zero_of_an_odd_first_month_has_the_right_date() -> None:
    known = context(**{"time.first_month": "2015-07"})
    monthly = Result(known, (record([], []),)).monthly
    assert monthly["date"].iloc[6].date() == dt.date(2016, 1, 1)


def test_places_need_not_come_in_order_of_their_code() -> None:
    known = context()
    turned = Result(
        type(known)(known.scenario, 5, 1, "0.1.0", PLACES[::-1], known.layer_names, known.problems),
        (record([case(740, 0, aware=BURN_IN, heard_via=Heard.PUSH)], [solution(0)]),),
    )
    table = turned.municipalities.set_index("code")["aware"]
    assert table.to_dict() == {791: 0, 740: 1, 101: 0}
    assert turned.cases["municipality"].tolist() == ["Silkeborg"]
    assert np.array_equal(turned.municipalities["code"], [791, 740, 101])


def test_edges_run_from_the_teller_who_need_not_be_the_origin() -> None:
    cases = [
        case(740, 0, heard_via=Heard.CONTACT, heard_from=791, heard_layer=1, mode=Mode.COPY, implemented=BURN_IN + 9),
        case(791, 0, heard_via=Heard.PUSH, mode=Mode.COPY, implemented=BURN_IN + 2),
        case(740, 1, heard_via=Heard.CONTACT, heard_from=791, heard_layer=1),  # heard of, never used
    ]
    edges = who_copied_whom(result_of(record(cases, [solution(0, origin=101), solution(1, origin=101)])).runs)
    assert edges.to_dict("records") == [{
        "replication": 0, "from_code": 791, "from_name": "Viborg", "to_code": 740, "to_name": "Silkeborg",
        "mode": "copy", "layer": "land_border", "count": 1,
    }]  # fmt: skip


def test_inspired_work_points_to_who_told_of_its_model() -> None:
    cases = [
        case(740, 0, heard_via=Heard.CONTACT, heard_from=101, heard_layer=0),
        case(740, 1, heard_via=Heard.OWN, mode=Mode.INSPIRED, implemented=BURN_IN + 9),
    ]
    edges = who_copied_whom(result_of(record(cases, [solution(0, origin=101), solution(1, origin=740, parent=0)])).runs)
    assert edges[["from_code", "to_code", "mode", "layer"]].to_numpy().tolist() == [[101, 740, "inspired", "bodies"]]


def test_no_reuse_gives_an_empty_table() -> None:
    assert who_copied_whom(result_of(record([], [])).runs).empty


def test_counts_never_exceed_reuse_implemented() -> None:
    result = synthetic_result(replications=2)
    told = who_copied_whom(result.runs).groupby("replication")["count"].sum()
    used = result.monthly.groupby("replication")["implemented_reused"].sum()
    assert (told <= used).all()
