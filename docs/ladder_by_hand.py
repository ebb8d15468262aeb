"""The rungs of configs/ladder that can be solved by hand: their parameters, and what follows from them without running anything.

Bass's curve, its exact mean for 98 places, the line of two ties, and shares at one appraisal; the last also counted in a run.
"""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import softmax

import diffusion_sim as ds
from diffusion_sim.verification import chain, moments

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diffusion_sim.scenario import Scenario

    Shares = dict[str, float]

LADDER = Path(__file__).parents[1] / "configs" / "ladder"
ADDED = {
    "0_bass": ("external.push_per_month", "awareness.contact_per_month"),
    "1_ties": (),
    "2_copy": (
        "appraisal.benefit_weight",
        "solutions.benefit_sd",
        "appraisal.signal_sd",
        "appraisal.nih_distrust",
        "appraisal.constant_copy",
    ),
    "3_modes": ("appraisal.constant_adapt", "appraisal.constant_inspired", "appraisal.constant_own"),
}
"""Parameters that begin to do something in each rung where nothing else does."""
DOING = dict(zip(ADDED, accumulate(ADDED.values()), strict=True))
"""All that do something in it."""
MONTHS = 120
SIZE = 98
GOOD, POOR = "Good", "Poor"
BENEFIT = {GOOD: 2.0, POOR: 0.5}
"""Of the two solutions from outside, as rung 0 has it."""
MODES = ("copy", "adapt", "inspired", "own")


def rung(name: str) -> Scenario:
    """Return a rung's scenario."""
    return ds.load_scenario(LADDER / f"{name}.toml")


def bass_share(p: float, q: float, time: float) -> float:
    """Return the share of users in Bass's model of endlessly many, all tied to all (Bass 1969)."""
    gone = np.exp(-(p + q) * time)
    return float((1.0 - gone) / (1.0 + q / p * gone))


def ring_share(p: float, q: float, time: float) -> float:
    """Return the share on an endless line where each has two ties, half the contact each (Fibich & Gibori 2010)."""
    return float(1.0 - np.exp(-(p + q) * time + q / p * (1.0 - np.exp(-p * time))))


def bass_users(scenario: Scenario) -> NDArray[np.float64]:
    """Return the exact mean number of users after 0, 1, ... months of 98 places that are all tied to all."""
    p, q = scenario.external.push_per_month, scenario.awareness.contact_per_month
    law = chain(SIZE, 0, lambda n: 1.0 - np.exp(-(p + q * n / (SIZE - 1))), MONTHS)
    return np.array([moments(row)[0] for row in law])


def shares_by_hand(scenario: Scenario, benefit: float) -> Shares:
    """Return the share that chooses each option when it first weighs a solution of some benefit.

    The log benefit is seen with noise and believed in part (Bayes' rule); distrust makes the part smaller. What is expected of it,
    times its weight, plus the mode's constant (what its effort costs), is the utility; of one's own work and of inspired work the mean benefit 1 is expected. Shares are
    a logit of utilities, averaged over the noise.
    """
    a, spread = scenario.appraisal, scenario.solutions.benefit_sd**2
    believed = spread / (spread + a.signal_sd**2 / (1.0 - a.nih_distrust))
    noise, weights = np.polynomial.hermite_e.hermegauss(80)
    seen = np.log(benefit) + a.signal_sd * noise
    expected = np.exp(believed * seen)  # a prior of mean benefit 1: what shrinks and what stays uncertain cancel out
    utilities = {
        "nothing": 0.0 * noise,
        "copy": a.benefit_weight * expected + a.constant_copy,
        "adapt": a.benefit_weight * expected + a.constant_adapt,
        "inspired": a.benefit_weight + a.constant_inspired + 0.0 * noise,
        "own": a.benefit_weight + a.constant_own + 0.0 * noise,
    }
    shares = softmax(list(utilities.values()), axis=0) @ weights / weights.sum()
    return dict(zip(utilities, map(float, shares), strict=True))


def once_weighed(scenario: Scenario, copies: int) -> Scenario:
    """Return a rung in which each of many good and poor solutions is weighed once by everybody, and nobody tells of any."""
    given = [
        {"name": f"{name} {number}", "benefit": benefit, "fit": "perfect"}
        for name, benefit in BENEFIT.items()
        for number in range(copies)
    ]
    return scenario.with_changes(
        {"innovations": given, "awareness.contact_per_month": 0.0, "external.push_per_month": 5.0, "time.months": 12}
    )


def shares_counted(scenario: Scenario, copies: int = 60) -> dict[str, Shares]:
    """Return the same shares as :func:`shares_by_hand`, counted: of good and of poor solutions."""
    cases = ds.simulate(once_weighed(scenario, copies), replications=1, seed=1).cases
    cases = cases[cases["problem"].astype(str).str.startswith((GOOD, POOR))]
    begun = cases[cases["adopted"].notna()]
    kind = begun["problem"].astype(str).str.split().str[0]
    counts = begun.groupby([kind, begun["mode"].astype(str)]).size()
    return {name: {mode: counts.get((name, mode), 0) / (copies * SIZE) for mode in MODES} for name in BENEFIT}
