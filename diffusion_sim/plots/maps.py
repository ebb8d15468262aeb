"""Maps of tiles, every municipality a square about where it lies: one number for each, and who copied whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib import colormaps
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize, TwoSlopeNorm, to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyArrowPatch, Rectangle

from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.plots.figure import TracedFigure, of_result, styled, use_separators
from diffusion_sim.plots.style import BLACK, GREY, LIGHT, REGION_COLOURS, UNCLEAR
from diffusion_sim.plots.words import RESULT_WORDS, BandWords, ResultWords
from diffusion_sim.results.by_place import FEWEST, beyond_chance, replicated, split_variance
from diffusion_sim.results.display import format_number
from diffusion_sim.results.run_tables import who_copied_whom

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy.typing as npt
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap

    from diffusion_sim.country.places import Place
    from diffusion_sim.results.result import Result

    Scale = tuple[Normalize, Colormap]


MOST_NAMED = 400
"""Tiles that are large enough for names: 20 in a row, as many as Denmark is wide."""
_LONGEST_LINE = 8
_ENDINGS = (
    "merlands", "købing", "herred", "minde", "fjord", "djurs", "berg", "borg", "bugt", "fart", "havn", "land", "lund",
    "slev", "sted", "sund", "bro", "bæk", "cia", "dal", "ør",
)  # fmt: skip
"""Where a long Danish place name is broken, the longest first."""


def tile_label(name: str) -> str:
    """Return a name that fits a tile: broken at a space, whole when short, else broken at a hyphen or an ending, or cut."""
    if " " in name:
        return "\n".join(map(tile_label, name.split()))
    if len(name) <= _LONGEST_LINE:
        return name
    first, hyphen, rest = name.partition("-")
    if hyphen:
        return f"{tile_label(first)}-\n{tile_label(rest)}"
    ending = next((end for end in _ENDINGS if name.endswith(end)), "")
    return f"{name.removesuffix(ending)}-\n{ending}" if ending else f"{name[:_LONGEST_LINE]}."


def tile_centre(place: Place) -> tuple[float, float]:
    """Return x (east) and y (north) of a tile's centre."""
    return float(place.tile_column), -float(place.tile_row)


def can_be_named(places: tuple[Place, ...]) -> bool:
    """Tell whether every place has a tile, large enough for its name."""
    return len(places) <= MOST_NAMED and all(place.tile_row >= 0 for place in places)


def check_tiles(places: tuple[Place, ...]) -> None:
    """Say so when places have no tiles, as the user's own may have none."""
    without = [place.name for place in places if place.tile_row < 0]
    if without:
        found = f"{len(without)} places have no tile, {without[0]} among them"
        raise InputError("tile map", found, "a tile map is drawn where every place has one")


_MARGIN = 0.6
"""Between the outermost tiles' middles and the edge, in tiles."""


def bare_grid(axes: Axes, places: tuple[Place, ...]) -> None:
    """Make room for all tiles, equal in both directions, without axes lines."""
    columns, rows = [place.tile_column for place in places], [place.tile_row for place in places]
    axes.set_xlim(min(columns) - _MARGIN, max(columns) + _MARGIN)
    axes.set_ylim(-max(rows) - _MARGIN, -min(rows) + _MARGIN)
    axes.set_aspect("equal")
    axes.grid(visible=False)
    axes.set_xticks([])
    axes.set_yticks([])
    for side in axes.spines.values():
        side.set_visible(False)


_DARK = 0.45


@styled
def tile_map(result: Result, measure: str = "in_use", words: ResultWords = RESULT_WORDS) -> TracedFigure:
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
    places = result.context.places
    values = replicated(result.municipalities, measure, len(places))
    order = getattr(words.map, result.context.scenario.network.whose)
    told = told_chance(values, words.bands, words.bands.grey_level, words.number)
    caption = words.map.caption.format(replications=len(result.records), order=order, error=told)
    figure = TracedFigure(title, caption, of_result(result, words.footer), (9.6, 7.4))
    means = result.municipalities.groupby("code")[measure].mean()
    clear = clear_tiles(places, beyond_chance(values), len(values))
    draw_tiles(figure.subplots(), places, _by_code(means), unit, clear=clear)
    use_separators(figure, words.separators)
    return figure


def told_chance(values: npt.NDArray[np.float64], words: BandWords, grey: str, number: Callable[[str], str]) -> str:
    """Return how far places differ and how far chance moves one, and what grey tiles are; values by replication and place."""
    split = split_variance(values)
    if np.isnan(split.chance_sd):
        return words.one_tile
    told = {name: number(format_number(value)) for name, value in split._asdict().items()}
    return f"{words.variation.format(**told)}\n{grey if len(values) >= FEWEST else words.few.format(fewest=FEWEST)}"


def clear_tiles(places: Sequence[Place], clear: npt.NDArray[np.bool_], replications: int) -> Mapping[int, bool] | None:
    """Return which tiles have a colour; None (all have) where replications are too few to tell anything from chance."""
    if replications < FEWEST:
        return None
    return {place.code: known for place, known in zip(places, clear.tolist(), strict=True)}


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
    scaled: Callable[[float, float], Scale] = level_scale, clear: Mapping[int, bool] | None = None,
) -> None:  # fmt: skip
    """Draw tiles coloured by value; grey are those that chance explains, where it is known which."""
    check_tiles(places)
    known = np.array([value for value in values.values() if not np.isnan(value)] or [0.0])
    scale, colours = scaled(float(known.min()), float(known.max()))
    for place in places:
        value = values.get(place.code, np.nan)
        is_clear = not np.isnan(value) and (clear is None or clear[place.code])
        colour = colours(scale(value)) if is_clear else to_rgba(LIGHT if np.isnan(value) else UNCLEAR)
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


_RADIUS, _THICKEST_POINTS = 0.36, 3.2
_MAP_POINTS = (690.0, 464.0)
"""Width and height that the layout leaves to the tiles."""
_CORNER_ROWS, _CORNER_COLUMNS = 3, 5
"""Tiles that the legend covers."""
UNKNOWN_BODIES = 15
"""Municipalities of which only the regional body is known (a gap in the sources on collaboration bodies)."""


@styled
def reuse_network(result: Result, flows: int = 90, words: ResultWords = RESULT_WORDS) -> TracedFigure:
    """Draw the ``flows`` strongest flows of reuse between municipalities, coloured by the teller's region."""
    check_tiles(result.context.places)
    strongest = _strongest(result, flows)
    share = strongest["share_of_all"].sum() if len(strongest) else 0.0
    gap = words.network.gap if result.context.scenario.network.has_danish_ties else ""
    caption = words.network.caption.format(
        flows=len(strongest), share=f"{100 * share:.0f}", replications=len(result.records),
        gap=gap.format(places=UNKNOWN_BODIES),
    )  # fmt: skip
    figure = TracedFigure(words.network.title, caption, of_result(result, words.footer), (10.4, 8.0))
    axes = figure.subplots()
    colours = _region_colours(result)
    _draw_places(axes, result, colours)
    _draw_flows(axes, result, strongest, colours)
    bare_grid(axes, result.context.places)
    _draw_network_legend(axes, colours, strongest, _free_corner(result.context.places), words)
    return figure


def _strongest(result: Result, flows: int) -> pd.DataFrame:
    """Return mean uptakes for each pair and replication, the largest first, ties by code."""
    pairs = who_copied_whom(result.runs).groupby(["from_code", "to_code"])["count"].sum().reset_index()
    pairs["share_of_all"] = pairs["count"] / pairs["count"].sum()
    pairs["uptakes"] = pairs["count"] / len(result.records)
    return pairs.sort_values(["count", "from_code", "to_code"], ascending=[False, True, True]).head(flows)


def _region_colours(result: Result) -> dict[str, str]:
    regions = sorted({place.region for place in result.context.places})
    return {region: REGION_COLOURS[number % len(REGION_COLOURS)] for number, region in enumerate(regions)}


def _draw_places(axes: Axes, result: Result, colours: dict[str, str]) -> None:
    for place in result.context.places:
        x, y = tile_centre(place)
        colour = colours[place.region]
        axes.add_patch(Circle((x, y), _RADIUS, facecolor="white", edgecolor=colour, linewidth=1.0, zorder=4))
        if len(result.context.places) <= MOST_NAMED:
            axes.text(x, y, tile_label(place.name), ha="center", va="center", fontsize=4.4, color=GREY,
                      linespacing=0.95, zorder=5)  # fmt: skip


def _draw_flows(axes: Axes, result: Result, flows: pd.DataFrame, colours: dict[str, str]) -> None:
    places, most = result.context.place_by_code, flows["uptakes"].max()
    edge = _radius_points(result.context.places)  # looking for the edge of each circle would take far longer
    for flow in flows.to_dict("records"):
        teller, user = places[int(flow["from_code"])], places[int(flow["to_code"])]
        axes.add_patch(FancyArrowPatch(
            tile_centre(teller), tile_centre(user), connectionstyle="arc3,rad=0.16", arrowstyle="-|>",
            mutation_scale=7, shrinkA=0.7 * edge, shrinkB=edge, linewidth=0.5 + _THICKEST_POINTS * flow["uptakes"] / most,
            color=colours[teller.region], alpha=0.72, zorder=3,
        ))  # fmt: skip


def _radius_points(places: tuple[Place, ...]) -> float:
    columns, rows = [place.tile_column for place in places], [place.tile_row for place in places]
    wide, high = _MAP_POINTS
    return _RADIUS * min(wide / (max(columns) - min(columns) + 1), high / (max(rows) - min(rows) + 1))


def _free_corner(places: tuple[Place, ...]) -> dict[str, Any]:
    """Return where the legend goes: into the upper right corner, or beside it where there are tiles."""
    top, right = min(place.tile_row for place in places), max(place.tile_column for place in places)
    taken = any(place.tile_row < top + _CORNER_ROWS and place.tile_column > right - _CORNER_COLUMNS for place in places)
    return {"loc": "upper left", "bbox_to_anchor": (1.0, 1.0)} if taken else {"loc": "upper right"}


def _draw_network_legend(
    axes: Axes, colours: dict[str, str], flows: pd.DataFrame, where: dict[str, Any], words: ResultWords
) -> None:
    handles = [
        Line2D([], [], color=colour, linewidth=2.5, label=region or words.network.no_region)
        for region, colour in colours.items()
    ]
    if len(flows):
        for part in (1.0, 0.5):
            uptakes = part * float(flows["uptakes"].max())
            width = 0.5 + _THICKEST_POINTS * part
            label = words.network.uptakes.format(uptakes=words.number(f"{uptakes:.1f}"))
            handles.append(Line2D([], [], color=BLACK, linewidth=width, label=label))
    axes.legend(handles=handles, facecolor=LIGHT, **where)
