"""Awareness alone is Bass's model and the SI model: against exact numbers, within four standard errors.

Hearing is adopting, so the model reduces to a Markov chain of the number of users on the complete graph: from n users
in a step, each of the others joins with probability h(n). Its distribution is worked out exactly here and compared with
`reference_results.json`, which was computed apart from it; the runs are compared with both.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import stats
from small_setups import contagion, record_of

from diffusion_sim.model.driver import simulate_records
from diffusion_sim.setup import build_setup
from diffusion_sim.verification import chain as chain_of
from diffusion_sim.verification import moments, reference_results

if TYPE_CHECKING:
    from collections.abc import Callable

    from diffusion_sim.scenario import Scenario

pytestmark = pytest.mark.slow


REFERENCE = reference_results()
N, P, Q = 98, 0.03, 0.38
ERRORS = 4.0
"""Standard errors allowed: for one comparison a chance of one in 16,000 to refuse a right model."""
YEARLY = REFERENCE["bass_abm_N98_p.03_q.38_exact_mean_sd"]
COMPLETE = {"network__kind": "complete", "network__size": N}


def chain(first: int, joins: Callable[[float], float], steps: int) -> np.ndarray:
    """Return the distribution of users after each step: (steps + 1, N + 1)."""
    return chain_of(N, first, joins, steps)


def users(scenario: Scenario, runs: int) -> np.ndarray:
    """Return the number of users after each step of each run: (runs, months + 1)."""
    setup = build_setup(scenario)
    counts = np.zeros((runs, scenario.time.months + 1), dtype=int)
    for record in simulate_records(setup, 20, range(runs), 1):
        seeded = record.cases["heard_via"] == 5
        joined = record.cases["implemented"][~seeded]
        counts[record.replication] = [
            seeded.sum() + (joined < month).sum() for month in range(scenario.time.months + 1)
        ]
    return counts


# ------------------------------------------------------------------ Bass in yearly steps with linear probabilities


def bass_by_probability(q: float) -> Scenario:
    return contagion([{"name": "hybrid corn"}], months=20, awareness__form="probability", external__push_per_month=P,
                     awareness__contact_per_month=q / N, **COMPLETE)  # fmt: skip


@cache
def bass_runs(q: float) -> np.ndarray:
    return users(bass_by_probability(q), runs=100)


def errors_of_mean_and_sd(counts: np.ndarray) -> dict[str, tuple[float, float]]:
    """Return how many standard errors mean and variance lie from the reference, at each of its years."""
    exact = chain(0, lambda n: P + Q * n / N, 20)
    found = {}
    for year, (mean, sd) in YEARLY.items():
        fourth = moments(exact[int(year)])[2]
        seen = counts[:, int(year)]
        of_variance = ((fourth - sd**4) / len(seen)) ** 0.5
        found[year] = (seen.mean() - mean) / (sd / len(seen) ** 0.5), (seen.var() - sd**2) / of_variance
    return found


@pytest.mark.parametrize("year", YEARLY)
def test_the_chain_used_here_agrees_with_the_reference(year: str) -> None:
    mean, sd, _ = moments(chain(0, lambda n: P + Q * n / N, 20)[int(year)])
    assert [mean, sd] == pytest.approx(YEARLY[year], rel=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("year", YEARLY)
def test_bass_in_yearly_steps_has_the_exact_mean_and_sd(year: str) -> None:
    """100 runs of 98 places; one step of the model is one year."""
    of_mean, of_variance = errors_of_mean_and_sd(bass_runs(Q))[year]
    assert abs(of_mean) < ERRORS
    assert abs(of_variance) < ERRORS


@pytest.mark.slow
def test_an_error_of_ten_per_cent_in_q_would_be_seen() -> None:
    """It shifts the mean of year 15 by 0.81 sd, which is 8.1 standard errors of 100 runs."""
    planted = errors_of_mean_and_sd(bass_runs(0.9 * Q))
    assert max(abs(of_mean) for of_mean, _ in planted.values()) > ERRORS


# ------------------------------------------------------------------ Bass in short steps, with hazards


@cache
def bass_chain(step: float, years: float = 80.0) -> np.ndarray:
    return chain(0, lambda n: 1.0 - np.exp(-step * (P + Q * n / N)), round(years / step))


def mean_time_to(distribution: np.ndarray, number: int, step: float) -> float:
    return step * float(distribution[:, :number].sum(axis=1).sum())


@pytest.mark.parametrize("number", REFERENCE["bass_ct_N98_E_time_to"])
def test_shorter_steps_converge_to_bass_in_continuous_time(number: str) -> None:
    """The error is of first order: halving the step halves it, and what is left of extrapolation is below 0.005."""
    true = REFERENCE["bass_ct_N98_E_time_to"][number]
    coarse, fine = (mean_time_to(bass_chain(step), int(number), step) for step in (0.2, 0.1))
    assert abs(fine - true) < 0.52 * abs(coarse - true)
    assert 2 * fine - coarse == pytest.approx(true, abs=5e-3)


@pytest.mark.slow
def test_the_hazard_form_follows_bass_with_short_steps() -> None:
    """Source and ties have clocks of their own, and the earlier strikes: one law. 40 runs in steps of half a year."""
    step, runs = 0.5, 40
    exact = chain(0, lambda n: 1.0 - np.exp(-step * (P + Q * n / N)), 40)
    counts = users(contagion(
        [{"name": "hybrid corn"}], months=40, external__push_per_month=P * step,
        awareness__contact_per_month=Q * step / N, **COMPLETE,
    ), runs)  # fmt: skip
    for month in (2, 6, 10, 16, 20, 30, 40):
        mean, sd, _ = moments(exact[month])
        assert abs(counts[:, month].mean() - mean) < ERRORS * sd / runs**0.5


# ------------------------------------------------------------------ SI


STEP = 0.125


def si_chain(step: float) -> np.ndarray:
    return chain(1, lambda n: 1.0 - np.exp(-step * n / N), round(40 / step))


def test_shorter_steps_converge_to_si_in_continuous_time() -> None:
    """E[T] until all know is the sum of 98 / (k (98 - k)), as the reference has it."""
    true = REFERENCE["SI_complete_N98_E_T_full_beta_per_edge_1overN"]
    assert true == pytest.approx(sum(N / (k * (N - k)) for k in range(1, N)))
    coarse, fine = (mean_time_to(si_chain(step), N, step) for step in (2 * STEP, STEP))
    assert abs(fine - true) < 0.52 * abs(coarse - true)
    assert 2 * fine - coarse == pytest.approx(true, abs=5e-3)


@pytest.mark.slow
def test_si_on_the_complete_graph_takes_as_long_as_it_must() -> None:
    """30 runs in steps of an eighth; the sd of the time is 1.87, so four standard errors are 1.4 of 10.6."""
    runs, months = 30, 160
    counts = users(contagion([{"name": "rumour", "first_adopters": ["Place 1"]}], months=months,
                             awareness__contact_per_month=STEP / N, **COMPLETE), runs)  # fmt: skip
    times = STEP * (counts < N).sum(axis=1)
    assert counts[:, -1].min() == N
    exact = si_chain(STEP)
    sd = 1.866
    assert abs(times.mean() - mean_time_to(exact, N, STEP)) < ERRORS * sd / runs**0.5
    for month in (16, 32, 40, 48, 64):
        mean, spread, _ = moments(exact[month])
        assert abs(counts[:, month].mean() - mean) < ERRORS * spread / runs**0.5


# ------------------------------------------------------------------ a source or a portal alone


@pytest.mark.parametrize("source", ["push", "portal"])
def test_from_a_source_alone_a_share_of_one_minus_exp_of_minus_pt_has_heard(source: str) -> None:
    """60 solutions and 98 places: 5,880 waits, chi-square over 24 months; and a rate 10 % off is refused."""
    rate, months, solutions = 0.05, 24, 60
    by_source = {"push": {"external__push_per_month": rate}, "portal": {"portal__hearing_per_month": rate}}[source]
    seeds = {"push": [], "portal": ["Place 98"]}[source]
    given = [{"name": f"solution {number}", "first_adopters": seeds} for number in range(solutions)]
    cases = record_of(contagion(given, months, awareness__contact_per_month=0.0, **COMPLETE, **by_source), 6).cases
    aware = cases["aware"][cases["heard_via"] == {"push": 2, "portal": 3}[source]]
    waiting = solutions * (N - len(seeds)) - len(aware)
    seen = np.append(np.bincount(aware, minlength=months), waiting)

    def p_value(of_rate: float) -> float:
        known = 1.0 - np.exp(-of_rate * np.arange(months + 1))
        return float(stats.chisquare(seen, seen.sum() * np.append(np.diff(known), 1.0 - known[-1])).pvalue)

    assert p_value(rate) > 1e-3
    assert p_value(0.9 * rate) < 1e-3
