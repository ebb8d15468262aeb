"""Indices that count from the front only, as all of the engine's do.

Numba lets -1 stand for the last record, and so asks at each look at an array whether the index is below 0, which kernels
spend much of their time on. With bounds checks on, an index below 0 is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from numba.core import types
from numba.core.lowering import Lower

if TYPE_CHECKING:
    from numba.core.typing.templates import Signature


class FromTheFront(Lower):  # type: ignore[misc]
    """Writes a kernel as code for LLVM."""

    def lower_getitem(self, resty: types.Type, expr: Any, value: Any, index: Any, signature: Signature) -> Any:  # noqa: ANN401 - numba's own
        """Read a record."""
        return super().lower_getitem(resty, expr, value, index, _from_the_front(signature))

    def lower_setitem(self, target_var: Any, index_var: Any, value_var: Any, signature: Signature) -> Any:  # noqa: ANN401 - as above
        """Write a record."""
        return super().lower_setitem(target_var, index_var, value_var, _from_the_front(signature))


def _from_the_front(signature: Signature) -> Signature:
    array, index, *rest = signature.args
    return signature.replace(args=(array, _unsigned(index), *rest)) if isinstance(array, types.Array) else signature


def _unsigned(index: types.Type) -> types.Type:
    if isinstance(index, types.BaseTuple):
        return types.Tuple(tuple(map(_unsigned, index)))
    return types.uintp if isinstance(index, types.Integer) else index
