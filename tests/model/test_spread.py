"""How municipal solutions spread (R3, R9): documented or not, attention, and the centre that promotes what several use."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from small_setups import PLAIN, record_of

from diffusion_sim.codes import Heard, Mode
from diffusion_sim.mechanisms.outside_sources import PUSH_MONTHS
from diffusion_sim.results.record import RunRecord
from diffusion_sim.scenario import Scenario

TALKATIVE = PLAIN | {
    "problems.fields": ["Eldercare"], "problems.per_field": 6, "time.burn_in_months": 12, "time.months": 96,
    "external.per_era": 0.0, "agenda.reviews_per_year": 3.0, "problems.era_end_per_year": 0.0,
    "work.months_own": 4.0, "work.months_copy": 1.0, "implementation.mean_months": 2.0,
    "awareness.contact_per_month": 1.0, "capacity.projects_per_field": 6,
}  # fmt: skip
"""Nothing comes from outside: what becomes known was made by a municipality."""


def ran(**changes: Any) -> RunRecord:
    named = {key.replace("__", "."): value for key, value in changes.items()}
    return record_of(Scenario().with_changes(TALKATIVE | named))


def hearings(record: RunRecord, via: Heard, marked: npt.NDArray[np.bool_]) -> int:
    """Return how many hearings of marked solutions came one way."""
    cases = record.cases
    return int(((cases["heard_via"] == via) & marked[cases["solution"]]).sum())


def test_what_nobody_has_documented_is_not_heard_of_where_it_does_not_travel() -> None:
    record = ran(sharing__undocumented_contact=0.0)
    documented = record.solutions["documented"] == 1
    assert 0.2 < documented.mean() < 0.95
    assert hearings(record, Heard.CONTACT, ~documented) == 0
    assert hearings(record, Heard.CONTACT, documented) > 100


def test_the_more_it_travels_the_more_it_is_heard_of() -> None:
    counts = []
    for factor in (0.0, 0.3, 1.0):
        record = ran(sharing__undocumented_contact=factor)
        counts.append(hearings(record, Heard.CONTACT, record.solutions["documented"] == 0))
    assert counts[0] < counts[1] < counts[2]


@pytest.mark.parametrize(("balance", "expected"), [(-1.0, 1.0), (0.0, 0.5), (0.5, 0.25), (1.0, 0.0)])
def test_who_is_rewarded_for_profiling_the_own_unit_shares_less_also_without_friction(
    balance: float, expected: float
) -> None:
    documented = ran(sharing__documented_share=0.5, traits__incentive_balance=balance).solutions["documented"]
    assert documented.mean() == pytest.approx(expected, abs=4 * math.sqrt(0.25 / documented.size))


def test_documenting_takes_months_of_development_where_it_is_done() -> None:
    plain, documenting = ran(), ran(sharing__documenting_months=5.0)

    def months(record: RunRecord, documented: int) -> npt.NDArray[np.float64]:
        cases = record.cases
        own = (cases["mode"] == Mode.OWN) & (cases["developed"] >= 0)
        own &= record.solutions["documented"][cases["solution"]] == documented
        complexity = record.solutions["complexity"][cases["solution"][own]]
        taken: npt.NDArray[np.float64] = (cases["developed"] - cases["adopted"])[own] / complexity
        return taken

    assert np.median(months(documenting, 1)) - np.median(months(plain, 1)) == pytest.approx(5.0, abs=0.5)
    assert np.median(months(documenting, 0)) == pytest.approx(np.median(months(plain, 0)), abs=0.5)


def test_who_has_heard_much_lately_hears_of_less() -> None:
    free, costly = ran(), ran(awareness__attention_cost=0.5)
    heard = [int((one.cases["heard_via"] == Heard.CONTACT).sum()) for one in (free, costly)]
    assert heard[1] < 0.7 * heard[0]
    without_end = ran(awareness__attention_cost=10.0)
    by_month = np.zeros(0)
    for code in np.unique(without_end.cases["code"]):
        aware = np.sort(
            without_end.cases["aware"][
                (without_end.cases["code"] == code) & (without_end.cases["heard_via"] == Heard.CONTACT)
            ]
        )
        by_month = np.append(by_month, np.diff(aware))
    usual = np.diff(
        np.sort(free.cases["aware"][(free.cases["code"] == 101) & (free.cases["heard_via"] == Heard.CONTACT)])
    )
    assert np.median(by_month) > np.median(usual) + 1


def users_of(record: RunRecord, solution: int, month: int) -> int:
    """Return how many use a solution at the end of a month."""
    cases = record.cases[record.cases["solution"] == solution]
    used = (cases["implemented"] >= 0) & (cases["implemented"] <= month)
    return int((used & ((cases["ended"] < 0) | (cases["ended"] > month))).sum())


def test_the_centre_promotes_what_so_many_use_from_next_month_on() -> None:
    record = ran(external__promotes_share=0.05, sharing__documented_share=0.3)
    enough = math.ceil(0.05 * 98)
    taken = np.flatnonzero(record.solutions["promoted"] >= 0)
    assert taken.size > 3
    cases = record.cases
    for s in taken:
        month = int(record.solutions["promoted"][s])
        assert (
            users_of(record, s, month - 2)
            < enough
            <= users_of(record, s, month - 1) + np.sum((cases["solution"] == s) & (cases["ended"] == month - 1))
        )
        pushed = cases[(cases["solution"] == s) & (cases["heard_via"] == Heard.PUSH)]
        assert ((pushed["aware"] >= month) & (pushed["aware"] < month + PUSH_MONTHS)).all()
        assert record.solutions["documented"][s] == 1
    assert hearings(record, Heard.PUSH, record.solutions["promoted"] >= 0) > 50
    assert hearings(record, Heard.PUSH, record.solutions["promoted"] < 0) == 0


def test_a_push_that_is_off_or_a_share_that_nothing_reaches_promotes_nothing() -> None:
    for share in (0.0, 1.0):
        assert (ran(external__promotes_share=share).solutions["promoted"] < 0).all()
    quiet = ran(external__promotes_share=0.05, external__push_per_month=0.0)
    assert hearings(quiet, Heard.PUSH, quiet.solutions["promoted"] >= -1) == 0


def test_what_the_centre_tells_of_is_distrusted_like_what_comes_from_outside() -> None:
    """With distrust of municipalities alone, promoting makes a difference beyond the push."""
    common = {"external__promotes_share": 0.05, "external__push_per_month": 0.0, "sharing__documented_share": 1.0}
    same = [
        ran(**common, appraisal__nih_distrust=0.9, appraisal__nih_near_factor=1.0, appraisal__nih_central_factor=factor)
        for factor in (0.0, 1.0)
    ]
    assert same[0].cases.tobytes() != same[1].cases.tobytes()
