"""R9: what is believed of a solution is Bayes' rule for a noisy signal."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import SHARES, UNCERTAIN

from diffusion_sim.mechanisms.evidence import (
    believed_drawback,
    believed_log_benefit,
    doubt,
    log_of_success,
    prior_log_benefit,
    reliability,
)

pytestmark = pytest.mark.nojit

NOISE, VISITS, SIGNALS = st.floats(0.0, 5.0), st.floats(1.0, 21.0), st.floats(-5.0, 5.0)


def test_half_of_a_signal_is_believed_when_noise_equals_spread() -> None:
    assert reliability(0.6, 0.6, 1.0) == 0.5


def test_where_nothing_is_believed_no_signal_counts() -> None:
    assert reliability(0.5, 0.5, 0.0) == 0.0
    assert reliability(0.5, 0.0, 0.0) == 0.0


def test_three_visits_count_as_three_signals() -> None:
    assert reliability(0.5, 1.0, 3.0) == pytest.approx(0.25 / (0.25 + 1 / 3))


def test_a_worked_example_of_belief() -> None:
    """Spread 0.8: prior mean -0.32, variance 0.64; a signal of 0.48 trusted by half gives 0.08 and 0.32."""
    assert believed_log_benefit(0.8, 0.48, 0.5) == pytest.approx(0.08)
    assert doubt(0.8, 0.5) == pytest.approx(0.32)


def test_belief_is_the_posterior_of_normal_learning() -> None:
    """Against the posterior worked out on a fine grid of log benefits."""
    sd, noise, signal = 0.7, 0.9, 0.4
    x = np.linspace(-8, 8, 20_001)
    posterior = np.exp(-((x + sd**2 / 2) ** 2) / (2 * sd**2) - (signal - x) ** 2 / (2 * noise**2))
    posterior /= posterior.sum()
    mean = float((x * posterior).sum())
    trust = reliability(sd, noise, 1.0)
    assert believed_log_benefit(sd, signal, trust) == pytest.approx(mean, abs=1e-9)
    assert doubt(sd, trust) == pytest.approx(float(((x - mean) ** 2 * posterior).sum()), abs=1e-9)


@given(sd=UNCERTAIN)
def test_mean_gross_benefit_is_one(sd: float) -> None:
    assert math.exp(prior_log_benefit(sd) + sd * sd / 2) == pytest.approx(1.0)


@given(sd=st.floats(0.01, 2.0), visits=VISITS)
def test_without_noise_all_is_believed_and_nothing_doubted(sd: float, visits: float) -> None:
    assert reliability(sd, 0.0, visits) == 1.0
    assert doubt(sd, 1.0) == 0.0


@given(noise=NOISE, visits=VISITS, signal=SIGNALS)
def test_when_solutions_do_not_differ_no_signal_counts(noise: float, visits: float, signal: float) -> None:
    trust = reliability(0.0, noise, visits)
    assert trust == 0.0
    assert believed_log_benefit(0.0, signal, trust) == 0.0
    assert doubt(0.0, trust) == 0.0


@given(sd=UNCERTAIN, noise=NOISE, few=VISITS, many=VISITS)
def test_more_visits_never_lower_trust(sd: float, noise: float, few: float, many: float) -> None:
    few, many = sorted((few, many))
    assert 0.0 <= reliability(sd, noise, few) <= reliability(sd, noise, many) <= 1.0


@given(sd=UNCERTAIN, trust=SHARES, low=SIGNALS, high=SIGNALS)
def test_a_better_signal_is_never_believed_to_be_worse(sd: float, trust: float, low: float, high: float) -> None:
    low, high = sorted((low, high))
    assert believed_log_benefit(sd, low, trust) <= believed_log_benefit(sd, high, trust)


@given(sd=UNCERTAIN, trust=SHARES)
def test_doubt_is_what_trust_leaves(sd: float, trust: float) -> None:
    assert 0.0 <= doubt(sd, trust) <= sd * sd


def test_a_drawback_is_shrunk_to_the_mean_like_the_benefit() -> None:
    assert believed_drawback(0.5, 0.1, 0.25) == pytest.approx(0.2)
    assert believed_drawback(0.5, 0.1, 0.0) == 0.1
    assert believed_drawback(0.5, 0.1, 1.0) == pytest.approx(0.5)


def test_success_is_what_would_give_the_net_benefit_seen_and_never_less_than_a_hundredth() -> None:
    assert log_of_success(0.88, 0.12) == pytest.approx(0.0)
    assert log_of_success(2.0, 0.5) == pytest.approx(math.log(2.5))
    assert log_of_success(-3.0, 0.5) == pytest.approx(math.log(0.01))
