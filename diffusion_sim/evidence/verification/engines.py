"""The compiled engine against the readable model: the same bytes."""

from __future__ import annotations

from diffusion_sim.evidence.verification.check import Check, Finding, Setup
from diffusion_sim.evidence.verification.observing import cases_of
from diffusion_sim.model import DiffusionModel
from diffusion_sim.scenario import Scenario

SMALL = {"problems.fields": ["Eldercare"], "problems.per_field": 2, "time.burn_in_months": 24, "time.months": 24}
"""All 98 municipalities with two problems for four years."""


def _same_bytes(setup: Setup) -> Finding:
    """Compare the cases of one world; a planted error reaches the compiled engine only."""
    scenario = Scenario().with_changes(SMALL)
    (compiled,) = cases_of(scenario, setup, 1)
    readable = DiffusionModel(scenario, setup.seed).run().record().cases
    same = compiled.tobytes() == readable.tobytes()
    return Finding(f"{len(readable)} cases", "the same" if same else "other cases", "bytes", same, 1.0)


def checks() -> list[Check]:
    """Return the check that both engines are one model."""
    planted = {"awareness.contact_per_month": 0.15}
    return [Check("Compiled engine = Mesa", "the package's own", _same_bytes, planted, "contact 0.15, not 0.14")]
