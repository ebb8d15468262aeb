"""Where compiled code is kept: a folder that is never older than any of its sources."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

import llvmlite
import numba
import platformdirs

_PACKAGE = Path(__file__).parents[1]
_COMPILED_FROM = ("compiled", "exact.py", "rules", "draws", "engine", "results/record.py", "world/latent.py")
"""The last two for the constants that kernels take from them."""


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
