"""R20 p. 14: many constraints are mental, not real: some options are thought to be forbidden and are not weighed.

A solution, and own work on a problem, is out of bounds with chance ``perceived_constraint`` for as long as it lasts.
A free-municipality programme is an intervention that lowers it. The size is an assumption.
"""

from __future__ import annotations

from diffusion_sim.draws import streams
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="consider",
    en=Words("Perceived constraints", "Some options are thought to be forbidden and are not weighed."),
    da=Words("Oplevede begrænsninger", "Nogle muligheder tror man er forbudt, og de vurderes ikke."),
    claims=(
        Claim(
            number=20,
            page="14",
            en="many constraints are mental",
            da="mange begrænsninger er mentale",
            neutral={"traits.perceived_constraint": 0.0},
            scenario="perceived_limits",
            measure="implemented_per_year",
            others=("free_municipality",),
        ),
    ),
    draws=(
        Draw(
            streams.THOUGHT_FORBIDDEN,
            "thought to be out of bounds",
            entity="the solution, or for own work the era entity",
            code="municipality",
            ordinal="0",
        ),
    ),
)


class Constraints(Parameters, section="traits"):
    """What is wrongly thought to be forbidden (R20 p. 14)."""

    # fmt: off
    perceived_constraint: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0, varies="traits.spread",
        en=("Perceived constraints", "Share of options that are wrongly thought to be forbidden."),
        da=("Oplevede begrænsninger", "Andelen af mulighederne, som man fejlagtigt tror er forbudt."),
        source="assumption; R20 p. 14",
    )
    # fmt: on


OUT_OF_BOUNDS = -1.0e9
"""Utility of what is thought to be forbidden: nothing outweighs it."""


@rule
def is_out_of_bounds(perceived_constraint: float, draw: float) -> bool:
    """Tell whether an option is thought to be forbidden; ``draw`` is uniform."""
    return draw < perceived_constraint
