"""The engine against results that nobody here made up: exact ones, and those of other people's programs."""

from diffusion_sim.evidence.verification.check import Check, Finding, Setup
from diffusion_sim.evidence.verification.contagion import contagion, dotted, network_files
from diffusion_sim.evidence.verification.exact_chain import chain, moments
from diffusion_sim.evidence.verification.reference import reference_results
from diffusion_sim.evidence.verification.validating import Row, all_checks, validate

__all__ = [
    "Check",
    "Finding",
    "Row",
    "Setup",
    "all_checks",
    "chain",
    "contagion",
    "dotted",
    "moments",
    "network_files",
    "reference_results",
    "validate",
]
