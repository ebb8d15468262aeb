"""Addressed random draws: a world is a set of them, and no draw depends on the order of calls."""

from diffusion_sim.draws.address import (
    block,
    gumbel,
    months_until,
    normal,
    resistance,
    solution_identity,
    uniform,
    world_key,
)

__all__ = ["block", "gumbel", "months_until", "normal", "resistance", "solution_identity", "uniform", "world_key"]
