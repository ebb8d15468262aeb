"""Numbers along axes with the separators of the figure's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import ScalarFormatter

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from diffusion_sim.plots.words import ComparisonWords


class _InWords(ScalarFormatter):
    def __init__(self, words: ComparisonWords) -> None:
        super().__init__()
        self._words = words

    def __call__(self, x: float, pos: int | None = None) -> str:
        return self._words.number(super().__call__(x, pos))


def use_separators(figure: Figure, words: ComparisonWords) -> None:
    """Write the plain numbers along all axes of a figure as its language does."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if type(axis.get_major_formatter()) is ScalarFormatter:
                axis.set_major_formatter(_InWords(words))
