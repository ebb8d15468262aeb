"""What the mechanisms leave behind in a run, beside the directions and sizes of `tests/claims`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from small_setups import SMALL, dotted, run

from diffusion_sim.codes import End, Heard, Mode
from diffusion_sim.results.record import MONTHLY
from diffusion_sim.scenario import Scenario

if TYPE_CHECKING:
    from diffusion_sim.model.agents import DiffusionModel

QUICK = {
    "work.months_own": 6.0, "work.months_copy": 2.0,
    "implementation.mean_months": 3.0, "agenda.reviews_per_year": 2.0, "awareness.contact_per_month": 0.3,
    "time.months": 36,
}  # fmt: skip
pytestmark = pytest.mark.slow

REUSE = (Mode.COPY, Mode.ADAPT, Mode.INSPIRED)


@cache
def replications(changes: tuple[tuple[str, Any], ...]) -> tuple[DiffusionModel, ...]:
    return tuple(run(Scenario().with_changes(SMALL | QUICK | dict(changes)), seed) for seed in (1, 2, 3))


def under(**changes: Any) -> tuple[DiffusionModel, ...]:
    return replications(tuple(dotted(changes).items()))


def cases(models: tuple[DiffusionModel, ...]) -> np.ndarray:
    return np.concatenate([m.record().cases for m in models])


def adopted(models: tuple[DiffusionModel, ...], *modes: Mode) -> int:
    c = cases(models)
    return int((np.isin(c["mode"], modes) & (c["adopted"] >= 0)).sum())


def monthly(models: tuple[DiffusionModel, ...], column: str) -> float:
    return float(sum(m.record().monthly[:, MONTHLY.index(column)].sum() for m in models))


# ------------------------------------------------------------------ R1, R9: hearing is not acting; no overview


def test_r1_many_more_solutions_are_heard_of_than_taken_up() -> None:
    c = cases(under())
    aware = (c["heard_via"] != Heard.OWN).sum()
    assert adopted(under(), Mode.COPY, Mode.ADAPT) < 0.6 * aware


def test_r9_without_ties_push_or_portal_nobody_learns_what_others_made() -> None:
    c = cases(under(awareness__contact_per_month=0.0, external__push_per_month=0.0))
    assert set(c["heard_via"]) == {Heard.OWN}


def test_r9_a_portal_gives_an_overview_of_what_is_documented_and_in_use() -> None:
    none, portal = under(), under(portal__hearing_per_month=0.1)
    assert (cases(portal)["heard_via"] == Heard.PORTAL).sum() > 100
    assert (cases(none)["heard_via"] == Heard.PORTAL).sum() == 0
    assert monthly(portal, "aware") > monthly(none, "aware")
    for model in portal:
        found = [(s, case) for m in model.municipalities for s, case in m.cases.items() if case.via is Heard.PORTAL]
        assert all(s.nature.documented and 0 <= s.first_use < case.aware for s, case in found)


# ------------------------------------------------------------------ R2: three ways of reuse, and own work


def test_r2_all_four_modes_are_chosen() -> None:
    assert min(adopted(under(), mode) for mode in list(Mode)[1:]) > 10


# ------------------------------------------------------------------ R3, R4: standing, stigma, pride


def test_r3_being_reused_raises_the_origin_s_reputation_and_costs_it_nothing() -> None:
    for model in under():
        reused = {m.code: 0 for m in model.municipalities}
        for m in model.municipalities:
            for s, case in m.cases.items():
                copied = s.parent if case.mode is Mode.INSPIRED else s
                if case.implemented >= 0 and copied is not None and copied.origin not in {None, m}:
                    reused[copied.origin.code] += 1
        assert {m.code: m.times_reused for m in model.municipalities} == reused
        assert max(reused.values()) > 0


# ------------------------------------------------------------------ R7, R8: reuse is quicker; context and time


def test_r7_a_copy_is_developed_sooner_than_own_work() -> None:
    c = cases(under())
    months = {
        mode: (c["developed"] - c["adopted"])[(c["mode"] == mode) & (c["developed"] >= 0)].mean()
        for mode in list(Mode)[1:]
    }
    assert months[Mode.COPY] < months[Mode.ADAPT] < months[Mode.INSPIRED] <= months[Mode.OWN]


def test_r8_what_comes_from_a_like_municipality_fits_better() -> None:
    distances, fits = [], []
    for model in under(solutions__fit_distance=1.5):
        for m in model.municipalities:
            for s, case in m.cases.items():
                if s.origin is not None and s.origin is not m and case.implemented < 0:
                    distances.append(model.setup.country.distance(m.row, s.origin.row))
                    fits.append(case.fit)
    assert len(fits) > 200
    assert np.corrcoef(distances, fits)[0, 1] < -0.3


# ------------------------------------------------------------------ R12: implementation


def test_r12_the_opponents_are_met_only_after_development() -> None:
    c = cases(under(implementation__failure_per_month=0.2))
    lost = c[c["end"] == End.GAVE_UP]
    assert lost.size > 50
    assert (lost["developed"] >= 0).all()
    assert (lost["ended"] >= lost["developed"]).all()


# ------------------------------------------------------------------ social proof, 0 by default


def test_social_proof_favours_what_many_run() -> None:
    assert adopted(under(appraisal__social_proof=20.0), Mode.COPY, Mode.ADAPT) > adopted(under(), Mode.COPY, Mode.ADAPT)
