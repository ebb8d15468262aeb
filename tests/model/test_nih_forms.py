"""R5: distrust, inattention and discount are three kinds of Not Invented Here, and what is seen tells them apart."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from small_setups import PLAIN

from diffusion_sim.codes import Mode
from diffusion_sim.model.agents import DiffusionModel
from diffusion_sim.model.driver import simulate_records
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import build_setup

MUCH_TO_HEAR = PLAIN | {
    "problems.fields": ["Eldercare"], "problems.per_field": 4, "time.burn_in_months": 0, "time.months": 96,
    "external.per_era": 4.0, "external.push_per_month": 0.3,
    "solutions.benefit_sd": 0.8, "solutions.drawback_mean": 0.0, "agenda.reviews_per_year": 3.0,
    "capacity.projects_per_field": 9, "appraisal.nih_bias": 0.0, "traits.spread": 0.0,
}  # fmt: skip
"""Many solutions from outside, good and bad, that nearly everybody hears of."""


@cache
def takes_up(**changes: float) -> tuple[float, float]:
    """Return how many of the worse and of the better half of outside solutions that were heard of are taken up."""
    named = {f"appraisal.{name}": value for name, value in changes.items()}
    setup = build_setup(Scenario().with_changes(MUCH_TO_HEAR | named))
    taken: list[list[int]] = [[], []]
    for record in simulate_records(setup, 1, range(12), 2):
        outside = record.solutions["origin"][record.cases["solution"]] == 0
        cases = record.cases[outside]
        benefit = record.solutions["benefit"][cases["solution"]]
        middle = np.median(record.solutions["benefit"][record.solutions["origin"] == 0])
        for half, chosen in enumerate((benefit <= middle, benefit > middle)):
            taken[half] += (cases["adopted"][chosen] >= 0).tolist()
    assert min(map(len, taken)) > 4000
    return float(np.mean(taken[0])), float(np.mean(taken[1]))


def preference(**changes: float) -> float:
    """Return how many times as often the better half is taken up."""
    worse, better = takes_up(**changes)
    return better / worse


def test_distrust_falls_on_the_good_solutions_of_others() -> None:
    """With 4,000 cases in each half the standard error of a share is below 0.008."""
    worse, better = takes_up()
    distrusted_worse, distrusted_better = takes_up(nih_distrust=0.9)
    assert better - worse > 0.1
    assert better - distrusted_better > 3 * 0.008 * 2**0.5
    assert better - distrusted_better > 2 * (worse - distrusted_worse)


NOT_OWNED = {"ownership_adapt": 0.0}


def test_ownership_by_adapting_tempers_what_distrust_takes_from_the_preference_for_the_good() -> None:
    assert preference(nih_distrust=0.9, **NOT_OWNED) < 0.7 * preference(**NOT_OWNED)
    assert 0.7 * preference() < preference(nih_distrust=0.9) < 0.9 * preference()


def test_a_discount_leaves_the_preference_for_the_good_as_it_is_or_sharpens_it() -> None:
    assert takes_up(nih_bias=1.0)[1] < takes_up()[1]
    assert preference(nih_bias=1.0) > 0.95 * preference()


def test_inattention_turns_away_good_and_bad_alike() -> None:
    worse, better = takes_up()
    blind = takes_up(nih_inattention=0.5)
    assert blind[0] / worse == pytest.approx(blind[1] / better, abs=0.12)
    assert blind[1] < 0.75 * better


def bits(**changes: Any) -> bytes:
    named = {key.replace("__", "."): value for key, value in changes.items()}
    small = {"time.months": 36, "problems.per_field": 2}
    (record,) = simulate_records(build_setup(Scenario().with_changes(MUCH_TO_HEAR | small | named)), 3, [0], 1)
    return record.cases.tobytes() + record.monthly.tobytes()


def test_where_evidence_is_perfect_distrust_does_nothing() -> None:
    perfect = {"appraisal__signal_sd": 0.0}
    assert bits(**perfect, appraisal__nih_distrust=0.9) == bits(**perfect)
    assert bits(appraisal__nih_distrust=0.9) != bits()


def test_who_trusts_central_sources_distrusts_municipalities_only() -> None:
    model = DiffusionModel(Scenario().with_changes(MUCH_TO_HEAR | {
        "appraisal.nih_distrust": 0.8, "appraisal.nih_central_factor": 0.0, "appraisal.nih_near_factor": 2.0}), 2).run()  # fmt: skip
    plain = (1.0 - 0.64 / (0.64 + 0.36)) * 0.64
    seen: dict[str, set[float]] = {"outside": set(), "near": set(), "far": set()}
    for m in model.municipalities:
        for file in m.files:
            for case in file.known:
                origin = case.solution.origin
                kind = "outside" if origin is None else "near" if m.is_near(origin) else "far"
                seen[kind].add(round(m.prospect(case).variance, 9))
    assert seen["outside"] == {round(plain, 9)}
    assert seen["near"] == {0.64}, "twice 0.8 is more than all: nothing is believed"
    assert seen["far"] == {round((1.0 - 0.64 / (0.64 + 0.36 / 0.2)) * 0.64, 9)}


def test_with_nothing_looked_at_nothing_of_others_is_reused() -> None:
    setup = build_setup(Scenario().with_changes(MUCH_TO_HEAR | {"appraisal.nih_inattention": 1.0, "time.months": 48}))
    (record,) = simulate_records(setup, 1, [0], 1)
    assert set(record.cases["mode"][record.cases["adopted"] >= 0]) == {Mode.OWN}


def test_own_work_hardens_and_reuse_opens() -> None:
    """Where all begins with copies, distrust that learns lets more be reused than distrust that does not."""
    learning, fixed = (takes_up(nih_distrust=0.6, nih_inattention=0.5, nih_experience=k) for k in (2.0, 0.0))
    assert learning != fixed
