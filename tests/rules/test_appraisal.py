"""R2, R4-R9, R17: what speaks for and against each option."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import SHARES, section, with_defaults

from diffusion_sim.codes import Mode
from diffusion_sim.mechanisms.choice import Appraisal
from diffusion_sim.mechanisms.foresight import Plan
from diffusion_sim.mechanisms.utility import (
    Prospect,
    Situation,
    Terms,
    inspired_terms,
    nothing_terms,
    own_terms,
    promise,
    reuse_terms,
    utility,
)

pytestmark = pytest.mark.nojit

COPY, ADAPT = int(Mode.COPY), int(Mode.ADAPT)
LN2 = math.log(2.0)
SURE = Plan(chance=1.0, patience=1.0, prize=0.0, taste=0.0)

ANY = section(Appraisal)
PROSPECTS = st.builds(
    Prospect, log_benefit=st.floats(-4, 4), variance=st.floats(0, 4), fit=SHARES, drawback=st.floats(0, 3),
    complexity=st.floats(0.1, 5), near_factor=st.floats(0, 10), exposure=SHARES, cost_left=SHARES,
    shared_ownership=SHARES, distrust_of_benefit=st.just(0.0), distrust_of_variance=st.just(0.0),
    distrust_of_drawback=st.just(0.0),
)  # fmt: skip
"""What is known, believed in full."""
SITUATIONS = st.builds(
    Situation, skill=st.floats(0.05, 10), error_tolerance=SHARES, recognition=SHARES, pride_gain=st.floats(0, 10),
    pressure=st.floats(0, 20),
    switching_cost=st.floats(0, 20), benefit_sd=st.floats(0, 2), drawback_mean=st.floats(0, 2), parent_share=SHARES,
    doubt_left=SHARES, cost_left=SHARES, idea_liking=st.floats(0, 5), idea_quality=st.floats(1, 100),
)  # fmt: skip
PLANS = st.builds(
    Plan, chance=SHARES, patience=SHARES, prize=st.floats(0, 100), taste=st.floats(-5, 20), money=st.floats(0, 100)
)
TERMS = st.builds(Terms, **dict.fromkeys(Terms._fields, st.floats(-100, 100)))


def setting(**changes: float) -> Any:
    base = with_defaults(
        Appraisal,
        consideration_size=3,
        benefit_weight=3.0,
        signal_sd=0.8,
        risk_aversion=0.5,
        adaptation_gain=0.6,
        foresight=0.0,
        effort_weight=1.0,
        constant_copy=0.1,
        constant_adapt=0.2,
        constant_inspired=0.3,
        constant_own=0.4,
        nih_bias=0.3,
        nih_near_factor=1.0,
        ownership_adapt=0.5,
        copy_stigma=0.4,
        pride=0.5,
        social_proof=2.0,
        taste_correlation=0.6,
    )
    return base._replace(**changes)


def prospect(**changes: float) -> Prospect:
    return Prospect(0.0, 0.0, 0.5, 0.1, 2.0, 1.0, 0.25)._replace(**changes)


def situation(**changes: float) -> Situation:
    """Someone with skill 1.5, tolerance 0.2, and benefits of sd 1 (log variance ln 2)."""
    return Situation(1.5, 0.2, 0.5, 0.0, 0.0, math.sqrt(LN2), 0.12, 0.6)._replace(**changes)


def test_the_terms_of_a_copy_by_hand() -> None:
    """A sure benefit of 1 that fits by half, drawback 0.1, complexity 2."""
    terms = reuse_terms(COPY, setting(), prospect(), situation(), SURE._replace(prize=0.7, taste=0.9))
    assert terms == pytest.approx(Terms(
        benefit=3.0 * (0.5 - 0.1),
        risk=0.0,
        effort=-0.8,
        nih=-3.0 * 0.3,
        stigma=-0.4 * 0.5,
        pride=0.0,
        prize=0.7,
        social=0.5,
        constant=0.1,
        taste=0.9,
    ))  # fmt: skip
    assert utility(terms) == pytest.approx(1.2 - 0.8 - 0.9 - 0.2 + 0.7 + 0.5 + 0.1 + 0.9)


def test_the_terms_of_adapting_the_same_by_hand() -> None:
    """Fit 0.5 + 0.6 * 0.5 = 0.8; half owned, so half the NIH; three tenths of the stigma."""
    terms = reuse_terms(ADAPT, setting(), prospect(), situation(), SURE)
    assert terms.benefit == pytest.approx(3.0 * (0.8 - 0.1))
    assert terms.effort == pytest.approx(-1.4)
    assert terms.nih == pytest.approx(-3.0 * 0.15)
    assert terms.stigma == pytest.approx(-0.06)
    assert (terms.pride, terms.constant) == (0.0, 0.2)


def distrusted(mode: int, moved: float, **changes: float) -> tuple[Terms, Terms]:
    """Return the terms of what distrust has moved by so much log benefit, and of the same believed in full."""
    a = setting(nih_bias=0.0, **changes)
    seen = prospect(log_benefit=0.5 + moved, distrust_of_benefit=moved)
    return reuse_terms(mode, a, seen, situation(), SURE), reuse_terms(
        mode, a, prospect(log_benefit=0.5), situation(), SURE
    )


def test_distrust_is_told_as_not_invented_here_and_lowers_what_is_good() -> None:
    """What is seen as exp(0.2) instead of exp(0.5), and fits by half, is worth 1.5 (exp(0.2) - exp(0.5)) less or more."""
    for moved in (-0.3, 0.3):
        seen, in_full = distrusted(COPY, moved)
        assert seen.nih == pytest.approx(1.5 * (math.exp(0.5 + moved) - math.exp(0.5)))
        assert seen._replace(nih=0.0) == in_full


def test_ownership_takes_its_share_off_distrust() -> None:
    whole, half = (
        distrusted(COPY, -0.3)[0].nih,
        distrusted(ADAPT, -0.3, adaptation_gain=0.0, ownership_adapt=0.5, risk_aversion=0.0)[0].nih,
    )
    assert half == pytest.approx(0.5 * whole)
    a, seen = setting(nih_bias=0.0, ownership_adapt=0.7), prospect(distrust_of_benefit=-0.3, log_benefit=0.2)
    assert inspired_terms(a, seen, situation(), SURE).nih == 0.0
    assert inspired_terms(a._replace(ownership_adapt=0.0), seen, situation(), SURE).nih < 0.0


def test_distrust_of_doubt_and_of_drawbacks_counts_too() -> None:
    """A variance raised by ln 2 doubles gross benefit's square and adds risk; a drawback moved by 0.1 counts by its weight."""
    a = setting(nih_bias=0.0)
    in_full = reuse_terms(COPY, a, prospect(), situation(), SURE)
    unsure = reuse_terms(COPY, a, prospect(variance=LN2, distrust_of_variance=LN2), situation(), SURE)
    risk = -3.0 * 0.5 * 0.8 * math.sqrt(2.0) * 0.5
    assert unsure.nih == pytest.approx(1.5 * (math.sqrt(2.0) - 1.0) + risk)
    assert unsure._replace(nih=0.0) == in_full
    worse = reuse_terms(COPY, a, prospect(drawback=0.2, distrust_of_drawback=0.1), situation(), SURE)
    assert worse.nih == pytest.approx(-0.3)


@pytest.mark.parametrize("inspired", [False, True])
def test_what_distrust_takes_is_the_whole_difference_it_makes_to_benefit_and_risk(inspired: bool) -> None:
    a = setting(nih_bias=0.0, ownership_adapt=0.0)

    def terms(seen: Prospect) -> Terms:
        return inspired_terms(a, seen, situation(), SURE) if inspired else reuse_terms(COPY, a, seen, situation(), SURE)

    moved = {"distrust_of_benefit": -0.3, "distrust_of_variance": 0.2}
    distrusted_terms = terms(prospect(log_benefit=0.1, variance=0.5, **moved))
    believed, in_full = terms(prospect(log_benefit=0.1, variance=0.5)), terms(prospect(log_benefit=0.4, variance=0.3))
    assert in_full.risk < 0.0
    assert distrusted_terms.nih == pytest.approx(believed.benefit + believed.risk - in_full.benefit - in_full.risk)


def test_doubt_raises_what_is_expected_of_a_log_normal_benefit_and_counts_against_it() -> None:
    """Log benefit 0 with variance ln 4 is worth 2 on average, with an sd of sqrt 3 of that; adapting adds 0.15 squared."""
    doubtful, a = prospect(variance=2 * LN2), setting()
    copy, adapted = (reuse_terms(mode, a, doubtful, situation(doubt_left=0.75), SURE) for mode in (COPY, ADAPT))
    assert copy.benefit == pytest.approx(3.0 * (2.0 * 0.5 - 0.1))
    assert copy.risk == pytest.approx(-3.0 * 0.5 * 0.8 * 0.75 * 1.0 * math.sqrt(3.0))
    assert adapted.risk == pytest.approx(-3.0 * 0.5 * 0.8 * 0.75 * 1.6 * math.sqrt(4.0 * math.exp(0.15 * 0.15) - 1.0))


def test_joint_work_and_help_from_outside_each_save_effort() -> None:
    shared = reuse_terms(COPY, setting(), prospect(cost_left=0.5), situation(cost_left=0.75, switching_cost=1.0), SURE)
    assert shared.effort == pytest.approx(-0.4 * 2.0 * 0.5 * 0.75 - 1.0)
    owned = reuse_terms(COPY, setting(), prospect(shared_ownership=0.6), situation(), SURE)
    assert owned.nih == pytest.approx(-3.0 * 0.3 * 0.4)


def test_the_terms_of_own_work_by_hand() -> None:
    """Skill 1.5 times a benefit of 1 with sd 1, tolerance takes a fifth off the aversion; effort for complexity 1."""
    terms = own_terms(setting(), situation(pride_gain=0.5), SURE)
    assert terms.benefit == pytest.approx(3.0 * (1.5 - 0.12))
    assert terms.risk == pytest.approx(-3.0 * 0.5 * 0.8 * 1.5)
    three = situation(
        benefit_sd=math.sqrt(2 * LN2), idea_quality=2.0, idea_liking=0.5, switching_cost=0.25, cost_left=0.5
    )
    better = own_terms(setting(), three, Plan(0.5, 0.8, 0.7, 0.25))
    assert better.benefit == pytest.approx(3.0 * (1.5 * 2.0 * 0.5 * 0.8 - 0.12))
    assert better.risk == pytest.approx(-3.0 * 0.5 * 0.8 * 3.0 * math.sqrt(3.0))
    assert (better.taste, better.effort) == (0.75, -1.05)
    assert (terms.effort, terms.constant) == (-1.6, 0.4)
    assert terms.pride == pytest.approx(0.75)
    assert (terms.nih, terms.stigma, terms.prize, terms.social) == (0.0, 0.0, 0.0, 0.0)


def test_the_terms_of_inspiration_by_hand() -> None:
    """From a parent known for sure to be worth 2: log mean is prior + 0.6 (ln 2 - prior), variance 0.64 of ln 2."""
    prior = -LN2 / 2
    mean = math.exp(prior + 0.6 * (LN2 - prior) + 0.5 * 0.64 * LN2)
    terms = inspired_terms(setting(), prospect(log_benefit=LN2), situation(), SURE)
    assert terms.benefit == pytest.approx(3.0 * (1.5 * mean - 0.12))
    assert terms.risk == pytest.approx(-3.0 * 0.5 * 0.8 * 1.5 * mean * math.sqrt(2**0.64 - 1))
    assert terms.effort == pytest.approx(-2.4)
    assert terms.nih == pytest.approx(-3.0 * 0.3 * 0.2)
    assert (terms.stigma, terms.social, terms.constant) == (0.0, 0.0, 0.3)


def test_an_inspired_solution_of_a_perfectly_unknown_parent_is_like_own_work() -> None:
    who = situation(parent_share=0.0)
    a = setting(constant_inspired=0.4, pride=0.0, nih_bias=0.0, effort_weight=0.0)
    inspired = inspired_terms(a, prospect(complexity=1.0, log_benefit=3.0), who, SURE)
    assert inspired == pytest.approx(own_terms(a, who, SURE))


def test_leaving_it_keeps_the_net_benefit_and_the_taste_of_what_is_in_use() -> None:
    assert nothing_terms(3.0, 0.5, 0.25) == (1.5, 0, 0, 0, 0, 0, 0, 0, 0, 0.25)


def test_first_sight_is_expected_benefit_that_fits_less_the_drawback() -> None:
    assert promise(log_benefit=-0.5, variance=2.0, fit=0.5, drawback=0.125) == pytest.approx(
        0.5 * math.exp(0.5) - 0.125
    )


@given(terms=TERMS)
def test_utility_is_the_sum_of_the_terms_from_left_to_right(terms: Terms) -> None:
    total = 0.0
    for term in terms:
        total += term
    assert utility(terms) == total


@given(a=ANY, seen=PROSPECTS, who=SITUATIONS, plan=PLANS, mode=st.sampled_from([COPY, ADAPT]))
def test_every_drawback_is_a_cost_and_every_reward_a_gain(
    a: Appraisal, seen: Prospect, who: Situation, plan: Plan, mode: int
) -> None:
    for terms in (reuse_terms(mode, a, seen, who, plan), inspired_terms(a, seen, who, plan), own_terms(a, who, plan)):
        assert max(terms.risk, terms.effort, terms.nih, terms.stigma) <= 0.0
        assert min(terms.pride, terms.prize, terms.social) >= 0.0


@given(a=ANY, seen=PROSPECTS, who=SITUATIONS, plan=PLANS, low=SHARES, high=SHARES)
def test_tolerance_of_errors_never_raises_the_aversion_of_any_mode(
    a: Appraisal, seen: Prospect, who: Situation, plan: Plan, low: float, high: float
) -> None:
    low, high = sorted((low, high))
    strict, tolerant = who._replace(error_tolerance=low), who._replace(error_tolerance=high)
    assert reuse_terms(COPY, a, seen, strict, plan).risk <= reuse_terms(COPY, a, seen, tolerant, plan).risk
    assert inspired_terms(a, seen, strict, plan).risk <= inspired_terms(a, seen, tolerant, plan).risk
    assert own_terms(a, strict, plan).risk <= own_terms(a, tolerant, plan).risk


def test_uncertainty_is_largest_in_own_work_and_least_in_a_copy() -> None:
    """With equal benefits in all modes; what tolerance saves is therefore most in own work (R17)."""
    seen, who = prospect(log_benefit=-0.15, variance=0.3, fit=1.0), situation(skill=1.0)
    a = setting()
    copy, adapt = (reuse_terms(mode, a, seen, who, SURE).risk for mode in (COPY, ADAPT))
    inspired, own = inspired_terms(a, seen, who, SURE).risk, own_terms(a, who, SURE).risk
    assert own < inspired < adapt < copy < 0.0


@given(a=ANY, seen=PROSPECTS, who=SITUATIONS, plan=PLANS, near=st.floats(0, 10))
def test_without_bias_it_does_not_matter_who_made_it(
    a: Appraisal, seen: Prospect, who: Situation, plan: Plan, near: float
) -> None:
    fair = a._replace(nih_bias=0.0)
    neighbour = seen._replace(near_factor=near)
    assert reuse_terms(COPY, fair, seen, who, plan) == reuse_terms(COPY, fair, neighbour, who, plan)
    assert inspired_terms(fair, seen, who, plan) == inspired_terms(fair, neighbour, who, plan)


@given(a=ANY, seen=PROSPECTS, who=SITUATIONS, plan=PLANS, one=SHARES, other=SHARES)
def test_without_bias_ownership_does_not_matter_to_the_choice(
    a: Appraisal, seen: Prospect, who: Situation, plan: Plan, one: float, other: float
) -> None:
    first, second = (a._replace(nih_bias=0.0, ownership_adapt=x) for x in (one, other))
    assert reuse_terms(ADAPT, first, seen, who, plan) == reuse_terms(ADAPT, second, seen, who, plan)
    assert inspired_terms(first, seen, who, plan) == inspired_terms(second, seen, who, plan)


@given(a=ANY, who=SITUATIONS, plan=PLANS, gain=st.floats(0, 10))
def test_without_pride_reputation_changes_no_bit(a: Appraisal, who: Situation, plan: Plan, gain: float) -> None:
    modest = a._replace(pride=0.0)
    assert own_terms(modest, who, plan) == own_terms(modest, who._replace(pride_gain=gain), plan)


@given(a=ANY, seen=PROSPECTS, who=SITUATIONS, plan=PLANS, exposure=SHARES)
def test_without_social_proof_peers_do_not_count_twice(
    a: Appraisal, seen: Prospect, who: Situation, plan: Plan, exposure: float
) -> None:
    alone = a._replace(social_proof=0.0)
    assert reuse_terms(COPY, alone, seen, who, plan) == reuse_terms(
        COPY, alone, seen._replace(exposure=exposure), who, plan
    )


@given(a=ANY, seen=PROSPECTS, who=SITUATIONS, plan=PLANS)
def test_nih_never_makes_a_poor_solution_look_better(a: Appraisal, seen: Prospect, who: Situation, plan: Plan) -> None:
    poor = seen._replace(drawback=10.0)
    biased, fair = (reuse_terms(COPY, a._replace(nih_bias=bias), poor, who, plan) for bias in (1.0, 0.0))
    assert biased.benefit == fair.benefit
    assert utility(biased) <= utility(fair)


@given(seen=PROSPECTS, who=SITUATIONS, plan=PLANS)
def test_a_noiseless_adapting_that_gains_nothing_is_a_copy(seen: Prospect, who: Situation, plan: Plan) -> None:
    same = setting(
        adaptation_gain=0.0, risk_aversion=0.0, effort_weight=0.0, constant_adapt=0.1, copy_stigma=0.0, ownership_adapt=0.0,
    )  # fmt: skip
    assert reuse_terms(ADAPT, same, seen, who, plan) == reuse_terms(COPY, same, seen, who, plan)
