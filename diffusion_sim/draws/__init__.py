"""Addressed random draws: a replication is a set of them, and no draw depends on the order of calls."""

from diffusion_sim.draws.address import (
    block,
    gumbel,
    months_until,
    normal,
    replication_key,
    solution_identity,
    threshold,
    uniform,
)

__all__ = ["block", "gumbel", "months_until", "normal", "replication_key", "solution_identity", "threshold", "uniform"]
