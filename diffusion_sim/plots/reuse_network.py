"""Who copied whom: the strongest flows between municipalities, on the tile grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyArrowPatch

from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.plots.provenance import of_result
from diffusion_sim.plots.result_words import ENGLISH, ResultWords
from diffusion_sim.plots.style import BLACK, GREY, LIGHT, REGION_COLOURS, styled
from diffusion_sim.plots.tiles import MOST_NAMED, bare_grid, check_tiles, tile_centre, tile_label
from diffusion_sim.results.reuse import who_copied_whom

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from diffusion_sim.places import Place
    from diffusion_sim.results.result import Result

_RADIUS, _THICKEST_POINTS = 0.36, 3.2
_MAP_POINTS = (690.0, 464.0)
"""Width and height that the layout leaves to the tiles."""
_CORNER_ROWS, _CORNER_COLUMNS = 3, 5
"""Tiles that the legend takes up."""
UNKNOWN_BODIES = 15
"""Municipalities of which only the regional body is known (a gap in the sources on collaboration bodies)."""


@styled
def reuse_network(result: Result, flows: int = 90, words: ResultWords = ENGLISH) -> TracedFigure:
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
    _draw_legend(axes, colours, strongest, _free_corner(result.context.places), words)
    return figure


def _strongest(result: Result, flows: int) -> pd.DataFrame:
    """Return mean uptakes for each pair and replication, the largest first, ties by code."""
    pairs = who_copied_whom(result).groupby(["from_code", "to_code"])["count"].sum().reset_index()
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


def _draw_legend(
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
