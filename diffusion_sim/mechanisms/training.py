"""R21 p. 14: innovation is a craft that can be learned; skill decays where it is not used; no frame brings frustration.

Each budget year: log skill = before * (1 - decay * idle share of capacity) + courses * frame * gain, and
frustration = before * (1 - fade) + courses * (1 - frame) * cost; skill is a factor exp(log skill), carrying a factor
1 - frustration. All sizes are assumptions.
"""

from __future__ import annotations

from typing import NamedTuple

from diffusion_sim.draws import streams
from diffusion_sim.exact import exp
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Parameters, Words, number
from diffusion_sim.mechanisms.innovation_leaders import LOWEST
from diffusion_sim.mechanisms.traits import within

MECHANISM = Mechanism(
    phase="environment",
    en=Words(
        "Training", "Innovation is a craft that can be learned; courses build skill and networks, or frustration."
    ),
    da=Words(
        "Kurser", "Innovation er et håndværk, der kan læres; kurser giver kompetencer og netværk – eller frustration."
    ),
    claims=(
        Claim(
            number=21,
            page="14",
            en="a craft that can be learned; networks; frustration without a frame",
            da="et håndværk, der kan læres; netværk; frustration uden en ramme",
            neutral={"training.courses_per_year": 0.0, "training.tie_weight": 0.0},
            scenario="training",
            measure="implemented_per_year",
        ),
    ),
    draws=(
        Draw(
            streams.COURSE_CIRCLE,
            "place on the circle of the trained; key: network.graph_seed",
            entity="0",
            code="municipality",
            ordinal="0",
        ),
    ),
)


class Skill(Parameters, section="traits"):
    """What innovation as a craft needs (R21 p. 14)."""

    # fmt: off
    skill: float = number(
        1.0, unit="factor", between=(0.05, 10), neutral=1.0,
        en=("Skill", "Skill in developing: scales benefit of own and inspired work, and agenda reviews."),
        da=("Kompetencer",
            "Kompetencer i at udvikle: øger nytten af egen og inspireret udvikling og hyppigheden af gennemgange."),
        source="assumption; R21 p. 14",
    )
    # fmt: on


class Training(Parameters, section="training", da="Kurser"):
    """Innovation learned as a craft (R21 p. 14)."""

    # fmt: off
    courses_per_year: float = number(
        0.0, unit="per year", between=(0, 20), neutral=0.0,
        en=("Courses per year", "Courses that a municipality's staff attend in a year."),
        da=("Kurser pr. år", "Antal kurser, en kommunes medarbejdere deltager i på et år."),
        source="assumption; R21 p. 14",
    )
    frame_share: float = number(
        0.7, unit="share", between=(0, 1),
        en=("Frame at home", "Share of what is learned that meets a frame at home; the rest turns to frustration."),
        da=("Ramme på arbejdspladsen",
            "Andelen af det lærte, der møder en ramme på arbejdspladsen; resten bliver til frustration."),
        source="assumption; R21 p. 14",
    )
    tie_weight: float = number(
        0.05, unit="share of contact", between=(0, 10), neutral=0.0, reach="fixed",
        en=("Weight of such a tie", "Weight of such a tie; all other contact of a municipality together weighs 1."),
        da=("Forbindelsens vægt", "Vægten af en sådan forbindelse; al en kommunes øvrige kontakt vejer tilsammen 1."),
        source="assumption; R21 p. 14",
    )
    # fmt: on


SKILL_GAIN = 0.05
"""Log skill that a course gives where it meets a frame: assumption."""
SKILL_DECAY = 0.3
"""Share of gained skill that is lost in a year in which no capacity is in use: assumption."""
FRUSTRATION = 0.1
"""Share of the carrying index that a course takes where it meets no frame: assumption."""
FRUSTRATION_FADE = 0.5
"""Share of the frustration that is gone a year later: assumption."""
TIES_EACH_SIDE = 2
"""New ties by training: with so many on either side of all who are trained, in random order: assumption."""
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
    kept = 1.0 - SKILL_DECAY * (1.0 - min(1.0, load_share))
    learned = training.courses_per_year * training.frame_share * SKILL_GAIN
    soured = training.courses_per_year * (1.0 - training.frame_share) * FRUSTRATION
    frustration = before.frustration * (1.0 - FRUSTRATION_FADE) + soured
    return Trained(before.log_skill * kept + learned, min(frustration, MOST_FRUSTRATED))


@rule
def trained_skill(own: float, trained: Trained) -> float:
    """Return skill with what was learned, kept inside its range."""
    return within(own * exp(trained.log_skill), LOWEST_SKILL, HIGHEST_SKILL)


@rule
def carrying_left(carrying: float, trained: Trained) -> float:
    """Return the carrying index that frustration leaves."""
    return max(carrying * (1.0 - trained.frustration), LOWEST)
