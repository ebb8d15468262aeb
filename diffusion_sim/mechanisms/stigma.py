"""R4 p. 26: inventors stand higher than imitators, copying is close to a stigma; R7 p. 27: a prize wears it down.

Where the stigma depends on the norm, it also falls with the share of copies among what tied municipalities lately implemented,
so that celebrating copyists ("we must also celebrate the copyists", p. 7) can feed on itself: recognition makes more copyists,
and they lower the stigma for others. Then felt = stigma * share of the mode * (1 - recognition) * (1 - stigma_norm * copied
share around). The forms and sizes are assumptions; "lately" is a memory that fades, with a mean of two years.
"""

from __future__ import annotations

from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Mechanism, Memory, Parameters, Words, number

MECHANISM = Mechanism(
    phase="decide",
    en=Words("Stigma and pride", "Inventors stand higher than imitators; recognition wears the stigma down."),
    da=Words(
        "Stigma og stolthed",
        "Opfindere har højere social status end dem, der efterligner; anerkendelse mindsker stigmaet.",
    ),
    memories=(
        Memory("municipality", "used_lately", "solutions", "Solutions implemented here, those long ago for less."),
        Memory("municipality", "copied_lately", "solutions", "Of these the copied ones."),
        Memory("municipality", "norm", "share", "Share of copies in what tied municipalities lately implemented."),
    ),
    moves=("appraisal.stigma_norm",),
    claims=(
        Claim(
            number=4,
            page="26",
            en="inventors stand higher than imitators",
            da="opfindere har højere social status end dem, der efterligner",
            neutral={"appraisal.copy_stigma": 0.0, "appraisal.pride": 0.0},
            scenario="baseline",
            measure="mix_copied_percent",
        ),
    ),
)


class Stigma(Parameters, section="appraisal"):
    """What being seen to copy costs and being seen to invent brings (R4 p. 26)."""

    # fmt: off
    copy_stigma: float = number(
        0.4, unit="utility (Gumbel scale 1)", between=(0, 20), neutral=0.0, varies="traits.spread",
        en=("Stigma of copying", "Stigma of being seen to copy."),
        da=("Stigma ved at kopiere", "Ulempen ved at blive set som en, der kopierer."),
        source="assumption; R4 p. 26",
    )
    stigma_norm: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0, plausible=(0.0, 1.0),
        en=("Stigma by the norm", "Share of the stigma that goes where all that tied municipalities lately implemented was copied."),
        da=("Stigma efter normen", "Andelen af stigmaet, der falder bort, hvor alt det, forbindelserne for nylig tog i brug, var kopieret."),
        source="assumption; R4 p. 7, R7 p. 27",
    )
    pride: float = number(
        0.3, unit="utility (Gumbel scale 1)", between=(0, 20), neutral=0.0,
        en=("Pride of the inventor", "Reward of being seen as the inventor."),
        da=("Opfinderens stolthed", "Belønningen ved at blive set som opfinder."),
        source="assumption; R4 p. 26",
    )
    # fmt: on


class Recognition(Parameters, section="recognition", da="Anerkendelse"):
    """How recognition fades, and what being reused does for the origin (R3 p. 25, R4 p. 26)."""

    # fmt: off
    fade_per_month: float = number(
        0.02, unit="per month", between=(0, 1), reach="national",
        en=("Fading of recognition", "Share of recognition that fades each month, as it is forgotten and people leave."),
        da=("Anerkendelse aftager", "Andelen af anerkendelsen, der forsvinder hver måned, når den glemmes, og folk rejser."),
        source="assumption; Gallus 2017: effects of an award last about a year",
    )
    # fmt: on


NORM_MONTHS = 24.0
"""Mean months for which something implemented counts as lately: assumption."""
STILL_LATELY = 1.0 - 1.0 / NORM_MONTHS
"""How much of what was implemented still counts as lately a month later."""


STIGMA_OF_ADAPTING = 0.3
"""Share of the stigma of copying that adapting carries: assumption; R4 p. 26."""


@rule
def felt_stigma(copy_stigma: float, share_of_mode: float, recognition: float) -> float:
    """Return the utility lost by being seen to reuse; recognition in [0, 1] takes its share away."""
    return copy_stigma * share_of_mode * (1.0 - recognition)


@rule
def recognition_gained(recognition: float, share: float) -> float:
    """Return recognition after a share of what is missing has been won."""
    return recognition + share * (1.0 - recognition)


@rule
def recognition_faded(recognition: float, fade_per_month: float) -> float:
    """Return recognition a month later."""
    return recognition * (1.0 - fade_per_month)


@rule
def copied_share(copied_around: float, used_around: float) -> float:
    """Return the share of copies in what tied municipalities lately implemented; 0 where that is nothing."""
    return copied_around / used_around if used_around > 0.0 else 0.0


@rule
def excused(recognition: float, stigma_norm: float, copied_around_share: float) -> float:
    """Return the share of the stigma that recognition and the norm take away between them."""
    return recognition_gained(recognition, stigma_norm * copied_around_share)
