"""Models of adoption: chances by hand, and known truths are found again."""

from __future__ import annotations

from math import exp, log
from pathlib import Path

import numpy as np
import pytest
from observed.simulated import simulated
from observed.studies import chain_of_five

import diffusion_sim as ds
from diffusion_sim.observed import (
    MODELS,
    OURS,
    Panel,
    estimates,
    panel_of,
)
from diffusion_sim.observed.hazard_models import fitted, refitted

BY_NAME = {model.name: model for model in MODELS}


def panel(exposures: list[float], share: list[float]) -> Panel:
    size = len(exposures)
    return Panel(np.array([exposures]), np.array(share), np.ones((1, size), bool), np.zeros((1, size), bool))


def test_the_chance_of_adopting_is_that_of_hearing_now_and_saying_yes() -> None:
    """Rate 0.1 + 0.4 E with E = 0, then 0.5, and 60 % who say yes."""
    found = OURS.chances([0.1, 0.4, 0.6], panel([0.0, 0.5], [0.0, 0.2]))[0]
    first = 0.6 * (1 - exp(-0.1))
    second = 0.6 * (exp(-0.1) - exp(-0.4)) / (0.4 + 0.6 * exp(-0.1))
    assert found == pytest.approx([first, second])


@pytest.mark.parametrize("accepted", [0.01, 0.5, 1.0 - 1e-12, 1.0])
@pytest.mark.parametrize("rate", [1e-7, 0.05, 5.0])
def test_chances_are_chances_also_after_a_thousand_periods(rate: float, accepted: float) -> None:
    """Warnings fail here, so nothing may overflow; one who surely says yes is asked anew at each hearing."""
    found = OURS.chances([rate, rate, accepted], panel([1.0] * 1_000, [0.0] * 1_000))
    assert np.all((found >= 0) & (found <= -np.expm1(-2 * rate)))
    if accepted == 1.0:
        assert np.all(found == -np.expm1(-2 * rate))


@pytest.mark.slow
def test_a_study_of_many_periods_has_intervals_inside_their_ranges(tmp_path: Path) -> None:
    """Hearing at 5 a period, tried where the intervals begin, leaves none who has not heard after 180 periods."""
    source, contact, accepted = estimates(OURS, panel_of(simulated(tmp_path / "drawn", 0.003, 0.05, 1.0, 98, 180)))
    assert 0 < source.low < 0.003 < source.high < 0.02
    assert 0 < contact.low < 0.05 < contact.high < 0.2
    assert 0.8 < accepted.low < accepted.high == 1


def test_without_refusals_and_contact_it_is_a_constant_hazard() -> None:
    seen = panel([0.0, 0.3, 1.0], [0.0, 0.1, 0.2])
    constant = BY_NAME["constant hazard"].chances([0.07], seen)
    assert OURS.chances([0.07, 0.0, 1.0], seen) == pytest.approx(constant)
    assert BY_NAME["Bass"].chances([0.07, 0.0], seen) == pytest.approx(constant)


def test_a_constant_hazard_is_fitted_by_adoptions_over_chances_to_adopt(tmp_path: Path) -> None:
    """Five places: at risk 5 + 4 + 2 + 2 times, four adoptions."""
    (found,) = fitted(BY_NAME["constant hazard"], panel_of(ds.load_study(chain_of_five(tmp_path / "five"))))
    assert 1 - exp(-found) == pytest.approx(4 / 13, abs=1e-5)


def test_intervals_end_where_the_log_likelihood_has_fallen_by_1_92_also_at_small_rates() -> None:
    """A hundred places, at risk in 400 periods each, four of which adopt in the last: 4 log(1 - e**-h) - 39,996 h."""
    adopted = np.zeros((100, 400), dtype=bool)
    adopted[:4, -1] = True
    seen = Panel(np.zeros((100, 400)), np.zeros(400), np.ones((100, 400), dtype=bool), adopted)
    (found,) = estimates(BY_NAME["constant hazard"], seen)
    top, low, high = (4 * log(1 - exp(-h)) - 39_996 * h for h in (-log(1 - 1e-4), found.low, found.high))
    assert (top - low, top - high) == pytest.approx((1.9207, 1.9207), abs=0.005)


@pytest.mark.slow
def test_the_truth_lies_in_the_intervals_and_they_are_not_idle(tmp_path: Path) -> None:
    truth = (0.02, 0.4, 0.7)
    found = estimates(OURS, panel_of(simulated(tmp_path / "drawn", *truth)))
    for one, true in zip(found, truth, strict=True):
        assert one.low < true < one.high
        assert one.high - one.low < 1.2 * true


def test_refits_are_as_far_apart_as_arithmetic_says_and_the_same_each_time(tmp_path: Path) -> None:
    """The log of a hazard that some hundred adoptions tell has the standard deviation 1 / sqrt(100)."""
    known = simulated(tmp_path / "drawn", 0.1, 0.0, 1.0, size=105)
    model = BY_NAME["constant hazard"]
    found = refitted(model, [0.1], known, 50, 1)
    assert np.std(np.log(found)) == pytest.approx(0.1, abs=0.03)
    assert refitted(model, [0.1], known, 50, 1) == found
    assert refitted(model, [0.1], known, 50, 2) != found
