"""A mechanism at its neutral value changes nothing, to the last bit; away from it, it does.

For each parameter with a neutral value: with the parameter there, the other numbers of its mechanism may be anything.
Where a mechanism has no other numbers, the rule itself is shown to pass its argument through unchanged.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest
from small_setups import SMALL, run, small
from strategies import with_defaults

from diffusion_sim.codes import Mode
from diffusion_sim.exact import hazard_grid
from diffusion_sim.mechanisms.awareness import chance_of_taking_in
from diffusion_sim.mechanisms.choice import effort_of
from diffusion_sim.mechanisms.co_creation import (
    CoCreation,
    benefit_factor,
    co_owned,
    fit_gained,
    months_added,
    opposition_left,
)
from diffusion_sim.mechanisms.context_fit import fit_share, improved_fit
from diffusion_sim.mechanisms.copycat_prize import Prize, nominations, worth_of_winning
from diffusion_sim.mechanisms.departments import Departments, felt_friction
from diffusion_sim.mechanisms.development_money import Budget, savings
from diffusion_sim.mechanisms.enthusiasts import goes_on_without_grant
from diffusion_sim.mechanisms.evaluation import (
    Evaluation,
    as_weighed,
    chance_of_ending,
    is_stopped,
    lengthened,
    visits_counted,
    visits_worth,
)
from diffusion_sim.mechanisms.funding_cliff import cliff_hazard, money_gone, threshold_at_cliff
from diffusion_sim.mechanisms.grant_pool import (
    FALLBACK_SHARE,
    Funding,
    chance_to_apply,
    grant_seeking,
    kept_by_plan,
    planning_burden,
)
from diffusion_sim.mechanisms.ideas import Ideas, finding_hazard, liking_of_best, quality_factor
from diffusion_sim.mechanisms.municipal_size import has_workplace, power_of_size, whole_projects
from diffusion_sim.mechanisms.nature import drawn_drawback, drawn_log_benefit, total_drawback
from diffusion_sim.mechanisms.not_invented_here import (
    experience,
    nih_discount,
    nih_share,
    ownership,
    sd_of_benefit,
)
from diffusion_sim.mechanisms.operation import stop_hazard
from diffusion_sim.mechanisms.politics import Politics, felt_support, support_after_blame, support_carried_over
from diffusion_sim.mechanisms.problem_agenda import agenda_hazard
from diffusion_sim.mechanisms.sharing import pride_gain
from diffusion_sim.mechanisms.stigma import recognition_gained
from diffusion_sim.mechanisms.traits import spread_factor
from diffusion_sim.mechanisms.trials import Trials, is_checked
from diffusion_sim.mechanisms.wicked import Wicked, follows_the_state
from diffusion_sim.model.driver import simulate_records
from diffusion_sim.results.record import MONTHLY, RunRecord
from diffusion_sim.scenario import Scenario
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.setup import build_setup

if TYPE_CHECKING:
    from collections.abc import Callable

NO_OWNERSHIP = {"implementation.ownership_relief": 0.0}
PRIZE = {"prize.winners_per_year": 10, "prize.from_month": "2012-01"}
NO_GRANTS = {"funding.grants_per_municipality": 0}
LIVELY = SMALL | {
    "time.burn_in_months": 12, "time.months": 24,
    "work.months_own": 4.0, "work.months_copy": 1.0,
    "implementation.mean_months": 2.0, "agenda.reviews_per_year": 2.0, "external.per_era": 3.0,
    "awareness.contact_per_month": 0.5,
}  # fmt: skip
"""Quick work and much to hear, so that four years show every mechanism."""
QUICK_ERAS = {"problems.era_end_per_year": 0.5}
SHORT_GRANTS = {
    "funding.grant_months": 4, "funding.grants_per_municipality": 500 / 98, "funding.grant_seeking_share": 1.0,
    "traits.permanence": 0.1,
}  # fmt: skip


class Neutral(NamedTuple):
    """One parameter at its neutral value, and what then does not matter."""

    partners: dict[str, Any]
    """The other numbers of the mechanism, changed."""
    active: float
    """A value at which they do matter."""
    given: dict[str, Any] = {}  # noqa: RUF012 - never changed
    """What makes the mechanism matter in so small a replication."""
    tables: tuple[str, ...] = ("monthly", "cases", "solutions")


BY_RUNS: dict[str, Neutral] = {
    "budget.dkk_per_inhabitant": Neutral({"budget.savings_dkk_per_point": 1e6}, 5.0),
    "budget.value_per_100k": Neutral({"costs.copying_dkk_per_month": 9e5}, 1.0, tables=("cases", "solutions")),
    "funding.project_share": Neutral({"cliff.unfinished_per_month": 3.0}, 0.8, NO_GRANTS | {"funding.grant_seeking_share": 0.0, "cliff.operation_per_month": 0.0, "work.months_own": 40.0, "work.months_copy": 30.0}),
    "appraisal.nih_bias": Neutral(
        {"appraisal.nih_near_factor": 8.0, "appraisal.ownership_adapt": 0.1}, 1.5,
        NO_OWNERSHIP),
    "appraisal.nih_distrust": Neutral({"appraisal.nih_central_factor": 3.0, "appraisal.nih_experience": 3.0}, 0.6),
    "appraisal.nih_inattention": Neutral({"appraisal.nih_central_factor": 1.5, "appraisal.nih_experience": 3.0}, 0.4),
    "appraisal.copy_stigma": Neutral(
        {"prize.recognition_winner": 1.0, "recognition.fade_per_month": 0.0}, 2.0, PRIZE),
    "appraisal.pride": Neutral({"recognition.reputation_pride": 5.0}, 2.0),
    "appraisal.risk_aversion": Neutral({"traits.error_tolerance": 0.9}, 1.0),
    "appraisal.signal_sd": Neutral({"portal.evidence_gain": 15.0}, 2.0, {"portal.hearing_per_month": 0.1}),
    "appraisal.foresight": Neutral(
        {"cliff.unfinished_per_month": 3.0, "funding.grant_months": 1}, 1.0, NO_GRANTS | {"traits.permanence": 0.0}),
    "portal.hearing_per_month": Neutral(
        {"sharing.documented_share": 0.1, "portal.evidence_gain": 9.0, "portal.running_dkk_per_month": 1.0}, 0.05,
        tables=("monthly", "cases")),
    "sharing.undocumented_contact": Neutral({"sharing.documented_share": 0.1}, 0.2, tables=("monthly", "cases")),
    "sharing.documenting_months": Neutral({"sharing.documented_share": 0.1}, 6.0, tables=("monthly", "cases")),
    "awareness.contact_per_month": Neutral({"network.weight_region": 9.0, "network.weight_bodies": 0.0}, 0.5),
    "funding.grant_seeking_share": Neutral(
        {"funding.grants_per_municipality": 5 / 98, "funding.first_of_kind_factor": 1.0, "funding.planning_burden": 0.75,
         "funding.grant_months": 3, "funding.taper_months": 5, "funding.tail_months": 5,
         "funding.reuse_reserved_share": 0.5, "cliff.unfinished_per_month": 2.0, "cliff.operation_per_month": 2.0,
         "appraisal.foresight": 1.0}, 1.0),
    "cliff.unfinished_per_month": Neutral(
        {"appraisal.foresight": 1.0}, 1.0, SHORT_GRANTS | {"cliff.operation_per_month": 0.0}),
    "implementation.failure_per_month": Neutral({"implementation.ownership_relief": 1.0}, 0.2),
    "prize.winners_per_year": Neutral(
        {"prize.reward": 50.0, "prize.amount_dkk": 1.0, "prize.recognition_winner": 1.0,
         "prize.visibility_per_month": 1.0, "prize.eligible_modes": ["copy"],
         "prize.eligible_stage": "adopted", "prize.scope": ["Silkeborg"]}, 20, {"prize.from_month": "2012-01"}),
    "solutions.benefit_sd": Neutral(
        {"appraisal.nih_bias": 3.0, "appraisal.signal_sd": 3.0, "solutions.parent_share": 0.1,
         "portal.evidence_gain": 9.0}, 1.0,
        {"external.benefit_advantage": 0.0, "portal.hearing_per_month": 0.05}),
    "external.per_era": Neutral(
        {"external.benefit_advantage": 2.0,
         "external.push_per_month": 1.0}, 4.0),
    "traits.silo_friction": Neutral({"traits.incentive_balance": -0.5}, 0.4, {"sharing.documented_share": 0.0}),
    "leadership.carrying_share": Neutral(
        {"leadership.attention_span_months": 1.0}, 1.0),
    "traits.error_tolerance": Neutral({"trials.ending_share": 1.0}, 0.9),
    "enthusiasts.carrying_share": Neutral(
        {"enthusiasts.turnover_per_year": 5.0}, 1.0),
    "appraisal.consideration_size": Neutral(
        {"appraisal.nih_bias": 3.0, "appraisal.copy_stigma": 3.0, "appraisal.constant_copy": 5.0,
         "appraisal.constant_adapt": 5.0, "appraisal.constant_inspired": 5.0, "work.months_copy": 9.0}, 3),
    "politics.carrying_share": Neutral(
        {"politics.accord_share": 0.5, "politics.committee_gain": 3.0,
         "politics.blame_share": 1.0}, 1.0),
    "training.courses_per_year": Neutral(
        {"training.frame_share": 0.1, "training.tie_weight": 3.0}, 4.0),
    "wicked.share": Neutral({"wicked.coordinated_share": 1.0}, 1.0),
    "costs.discount_per_year": Neutral({"costs.discount_per_year": 0.5}, 0.1),
}  # fmt: skip


def politics(accord_share: float) -> Any:
    return with_defaults(
        Politics,
        carrying_share=0.5,
        accord_share=accord_share,
        committee_gain=0.0,
        blame_share=0.1,
        pressure=0.0,
    )


def friction(silo_friction: float, incentive_balance: float) -> float:
    return felt_friction(with_defaults(Departments, silo_friction=silo_friction, incentive_balance=incentive_balance))


def nobody_takes_part(**involved: float) -> bool:
    """Tell whether a share of 0 passes through whatever comes, beside the two others at 0 as they are by default."""
    who = with_defaults(CoCreation, **involved)
    effects = (fit_gained(who), benefit_factor(who), months_added(who), co_owned(who, 0.37), opposition_left(who))
    return effects == (0.0, 1.0, 0.0, 0.37, 1.0)


NOT_EVALUATED = with_defaults(Evaluation, evaluated_share=0.0, early_share=0.0, gate_share=0.0, management_share=0.0)
PLAIN_PRIZE = with_defaults(Prize, reward=4.3)

BY_RULES: dict[str, Callable[[], bool]] = {
    "budget.savings_dkk_per_point": lambda: savings(with_defaults(Budget, savings_dkk_per_point=0.0), 3.0, 0.0) == 0.0,
    "funding.plan_distortion": lambda: kept_by_plan(0.0, 0.37) == 1.0,
    "awareness.attention_cost": lambda: chance_of_taking_in(0.0, 37.0) == 1.0,
    "prize.crowding": lambda: worth_of_winning(PLAIN_PRIZE, 7.0) == 4.3,
    "prize.kroner_utility": lambda: worth_of_winning(PLAIN_PRIZE, 1.0) == 4.3,
    "appraisal.nih_central_factor": lambda: nih_share(0.37, 1.0, 1.0) == 0.37,
    "appraisal.nih_experience": lambda: experience(0.0, 7.0, 2.0) == 1.0,
    "appraisal.nih_near_factor": lambda: nih_discount(0.37, 1.0, 0.0, 0.8) == 0.37 * sd_of_benefit(0.8 * 0.8),
    "appraisal.ownership_adapt": lambda: (
        ownership(int(Mode.ADAPT), 0.0) == ownership(int(Mode.INSPIRED), 0.0) == ownership(int(Mode.COPY), 0.5) == 0.0
    ),
    "appraisal.effort_weight": lambda: [effort_of(0.0, mode) for mode in range(1, 5)] == [0.0] * 4,
    "appraisal.adaptation_gain": lambda: improved_fit(0.37, 0.0) == 0.37,
    "funding.first_of_kind_factor": lambda: grant_seeking(0.37, 1.0, 4, 0.61) == grant_seeking(0.37, 1.0, 1, 0.61),
    "funding.taper_months": lambda: [money_gone(month, 0) for month in (-1, 0)] == [0.0, 1.0],
    "implementation.ownership_relief": lambda: (
        cliff_hazard(0.3, 0, 0.0, 0.7, 1, 1) == cliff_hazard(0.3, 0, 0.0, 0.0, 1, 1)
    ),
    "prize.recognition_winner": lambda: recognition_gained(0.37, 0.0) == 0.37,
    "prize.recognition_nominated": lambda: recognition_gained(0.37, 0.0) == 0.37 and nominations(PLAIN_PRIZE, 9) == 0,
    "size.weight": lambda: power_of_size(0.0, 13.3) == 1.0 and whole_projects(3.0, 1e-16) == 3.0,
    "capacity.workplace_share": lambda: has_workplace(1.0, 1.0 - 1e-16),
    "traits.spread": lambda: spread_factor(0.0, 1.7) == 1.0,
    "solutions.drawback_mean": lambda: total_drawback(drawn_drawback(np.uint64(1), np.uint64(2), 0.0)) == 0.0,
    "solutions.fit_spread": lambda: fit_share(1.2, 0.6, 0.4, 0.0 * 1.7) == fit_share(1.2, 0.6, 0.4, 0.0),
    "solutions.fit_distance": lambda: fit_share(1.2, 0.0, 7.0, 0.3) == fit_share(1.2, 0.0, 0.1, 0.3),
    "external.benefit_advantage": lambda: drawn_log_benefit(0.8, 0.0, 1.1) == -0.5 * 0.8 * 0.8 + 0.8 * 1.1,
    "traits.incentive_balance": lambda: friction(0.37, 0.0) == 0.37 and friction(0.0, 0.0) == 0.0,
    "traits.permanence": lambda: (
        cliff_hazard(0.3, 0.0, 0.0, 0.7, 1.0, 1.0) == hazard_grid(0.3) and grant_seeking(0.37, 1.0, 1, 0.0) == 0.37
    ),
    "wicked.coordinated_share": lambda: not follows_the_state(with_defaults(Wicked, coordinated_share=0.0), 1e-16),
    "implementation.user_involvement": lambda: nobody_takes_part(user_involvement=0.0),
    "implementation.staff_involvement": lambda: nobody_takes_part(staff_involvement=0.0),
    "implementation.firm_involvement": lambda: nobody_takes_part(firm_involvement=0.0),
    "trials.ending_share": lambda: not is_checked(with_defaults(Trials, ending_share=0.0), NOT_EVALUATED),
    "ideas.per_problem": lambda: (
        liking_of_best(with_defaults(Ideas, per_problem=1.0)) == 0.0
        and quality_factor(with_defaults(Ideas, per_problem=1.0)) == 1.0
        and finding_hazard(with_defaults(Ideas, per_problem=1.0)) == 0.0
    ),
    "evaluation.evaluated_share": lambda: lengthened(NOT_EVALUATED) == 1.0 and visits_worth(0) == 0.0,
    "evaluation.management_share": lambda: (
        as_weighed(NOT_EVALUATED, (0.5, -0.25, 0.125, 0.5, 0.0)) == 0.875
        and visits_counted(NOT_EVALUATED, 3.7, 0) == 3.7
    ),
    "evaluation.early_share": lambda: chance_of_ending(NOT_EVALUATED, 0.37) == 0.37,
    "politics.accord_share": lambda: (
        support_carried_over(politics(0.0), 0.4, 0.37) == 0.37 and support_after_blame(politics(0.0), 0.5, 1) == 0.45
    ),
    "politics.committee_gain": lambda: felt_support(politics(0.0), 0.37) == 0.37,
    "enthusiasts.unfunded_share": lambda: goes_on_without_grant(0.0, 1.0) == FALLBACK_SHARE,
    "cliff.embedding_share": lambda: threshold_at_cliff(0.37, 0.0, 1e-16) == 0.37,
    "evaluation.gate_share": lambda: not is_stopped(NOT_EVALUATED, -1.0, 1e-16),
    "operation.stop_per_year": lambda: stop_hazard(0.0, 5.0) == 0.0,
    "cliff.operation_per_month": lambda: cliff_hazard(0.0, 0.0, 0.0, 0.0, 1.0, 1.0) == 0.0,
    "funding.choice_weight": lambda: chance_to_apply(with_defaults(Funding, choice_weight=0.0), 0.37, 9.0, 0.5) == 0.37,
    "agenda.reviews_per_year": lambda: agenda_hazard(0.0, 2.0, 1.5, 1.5) == 0.0,
    "recognition.reputation_pride": lambda: pride_gain(0.0, 0.9) == 0.0,
    "funding.planning_burden": lambda: planning_burden(with_defaults(Funding, planning_burden=0.0), 4) == 0.0,
}

BY_OTHER_TESTS = {
    # model/test_spread.py
    "external.promotes_share",
    # hashes: silkeborg_prize.toml, a prize with a scope, was recorded before there was this parameter
    "prize.attention_outside",
    # rules/test_appraisal.py works these terms out by hand and shows them to be sums of what is not zero
    "appraisal.constant_copy", "appraisal.constant_adapt", "appraisal.constant_inspired",
    "appraisal.constant_own", "appraisal.social_proof",
    # rules/test_agenda.py, rules/test_cliff.py: factors of one
    "traits.skill", "traits.carrying",
    # model/test_grants.py
    "funding.reuse_reserved_share", "funding.tail_months",
    # setup/test_latent.py: the one era of a problem lasts for all months
    "problems.era_end_per_year",
    # model/test_prize.py: a prize without effects changes nothing but its cost
    "prize.reward", "prize.visibility_per_month",
    # a rule multiplies by it (rules/test_stigma.py, test_awareness.py, test_sparring.py) or, for orders, returns at 0 before it draws
    "appraisal.stigma_norm", "external.push_per_month", "leadership.top_down_share", "sparring.asking_share",
    # setup/test_acquaintance.py
    "training.tie_weight",
    # model/test_organisation.py: nothing is drawn or added at 0
    "traits.perceived_constraint", "politics.pressure", "enthusiasts.dependence_share",
    # replication/test_calendar.py
    "agenda.election_lag_months",
}  # fmt: skip


@cache
def of_changes(changes: tuple[tuple[str, Any], ...]) -> RunRecord:
    scenario = Scenario().with_changes(LIVELY | {key: list(v) if isinstance(v, tuple) else v for key, v in changes})
    return next(iter(simulate_records(build_setup(scenario), 1, [0], 1)))


def changed(*parts: dict[str, Any]) -> RunRecord:
    merged = {key: value for part in parts for key, value in part.items()}
    return of_changes(tuple((key, tuple(v) if isinstance(v, list) else v) for key, v in merged.items()))


def same(one: RunRecord, other: RunRecord, tables: tuple[str, ...]) -> bool:
    return all(getattr(one, table).tobytes() == getattr(other, table).tobytes() for table in tables)


@pytest.mark.parametrize("key", BY_RUNS)
def test_at_its_neutral_value_the_rest_of_a_mechanism_changes_no_bit(key: str) -> None:
    one, neutral = BY_RUNS[key], {key: declarations()[key].neutral}
    assert same(changed(one.given, neutral), changed(one.given, one.partners, neutral), one.tables)


@pytest.mark.parametrize("key", [key for key in BY_RUNS if key != "costs.discount_per_year"])
def test_away_from_it_the_rest_of_the_mechanism_matters(key: str) -> None:
    one, active = BY_RUNS[key], {key: BY_RUNS[key].active}
    assert not same(changed(one.given, active), changed(one.given, one.partners, active), ("monthly", "cases"))


@pytest.mark.parametrize("key", BY_RULES)
def test_a_rule_at_the_neutral_value_passes_its_argument_through(key: str) -> None:
    assert BY_RULES[key]()


def test_no_parameter_with_a_neutral_value_was_forgotten() -> None:
    neutral = {key for key, one in declarations().items() if one.neutral is not None}
    assert neutral == set(BY_RUNS) | set(BY_RULES) | BY_OTHER_TESTS


def test_discounting_is_for_totals_and_changes_nothing_in_a_run() -> None:
    assert same(changed({"costs.discount_per_year": 0.0}), changed({"costs.discount_per_year": 0.5}),
                ("monthly", "cases", "solutions"))  # fmt: skip


def test_a_skill_and_a_carrying_of_one_are_a_factor_of_one() -> None:
    assert agenda_hazard(0.5, 1.0, 1.0, 1.0) == agenda_hazard(0.5, 1.0, 1.0, 1.0) * 1.0
    m = run(small(traits__skill=1.0))
    own = [s for s in m.solutions if s.origin is not None and s.parent is None]
    from diffusion_sim.setup import draw_log_benefit

    assert own
    assert all(s.nature.log_benefit == draw_log_benefit(m.scenario, m.key, s.identity, 0.0) for s in own)


def test_a_run_has_something_to_show_in_every_column_that_the_tests_compare() -> None:
    """Else two empty tables would be equal too."""
    active = changed(PRIZE, QUICK_ERAS, SHORT_GRANTS, {"portal.hearing_per_month": 0.05, "cliff.unfinished_per_month": 0.3,
                     "operation.stop_per_year": 0.3, "agenda.reviews_per_year": 6.0, "external.push_per_month": 3.0, "time.months": 60, "cliff.operation_per_month": 0.3, "capacity.projects_per_field": 1})  # fmt: skip
    totals = dict(zip(MONTHLY, active.monthly.sum(axis=0), strict=True))
    assert [column for column, total in totals.items() if total == 0.0] == []
