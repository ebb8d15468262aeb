"""What hypothesis draws from in several folders of tests: parameters in their declared ranges, and small replications."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from diffusion_sim.mechanisms.declaring import Parameters
from diffusion_sim.mechanisms.settings import SECTIONS
from diffusion_sim.scenario.declarations import declarations

SHARES = st.floats(0.0, 1.0)
UNCERTAIN = st.floats(0.0, 2.0)
"""Spreads and standard deviations of a log."""
NORMAL_DRAWS = st.floats(-8.0, 8.0)
"""More than any draw of 52 bits reaches is 8.3."""
MODES_WITH_PARENT = st.sampled_from([1, 2, 3])
MODES = st.sampled_from([1, 2, 3, 4])


def in_range(key: str) -> st.SearchStrategy[float] | st.SearchStrategy[int]:
    """Draw a value that the scenario file accepts."""
    one = declarations()[key]
    assert one.low is not None
    assert one.high is not None
    if one.kind == "whole number":
        return st.integers(int(one.low), int(one.high))
    return st.floats(one.low, one.high)


def section(kind: type[Parameters]) -> st.SearchStrategy:
    """Draw one section of the settings, each number in its own declared range."""
    made = SECTIONS[kind.section]
    return st.builds(made, **{field: in_range(f"{kind.section}.{field}") for field in made._fields})


def with_defaults(kind: type[Parameters], **changes: float) -> Any:
    """Return one section of the settings at its defaults, but for what is named."""
    made = SECTIONS[kind.section]
    defaults = {field: declarations()[f"{kind.section}.{field}"].default for field in made._fields}
    return made(**{**defaults, **changes})
