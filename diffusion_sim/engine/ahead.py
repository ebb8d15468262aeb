"""Asking for memory before it is needed: most of the engine's time would go into waiting for records far apart.

What is asked for while something else is worked out has arrived when it is read. Results cannot depend on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.extending import lower_builtin, type_callable

from diffusion_sim.engine.kernel import inlined
from diffusion_sim.engine.memory import LINE

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from diffusion_sim.engine.state import Reals

_TO_READ, _TO_KEEP, _DATA = 0, 3, 1
"""Arguments of LLVM's ``prefetch``."""


def soon(array: np.ndarray[Any, Any], at: int) -> None:
    """Ask for the lines of memory of one record; it may be one that does not exist."""


@inlined
def soon_all(numbers: Reals) -> None:
    """Ask for all lines of a row of numbers."""
    for at in range(0, numbers.shape[0], LINE // 8):
        soon(numbers, at)


@type_callable(soon)
def type_soon(_: object) -> Callable[[types.Type, types.Type], types.Type | None]:
    """Tell numba that nothing is returned."""

    def typer(array: types.Type, at: types.Type) -> types.Type | None:
        return types.void if isinstance(array, types.Array) and isinstance(at, types.Integer) else None

    return typer


@lower_builtin(soon, types.Array, types.Integer)
def lower_soon(context: Any, builder: ir.IRBuilder, signature: Any, args: Any) -> ir.Value:  # noqa: ANN401 - numba's own
    """Write the processor's own instruction, once for each line."""
    kind, index = signature.args
    array = context.make_array(kind)(context, builder, args[0])
    at = context.cast(builder, args[1], index, types.intp)
    first = builder.bitcast(cgutils.get_item_pointer(context, builder, kind, array, [at]), cgutils.voidptr_t)
    number = ir.IntType(32)
    ask = builder.module.declare_intrinsic(
        "llvm.prefetch",
        [cgutils.voidptr_t],
        ir.FunctionType(ir.VoidType(), [cgutils.voidptr_t, number, number, number]),
    )
    for offset in range(0, context.get_abi_sizeof(context.get_data_type(kind.dtype)), LINE):
        line = builder.gep(first, [ir.Constant(cgutils.intp_t, offset)])
        builder.call(ask, [line, *(number(value) for value in (_TO_READ, _TO_KEEP, _DATA))])
    return context.get_dummy_value()
