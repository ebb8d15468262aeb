"""Draws by address: (replication key, entity, municipality code, stream, ordinal) always gives the same number.

Nothing here has a state, so the order of calls, other municipalities and other policies cannot change a draw.
"""

from __future__ import annotations

import math

import numpy as np

from diffusion_sim.draws import streams
from diffusion_sim.draws.normal import normal_quantile
from diffusion_sim.draws.philox import Word, philox
from diffusion_sim.exact import hazard_grid, log
from diffusion_sim.jit import long_rule, rule, unchecked_rule

Key = np.uint64
"""64 bits that stand for one replication: a seed and a replication."""
Entity = np.uint64
"""64 bits that stand for a solution, or a small number for a problem or a year."""

_LOW = np.uint64(0xFFFFFFFF)
_32 = np.uint64(32)
_24 = np.uint64(24)
_20 = np.uint64(20)
_12 = np.uint64(12)


@unchecked_rule
def block(key: Key, entity: Entity, code: int, stream: int, ordinal: int) -> tuple[Word, Word, Word, Word]:
    """Return the four random words at an address; stream < 2**8, ordinal < 2**24, code < 2**32."""
    last = (np.uint64(stream) << _24) | np.uint64(ordinal)
    return philox(entity & _LOW, entity >> _32, np.uint64(code), last, key & _LOW, key >> _32)


@long_rule
def replication_key(seed: np.uint64, replication: int) -> Key:
    """Return the key of one replication of one seed."""
    words = block(np.uint64(seed), np.uint64(replication), 0, streams.KEY, 0)
    return (words[0] << _32) | words[1]


@long_rule
def solution_identity(origin: int, problem: int, era: int, ordinal: int, parent: Entity) -> Entity:
    """Return a solution's identity: the same in all replications, whatever else is made there.

    ``ordinal`` counts the origin's solutions to this problem in this era, with this parent (0: none).
    """
    words = block(parent, (np.uint64(problem) << _32) | np.uint64(era), origin, streams.IDENTITY, ordinal)
    return (words[0] << _32) | words[1]


@unchecked_rule
def unit(words: tuple[Word, Word, Word, Word]) -> float:
    """Return a number in (0, 1) with 52 random bits."""
    return float(((words[0] << _20) | (words[1] >> _12)) + 0.5) * 2.220446049250313e-16


@long_rule
def uniform(key: Key, entity: Entity, code: int, stream: int, ordinal: int) -> float:
    """Return a number in (0, 1) with 52 random bits."""
    return unit(block(key, entity, code, stream, ordinal))


@long_rule
def threshold(key: Key, entity: Entity, code: int, stream: int, ordinal: int) -> float:
    """Return an Exp(1) threshold on the hazard grid: the event comes when accumulated hazard reaches it.

    Sellke (1983), J. Appl. Prob. 20, 390-394.
    """
    return hazard_grid(-log(unit(block(key, entity, code, stream, ordinal))))


@long_rule
def normal(key: Key, entity: Entity, code: int, stream: int, ordinal: int) -> float:
    """Return a standard normal number."""
    return normal_quantile(unit(block(key, entity, code, stream, ordinal)))


@unchecked_rule
def gumbel(word: Word) -> float:
    """Return a standard Gumbel number from one 32-bit word."""
    return -log(-log((float(word) + 0.5) * 2.3283064365386963e-10))


@rule
def months_until(exponential: float, mean_months: float) -> int:
    """Return a waiting time in whole months, at least 1, from an Exp(1) number."""
    return max(1, math.ceil(exponential * mean_months))
