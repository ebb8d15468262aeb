"""Awareness alone, where everybody hears from everybody: Bass's model, the SI model and a source alone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from diffusion_sim.evidence.verification.check import Check, Finding, Setup
from diffusion_sim.evidence.verification.contagion import contagion
from diffusion_sim.evidence.verification.exact_chain import chain, moments
from diffusion_sim.evidence.verification.judging import Moment, by_distribution, by_mean
from diffusion_sim.evidence.verification.observing import cases_of, users_after
from diffusion_sim.evidence.verification.reference import reference_results

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diffusion_sim.scenario import Scenario

SIZE, P, Q = 98, 0.03, 0.38
"""Bass's coefficients a year: the mean of consumer studies (Sultan, Farley & Lehmann 1990)."""
TOO_LITTLE = 0.9
"""Factor on a rate that every check here must notice."""
YEAR = 8
"""Of Bass's curve: about its steepest, where an error shows most."""
SI_STEP_YEARS = 0.125
SI_STEPS = 200
PUSH_PER_MONTH, PUSH_MONTHS, PUSH_SOLUTIONS = 0.05, 24, 6
COMPLETE: dict[str, Any] = {"network__kind": "complete", "network__size": SIZE}
LESS_CONTACT = {"awareness.contact_per_month": TOO_LITTLE * Q / SIZE}


def bass_scenario() -> Scenario:
    """Return Bass's model in yearly steps: one month of the model stands for a year."""
    return contagion([{"name": "hybrid corn"}], months=20, awareness__form="probability", external__push_per_month=P,
                     awareness__contact_per_month=Q / SIZE, **COMPLETE)  # fmt: skip


@cache
def bass_chain(q: float) -> NDArray[np.float64]:
    """Return the exact distribution of users by year."""
    return chain(SIZE, 0, lambda n: P + q * n / SIZE, 20)


def _bass_users(setup: Setup) -> NDArray[np.int64]:
    return users_after(cases_of(bass_scenario(), setup, setup.replications), 20)[:, YEAR]


def _bass_mean(setup: Setup) -> Finding:
    expected = Moment(*reference_results()["bass_abm_N98_p.03_q.38_exact_mean_sd"][str(YEAR)])
    planted = Moment(*moments(bass_chain(TOO_LITTLE * Q)[YEAR])[:2])
    return by_mean(_bass_users(setup), expected, planted)


def _bass_law(setup: Setup) -> Finding:
    counts = np.bincount(_bass_users(setup), minlength=SIZE + 1)
    return by_distribution(counts, bass_chain(Q)[YEAR], bass_chain(TOO_LITTLE * Q)[YEAR])


def _si_time(contact: float) -> Moment:
    """Return mean and sd of the time until all of them know, from one, in years."""
    known = chain(SIZE, 1, lambda n: 1.0 - np.exp(-SI_STEP_YEARS * contact * n / SIZE), SI_STEPS)[:, SIZE]
    later = 1.0 - known
    mean = float(later.sum())
    square = float(((2 * np.arange(len(later)) + 1) * later).sum())
    return Moment(SI_STEP_YEARS * mean, SI_STEP_YEARS * (square - mean**2) ** 0.5)


def _si(setup: Setup) -> Finding:
    scenario = contagion([{"name": "rumour", "first_adopters": ["Place 1"]}], months=SI_STEPS,
                         awareness__contact_per_month=SI_STEP_YEARS / SIZE, **COMPLETE)  # fmt: skip
    users = users_after(cases_of(scenario, setup, setup.replications), SI_STEPS)
    return by_mean(SI_STEP_YEARS * (users < SIZE).sum(axis=1), _si_time(1.0), _si_time(TOO_LITTLE))


def _waits(rate: float) -> NDArray[np.float64]:
    """Return the chance of hearing in each month, and of not having heard by the last."""
    known = 1.0 - np.exp(-rate * np.arange(PUSH_MONTHS + 1))
    return np.append(np.diff(known), 1.0 - known[-1])


def _push(setup: Setup) -> Finding:
    given = [{"name": f"solution {number}"} for number in range(PUSH_SOLUTIONS)]
    scenario = contagion(given, PUSH_MONTHS, awareness__contact_per_month=0.0,
                         external__push_per_month=PUSH_PER_MONTH, **COMPLETE)  # fmt: skip
    worlds = -(-setup.replications // 10)
    heard = np.concatenate([cases["heard"] for cases in cases_of(scenario, setup, worlds)])
    waiting = worlds * PUSH_SOLUTIONS * SIZE - len(heard)
    seen = np.append(np.bincount(heard, minlength=PUSH_MONTHS), waiting)
    return by_distribution(seen, _waits(PUSH_PER_MONTH), _waits(TOO_LITTLE * PUSH_PER_MONTH))


def checks() -> list[Check]:
    """Return the checks on the complete graph."""
    words = "contact 10 % too low"
    bass = "Bass 1969, as a chain of 98 agents"
    return [
        Check(f"Bass, year {YEAR}: mean users", bass, _bass_mean, LESS_CONTACT, words),
        Check(f"Bass, year {YEAR}: all sizes", bass, _bass_law, LESS_CONTACT, words),
        Check("SI: mean years until all", "Markov chain; 10.314 years as steps shrink", _si,
              {"awareness.contact_per_month": TOO_LITTLE * SI_STEP_YEARS / SIZE}, words),
        Check("Source: 1 - exp(-pt)", "exponential waits", _push,
              {"external.push_per_month": TOO_LITTLE * PUSH_PER_MONTH}, "push 10 % too low"),
    ]  # fmt: skip
