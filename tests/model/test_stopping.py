"""R19 in a run: an idea clinic finds what is not worth running, it is stopped, and its problem comes up at once."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from small_setups import SMALL, small

from diffusion_sim.codes import End, Stage
from diffusion_sim.mechanisms.ideas import POINT_DKK
from diffusion_sim.model.agents import DiffusionModel
from diffusion_sim.model.driver import simulate_records
from diffusion_sim.results.record import MONTHLY, NEVER, RunRecord
from diffusion_sim.setup import build_setup

RUNNING_DKK = 30_000.0
CLINIC = {
    "work__months_own": 4.0, "work__months_copy": 2.0,
    "implementation__mean_months": 2.0, "problems__era_end_per_year": 0.3,
    "costs__running_dkk_per_month": RUNNING_DKK, "ideas__per_problem": 50.0,
}  # fmt: skip
MONTHS = int(SMALL["time.burn_in_months"] + SMALL["time.months"])


@cache
def clinic() -> DiffusionModel:
    return DiffusionModel(build_setup(small(**CLINIC)), 1).run()


def stopped(record: RunRecord) -> np.ndarray:
    """Return the cases that were stopped on purpose."""
    return record.cases[record.cases["end"] == End.STOPPED_ON_PURPOSE]


def test_both_drivers_stop_the_same() -> None:
    (ours,), stepped = simulate_records(build_setup(small(**CLINIC)), 1, [0], 1), clinic().record()
    assert stopped(ours).size > 50
    for table in ("monthly", "cases", "solutions"):
        assert getattr(ours, table).tobytes() == getattr(stepped, table).tobytes()


def test_only_what_is_in_use_and_not_worth_running_is_stopped_out_of_date_or_not() -> None:
    record = clinic().record()
    cases = stopped(record)
    running = RUNNING_DKK * record.solutions["complexity"][cases["solution"]]
    assert (cases["stage"] == Stage.DISCONTINUED).all()
    assert (cases["implemented"] >= 0).all()
    assert (POINT_DKK * cases["net_benefit"] <= running).all()
    out_of_date = (cases["outdated"] != NEVER).mean()
    assert 0.1 < out_of_date < 0.9


def test_what_runs_is_what_costs() -> None:
    record = clinic().record()
    in_use = record.cases[record.cases["stage"] == Stage.IN_USE]
    running = RUNNING_DKK * record.solutions["complexity"][in_use["solution"]].sum()
    assert record.monthly[-1, MONTHLY.index("dkk_running")] == pytest.approx(running)


def test_they_are_counted_among_the_discontinued() -> None:
    record = clinic().record()
    ended = record.cases["ended"][np.isin(record.cases["end"], [End.DISCONTINUED, End.STOPPED_ON_PURPOSE])]
    assert np.bincount(ended, minlength=MONTHS).tolist() == record.monthly[:, MONTHLY.index("discontinued")].tolist()


def test_the_problem_comes_up_for_review_in_the_month_after_unless_work_on_it_is_under_way() -> None:
    model, cases = clinic(), clinic().record().cases
    reviewed = {(m.code, one.problem, one.month) for m in model.municipalities for one in m.appraisals}
    changed = set(model.state.eras["end"][: model.state.first_era[-1]].tolist())
    files = [(int(c["code"]), int(c["problem"]), int(c["ended"]) + 1) for c in stopped(clinic().record())]
    idle = [one for one in files if one[-1] not in changed | {MONTHS} and not work_under_way(cases, *one)]
    assert len(idle) > 40
    assert set(idle) <= reviewed


def work_under_way(cases: np.ndarray, code: int, problem: int, month: int) -> bool:
    """Tell whether a municipality was at work on a problem, or had applied for money, as a month began."""
    mine = cases[(cases["code"] == code) & (cases["problem"] == problem)]
    begun = mine[(mine["decided"] != NEVER) & (mine["decided"] < month)]
    done = [(begun[date] != NEVER) & (begun[date] < month) for date in ("implemented", "ended")]
    return bool((~done[0] & ~done[1]).any())


def test_nothing_is_stopped_on_purpose_without_a_clinic() -> None:
    (record,) = simulate_records(build_setup(small(**CLINIC | {"ideas__per_problem": 1.0})), 1, [0], 1)
    assert stopped(record).size == 0
