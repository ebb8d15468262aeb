"""What the reference does not know: it covers R1 to R12, and refuses scenarios that use a later claim, by name."""

from __future__ import annotations

from diffusion_sim.mechanisms.registry import claims
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.setup import Setup

LAST_COVERED = 12
OTHERS = {
    "appraisal.stigma_norm": 0.0, "prize.recognition_nominated": 0.0,
    "size.weight": 0.0,
    "capacity.workplace_share": 1.0,
    "budget.dkk_per_inhabitant": 0.0, "budget.value_per_100k": 0.0,
    "funding.project_share": 0.0, "funding.choice_weight": 0.0, "funding.plan_distortion": 0.0,
    "awareness.attention_cost": 0.0, "external.promotes_share": 0.0,
}  # fmt: skip
"""Neutral values of mechanisms that are no claim of the report and that the reference leaves out, by parameter."""


class NotInReferenceError(Exception):
    """The scenario uses something that the reference leaves out."""


def left_out() -> dict[str, float]:
    """Return the neutral value of each parameter that switches a later claim on.

    A parameter that is not neutral by default shapes a claim that another one switches on.
    """
    later = {key: value for c in claims() if c.claim.number > LAST_COVERED for key, value in c.claim.neutral.items()}
    known = declarations()
    return OTHERS | {key: value for key, value in later.items() if key in known and known[key].default == value}


def refuse(setup: Setup) -> None:
    used = [key for key, neutral in left_out().items() if (setup.policy.values[key] != neutral).any()]
    used += [name for name in ("organisations", "partnerships") if getattr(setup.scenario, name)]
    if used:
        raise NotInReferenceError(f"the reference does not cover {', '.join(used)}")
