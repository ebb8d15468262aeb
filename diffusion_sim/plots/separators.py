"""Numbers along axes with the separators of the figure's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import ScalarFormatter

from diffusion_sim.plots.words import with_separators

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.figure import Figure


class _Separated(ScalarFormatter):
    def __init__(self, separators: Mapping[str, str]) -> None:
        super().__init__()
        self._separators = separators

    def __call__(self, x: float, pos: int | None = None) -> str:
        return with_separators(super().__call__(x, pos), self._separators)


def use_separators(figure: Figure, separators: Mapping[str, str]) -> None:
    """Write the plain numbers along all axes of a figure as its language does."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if type(axis.get_major_formatter()) is ScalarFormatter:
                axis.set_major_formatter(_Separated(separators))
