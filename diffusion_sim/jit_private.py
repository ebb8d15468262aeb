"""Numba's own parts, used where they are known: quicker compilation and quicker runs of the same code with the same bits.

* Kernels are pieces of the entries that call them. Numba makes each compiled function ready to be called by itself; kernels
  only ever call each other, so most of a first compilation would go into machine code that nothing calls.
* Indices count from the front only. Numba lets -1 stand for the last record, and so asks at each look at an array whether
  the index is below 0, which kernels spend much of their time on. With bounds checks on, an index below 0 is an error.
* The state of a run is passed on as one pointer instead of some three hundred values.
* Memory is asked for before it is needed; most of the time would go into waiting for records far apart.
* Compiled code that a disk has damaged is compiled anew, what cannot be written is not kept.

:mod:`diffusion_sim.jit` does without all of it when this file is missing or numba is another than those it knows.
"""

from __future__ import annotations

import gc
import hashlib
import logging
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import numba
from llvmlite import ir
from llvmlite.binding import create_new_function_pass_manager, create_pass_builder, create_pipeline_tuning_options
from numba._dynfunc import make_function  # type: ignore[import-not-found]  # written in C
from numba.core import cgutils, types
from numba.core import typed_passes as typed
from numba.core import untyped_passes as untyped
from numba.core.caching import FunctionCache, IndexDataCacheFile, NullCache
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler, CompilerBase, Flags
from numba.core.compiler_machinery import PassManager, register_pass
from numba.core.lowering import Lower
from numba.core.typing.templates import AttributeTemplate, infer_getattr
from numba.extending import lower_builtin, lower_getattr_generic, models, register_model, type_callable

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numba.core.typing.templates import Signature

T = TypeVar("T")
log = logging.getLogger("diffusion_sim.jit")
KNOWN = ("0.62.", "0.63.", "0.64.", "0.65.", "0.66.", "0.67.", "0.68.")
"""Releases of numba whose own parts are as this file expects them."""


class Piece(JITCodeLibrary):  # type: ignore[misc]
    """Code that waits to be linked into what calls it."""

    def finalize(self) -> None:
        """Take no more code; what remains to be done is done with the entry."""
        self._finalized = True

    def _optimize_functions(self, module: Any) -> None:  # noqa: ANN401 - llvmlite's own
        """Shorten the code, so that less is copied; the entry's passes make it fast."""
        module.data_layout = self._codegen._data_layout  # noqa: SLF001 - as numba does
        builder = create_pass_builder(self._codegen._tm, create_pipeline_tuning_options())  # noqa: SLF001 - as above
        passes = create_new_function_pass_manager()
        passes.add_sroa_pass()
        passes.add_simplify_cfg_pass()
        passes.add_instruction_combine_pass()
        for function in _with_code(module):
            passes.run(function, builder)

    def _get_module_for_linking(self) -> Any:  # noqa: ANN401 - as above
        """Return this code with all that it calls, each once and for nobody else: LLVM may build it in, or change how it is called."""
        whole = self.as_part()
        own = {function.name for function in _with_code(whole)}
        for library in self.called({}):
            whole.link_in(_part_of(library), preserve=True)
        for function in _with_code(whole):
            if function.name not in own:
                # An internal name would be taken for the function itself by what is loaded later.
                function.linkage = "private"
        return whole

    def called(self, found: dict[Any, None]) -> dict[Any, None]:
        """Return the libraries of all functions that this one calls, directly or not, in the order of their finding."""
        for library in self._linking_libraries:
            if library not in found:
                found[library] = None
                if isinstance(library, Piece):
                    library.called(found)
        return found

    def as_part(self) -> Any:  # noqa: ANN401 - as above
        """Return a copy whose functions may be in a program more than once, and leave it where nothing calls them."""
        part = self._final_module.clone()
        for function in _with_code(part):
            if function.linkage.name == "external":
                function.linkage = "linkonce_odr"
        return part


def _with_code(module: Any) -> list[Any]:  # noqa: ANN401 - as above
    return [function for function in module.functions if not function.is_declaration]


def _part_of(library: Any) -> Any:  # noqa: ANN401 - as above
    """Return a library's own code; numba offers that of its others only with all that they call."""
    return library.as_part() if isinstance(library, Piece) else library._get_module_for_linking()  # noqa: SLF001 - as above


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


NO_ADDRESS = 0


class KnownFlags(Flags):  # type: ignore[misc]
    """Flags that no longer change, and so are known by what they are: numba would compare all their values at each call."""

    __hash__, __eq__ = object.__hash__, object.__eq__
    _known: ClassVar[dict[str, KnownFlags]] = {}

    @classmethod
    def like(cls, flags: Flags) -> KnownFlags:
        """Return the one object with the values of these flags, for code that is not made ready to be called."""
        flags.no_compile = True
        return cls._known.setdefault(repr(flags), cls(flags))

    def copy(self) -> KnownFlags:
        """Return the same: nobody changes them."""
        return self


@register_pass(mutates_CFG=True, analysis_only=False)
class PieceLowering(typed.NativeLowering):  # type: ignore[misc]
    """Writes a kernel as code for LLVM, and no further."""

    _name = "piece_lowering"
    lowering_class = FromTheFront

    def run_pass(self, state: Any) -> bool:  # noqa: ANN401 - numba's own
        """Lower what the compiler has typed; kernels that call it find it under its library."""
        state.library = Piece(state.targetctx.codegen(), state.func_id.func_qualname)
        super().run_pass(state)
        lowered = state["cr"]
        module, name = lowered.fndesc.lookup_module(), lowered.fndesc.qualname
        handle = make_function(module, name, name, NO_ADDRESS, lowered.env, (state.library,))
        state.targetctx.insert_user_function(handle, lowered.fndesc, [state.library])
        state["cr"] = lowered._replace(cfunc=handle)
        return True


class PieceCompiler(CompilerBase):  # type: ignore[misc]
    """Numba's passes without those for what kernels do not have: generators, objects, parallel loops."""

    PASSES = (
        *(untyped.TranslateByteCode, untyped.FixupArgs, untyped.IRProcessing, untyped.RewriteSemanticConstants),
        *(untyped.GenericRewrites, untyped.ReconstructSSA),
        *(typed.NopythonTypeInference, typed.PreLowerStripPhis, typed.IRLegalization),
        *(PieceLowering, typed.NoPythonBackend),
    )

    def __init__(self, *given: Any) -> None:  # noqa: ANN401 - as above
        *before, flags, local = given
        super().__init__(*before, KnownFlags.like(flags), local)

    def define_pipelines(self) -> list[PassManager]:
        """Return the one list of passes."""
        passes = PassManager("piece")
        for one in self.PASSES:
            passes.add_pass(one)
        passes.finalize()
        return [passes]


class EntryCompiler(Compiler):  # type: ignore[misc]
    """Numba's compiler, undisturbed: it makes millions of objects that it keeps, where a search for garbage takes long."""

    def compile_extra(self, function: Any) -> Any:  # noqa: ANN401 - as above
        """Compile a function with all that it calls."""
        was_searching = gc.isenabled()
        gc.disable()
        try:
            return super().compile_extra(function)
        finally:
            if was_searching:
                gc.enable()


def as_piece(dispatcher: Any) -> Any:  # noqa: ANN401 - numba's dispatcher
    """Have whole numbers passed as int64, whatever width they are kept in.

    Numba would compile a kernel anew for each constant and each width that it is called with.
    """
    resolve = dispatcher.get_call_template
    dispatcher.get_call_template = lambda args, kws: resolve(tuple(map(_plain, args)), kws)
    return dispatcher


def _plain(kind: types.Type) -> types.Type:
    kind = types.unliteral(kind)
    return types.int64 if isinstance(kind, types.Integer) and kind.signed else kind


def refer(state: T) -> T:
    """Return something with the same fields that is cheap to pass on.

    Numba passes a tuple of arrays by value: each call would copy seven numbers for each array. Here the tuple is put in
    the memory of the kernel that calls, which outlives all kernels below, and where it is is handed on. Where arrays are
    never changes, so that it is looked up once however much is written to them.
    """
    return state


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


LINE = 64
"""Bytes that come from memory together."""
_TO_READ, _TO_KEEP, _DATA = 0, 3, 1
"""Arguments of LLVM's ``prefetch``."""


def soon(array: np.ndarray[Any, Any], at: int) -> None:
    """Ask for the lines of memory of one record; it may be one that does not exist."""


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


def kept(dispatcher: Any, folder: Path | None) -> Any:  # noqa: ANN401 - numba's dispatcher
    """Have a compiled function kept in a folder, if there is one."""
    if folder is None:
        dispatcher._cache = Unkept(dispatcher.py_func)  # noqa: SLF001 - numba offers no other way to choose the cache
        return dispatcher
    before, numba.config.CACHE_DIR = numba.config.CACHE_DIR, str(folder)
    try:
        dispatcher._cache = HealingCache(dispatcher.py_func)  # noqa: SLF001 - as above
    finally:
        numba.config.CACHE_DIR = before
    return dispatcher


class HealingCache(FunctionCache):  # type: ignore[misc]
    """Numba's cache, which would raise on a damaged file and would lose a result that it cannot write."""

    def __init__(self, function: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(function)
        stamp = self._impl.locator.get_source_stamp()
        self._cache_file: Any = SealedFiles(self.cache_path, self._impl.filename_base, stamp)

    def load_overload(self, signature: Any, target: Any) -> Any:  # noqa: ANN401 - numba's own
        """Return kept code, or None when there is none that can be trusted."""
        try:
            code = super().load_overload(signature, target)
        except Exception:  # noqa: BLE001 - pickle raises anything at all on damaged bytes
            code = None
            self._forget()
        if code is None:
            log.info("%s", self._py_func.__name__)
        return code

    def save_overload(self, signature: Any, code: Any) -> None:  # noqa: ANN401 - as above
        """Keep code; a full or vanished disk costs the next run a compilation, not this one its result."""
        try:
            super().save_overload(signature, code)
        except Exception:  # noqa: BLE001 - a damaged index raises as above
            self._forget()

    def _forget(self) -> None:
        try:
            self.flush()
        except OSError:
            self.disable()


class Unkept(NullCache):  # type: ignore[misc]
    """No cache at all."""

    def __init__(self, function: Any) -> None:  # noqa: ANN401 - as above
        self._py_func = function

    def load_overload(self, _signature: Any, _target: Any) -> None:  # noqa: ANN401 - as above
        """Find nothing, and say what is to be compiled."""
        log.info("%s", self._py_func.__name__)


SEAL_BYTES = hashlib.sha256().digest_size


class DamagedError(Exception):
    """A file of compiled code is not what was written."""


class SealedFiles(IndexDataCacheFile):  # type: ignore[misc]
    """Numba's index and data files; each datum ends with the checksum of what comes before."""

    def _dump(self, obj: object) -> bytes:
        content: bytes = super()._dump(obj)
        return content + hashlib.sha256(content).digest()

    def _load_data(self, name: str) -> Any:  # noqa: ANN401 - numba's own payload
        sealed = Path(self._data_path(name)).read_bytes()
        content, seal = sealed[:-SEAL_BYTES], sealed[-SEAL_BYTES:]
        if hashlib.sha256(content).digest() != seal:
            raise DamagedError(name)
        return pickle.loads(content)  # noqa: S301 - written by this user's own run, and sealed
