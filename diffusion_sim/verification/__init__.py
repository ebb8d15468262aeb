"""The engine against results that nobody here made up: exact ones, and those of other people's programs."""

from diffusion_sim.verification.contagion import chain, contagion, dotted, moments, network_files, reference_results
from diffusion_sim.verification.judging import Check, Finding, Setup
from diffusion_sim.verification.validation import Row, all_checks, validate

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
