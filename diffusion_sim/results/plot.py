"""The figures of a result, reached from the result itself.

Figures live in a layer above the results, which may not import it. This is the only reach upwards: the module is
looked up by name when a figure is asked for, so that results can be computed and stored without matplotlib.
"""

from __future__ import annotations

import importlib
from functools import wraps
from inspect import signature
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

_FIGURES = "diffusion_sim.plots"


class Plot:
    """The figure functions of :mod:`diffusion_sim.plots` for a result, or for a comparison, with it filled in.

    Parameters
    ----------
    subject
        What is drawn.
    kind
        The name in ``diffusion_sim.plots`` of the list of what can be drawn of it.
    """

    def __init__(self, subject: object, kind: Literal["OF_RESULT", "OF_COMPARISON"]) -> None:
        self._subject, self._kind = subject, kind

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_") or name not in dir(self):
            raise AttributeError(f"there is no figure {name!r} of this; there are {', '.join(dir(self))}")
        return _filled_in(getattr(importlib.import_module(_FIGURES), name), self._subject)

    def __dir__(self) -> list[str]:
        return sorted(getattr(importlib.import_module(_FIGURES), self._kind))


def _filled_in(draw: Callable[..., Any], subject: object) -> Callable[..., Any]:
    """Return a function with the other arguments, and the help, of the one that draws."""

    @wraps(draw)
    def drawn(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - those of the figure
        return draw(subject, *arguments, **options)

    _, *others = signature(draw).parameters.values()
    drawn.__signature__ = signature(draw).replace(parameters=others)  # type: ignore[attr-defined]
    return drawn
