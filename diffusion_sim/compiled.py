"""How rules are compiled: one decorator, with a cache that is never older than any rule."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import llvmlite
import numba
import numba.core.config
import platformdirs

if TYPE_CHECKING:
    from collections.abc import Callable

_config: Any = numba.core.config

F = TypeVar("F", bound="Callable[..., object]")

_PACKAGE = Path(__file__).parent
_COMPILED_FROM = ("compiled.py", "exact.py", "rules", "draws", "engine")


def rule(function: F) -> F:
    """Compile a scalar function when it is first called; with NUMBA_DISABLE_JIT=1 it stays plain Python.

    Arithmetic is IEEE double without reassociation or fused operations, so both give the same bits.
    """
    folder = cache_folder()
    if folder is None:
        return cast("F", numba.njit(function))
    before = _config.CACHE_DIR
    _config.CACHE_DIR = str(folder)
    try:
        return cast("F", numba.njit(cache=True)(function))
    finally:
        _config.CACHE_DIR = before


@cache
def cache_folder() -> Path | None:
    """Return where compiled code of exactly these sources is kept, or None where nothing can be written.

    Numba looks only at the file of the function itself; a folder named by *all* sources also notices a changed callee.
    """
    root = Path(os.environ.get("DIFFUSION_SIM_CACHE") or platformdirs.user_cache_dir("diffusion-sim"))
    folder = root / f"compiled-{_fingerprint()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError:
        return None
    return folder


def _fingerprint() -> str:
    digest = hashlib.sha256(f"{numba.__version__} {llvmlite.__version__}".encode())
    for name in _COMPILED_FROM:
        path = _PACKAGE / name
        for source in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            if source.exists():
                digest.update(source.relative_to(_PACKAGE).as_posix().encode() + source.read_bytes())
    return digest.hexdigest()[:16]
