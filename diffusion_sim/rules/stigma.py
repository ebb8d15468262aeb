"""R4 p. 26: inventors stand higher than imitators, copying is close to a stigma; R7 p. 27: a prize wears it down.

The forms and sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule


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
