"""Keeping compiled code from one run to the next; what is damaged is compiled again, what cannot be written is not kept."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import numba.core.config
from numba.core.caching import FunctionCache, NullCache

from diffusion_sim.compiled.folder import cache_folder
from diffusion_sim.compiled.sealed import SealedFiles

if TYPE_CHECKING:
    from pathlib import Path

_config: Any = numba.core.config
log = logging.getLogger("diffusion_sim.compiled")
"""Tells at level INFO of each function that is compiled because it was not kept; the command line listens."""


def kept(dispatcher: Any) -> Any:  # noqa: ANN401 - numba's dispatcher, or the plain function without the compiler
    """Have a compiled function kept in this user's cache, or nowhere when nothing can be written."""
    if hasattr(dispatcher, "enable_caching"):
        folder = cache_folder()
        dispatcher._cache = Unkept(dispatcher.py_func) if folder is None else _made_in(folder, dispatcher)  # noqa: SLF001 - numba offers no other way to choose the cache
    return dispatcher


def _made_in(folder: Path, dispatcher: Any) -> HealingCache:  # noqa: ANN401 - as above
    before = _config.CACHE_DIR
    _config.CACHE_DIR = str(folder)
    try:
        return HealingCache(dispatcher.py_func)
    finally:
        _config.CACHE_DIR = before


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
