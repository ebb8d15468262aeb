"""Logarithm, exponential and rounding to a grid that give the same bits in Python, compiled, and on any machine.

``log`` and ``exp`` follow fdlibm (Sun Microsystems 1993, e_log.c and e_exp.c): only + - * / and powers of two, error
below one unit in the last place. Sums of numbers on a common dyadic grid are exact, so their order does not matter.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.jit import rule, unchecked_rule

if TYPE_CHECKING:
    from collections.abc import Iterable

LN2_HIGH = 6.93147180369123816490e-01
LN2_LOW = 1.90821492927058770002e-10
SQRT_HALF = 0.7071067811865476

_FRACTION, _HALF, _BIAS, _POSITION = 0x000FFFFFFFFFFFFF, 0x3FE0000000000000, 1022, 52
"""Bits of a double: its fraction, the exponent of a half, and where the exponent begins."""
_SMALLEST_NORMAL, _MANY = 2.2250738585072014e-308, 4503599627370496.0  # 2**52

_HAZARD = 6144.0  # 1.5 * 2**12: its neighbours are 2**-40 apart
_VALUE = 6291456.0  # 1.5 * 2**22: 2**-30 apart
_WEIGHT = 6442450944.0  # 1.5 * 2**32: 2**-20 apart
_KRONER = 6597069766656.0  # 1.5 * 2**42: 2**-10 apart


@unchecked_rule
def taken_apart(x: float) -> tuple[float, int]:
    """Return ``math.frexp(x)`` for 0 < x < infinity, from the bits of x."""
    is_tiny = x < _SMALLEST_NORMAL
    bits = int(np.float64(x * _MANY if is_tiny else x).view(np.int64))
    exponent = (bits >> _POSITION) - _BIAS - (_POSITION if is_tiny else 0)
    return float(np.int64((bits & _FRACTION) | _HALF).view(np.float64)), exponent


@unchecked_rule
def power_of_two(k: int) -> float:
    """Return 2**k for -1022 <= k <= 1023, from its bits."""
    return float(np.int64((k + _BIAS + 1) << _POSITION).view(np.float64))


@unchecked_rule
def log(x: float) -> float:
    """Return the natural logarithm of ``x`` > 0."""
    fraction, exponent = taken_apart(x)
    if fraction < SQRT_HALF:
        fraction *= 2.0
        exponent -= 1
    k = float(exponent)
    f = fraction - 1.0
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
    odd = z * (
        6.666666666666735130e-01
        + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01))
    )
    half = 0.5 * f * f
    return k * LN2_HIGH - ((half - (s * (half + even + odd) + k * LN2_LOW)) - f)


@unchecked_rule
def exp(x: float) -> float:
    """Return e**x; 0 below -708, and the value at 708 above it (nothing in the model comes near)."""
    y = min(max(x, -708.0), 708.0)  # no jump, so that compiled code works out equal exponentials once
    k = math.floor(y * 1.44269504088896338700 + 0.5)
    high = y - k * LN2_HIGH
    low = k * LN2_LOW
    r = high - low
    t = r * r
    c = r - t * (
        1.66666666666666019037e-01
        + t
        * (
            -2.77777777770155933842e-03
            + t * (6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))
        )
    )
    value = (1.0 - ((low - (r * c) / (2.0 - c)) - high)) * power_of_two(int(k))
    return 0.0 if x < -708.0 else value  # noqa: PLR2004 - the end of the normal range


@unchecked_rule
def hazard_grid(x: float) -> float:
    """Round to the nearest multiple of 2**-40, for abs(x) < 2048."""
    return (x + _HAZARD) - _HAZARD


@rule
def value_grid(x: float) -> float:
    """Round to the nearest multiple of 2**-30, for abs(x) < 2**21."""
    return (x + _VALUE) - _VALUE


@rule
def weight_grid(x: float) -> float:
    """Round to the nearest multiple of 2**-20, for abs(x) < 2**31."""
    return (x + _WEIGHT) - _WEIGHT


@rule
def kroner_grid(x: float) -> float:
    """Round to the nearest multiple of 2**-10, for abs(x) < 2**41."""
    return (x + _KRONER) - _KRONER


def added(numbers: Iterable[float]) -> float:
    """Return the sum from left to right; the built-in ``sum`` compensates from Python 3.12 on, which changes bits."""
    total = 0.0
    for number in numbers:
        total += number
    return total
