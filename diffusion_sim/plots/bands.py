"""Lines with their uncertainty between replications, and what explains them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from diffusion_sim.plots.style import GREY
from diffusion_sim.plots.words import ENGLISH

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

    from diffusion_sim.plots.words import BandWords

_BANDS = ((5.0, 95.0, 0.16), (25.0, 75.0, 0.30))
"""Low and high percentile, opacity."""


def draw_bands(
    axes: Axes, x: npt.NDArray[Any], values: npt.NDArray[np.float64], colour: str, label: str = "", dash: str = "-"
) -> Line2D:
    """Draw the median of the replications with its bands, and return the line.

    Parameters
    ----------
    values
        Shape (replications, len(x)); NaN where a replication says nothing.
    """
    known = ~np.isnan(values).all(axis=0)
    x, values = x[known], values[:, known]
    percentile = np.nanpercentile if np.isnan(values).any() else np.percentile  # the first is many times slower
    if values.shape[0] > 1:
        for low, high, opacity in _BANDS:
            edges = percentile(values, [low, high], axis=0)
            axes.fill_between(x, edges[0], edges[1], color=colour, alpha=opacity, linewidth=0)
    (line,) = axes.plot(x, percentile(values, 50.0, axis=0), color=colour, label=label or None, linestyle=dash)
    return line


def legend_or_note(axes: Axes, nothing: str, **options: Any) -> None:  # noqa: ANN401 - matplotlib's own
    """Draw the legend, or say that there is nothing to show."""
    if axes.get_legend_handles_labels()[0]:
        axes.legend(**options)
        return
    axes.text(0.5, 0.5, nothing, transform=axes.transAxes, ha="center", va="center", color=GREY)


def bands_in_words(replications: int, words: BandWords = ENGLISH.bands) -> str:
    """Return what lines and bands mean."""
    return words.one_band if replications == 1 else words.bands.format(replications=replications)
