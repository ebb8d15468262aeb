"""Versions of this package and of those that results depend on."""

from __future__ import annotations

from functools import cache
from importlib import metadata


@cache
def version(name: str = "diffusion-sim") -> str:
    """Return an installed version; read once, since a process may lose the right to read the libraries.

    Raises
    ------
    importlib.metadata.PackageNotFoundError
        If there is no such package.
    """
    return metadata.version(name)
