"""Kernels as pieces of the entries that call them: made into machine code once, together with the entry.

Numba makes each compiled function ready to be called by itself. Kernels only ever call each other, so most of a first
compilation would go into machine code that nothing calls, and into optimising one kernel anew in each that calls it.
"""

from __future__ import annotations

from typing import Any

from llvmlite.binding import create_new_function_pass_manager, create_pass_builder, create_pipeline_tuning_options
from numba.core.codegen import JITCodeLibrary


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
                function.linkage = "internal"
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
