"""The tables of a run agree with each other: stocks are counted anew from cases, values are fresh sums."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_setups import small

from diffusion_sim.codes import End, Heard, Mode, Stage
from diffusion_sim.model.agents import DiffusionModel, Municipality
from diffusion_sim.results.record import FLOWS, KRONER, MONTHLY, NEVER, STOCKS, VALUES

if TYPE_CHECKING:
    from diffusion_sim.model.views import Case

LIVELY = small(
    work__months_own=4.0, work__months_copy=1.0,
    implementation__mean_months=2.0, agenda__reviews_per_year=2.0, problems__era_end_per_year=0.5,
    funding__grant_months=4, funding__grant_seeking_share=1.0, capacity__projects_per_field=1,
    prize__winners_per_year=5, prize__from_month="2012-01", cliff__unfinished_per_month=0.5,
    cliff__operation_per_month=0.1, operation__stop_per_year=0.5, portal__hearing_per_month=0.02,
)  # fmt: skip


class Checked(DiffusionModel):
    """A model that keeps, after each month, what its agents hold."""

    def simulate_month(self) -> None:
        super().simulate_month()
        if not hasattr(self, "seen"):
            self.seen: list[dict[str, object]] = []
        implemented = [case for m in self.municipalities for case in m.in_use()]
        self.seen.append(
            {
                "lines": [sum((Fraction(case.lines[line]) for case in implemented), Fraction(0)) for line in range(5)],
                "complexity": sum((Fraction(case.solution.nature.complexity) for case in implemented), Fraction(0)),
                "net_benefit": net_benefits(implemented),
                "per file": [count_open(m, d.problem) for m in self.municipalities for d in m.files],
                "running": {m.code: set(m.running) for m in self.municipalities},
            }
        )


def net_benefits(implemented: list[Case]) -> dict[bool, Fraction]:
    present = [case for case in implemented if case.outdated < 0]
    return {
        own: sum((Fraction(case.net_benefit) for case in present if (case.mode is Mode.OWN) is own), Fraction(0))
        for own in (False, True)
    }


def count_open(m: Municipality, problem: int) -> tuple[int, int]:
    """Return how many cases of a problem are under way, and how many in use."""
    of_problem = [case for case in m.cases.values() if case.solution.problem == problem]
    busy = {Stage.APPLYING, Stage.DEVELOPING, Stage.IMPLEMENTING}
    return sum(c.stage in busy for c in of_problem), sum(c.stage is Stage.IN_USE for c in of_problem)


@pytest.fixture(scope="module")
def model() -> Checked:
    return Checked(LIVELY, 5).run()


@pytest.fixture(scope="module")
def cases(model: Checked) -> np.ndarray:
    return model.record().cases


def column(model: DiffusionModel, name: str) -> np.ndarray:
    return model.record().monthly[:, MONTHLY.index(name)]


def test_a_run_has_a_row_for_each_month_and_finite_numbers_only(model: Checked) -> None:
    monthly = model.record().monthly
    assert monthly.shape == (48, len(STOCKS) + len(FLOWS) + len(VALUES) + len(KRONER))
    assert np.isfinite(monthly).all()


def test_value_totals_are_fresh_sums_to_the_last_bit(model: Checked) -> None:
    for line, name in enumerate(VALUES):
        seen = [Fraction(float(value)) for value in column(model, name)]
        assert seen == [month["lines"][line] for month in model.seen]  # type: ignore[index]


def test_so_are_net_benefits_and_running_costs(model: Checked) -> None:
    rate = Fraction(LIVELY.costs.running_dkk_per_month)
    assert [Fraction(float(x)) for x in column(model, "reused_net_benefit_total")] == [
        m["net_benefit"][False] for m in model.seen
    ]  # type: ignore[index]
    assert [Fraction(float(x)) for x in column(model, "own_net_benefit_total")] == [
        m["net_benefit"][True] for m in model.seen
    ]  # type: ignore[index]
    expected = [float(rate * month["complexity"]) for month in model.seen]  # type: ignore[operator]
    assert column(model, "dkk_running") == pytest.approx(expected, abs=2.0**-10)


def test_at_most_one_case_is_under_way_for_each_problem_and_one_in_use(model: Checked) -> None:
    counts = [pair for month in model.seen for pair in month["per file"]]  # type: ignore[attr-defined]
    assert max(under_way for under_way, _ in counts) == 1
    assert max(implemented for _, implemented in counts) == 1


def test_stocks_at_the_end_are_a_recount_of_the_cases(model: Checked, cases: np.ndarray) -> None:
    last = dict(zip(MONTHLY, model.record().monthly[-1], strict=True))
    stage = cases["stage"]
    assert last["known"] == (stage == Stage.AWARE).sum()
    for name in ("applying", "developing", "implementing"):
        assert last[name] == (stage == Stage[name.upper()]).sum()
    implemented = cases[stage == Stage.IN_USE]
    assert last["in_use_outdated"] == (implemented["outdated"] >= 0).sum() > 0
    for mode in (Mode.COPY, Mode.ADAPT, Mode.INSPIRED, Mode.OWN):
        present = (implemented["mode"] == mode) & (implemented["outdated"] < 0)
        assert last[f"in_use_{mode.name.lower()}"] == present.sum()


@pytest.mark.parametrize(
    ("flow", "date", "chosen"),
    [("aware", "aware", lambda c: c["heard_via"] != Heard.OWN)]
    + [(f"adopted_{mode.name.lower()}", "adopted", lambda c, mode=mode: c["mode"] == mode) for mode in list(Mode)[1:]]
    + [(f"implemented_{mode.name.lower()}", "implemented", lambda c, mode=mode: c["mode"] == mode) for mode in list(Mode)[1:]]
    + [(name, "ended", lambda c, end=end: c["end"] == end) for name, end in
       [("gave_up", End.GAVE_UP), ("abandoned_when_funding_ended", End.FUNDING_ENDED_UNFINISHED), ("discontinued", End.DISCONTINUED),
        ("discontinued_when_funding_ended", End.FUNDING_ENDED_IN_USE), ("replaced", End.REPLACED)]],
)  # fmt: skip
def test_flows_are_a_recount_of_the_dates_of_cases(
    model: Checked, cases: np.ndarray, flow: str, date: str, chosen: object
) -> None:
    dated = cases[chosen(cases) & (cases[date] != NEVER)]  # type: ignore[operator]
    assert np.bincount(dated[date], minlength=48).tolist() == column(model, flow).tolist()


def test_the_dates_of_a_case_stand_in_their_order(cases: np.ndarray) -> None:
    assert (cases["aware"] >= 0).all()
    order = ["aware", "decided", "adopted", "developed", "implemented", "ended"]
    for case in cases:
        dates = [int(case[name]) for name in order if case[name] != NEVER]
        assert dates == sorted(dates)
    for early, late in (("decided", "adopted"), ("adopted", "developed"), ("developed", "implemented")):
        seeded = cases["heard_via"] == Heard.SEED
        assert ((cases[late] == NEVER) | (cases[early] != NEVER) | seeded).all()


def test_a_case_has_an_end_if_and_only_if_it_has_ended(cases: np.ndarray) -> None:
    over = np.isin(cases["stage"], [Stage.ABANDONED, Stage.DISCONTINUED, Stage.LAPSED])
    assert (over == (cases["ended"] != NEVER)).all()
    assert (over == (cases["end"] != End.NONE)).all()
    assert (cases["implemented"][cases["stage"] == Stage.DISCONTINUED] >= 0).all()
    assert (cases["implemented"][cases["stage"] == Stage.ABANDONED] == NEVER).all()


def test_cases_are_sorted_and_no_municipality_meets_a_solution_twice(cases: np.ndarray) -> None:
    pairs = list(zip(cases["code"].tolist(), cases["solution"].tolist(), strict=True))
    assert pairs == sorted(set(pairs))


def test_an_inspired_solution_is_new_and_remembers_its_parent(model: Checked, cases: np.ndarray) -> None:
    solutions = model.record().solutions
    inspired = cases[cases["mode"] == Mode.INSPIRED]
    assert inspired.size > 20
    for case in inspired:
        own = solutions[case["solution"]]
        assert own["origin"] == case["code"]
        assert 0 <= own["parent"] < case["solution"]
        parent = solutions[own["parent"]]
        assert (parent["problem"], parent["era"]) == (own["problem"], own["era"])
        assert parent["origin"] != case["code"]
    made_alone = solutions[cases["solution"][cases["mode"] == Mode.OWN]]
    assert (made_alone["parent"] == -1).all()


def test_reuse_is_of_what_others_made(model: Checked, cases: np.ndarray) -> None:
    reused = cases[np.isin(cases["mode"], [Mode.COPY, Mode.ADAPT])]
    assert reused.size > 20
    assert (model.record().solutions["origin"][reused["solution"]] != reused["code"]).all()


def test_shortfalls_are_never_negative_except_to_say_that_there_is_none(cases: np.ndarray) -> None:
    assert ((cases["shortfall"] >= 0.0) | (cases["shortfall"] == -1.0)).all()


def test_a_case_that_was_not_funded_has_no_end_of_a_grant(cases: np.ndarray) -> None:
    assert (cases["grant_ends"][cases["granted"] == 0] == NEVER).all()
    funded = cases[cases["granted"] == 1]
    assert funded.size > 5
    assert (funded["grant_ends"] == funded["adopted"] + 4).all()


def test_only_funded_cases_are_lost_at_the_cliff_and_only_once_the_money_has_ended(cases: np.ndarray) -> None:
    lost = cases[np.isin(cases["end"], [End.FUNDING_ENDED_UNFINISHED, End.FUNDING_ENDED_IN_USE])]
    assert lost.size > 0
    assert (lost["granted"] == 1).all()
    assert (lost["ended"] >= lost["grant_ends"]).all()


def test_nobody_hears_of_what_no_neighbour_ran_at_the_end_of_the_month_before(
    model: Checked, cases: np.ndarray
) -> None:
    """Synchronous months: what comes into use in a month cannot be heard of through ties in the same month."""
    by_tie = cases[cases["heard_via"] == Heard.CONTACT]
    assert by_tie.size > 50
    identities = {s.index: s for s in model.solutions}
    for case in by_tie:
        before = model.seen[case["aware"] - 1]["running"]
        assert case["aware"] > 0
        assert identities[case["solution"]] in before[int(case["heard_from"])]  # type: ignore[index]


def test_the_ledger_is_what_the_rates_say(model: Checked) -> None:
    monthly = model.record().monthly
    assert (monthly[:, MONTHLY.index("dkk_portal")] == 250_000.0).all()
    given = column(model, "prizes_given")
    assert given.sum() > 0
    assert (column(model, "dkk_prizes") == 50_000.0 * given).all()
    work = sum(column(model, name) for name in KRONER[:4])
    assert (column(model, "dkk_paid_by_grants") <= 0.75 * work + 1e-6).all()
    assert column(model, "dkk_paid_by_grants").sum() > 0
