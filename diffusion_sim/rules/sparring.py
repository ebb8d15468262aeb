"""R27 p. 26: others gladly help when asked (ATP, Nykredit): sparring from outside lowers uncertainty and cost.

Left of the aversion to uncertain benefit: 1 - asking * doubt relief; of effort and of months of development, and so of
kroner: 1 - asking * cost relief. The report gives no numbers; sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule
from diffusion_sim.rules.settings import Sparring


@rule
def doubt_left(sparring: Sparring) -> float:
    """Return the share of the aversion to uncertain benefit that is left."""
    return 1.0 - sparring.asking_share * sparring.doubt_relief_share


@rule
def cost_left(sparring: Sparring) -> float:
    """Return the share of effort and of months of development that is left."""
    return 1.0 - sparring.asking_share * sparring.cost_relief_share
