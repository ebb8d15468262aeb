"""One number for each municipality, on the tile grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib import colormaps
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize, TwoSlopeNorm
from matplotlib.patches import Rectangle

from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.plots.provenance import of_result
from diffusion_sim.plots.result_words import ENGLISH, ResultWords
from diffusion_sim.plots.separators import use_separators
from diffusion_sim.plots.style import BLACK, LIGHT, styled
from diffusion_sim.plots.tiles import MOST_NAMED, bare_grid, check_tiles, tile_centre, tile_label
from diffusion_sim.results.display import format_number
from diffusion_sim.results.intervals import mean_interval

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap

    from diffusion_sim.places import Place
    from diffusion_sim.plots.words import BandWords
    from diffusion_sim.results.intervals import Interval
    from diffusion_sim.results.result import Result

    Scale = tuple[Normalize, Colormap]

_DARK = 0.45


@styled
def tile_map(result: Result, measure: str = "in_operation", words: ResultWords = ENGLISH) -> TracedFigure:
    """Draw one column of the municipalities table on the tile grid (mean over replications).

    Raises
    ------
    InputError
        For an unknown measure, or places without tiles.
    """
    if measure not in words.map.measures:
        found = f'"{measure}" is not a measure of municipalities'
        raise InputError("tile map", found, did_you_mean(measure, words.map.measures))
    title, unit = words.map.measures[measure]
    by_place = result.municipalities.groupby("code")[measure]
    error = typical_uncertainty([mean_interval(values) for _, values in by_place], words.bands, words.number)
    order = getattr(words.map, result.context.scenario.network.whose)
    caption = words.map.caption.format(replications=len(result.records), order=order, error=error)
    figure = TracedFigure(title, caption, of_result(result, words.footer), (9.6, 7.4))
    draw_tiles(figure.subplots(), result.context.places, _by_code(by_place.mean()), unit)
    use_separators(figure, words.separators)
    return figure


def typical_uncertainty(
    intervals: Sequence[Interval],
    words: BandWords = ENGLISH.bands,
    number: Callable[[str], str] = str,
) -> str:
    """Return how far a tile's mean may be off: the median half width of the 95 % intervals."""
    widths = np.array([(interval.high - interval.low) / 2 for interval in intervals])
    if np.isnan(widths).all():
        return words.one_tile
    return words.tile.format(error=number(format_number(float(np.nanmedian(widths)))))


def _by_code(values: pd.Series[float]) -> dict[int, float]:
    return dict(zip(values.index.to_numpy(dtype=np.int64).tolist(), values.to_numpy().tolist(), strict=True))


def level_scale(low: float, high: float) -> Scale:
    """Return a scale from the least to the most; values on both sides of zero get one with white at zero."""
    if low < 0.0:
        return difference_scale(low, high)
    return Normalize(low, high if high > low else low + 1.0), colormaps["YlGnBu"]


def difference_scale(low: float, high: float) -> Scale:
    """Return a scale with white at zero, whatever the signs."""
    reach = max(-low, high) or 1.0
    return TwoSlopeNorm(0.0, -reach, reach), colormaps["PuOr_r"]


def draw_tiles(
    axes: Axes, places: tuple[Place, ...], values: Mapping[int, float], unit: str, font: float = 5.6,
    scaled: Callable[[float, float], Scale] = level_scale,
) -> None:  # fmt: skip
    """Draw tiles coloured by value."""
    check_tiles(places)
    known = np.array([value for value in values.values() if not np.isnan(value)] or [0.0])
    scale, colours = scaled(float(known.min()), float(known.max()))
    for place in places:
        value = values.get(place.code, np.nan)
        colour = (0.93, 0.93, 0.93, 1.0) if np.isnan(value) else colours(scale(value))
        x, y = tile_centre(place)
        axes.add_patch(Rectangle((x - 0.48, y - 0.48), 0.96, 0.96, facecolor=colour, edgecolor=LIGHT))
        if len(places) <= MOST_NAMED:
            ink = "white" if _lightness(colour) < _DARK else BLACK
            axes.text(
                x, y, tile_label(place.name), ha="center", va="center", fontsize=font, color=ink, linespacing=0.95
            )
    bare_grid(axes, places)
    bar = axes.figure.colorbar(ScalarMappable(scale, colours), ax=axes, shrink=0.6, aspect=26, pad=0.01)
    bar.set_label(unit)
    bar.outline.set_visible(False)


def _lightness(colour: tuple[float, float, float, float]) -> float:
    red, green, blue, _ = colour
    return 0.299 * red + 0.587 * green + 0.114 * blue
