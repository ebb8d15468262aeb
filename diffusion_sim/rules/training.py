"""R21 p. 14: innovation is a craft that can be learned; skill decays where it is not used; no frame brings frustration.

Each budget year: log skill = before * (1 - decay * idle share of capacity) + courses * frame * gain, and
frustration = before * (1 - fade) + courses * (1 - frame) * cost; skill is a factor exp(log skill), carrying a factor
1 - frustration. All sizes are assumptions.
"""

from __future__ import annotations

from typing import NamedTuple

from diffusion_sim.compiled import rule
from diffusion_sim.exact import exp
from diffusion_sim.rules.carriers import LOWEST
from diffusion_sim.rules.settings import Training
from diffusion_sim.rules.spread import within

MOST_FRUSTRATED = 0.9
LOWEST_SKILL, HIGHEST_SKILL = 0.05, 10.0
"""Range of traits.skill."""


class Trained(NamedTuple):
    """What training has left in one municipality."""

    log_skill: float
    frustration: float
    """Share of carrying lost."""


@rule
def next_trained(before: Trained, training: Training, load_share: float) -> Trained:
    """Return what training has left a year later, where so much of capacity is busy."""
    kept = 1.0 - training.decay_per_year * (1.0 - min(1.0, load_share))
    learned = training.courses_per_year * training.frame_share * training.skill_gain
    soured = training.courses_per_year * (1.0 - training.frame_share) * training.frustration_gain
    frustration = before.frustration * (1.0 - training.frustration_fade_per_year) + soured
    return Trained(before.log_skill * kept + learned, min(frustration, MOST_FRUSTRATED))


@rule
def trained_skill(own: float, trained: Trained) -> float:
    """Return skill with what was learned, kept inside its range."""
    return within(own * exp(trained.log_skill), LOWEST_SKILL, HIGHEST_SKILL)


@rule
def carrying_left(carrying: float, trained: Trained) -> float:
    """Return the carrying index that frustration leaves."""
    return max(carrying * (1.0 - trained.frustration), LOWEST)
