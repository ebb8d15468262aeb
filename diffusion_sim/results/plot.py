"""The figures of a result, reached from the result itself.

Figures live in a layer above the results, which may not import it. This is the only reach upwards: the module is
looked up by name when a figure is asked for, so that results can be computed and stored without matplotlib.
"""

from __future__ import annotations

import importlib
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_FIGURES = "diffusion_sim.plots"


class Plot:
    """Every figure function of :mod:`diffusion_sim.plots`, with the result (or comparison) filled in."""

    def __init__(self, subject: object) -> None:
        self._subject = subject

    def __getattr__(self, name: str) -> Callable[..., Any]:
        figures = importlib.import_module(_FIGURES)
        if name.startswith("_") or name not in figures.__all__:
            raise AttributeError(f"there is no figure {name!r}; there are {', '.join(sorted(figures.__all__))}")
        return partial(getattr(figures, name), self._subject)

    def __dir__(self) -> list[str]:
        return sorted(importlib.import_module(_FIGURES).__all__)
