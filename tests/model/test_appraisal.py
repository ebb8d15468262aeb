"""Every appraisal keeps its terms, and what was chosen follows from them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from small_setups import run, same_bytes, small

from diffusion_sim.codes import Mode, Stage, Verdict, Window
from diffusion_sim.mechanisms.utility import Terms, utility
from diffusion_sim.model.agents import DiffusionModel, Municipality
from diffusion_sim.model.views import Appraisal, ProblemFile


@pytest.fixture(scope="module")
def model() -> DiffusionModel:
    return run(small(problems__per_field=4, capacity__projects_per_field=1, agenda__reviews_per_year=2.0,
                     work__months_own=4.0, implementation__mean_months=3.0))  # fmt: skip


@pytest.fixture(scope="module")
def appraisals(model: DiffusionModel) -> list[Appraisal]:
    return [a for m in model.municipalities for a in m.appraisals]


def test_there_is_something_to_look_at(appraisals: list[Appraisal]) -> None:
    modes = Counter(a.decision.mode for a in appraisals)
    assert min(modes[mode] for mode in Mode) > 10
    assert {Window.HEARING, Window.AGENDA, Window.BUDGET} <= {a.window for a in appraisals}


def test_the_option_of_highest_utility_is_chosen_as_its_kept_terms_say(appraisals: list[Appraisal]) -> None:
    for a in appraisals:
        sums = [utility(option.terms) for option in a.options]
        assert a.chosen == int(np.argmax(sums))


def test_the_first_option_is_to_leave_it_and_the_second_own_work(appraisals: list[Appraisal]) -> None:
    for a in appraisals:
        assert [option.mode for option in a.options[:2]] == [Mode.NOTHING, Mode.OWN]
        for at in range(2, len(a.options), 3):
            trio = a.options[at : at + 3]
            assert [option.mode for option in trio] == [Mode.COPY, Mode.ADAPT, Mode.INSPIRED]
            assert len({option.case for option in trio}) == 1


def test_the_best_reuse_is_the_best_of_the_options_of_reuse(appraisals: list[Appraisal]) -> None:
    for a in appraisals:
        if len(a.options) == 2:
            assert (a.best_reuse, a.shortfall) == (0, 0.0)
            continue
        sums = [utility(option.terms) for option in a.options]
        assert sums[a.best_reuse] == max(sums[2:])
        assert a.shortfall == pytest.approx(sums[a.chosen] - sums[a.best_reuse], abs=1e-9)
        assert a.shortfall >= 0.0
        assert (a.shortfall == 0.0) == (a.chosen == a.best_reuse)


def test_the_flip_set_is_every_single_term_without_which_the_choice_would_differ(appraisals: list[Appraisal]) -> None:
    seen = set()
    for a in appraisals:
        for at, _ in enumerate(Terms._fields):
            sums = [
                utility(Terms(*[0.0 if i == at else x for i, x in enumerate(option.terms)])) for option in a.options
            ]
            assert bool(a.flips >> at & 1) == (int(np.argmax(sums)) != a.chosen)
        seen.add(a.flips)
    assert 0 in seen
    assert any(flips.bit_count() > 1 for flips in seen)


def test_no_more_solutions_are_looked_at_than_the_scenario_says(
    model: DiffusionModel, appraisals: list[Appraisal]
) -> None:
    size = model.scenario.appraisal.consideration_size
    looked_at = [(len(a.options) - 2) // 3 for a in appraisals]
    assert max(looked_at) <= size
    assert min(looked_at) == 0


def test_times_appraised_counts_each_appraisal_once(model: DiffusionModel) -> None:
    looked_at: Counter[object] = Counter()
    for m in model.municipalities:
        for a in m.appraisals:
            looked_at.update({option.case for option in a.options if option.case})
    for m in model.municipalities:
        for case in m.cases.values():
            assert case.times_appraised == looked_at[case]
    assert any(m_case.verdict is Verdict.POSTPONED for m in model.municipalities for m_case in m.cases.values())


def test_appraisals_are_kept_as_their_docstring_says(model: DiffusionModel) -> None:
    kept = sum(len(m.appraisals) for m in model.municipalities)
    assert kept == sum(int(row["appraised"]) for row in model.rows)


def test_a_case_that_was_never_looked_at_says_so(model: DiffusionModel) -> None:
    for m in model.municipalities:
        for case in m.cases.values():
            assert (case.times_appraised == 0) == (case.appraised == -1)


def test_a_taste_stays_with_what_was_chosen(model: DiffusionModel) -> None:
    for m in model.municipalities:
        for a in m.appraisals:
            case = a.decision.case
            if a.decision.mode in {Mode.COPY, Mode.ADAPT} and case is not None and case.decided == a.month:
                assert case.taste == a.decision.terms.taste


def test_appraising_changes_nothing(model: DiffusionModel) -> None:
    before = model.record()
    for m in model.municipalities[:20]:
        for file in m.files:
            one, again = (m.appraise(file, Window.AGENDA) for _ in range(2))
            assert one == again
    after = model.record()
    assert before.cases.tobytes() == after.cases.tobytes()
    assert before.monthly.tobytes() == after.monthly.tobytes()


def test_tastes_are_the_same_all_year_and_partly_so_the_next() -> None:
    """In January 2014 and 2015, with correlation 1 not at all different, with 0 unrelated."""
    for correlation, alike in ((1.0, True), (0.0, False)):
        m = DiffusionModel(small(appraisal__taste_correlation=correlation, agenda__reviews_per_year=0.0), 1)
        tastes = []
        for _ in range(13):
            m.step()
            place = m.municipalities[10]
            tastes.append(place.appraise(place.files[0], Window.AGENDA).options[1].terms.taste)
        assert len(set(tastes[:11])) == 1
        assert (tastes[12] == tastes[0]) is alike


# ------------------------------------------------------------------ windows


class Noting(Municipality):
    """A municipality that notes every window and whether something was under way when it opened."""

    def appraise(self, file: ProblemFile, window: Window) -> Any:
        if not hasattr(self, "opened"):
            self.opened: list[tuple[int, int, Window, bool]] = []
        self.opened.append((self.model.month, file.problem, window, file.under_way is not None))
        return super().appraise(file, window)


def test_a_problem_is_appraised_only_in_windows_and_never_while_work_on_it_is_under_way() -> None:
    model = run(small(), municipality=Noting)
    opened = [(m, *one) for m in model.municipalities for one in getattr(m, "opened", [])]
    assert len(opened) > 100
    assert not any(under_way for *_, under_way in opened)
    assert all(model.calendar.month_of_year(month) == 1 for _, month, _, window, _ in opened if window is Window.BUDGET)
    after = model.calendar.election_months
    assert all(month in after for _, month, _, window, _ in opened if window is Window.ELECTION)
    aware = {(m.code, case.solution.problem, case.aware) for m in model.municipalities for case in m.cases.values()}
    assert all((m.code, p, month) in aware for m, month, p, window, _ in opened if window is Window.HEARING)


def test_without_a_window_nothing_is_ever_decided() -> None:
    model = run(small(agenda__reviews_per_year=0.0, external__per_era=0.0))
    assert model.record().cases.size == 0


def test_new_councils_take_stock_after_an_election() -> None:
    """With the agenda shut, what was declined before January 2014 is looked at again then."""
    model = run(small(agenda__reviews_per_year=0.0, external__per_era=4.0,
                      appraisal__benefit_weight=0.5), municipality=Noting)  # fmt: skip
    windows = Counter((window, model.calendar.text(month)) for m in model.municipalities
                      for month, _, window, _ in getattr(m, "opened", []))  # fmt: skip
    assert windows[Window.ELECTION, "2014-01"] > 20
    assert (
        sum(number for (window, _), number in windows.items() if window is Window.ELECTION)
        == windows[Window.ELECTION, "2014-01"]
    )


# ------------------------------------------------------------------ capacity and order of months


def test_capacity_is_never_exceeded_by_work_on_permanent_money() -> None:
    class Watched(DiffusionModel):
        def simulate_month(self) -> None:
            super().simulate_month()
            for m in self.municipalities:
                busy = [d.under_way for d in m.files
                        if d.under_way and d.under_way.stage in {Stage.DEVELOPING, Stage.IMPLEMENTING}]  # fmt: skip
                self.fullest = max(getattr(self, "fullest", 0), len([c for c in busy if not c.granted]))
                granted = len([c for c in busy if c.granted])
                assert len(busy) <= max(m.settings.capacity.projects_per_field, granted + 2)

    model = Watched(small(problems__per_field=6, capacity__projects_per_field=2, agenda__reviews_per_year=3.0), 1).run()
    assert model.fullest == 2
    assert sum(row["postponed"] for row in model.rows) > 10


def test_no_capacity_means_no_work() -> None:
    model = run(small(capacity__projects_per_field=0, external__per_era=4.0))
    cases = model.record().cases
    assert (cases["adopted"] == -1).all()
    assert cases.size > 20


def test_the_order_in_which_municipalities_act_leaves_no_trace() -> None:
    """Synchronous months: reversing the order of listening, deciding and working changes no bit."""

    class Backwards(DiffusionModel):
        def begin_month(self) -> None:
            super().begin_month()
            self.municipalities.sort(key=lambda m: m.code)

    class Reversing(Municipality):
        def listen(self) -> None:
            pass  # done below, in the other order

        def consider(self) -> None:
            if self.row == 0:
                for m in reversed(self.model.municipalities):
                    Municipality.listen(m)
                for m in reversed(self.model.municipalities):
                    Municipality.consider(m)

    scenario = small(agenda__reviews_per_year=2.0, prize__winners_per_year=3, prize__from_month="2012-01")
    assert same_bytes(run(scenario), Backwards(scenario, 1, municipality=Reversing).run())


def test_months_follow_each_other() -> None:
    model = DiffusionModel(small(), 1)
    months = [model.month]
    for _ in range(5):
        model.step()
        months.append(model.month)
    assert months == [24, 25, 26, 27, 28, 29]
    assert all(b - a == 1 for a, b in pairwise(months))
