"""Numba's compiler in two forms: for kernels as far as they need it, and for the entries that hold them."""

from __future__ import annotations

import gc
from typing import Any, ClassVar

from numba._dynfunc import make_function  # type: ignore[import-not-found]  # written in C
from numba.core import typed_passes as typed
from numba.core import untyped_passes as untyped
from numba.core.compiler import Compiler, CompilerBase, Flags
from numba.core.compiler_machinery import PassManager, register_pass

from diffusion_sim.engine.indexing import FromTheFront
from diffusion_sim.engine.pieces import Piece

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
