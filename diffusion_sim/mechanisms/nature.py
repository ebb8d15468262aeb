"""What a solution is, drawn from its identity: complexity, shares of five bottom lines, a drawback, documentation.

Shares are a flat Dirichlet draw (exponentials over their sum) on the weight grid, so that they add up to exactly 1.
The five bottom lines are Copenhagen's (R26 p. 22). Gross benefit and complexity are log-normal; an inspired solution
takes after its parent (R2 p. 25). Forms and sizes are assumptions.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from diffusion_sim.draws import normal, streams, uniform
from diffusion_sim.draws.address import Entity, Key
from diffusion_sim.draws.streams import DOCUMENTED, SOLUTION
from diffusion_sim.exact import exp, log, weight_grid
from diffusion_sim.jit import long_rule, rule
from diffusion_sim.mechanisms.declaring import Draw, Mechanism, Parameters, Words, number
from diffusion_sim.mechanisms.evidence import prior_log_benefit

MECHANISM = Mechanism(
    phase="environment",
    en=Words(
        "What solutions are like",
        "Solutions differ in benefit, complexity and drawbacks, and take after what inspired them.",
    ),
    da=Words(
        "Løsningers egenskaber",
        "Løsninger har forskellig nytte, kompleksitet og ulempe og ligner det, der inspirerede dem.",
    ),
    supports=(2, 26),
    draws=(
        Draw(
            streams.SOLUTION,
            "log benefit and complexity (normal); size of drawback; shares; line of drawback",
            entity="the solution",
            code="0",
            ordinal="0; 1; 2; 3 to 7; 8",
        ),
    ),
)


class Solutions(Parameters, section="solutions", da="Løsninger"):
    """What answers are like. Gross benefit is log-normal with mean 1, the unit in which value is counted."""

    # fmt: off
    benefit_sd: float = number(
        1.3, unit="sd of log", between=(0, 2), neutral=0.0, reach="fixed",
        en=("Spread of benefit", "Spread of gross benefit between solutions."),
        da=("Spredning i nytte", "Spredning i bruttonytte mellem løsninger."),
        source="assumption; set so that a municipal solution can reach most municipalities, and tried in the calibration",
    )
    parent_share: float = number(
        0.6, unit="correlation", between=(0, 1), reach="fixed",
        en=("Likeness to the model", "Correlation of an inspired solution's log benefit with its parent's."),
        da=("Lighed med forbilledet",
            "Korrelationen mellem en inspireret løsnings nytte og forbilledets (logaritmisk)."),
        source="assumption; R2 p. 25",
    )
    drawback_mean: float = number(
        0.12, unit="benefit", between=(0, 2), neutral=0.0, reach="fixed",
        en=("Mean drawback", "Mean drawback, on one bottom line drawn at random (exponential)."),
        da=("Ulempe", "Gennemsnitlig ulempe på én tilfældig bundlinje (eksponentialfordelt)."),
        source="assumption; R26 p. 22-23 lists the bottom lines",
    )
    # fmt: on


COMPLEXITY_SPREAD = 0.35
"""Spread of complexity around 1 (log-normal sd): assumption."""
STEPS = 1048576.0
"""Steps of the weight grid in 1: 2**20."""

MOST_LOG_BENEFIT = 5.545177444479562
"""Logarithm of a benefit of 256: an assumption, more than a hundred times the mean."""

Lines = tuple[float, float, float, float, float]

COMPLEXITY, DRAWBACK_SIZE, FIRST_SHARE, DRAWBACK_LINE = 1, 2, 3, 8
"""Ordinals of the draws; 0 is the log benefit's."""


@rule
def drawn_log_benefit(benefit_sd: float, advantage: float, z: float) -> float:
    """Return the log gross benefit of a solution made from nothing, ``z`` standard normal."""
    return prior_log_benefit(benefit_sd) + advantage + benefit_sd * z


@rule
def inspired_log_benefit(benefit_sd: float, parent_share: float, parent_log_benefit: float, z: float) -> float:
    """Return that of an inspired one: correlation ``parent_share`` with its parent, same spread (R2 p. 25)."""
    prior = prior_log_benefit(benefit_sd)
    own = math.sqrt(1.0 - parent_share * parent_share) * benefit_sd * z
    return prior + parent_share * (parent_log_benefit - prior) + own


@rule
def drawn_complexity(z: float) -> float:
    """Return complexity around 1 (log-normal), on the grid so that sums of it are exact."""
    return weight_grid(exp(COMPLEXITY_SPREAD * z))


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
    key: Key, identity: Entity, log_benefit: float, drawback_mean: float,
    documented_share: float,
) -> Nature:  # fmt: skip
    """Return what a solution is; its log benefit depends on who made it and is worked out before.

    Skill counts again in each solution that is inspired by one it went into: where skill is great and children take
    after their parents, benefit would grow without end, beyond the grid on which sums of value are exact.
    """
    complexity = drawn_complexity(normal(key, identity, 0, SOLUTION, COMPLEXITY))
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
