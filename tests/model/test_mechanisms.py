"""R1-R12: each mechanism works in the direction that the report describes.

Each contrast runs the same three worlds under two policies; only the policy differs.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from small_worlds import SMALL, dotted, run

from diffusion_sim.results.record import MONTHLY
from diffusion_sim.rules.codes import End, Heard, Mode
from diffusion_sim.scenario import Scenario

if TYPE_CHECKING:
    from diffusion_sim.model import DiffusionModel

QUICK = {
    "work.months_own": 6.0, "work.months_inspired": 5.0, "work.months_adapt": 3.0, "work.months_copy": 2.0,
    "implementation.mean_months": 3.0, "agenda.reviews_per_year": 2.0, "awareness.contact_per_month": 0.3,
    "time.months": 36,
}  # fmt: skip
pytestmark = pytest.mark.slow

REUSE = (Mode.COPY, Mode.ADAPT, Mode.INSPIRED)


@cache
def worlds(changes: tuple[tuple[str, Any], ...]) -> tuple[DiffusionModel, ...]:
    return tuple(run(Scenario().with_changes(SMALL | QUICK | dict(changes)), seed) for seed in (1, 2, 3))


def under(**changes: Any) -> tuple[DiffusionModel, ...]:
    return worlds(tuple(dotted(changes).items()))


def cases(models: tuple[DiffusionModel, ...]) -> np.ndarray:
    return np.concatenate([m.record().cases for m in models])


def started(models: tuple[DiffusionModel, ...], *modes: Mode) -> int:
    c = cases(models)
    return int((np.isin(c["mode"], modes) & (c["started"] >= 0)).sum())


def share_of(models: tuple[DiffusionModel, ...], *modes: Mode) -> float:
    return started(models, *modes) / started(models, *list(Mode)[1:])


def monthly(models: tuple[DiffusionModel, ...], column: str) -> float:
    return float(sum(m.record().monthly[:, MONTHLY.index(column)].sum() for m in models))


def merit(models: tuple[DiffusionModel, ...], *modes: Mode) -> float:
    c = cases(models)
    return float(c["merit"][np.isin(c["mode"], modes) & (c["operating"] >= 0) & (c["outdated"] < 0)].mean())


# ------------------------------------------------------------------ R1, R9: hearing is not acting; no overview


def test_r1_many_more_solutions_are_heard_of_than_taken_up() -> None:
    c = cases(under())
    heard = (c["heard_via"] != Heard.OWN).sum()
    assert started(under(), Mode.COPY, Mode.ADAPT) < 0.6 * heard


def test_r1_more_contact_spreads_knowledge_faster_than_use() -> None:
    little, much = under(awareness__contact_per_month=0.05), under(awareness__contact_per_month=1.0)
    assert monthly(much, "heard") > 1.5 * monthly(little, "heard")


def test_r9_without_ties_push_or_portal_nobody_learns_what_others_made() -> None:
    c = cases(under(awareness__contact_per_month=0.0, external__push_per_month=0.0))
    assert set(c["heard_via"]) == {Heard.OWN}


def test_r9_a_portal_gives_an_overview_of_what_is_documented_and_in_use() -> None:
    none, portal = under(), under(portal__hearing_per_month=0.1)
    assert (cases(portal)["heard_via"] == Heard.PORTAL).sum() > 100
    assert (cases(none)["heard_via"] == Heard.PORTAL).sum() == 0
    assert monthly(portal, "heard") > monthly(none, "heard")
    for model in portal:
        found = [(s, case) for m in model.municipalities for s, case in m.cases.items() if case.via is Heard.PORTAL]
        assert all(s.nature.documented and 0 <= s.first_use < case.heard for s, case in found)


def test_r9_better_evidence_leads_to_better_choices() -> None:
    blind, clear = under(appraisal__signal_sd=3.0), under(appraisal__signal_sd=0.0)
    assert merit(clear, Mode.COPY, Mode.ADAPT) > merit(blind, Mode.COPY, Mode.ADAPT)


# ------------------------------------------------------------------ R2: three ways of reuse, and own work


def test_r2_all_four_modes_are_chosen() -> None:
    assert min(started(under(), mode) for mode in list(Mode)[1:]) > 10


# ------------------------------------------------------------------ R3, R4: standing, stigma, pride


def test_r3_being_reused_raises_the_origin_s_standing_and_costs_it_nothing() -> None:
    for model in under():
        reused = {m.code: 0 for m in model.municipalities}
        for m in model.municipalities:
            for s, case in m.cases.items():
                copied = s.parent if case.mode is Mode.INSPIRED else s
                if case.operating >= 0 and copied is not None and copied.origin not in {None, m}:
                    reused[copied.origin.code] += 1
        assert {m.code: m.times_reused for m in model.municipalities} == reused
        assert max(reused.values()) > 0


def test_r4_stigma_of_copying_makes_copies_rarer() -> None:
    assert share_of(under(appraisal__copy_stigma=3.0), Mode.COPY) < 0.7 * share_of(
        under(appraisal__copy_stigma=0.0), Mode.COPY
    )


def test_r4_pride_makes_own_work_commoner() -> None:
    assert share_of(under(appraisal__pride=3.0), Mode.OWN) > 1.2 * share_of(under(appraisal__pride=0.0), Mode.OWN)


# ------------------------------------------------------------------ R5, R6: not invented here, and ownership


def test_r5_stronger_nih_means_less_copying_and_more_own_work() -> None:
    weak, strong = under(appraisal__nih_bias=0.0), under(appraisal__nih_bias=1.5)
    assert share_of(strong, Mode.COPY) < 0.7 * share_of(weak, Mode.COPY)
    assert share_of(strong, Mode.OWN) > 1.1 * share_of(weak, Mode.OWN)


def test_r5_towards_near_neighbours_if_the_scenario_says_so() -> None:
    """With factor 10 on neighbours, a smaller part of plain reuse comes from across a land border."""

    def near_part(models: tuple[DiffusionModel, ...]) -> float:
        pairs = [(m.code, s.origin.code) in model.world.country.near
                 for model in models for m in model.municipalities for s, case in m.cases.items()
                 if s.origin is not None and case.mode in {Mode.COPY, Mode.ADAPT} and case.started >= 0]  # fmt: skip
        return float(np.mean(pairs))

    fair = under(appraisal__nih_bias=0.5, appraisal__nih_near_factor=1.0, external__per_era=0.0)
    wary = under(appraisal__nih_bias=0.5, appraisal__nih_near_factor=10.0, external__per_era=0.0)
    assert near_part(wary) < 0.7 * near_part(fair)


def test_r6_ownership_through_adapting_makes_adapting_commoner_under_nih() -> None:
    none, full = (under(appraisal__nih_bias=1.0, appraisal__ownership_adapt=owned) for owned in (0.0, 1.0))
    assert share_of(full, Mode.ADAPT) > 1.2 * share_of(none, Mode.ADAPT)


# ------------------------------------------------------------------ R7, R8: reuse is quicker; context and time


def test_r7_a_copy_is_developed_sooner_than_own_work() -> None:
    c = cases(under())
    months = {
        mode: (c["developed"] - c["started"])[(c["mode"] == mode) & (c["developed"] >= 0)].mean()
        for mode in list(Mode)[1:]
    }
    assert months[Mode.COPY] < months[Mode.ADAPT] < months[Mode.INSPIRED] <= months[Mode.OWN]


def test_r8_what_comes_from_a_like_municipality_fits_better() -> None:
    distances, fits = [], []
    for model in under(solutions__fit_distance=1.5):
        for m in model.municipalities:
            for s, case in m.cases.items():
                if s.origin is not None and s.origin is not m and case.operating < 0:
                    distances.append(model.world.country.distance(m.row, s.origin.row))
                    fits.append(case.fit)
    assert len(fits) > 200
    assert np.corrcoef(distances, fits)[0, 1] < -0.3


def test_r8_where_context_matters_more_copies_are_worth_less() -> None:
    alike, unlike = under(solutions__fit_distance=0.0), under(solutions__fit_distance=3.0)
    fit = [cases(models)["fit"][cases(models)["heard_via"] == Heard.CONTACT].mean() for models in (alike, unlike)]
    assert fit[1] < fit[0] - 0.1


# ------------------------------------------------------------------ R12: implementation


def given_up(models: tuple[DiffusionModel, ...]) -> float:
    c = cases(models)
    return float((c["end"] == End.GAVE_UP).sum() / (c["developed"] >= 0).sum())


def test_r12_more_opposition_means_more_given_up() -> None:
    assert given_up(under(implementation__failure_per_month=0.0)) == 0.0
    assert given_up(under(implementation__failure_per_month=0.2)) > 2 * given_up(
        under(implementation__failure_per_month=0.05)
    )


def test_r12_the_opponents_are_met_only_after_development() -> None:
    c = cases(under(implementation__failure_per_month=0.2))
    lost = c[c["end"] == End.GAVE_UP]
    assert lost.size > 50
    assert (lost["developed"] >= 0).all()
    assert (lost["ended"] >= lost["developed"]).all()


def test_r12_ownership_makes_giving_up_rarer() -> None:
    hard = {"implementation__failure_per_month": 0.2}
    assert given_up(under(**hard, implementation__ownership_relief=1.0)) < given_up(
        under(**hard, implementation__ownership_relief=0.0)
    )


def test_r12_involving_users_means_fewer_given_up_better_fit_and_longer_development() -> None:
    hard = {"implementation__failure_per_month": 0.1}
    alone, together = (under(**hard, implementation__user_involvement=share) for share in (0.0, 1.0))
    assert given_up(together) < given_up(alone)
    assert merit(together, *REUSE, Mode.OWN) > merit(alone, *REUSE, Mode.OWN)
    c, d = cases(alone), cases(together)
    own = [(x["developed"] - x["started"])[(x["mode"] == Mode.OWN) & (x["developed"] >= 0)].mean() for x in (c, d)]
    assert own[1] > 1.1 * own[0]


# ------------------------------------------------------------------ R10 foreseen, R17: further behaviour of choosing


def test_r10_a_foreseen_cliff_turns_choice_away_from_long_work_on_grants() -> None:
    """Own work takes longest and seeks grants most, so foresight of a hard cliff hits it most."""
    hard = {"cliff__unfinished_per_month": 1.0, "funding__grant_months": 1, "traits__permanence": 0.1,
            "funding__grant_seeking_share": 0.5}  # fmt: skip
    blind, foresighted = (under(**hard, appraisal__foresight=share) for share in (0.0, 1.0))
    assert started(foresighted, Mode.OWN) < 0.8 * started(blind, Mode.OWN)


def test_r17_tolerance_of_errors_makes_own_work_commoner() -> None:
    strict, tolerant = (under(appraisal__risk_aversion=1.0, traits__error_tolerance=share) for share in (0.0, 1.0))
    assert started(tolerant, Mode.OWN) > 1.2 * started(strict, Mode.OWN)


def test_social_proof_favours_what_many_run() -> None:
    assert started(under(appraisal__social_proof=20.0), Mode.COPY, Mode.ADAPT) > started(under(), Mode.COPY, Mode.ADAPT)
