"""What a solution is, drawn from its identity: complexity, shares of five bottom lines, a drawback, documentation.

Shares are a flat Dirichlet draw (exponentials over their sum) on the weight grid, so that they add up to exactly 1.
The form is an assumption; the five bottom lines are Copenhagen's (p. 22).
"""

from __future__ import annotations

import math
from typing import NamedTuple

from diffusion_sim.compiled import long_rule, rule
from diffusion_sim.draws import normal, uniform
from diffusion_sim.draws.address import Entity, Key
from diffusion_sim.draws.streams import DOCUMENTED, SOLUTION
from diffusion_sim.exact import log
from diffusion_sim.rules.value import drawn_complexity

STEPS = 1048576.0
"""Steps of the weight grid in 1: 2**20."""

MOST_LOG_BENEFIT = 5.545177444479562
"""Logarithm of a benefit of 256: an assumption, more than a hundred times the mean."""

Lines = tuple[float, float, float, float, float]

COMPLEXITY, DRAWBACK_SIZE, FIRST_SHARE, DRAWBACK_LINE = 1, 2, 3, 8
"""Ordinals of the draws; 0 is the log benefit's."""


class Nature(NamedTuple):
    """What a solution is, by its identity."""

    log_benefit: float
    complexity: float
    shares: Lines
    """Of gross benefit, on the five bottom lines; sum 1."""
    drawback: Lines
    """On the five bottom lines; at most one is not 0."""
    documented: bool


@long_rule
def drawn_nature(
    key: Key, identity: Entity, log_benefit: float, complexity_spread: float, drawback_mean: float,
    documented_share: float,
) -> Nature:  # fmt: skip
    """Return what a solution is; its log benefit depends on who made it and is worked out before.

    Skill counts again in each solution that is inspired by one it went into: where skill is great and children take
    after their parents, benefit would grow without end, beyond the grid on which sums of value are exact.
    """
    complexity = drawn_complexity(complexity_spread, normal(key, identity, 0, SOLUTION, COMPLEXITY))
    documented = uniform(key, identity, 0, DOCUMENTED, 0) < documented_share
    return Nature(
        min(log_benefit, MOST_LOG_BENEFIT),
        complexity,
        drawn_shares(key, identity),
        drawn_drawback(key, identity, drawback_mean),
        documented,
    )


@rule
def drawn_shares(key: Key, identity: Entity) -> Lines:
    """Return the share of gross benefit on each bottom line."""
    a, b = _part(key, identity, 0), _part(key, identity, 1)
    c, d = _part(key, identity, 2), _part(key, identity, 3)
    total = a + b + c + d + _part(key, identity, 4)
    a, b, c, d = _whole_steps(a / total), _whole_steps(b / total), _whole_steps(c / total), _whole_steps(d / total)
    return a, b, c, d, 1.0 - (a + b + c + d)


@rule
def drawn_drawback(key: Key, identity: Entity, drawback_mean: float) -> Lines:
    """Return an exponential drawback on one bottom line, each with equal chance."""
    size = drawback_mean * -log(uniform(key, identity, 0, SOLUTION, DRAWBACK_SIZE))
    line = int(uniform(key, identity, 0, SOLUTION, DRAWBACK_LINE) * 5.0)
    return _on(line, 0, size), _on(line, 1, size), _on(line, 2, size), _on(line, 3, size), _on(line, 4, size)


@rule
def _part(key: Key, identity: Entity, line: int) -> float:
    return -log(uniform(key, identity, 0, SOLUTION, FIRST_SHARE + line))


@rule
def _whole_steps(share: float) -> float:
    """Round down to the weight grid, so that what is left for the last line is never negative."""
    return math.floor(share * STEPS) / STEPS


@rule
def _on(line: int, at: int, size: float) -> float:
    return size if at == line else 0.0


@rule
def total_drawback(drawback: Lines) -> float:
    """Return the drawback over all bottom lines."""
    a, b, c, d, e = drawback
    return a + b + c + d + e
