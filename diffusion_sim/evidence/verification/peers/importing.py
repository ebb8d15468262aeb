"""Whether a peer is there, in working order."""

from __future__ import annotations

import warnings
from importlib import import_module


def importable(name: str) -> bool:
    """Tell whether a module and all it needs can be imported; what it warns about is not ours to mend."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import_module(name)
        except ImportError:
            return False
    return True
