"""What marks a function as part of the engine: it may call any rule by its name, and the rule is compiled into it.

A kernel imports rules from where they are written, like any other code; no list of them is kept anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from diffusion_sim.engine.compiling import everywhere, for_python, once
from diffusion_sim.engine.inlining import put_rules_into

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., object]")


def kernel(function: F) -> F:
    """Compile a function that only other kernels call; with NUMBA_DISABLE_JIT=1 it stays Python.

    Counting references to each array at each call would cost ten times the work of the model itself.
    """
    put_rules_into(function)
    return once(function)


def inlined(function: F) -> F:
    """Compile a small function into each place that calls it."""
    put_rules_into(function)
    return everywhere(function)


def entry(function: F) -> F:
    """Compile a kernel that Python calls; its machine code holds all kernels below it and is kept with them."""
    put_rules_into(function)
    return for_python(function)


@inlined
def whole(value: Any) -> int:  # noqa: ANN401 - a field of any width
    """Return a whole number as wide as rules and kernels take it."""
    return np.int64(value)  # type: ignore[return-value]
