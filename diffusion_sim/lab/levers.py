"""Which parameters the page offers, and which of them come first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.reports.naming import parameter_label
from diffusion_sim.scenario.declarations import declarations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diffusion_sim.scenario.declarations import Declaration

MAIN = (
    "prize.winners_per_year", "prize.reward", "cliff.unfinished_per_month", "cliff.operation_per_month",
    "funding.tail_months", "portal.hearing_per_month", "appraisal.nih_bias",
)  # fmt: skip
_FIXED = {"time", "network", "problems", "external", "solutions", "capacity"}
"""Sections that decide how much there is to compute, or that name files: never taken from the page."""


def offered() -> dict[str, Declaration]:
    """Return what the page may change, the main levers first."""
    every = {key: one for key, one in declarations().items() if one.section not in _FIXED and one.low is not None}
    return {key: every[key] for key in MAIN} | every


def lever_label(one: Declaration, words: Mapping[str, str], language: str) -> str:
    """Return what a lever is called: the main ones have names of their own on the page."""
    return words.get(one.key) or parameter_label(one, language)
