"""Compiling the rules into the kernels that call them, from the rules' own code.

A rule that Python calls is compiled by itself; a kernel that calls it passes every number of its tuples over the stack,
and numba takes numbers apart into fraction and exponent in a C function. Here a rule's code, and that of the rules it
calls, is compiled once more without calls in between, and numbers are taken apart by their bits: same code, same bits.
"""

from __future__ import annotations

import math
import sys
import types
from typing import TYPE_CHECKING, Any, TypeVar, cast

from llvmlite import ir
from numba.core import types as numba_types
from numba.core.dispatcher import Dispatcher
from numba.extending import intrinsic

from diffusion_sim.compiled import is_long
from diffusion_sim.engine.compiling import everywhere, once, unchecked

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., object]")

HOMES = ("diffusion_sim.rules.", "diffusion_sim.exact")
"""Modules in which rules are written."""
SMALLEST_NORMAL, NEAR_LARGEST = 2.2250738585072014e-308, 1.0e308
_WORD = ir.IntType(64)
_REAL = ir.DoubleType()
_FRACTION, _HALF, _BIAS, _POSITION = 0x000FFFFFFFFFFFFF, 0x3FE0000000000000, 1022, 52


@intrinsic
def _parts(_: Any, __: Any) -> Any:  # noqa: ANN401 - numba's own
    """Take a positive normal number apart."""
    signature = numba_types.Tuple((numba_types.float64, numba_types.int64))(numba_types.float64)

    def code(context: Any, builder: ir.IRBuilder, signature: Any, args: Any) -> ir.Value:  # noqa: ANN401 - as above
        bits = builder.bitcast(args[0], _WORD)
        exponent = builder.sub(builder.lshr(bits, _WORD(_POSITION)), _WORD(_BIAS))
        fraction = builder.bitcast(builder.or_(builder.and_(bits, _WORD(_FRACTION)), _WORD(_HALF)), _REAL)
        return context.make_tuple(builder, signature.return_type, [fraction, exponent])

    return signature, code


@intrinsic
def _power_of_two(_: Any, __: Any) -> Any:  # noqa: ANN401 - numba's own
    """Return 2**k for -1022 <= k <= 1023."""

    def code(_: Any, builder: ir.IRBuilder, __: Any, args: Any) -> ir.Value:  # noqa: ANN401 - as above
        return builder.bitcast(builder.shl(builder.add(args[0], _WORD(_BIAS + 1)), _WORD(_POSITION)), _REAL)

    return numba_types.float64(numba_types.int64), code


@everywhere
def frexp(x: float) -> tuple[float, int]:
    """Return ``math.frexp(x)``."""
    if x < SMALLEST_NORMAL or x > NEAR_LARGEST:
        fraction, exponent = math.frexp(x)
        return fraction, int(exponent)
    return _parts(x)


@unchecked
def frexp_of_normal(x: float) -> tuple[float, int]:
    """Return ``math.frexp(x)`` for x between 2**-1022 and 2**1022."""
    return _parts(x)


@unchecked
def ldexp(x: float, k: int) -> float:
    """Return ``math.ldexp(x, k)`` where that is a normal number and -1022 <= k <= 1023, as it is in ``exact.exp``."""
    return x * _power_of_two(k)


def _mathematics_with(**changed: object) -> types.ModuleType:
    module = types.ModuleType("mathematics")
    module.__dict__.update({name: getattr(math, name) for name in dir(math)}, **changed)
    return module


_MATHEMATICS = _mathematics_with(frexp=frexp, ldexp=ldexp)
_MATHEMATICS_OF_LOOPS = _mathematics_with(frexp=frexp_of_normal, ldexp=ldexp)
_made: dict[object, object] = {}


def put_rules_into(function: Callable[..., object]) -> None:
    """Have a kernel's module name its rules as kernels call them: short ones without a call, long ones compiled once."""
    code, names = function.__code__, function.__globals__
    for name in code.co_names:
        thing = names.get(name)
        if isinstance(thing, Dispatcher) and _is_rule(thing):
            names[name] = for_kernels(thing) if is_long(thing) else into_kernels(thing)


def _is_rule(thing: Dispatcher) -> bool:
    """Tell whether something compiled is a rule as written, and not one rebuilt for kernels or a kernel."""
    home = thing.py_func.__module__ or ""
    return home.startswith(HOMES) and getattr(sys.modules[home], thing.py_func.__name__, None) is thing


def into_kernels(rule: F) -> F:
    """Return a rule for kernels to call, compiled into each of them."""
    return cast("F", _rebuilt(rule, everywhere))


def for_kernels(rule: F) -> F:
    """Return a long rule for kernels to call, compiled once."""
    return cast("F", _rebuilt(rule, once))


def into_loops(rule: F) -> F:
    """Return a rule that a processor can carry out for several numbers at once, when it is called in a plain loop.

    It must not divide by 0, nor take a logarithm outside of 2**-1022 to 2**1022: nothing is checked.
    """
    return cast("F", _rebuilt(rule, unchecked))


def _rebuilt(rule: Any, compile_it: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - any rule
    if not isinstance(rule, Dispatcher):
        return rule
    if (rule, compile_it) not in _made:
        code, names = rule.py_func.__code__, rule.py_func.__globals__
        own = {name: _replaced(value, compile_it) for name, value in names.items() if name in code.co_names}
        function = types.FunctionType(code, {**names, **own}, rule.py_func.__name__, rule.py_func.__defaults__)
        function.__qualname__, function.__module__ = rule.py_func.__qualname__, rule.py_func.__module__
        _made[rule, compile_it] = compile_it(function)
    return _made[rule, compile_it]


def _replaced(value: Any, compile_it: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - anything that a rule's code names
    """Return what a name stands for in a rule that is compiled into loops, or in one that is not."""
    in_loops = compile_it is unchecked
    if value is math:
        return _MATHEMATICS_OF_LOOPS if in_loops else _MATHEMATICS
    return _rebuilt(value, unchecked if in_loops else everywhere)
