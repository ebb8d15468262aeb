"""Passing the state of a run to kernels as one pointer instead of some three hundred values.

Numba passes a tuple of arrays by value: each call would copy seven numbers for each array. ``refer`` puts the tuple
in the memory of the kernel that calls it, which outlives all kernels below, and hands on where it is; reading a field
looks it up there, and a field can be set, so that one call can simulate many replications. Only a field that is a single
number may be set: where arrays are never changes, so that it is looked up once however much is written to them.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.imputils import lower_setattr_generic
from numba.core.typing.templates import AttributeTemplate, infer_getattr
from numba.extending import (
    lower_builtin,
    lower_getattr_generic,
    models,
    register_model,
    type_callable,
)

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def refer(state: T) -> T:
    """Return something with the same fields that is cheap to pass on, and whose fields can be set."""
    return cast("T", SimpleNamespace(**cast("Any", state)._asdict()))


class Reference(types.Type):  # type: ignore[misc]
    """A named tuple in the memory of a kernel further up."""

    def __init__(self, to: types.BaseTuple) -> None:
        self.to, self._as_hash = to, hash(to)
        super().__init__(name=f"Reference({to.instance_class.__name__})")

    @property
    def key(self) -> types.Type:
        """Return what tells one from another; the name, written into each symbol, is kept short."""
        return self.to

    def __hash__(self) -> int:
        """Return what numba asks for at each use of each field."""
        return self._as_hash

    def __eq__(self, other: object) -> bool:
        return self is other or bool(super().__eq__(other))

    def place_of(self, field: str) -> int:
        """Return the position of a field."""
        return int(self.to.fields.index(field))


@register_model(Reference)
class ReferenceModel(models.PrimitiveModel):  # type: ignore[misc]
    """A pointer to the tuple's values."""

    def __init__(self, manager: Any, reference: Reference) -> None:  # noqa: ANN401 - numba's own
        super().__init__(manager, reference, manager.lookup(reference.to).get_value_type().as_pointer())


@type_callable(refer)
def type_refer(_: object) -> Callable[[types.Type], types.Type | None]:
    """Tell numba what ``refer`` returns."""

    def typer(state: types.Type) -> types.Type | None:
        return Reference(state) if isinstance(state, types.BaseTuple) else None

    return typer


@lower_builtin(refer, types.BaseTuple)
def lower_refer(_: Any, builder: ir.IRBuilder, __: Any, args: Any) -> ir.Value:  # noqa: ANN401 - numba's own
    """Store the tuple once in the calling kernel's frame, and hide from the compiler that it was not always there."""
    place = cgutils.alloca_once_value(builder, args[0])
    return builder.asm(ir.FunctionType(place.type, [place.type]), "", "=r,0,~{memory}", [place], side_effect=True)


@infer_getattr
class ReferenceFields(AttributeTemplate):  # type: ignore[misc]
    """Tell numba the type of each field."""

    key = Reference

    def generic_resolve(self, reference: Reference, field: str) -> types.Type | None:
        """Return the type of a field, None for an unknown one."""
        return reference.to[reference.place_of(field)] if field in reference.to.fields else None


@lower_getattr_generic(Reference)
def lower_field(_: Any, builder: ir.IRBuilder, kind: Reference, pointer: ir.Value, field: str) -> ir.Value:  # noqa: ANN401
    """Load a field."""
    place = cgutils.gep_inbounds(builder, pointer, 0, kind.place_of(field))
    return _constant(builder, place) if isinstance(place.type.pointee, ir.Aggregate) else builder.load(place)


def _constant(builder: ir.IRBuilder, pointer: ir.Value) -> ir.Value:
    """Load what never changes, number by number: LLVM forgets the promise where it takes a whole structure apart."""
    kind = pointer.type.pointee
    if isinstance(kind, ir.Aggregate):
        value = kind(ir.Undefined)
        for at in range(len(kind)):
            value = builder.insert_value(value, _constant(builder, cgutils.gep_inbounds(builder, pointer, 0, at)), at)
        return value
    number = builder.load(pointer)
    number.set_metadata("invariant.load", builder.module.add_metadata([]))
    return number


@lower_setattr_generic(Reference)
def lower_setting(context: Any, builder: ir.IRBuilder, signature: Any, args: Any, field: str) -> None:  # noqa: ANN401
    """Store a field."""
    kind, given = signature.args
    value = context.cast(builder, args[1], given, kind.to[kind.place_of(field)])
    builder.store(value, cgutils.gep_inbounds(builder, args[0], 0, kind.place_of(field)))
