"""R4 p. 7: stigma falls where others copy. Celebrating copyists then does what no other strength of the stigma does."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from small_setups import PLAIN

from diffusion_sim.codes import Mode
from diffusion_sim.model.agents import DiffusionModel
from diffusion_sim.model.driver import Crew, simulate_records
from diffusion_sim.model.norm import COPIED, NORM, USED
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import build_setup

BUSY = PLAIN | {
    "problems.fields": ["Eldercare"], "problems.per_field": 6, "time.burn_in_months": 24, "time.months": 96,
    "external.per_era": 4.0, "agenda.reviews_per_year": 3.0,
    "problems.era_end_per_year": 0.5, "work.months_own": 4.0,
    "work.months_copy": 1.0, "implementation.mean_months": 2.0, "capacity.projects_per_field": 6,
    "appraisal.copy_stigma": 8.0, "appraisal.constant_copy": 4.8, "traits.spread": 0.0,
    "recognition.fade_per_month": 0.1,
}  # fmt: skip
"""A country that would copy, but for the stigma; what recognition does is gone in a few years."""
CELEBRATED = {
    "prize.winners_per_year": 98, "prize.from_month": "2013-01", "prize.until_month": "2017-12", "prize.reward": 0.0,
    "prize.visibility_per_month": 0.0, "prize.recognition_winner": 1.0,
}  # fmt: skip
"""Five years of a prize that does nothing but wear stigma down, four years before the end."""
YEARS_AFTER = 36
"""Months at the end, long after the last prize."""


def model(months: int = 24, **changes: Any) -> DiffusionModel:
    named = {f"appraisal.{key}": value for key, value in changes.items()}
    return DiffusionModel(Scenario().with_changes(BUSY | {"time.months": months} | named), 1).run()


def test_the_norm_is_the_share_of_copies_in_what_the_tied_implemented() -> None:
    """What was implemented counts for less each month: 23 of 24 parts are left."""
    ran = model(stigma_norm=1.0)
    assert ran.record().cases["implemented"].max() >= 0
    memories = ran.state.memories
    cases = ran.record().cases
    code = np.array([m.code for m in ran.municipalities])
    done = cases[cases["implemented"] >= 0]
    left = (23 / 24) ** (ran.month - done["implemented"])
    used = np.array([left[done["code"] == c].sum() for c in code])
    copied = np.array([left[(done["code"] == c) & (done["mode"] == Mode.COPY)].sum() for c in code])
    assert np.allclose(memories[:, USED], used)
    assert np.allclose(memories[:, COPIED], copied)
    for m in range(len(code)):
        ties = [(list(code).index(t.code), weight) for t, weight, _ in ran.municipalities[m].ties]
        around = sum(w * memories[t, USED] for t, w in ties)
        expected = sum(w * memories[t, COPIED] for t, w in ties) / around if around else 0.0
        assert memories[m, NORM] == pytest.approx(expected)


@cache
def after_the_prize(norm: float, stigma: float, *, prize: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return the stigma felt at the end, and the share of copies in what the last years implemented, by replication."""
    changes = {"appraisal.stigma_norm": norm, "appraisal.copy_stigma": stigma} | (CELEBRATED if prize else {})
    crew, felt, copied = Crew(build_setup(Scenario().with_changes(BUSY | changes)), 1), [], []
    for replication in range(6):
        record = crew.record(replication)
        state = crew.idle[-1]
        left = (1.0 - state.agents["recognition"]) * (1.0 - norm * state.memories[:, NORM])
        late = record.cases["implemented"] >= record.monthly.shape[0] - YEARS_AFTER
        felt.append(stigma * left.mean())
        copied.append((record.cases["mode"][late] == Mode.COPY).mean())
    return np.array(felt), np.array(copied)


def change(norm: float, stigma: float) -> tuple[np.ndarray, np.ndarray]:
    """Return what the prize changes in both, in each replication: stigma as a share of what it was."""
    (felt, copied), (felt_then, copied_then) = (after_the_prize(norm, stigma, prize=prize) for prize in (False, True))
    return 1.0 - felt_then / felt, copied_then - copied


def test_with_the_norm_a_prize_that_has_ended_leaves_less_stigma_and_more_copies() -> None:
    """Tipping: in six replications relief was 52 to 65 %, and 47 to 65 percentage points more were copies."""
    relief, copies = change(1.0, 8.0)
    assert relief.min() > 0.25
    assert copies.min() > 0.25


@pytest.mark.parametrize("stigma", [8.0, 6.0, 5.0, 3.0])
def test_no_shift_of_the_constant_does_as_the_norm_does(stigma: float) -> None:
    """A constant, whatever its size, is back when recognition has faded: 2 to 10 points more copies are left of the prize."""
    relief, copies = change(0.0, stigma)
    assert relief.max() < 0.01
    assert copies.max() < 0.12


def test_without_stigma_the_norm_changes_no_bit() -> None:
    plain, normed = (
        next(iter(simulate_records(build_setup(Scenario().with_changes(BUSY | changes)), 1, [0], 1)))
        for changes in ({"appraisal.copy_stigma": 0.0}, {"appraisal.copy_stigma": 0.0, "appraisal.stigma_norm": 1.0})
    )
    assert plain.cases.tobytes() == normed.cases.tobytes()
