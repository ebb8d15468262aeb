"""Draws by address: (replication key, entity, municipality code, stream, ordinal) always gives the same number.

Nothing here has a state, so the order of calls, other municipalities and other policies cannot change a draw. Random bits
come from the counter-based generator Philox4x32-10 (Salmon et al. 2011, Random123), normal numbers from the normal quantile
function of Wichura (1988, algorithm AS 241 PPND16, Applied Statistics 37, 477-484).
"""

from __future__ import annotations

import math

import numpy as np

from diffusion_sim.draws import streams
from diffusion_sim.exact import hazard_grid, log
from diffusion_sim.jit import long_rule, rule, unchecked_rule

Word = np.uint64
"""A 32-bit word, kept in 64 bits so that products do not overflow, in Python as in compiled code."""
Key = np.uint64
"""64 bits that stand for one replication: a seed and a replication."""
Entity = np.uint64
"""64 bits that stand for a solution, or a small number for a problem or a year."""

_LOW = np.uint64(0xFFFFFFFF)
_12, _20, _24, _32 = np.uint64(12), np.uint64(20), np.uint64(24), np.uint64(32)
_MULTIPLY_0 = np.uint64(0xD2511F53)
_MULTIPLY_1 = np.uint64(0xCD9E8D57)
_WEYL_0 = np.uint64(0x9E3779B9)
_WEYL_1 = np.uint64(0xBB67AE85)


@unchecked_rule
def philox(c0: Word, c1: Word, c2: Word, c3: Word, k0: Word, k1: Word) -> tuple[Word, Word, Word, Word]:
    """Return four random 32-bit words for a counter of four words and a key of two; ten rounds."""
    for _ in range(10):
        product_0 = _MULTIPLY_0 * c0
        product_1 = _MULTIPLY_1 * c2
        c0, c1, c2, c3 = (
            (product_1 >> _32) ^ c1 ^ k0,
            product_1 & _LOW,
            (product_0 >> _32) ^ c3 ^ k1,
            product_0 & _LOW,
        )
        k0 = (k0 + _WEYL_0) & _LOW
        k1 = (k1 + _WEYL_1) & _LOW
    return c0, c1, c2, c3


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


@unchecked_rule
def normal_quantile(p: float) -> float:
    """Return z with P(Z < z) = p for 0 < p < 1, to about 16 digits."""
    q = p - 0.5
    if abs(q) <= 0.425:  # noqa: PLR2004 - the published split
        return q * _central(0.180625 - q * q)
    r = math.sqrt(-log(p if q < 0.0 else 1.0 - p))
    z = _near_tail(r - 1.6) if r <= 5.0 else _far_tail(r - 5.0)  # noqa: PLR2004 - the published split
    return -z if q < 0.0 else z


@unchecked_rule
def _central(r: float) -> float:
    upper = ((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r + 6.7265770927008700853e4) * r
    upper = (((upper + 4.5921953931549871457e4) * r + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r
    upper = (upper + 1.3314166789178437745e2) * r + 3.3871328727963666080e0
    lower = ((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r + 3.9307895800092710610e4) * r
    lower = (((lower + 2.1213794301586595867e4) * r + 5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r
    lower = (lower + 4.2313330701600911252e1) * r + 1.0
    return upper / lower


@unchecked_rule
def _near_tail(r: float) -> float:
    upper = ((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r
    upper = (((upper + 1.27045825245236838258e0) * r + 3.64784832476320460504e0) * r + 5.76949722146069140550e0) * r
    upper = (upper + 4.63033784615654529590e0) * r + 1.42343711074968357734e0
    lower = ((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r
    lower = (((lower + 1.48103976427480074590e-1) * r + 6.89767334985100004550e-1) * r + 1.67638483018380384940e0) * r
    lower = (lower + 2.05319162663775882187e0) * r + 1.0
    return upper / lower


@unchecked_rule
def _far_tail(r: float) -> float:
    upper = ((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.24266094738807843860e-3) * r
    upper = (((upper + 2.65321895265761230930e-2) * r + 2.96560571828504891230e-1) * r + 1.78482653991729133580e0) * r
    upper = (upper + 5.46378491116411436990e0) * r + 6.65790464350110377720e0
    lower = ((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r
    lower = (((lower + 7.86869131145613259100e-4) * r + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r
    lower = (lower + 5.99832206555887937690e-1) * r + 1.0
    return upper / lower


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


def replication_share(seed: int, replication: int) -> float:
    """Return a number in (0, 1) for a replication as a whole: the same for a seed and a replication under every policy."""
    key = np.uint64(replication_key(np.uint64(seed), replication))
    return float(uniform(key, np.uint64(0), 0, streams.COUNTRY, 0))
