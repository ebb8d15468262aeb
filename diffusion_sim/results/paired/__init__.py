"""Two or more policies in the same worlds: differences world by world, and what is only because of a policy."""

from __future__ import annotations

from diffusion_sim.results.paired.comparison import Comparison

__all__ = ["Comparison"]
