"""The map: tiles or outlines, coloured, with borders and names of regions, a municipality chosen and its arrows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from bokeh.models import ColumnDataSource, HoverTool, LinearColorMapper, TapTool
from bokeh.models.annotations import Arrow, ColorBar
from bokeh.models.annotations.arrows import NormalHead
from bokeh.palettes import PuOr11, YlGnBu9
from bokeh.plotting import figure

from diffusion_sim.lab.charts import axis_numbers
from diffusion_sim.plots.maps import tile_centre, tile_label
from diffusion_sim.plots.style import BLUE, ORANGE, UNCLEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import numpy.typing as npt

    from diffusion_sim.country.outlines import Outline
    from diffusion_sim.country.places import Place

    Numbers = npt.NDArray[np.float64]
    Point = tuple[float, float]

LETTER = 0.016
"""Width of a letter as a share of the map's width; a line is twice as high."""
STEPS = 60
"""Places in a row at which the name of a region may stand."""
CLEAR = 0.08
"""Share of the map's width by which a name keeps from other regions where it can."""
GAP = 0.3
"""Share of a map's unit between a municipality's centre and an arrow that begins or ends there."""
ASIDE = 0.13
"""Share of a unit by which an arrow keeps to its right, so that there and back lie beside each other."""


class Area(NamedTuple):
    """One municipality as it is drawn."""

    region: str
    rings: tuple[Numbers, ...]
    """Closed, shape (points, 2) each."""


def tile_area(region: str, centre: Point) -> Area:
    """Return the square of a tile."""
    corners = np.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5], [-0.5, -0.5]])
    return Area(region, (corners + np.array(centre),))


def region_borders(areas: Sequence[Area]) -> tuple[list[list[float]], list[list[float]]]:
    """Return x and y of each line that two municipalities of different regions share."""
    regions: dict[frozenset[Point], set[str]] = {}
    for area in areas:
        for ring in area.rings:
            points = [(float(x), float(y)) for x, y in ring]
            for ends in pairwise(points):
                regions.setdefault(frozenset(ends), set()).add(area.region)
    shared = [sorted(line) for line, its in sorted(regions.items(), key=lambda one: sorted(one[0])) if len(its) > 1]
    lines = [line for line in shared if len(line) > 1]  # a line of no length has one end
    return [[x for x, _ in line] for line in lines], [[y for _, y in line] for line in lines]


def region_names(areas: Sequence[Area], names: dict[str, str]) -> Iterator[tuple[str, Point]]:
    """Yield each name with the place nearest to the middle of its region where it covers nothing and is not taken for another's.

    Parameters
    ----------
    names
        By region, in the order in which they find their places; what finds none is left out.
    """
    if not areas:
        return
    boxes = np.array([[*ring.min(axis=0), *ring.max(axis=0)] for area in areas for ring in area.rings])
    owner = np.array([area.region for area in areas for _ in area.rings])
    (left, bottom), (right, top) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    width = right - left
    spots = np.array([(x, y) for x in np.linspace(left, right, STEPS) for y in np.linspace(bottom, top, STEPS)])
    for region, name in names.items():
        mine = boxes[owner == region]
        half = np.array([len(name) * LETTER, 2 * LETTER]) * width / 2
        apart = _apart(spots, half, boxes)
        inside = (spots[:, 0] - half[0] >= left) & (spots[:, 0] + half[0] <= right)
        away = _distances(spots, half, boxes)
        near, far = away[:, owner == region].min(axis=1), away[:, owner != region].min(axis=1, initial=np.inf)
        middle = np.median((mine[:, :2] + mine[:, 2:]) / 2, axis=0)
        cost = np.hypot(*(spots - middle).T) - 2.0 * np.minimum(far, CLEAR * width)
        free = apart & inside & (near < far)
        if free.any():
            x, y = spots[np.where(free, cost, np.inf).argmin()].tolist()
            yield name, (x, y)
            boxes = np.vstack([boxes, [x - half[0], y - half[1], x + half[0], y + half[1]]])
            owner = np.append(owner, "")


def _apart(spots: Numbers, half: Numbers, boxes: Numbers) -> npt.NDArray[np.bool_]:
    """Return where a box of this half size about a spot touches no other box."""
    low, high = (spots - half)[:, np.newaxis], (spots + half)[:, np.newaxis]
    touches = np.all(low < boxes[:, 2:], axis=2) & np.all(high > boxes[:, :2], axis=2)
    return np.asarray(~np.any(touches, axis=1))


def _distances(spots: Numbers, half: Numbers, boxes: Numbers) -> Numbers:
    """Return how far a box of this half size about each spot is from each other box."""
    points = spots[:, np.newaxis]
    beyond = np.maximum(np.maximum(boxes[:, :2] - points, points - boxes[:, 2:]) - half, 0.0)
    return np.asarray(np.hypot(beyond[..., 0], beyond[..., 1]))


def arrow(begin: Point, end: Point, unit: float) -> tuple[Point, Point]:
    """Return the ends of an arrow that leaves both centres free and keeps to its right."""
    start, stop = np.array(begin), np.array(end)
    along = stop - start
    length = float(np.hypot(*along))
    if length == 0.0:
        return begin, end
    along /= length
    gap, right = min(GAP * unit, length / 3) * along, ASIDE * unit * np.array([along[1], -along[0]])
    (x0, y0), (x1, y1) = (start + gap + right).tolist(), (stop - gap + right).tolist()
    return (x0, y0), (x1, y1)


LEVELS, DIVERGING = tuple(reversed(YlGnBu9)), tuple(PuOr11)
"""From little to much; from less (purple) over no difference to more (orange), as in the figures. Both can be told apart by
the colour-blind."""
DARK, LIGHT = "#1b1b1b", "#ffffff"
_HALF = 0.179
"""Relative luminance at which black and white letters are read equally well (WCAG 2.2)."""


class Scale(NamedTuple):
    """Which numbers have which colours."""

    low: float
    high: float
    palette: tuple[str, ...]


def level_scale(values: npt.NDArray[np.float64]) -> Scale:
    """Return a scale from the least to the most."""
    low, high = float(values.min()), float(values.max())
    return Scale(low, high if high > low else low + 1.0, LEVELS)


def difference_scale(values: npt.NDArray[np.float64]) -> Scale:
    """Return a scale with white at zero, whatever the signs."""
    reach = float(abs(values).max()) or 1.0
    return Scale(-reach, reach, DIVERGING)


def ink_on(colour: str) -> str:
    """Return black or white, whichever stands out more on a colour."""
    return DARK if luminance(colour) > _HALF else LIGHT


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` as WCAG 2.2 defines it."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]  # noqa: PLR2004 - sRGB
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


MOST_REGIONS = 12
"""That are named on a map."""
TILES_IN_A_ROW = 30
"""Of a map of outlines: by how much arrows keep apart."""
PROPORTIONS = 1.25
"""Width to height."""


class Shown(NamedTuple):
    """One value for each place: the number, whether chance does not explain it, and what the pointer tells."""

    values: npt.NDArray[np.float64]
    stands_out: npt.NDArray[np.bool_]
    told: Sequence[str]


class MapFigure:
    """A Bokeh figure, its data, and what to do when a municipality is clicked.

    Parameters
    ----------
    places
        Those of the answer, in its order.
    outlines
        The user's own; without any, tiles are drawn.
    """

    def __init__(
        self, places: Sequence[Place], outlines: Sequence[Outline], clicked: Callable[[int], None], language: str
    ) -> None:
        shapes = {one.code: one for one in outlines}
        self.rows = [number for number, place in enumerate(places)
                     if (place.code in shapes if outlines else place.tile_row >= 0)]  # fmt: skip
        self.places, self._clicked = [places[row] for row in self.rows], clicked
        self._numbers = {place.code: number for number, place in enumerate(self.places)}
        drawn = [shapes[place.code] for place in self.places] if outlines else []
        self.centres = [_middle(one) for one in drawn] or [tile_centre(place) for place in self.places]
        self.areas = _areas(self.places, drawn, self.centres)
        self._unit = _unit(drawn)
        self.source = ColumnDataSource(self._columns(drawn))
        self.colours = LinearColorMapper(palette=LEVELS, low=0.0, high=1.0)
        self.arrows = {colour: ColumnDataSource({name: [] for name in ("x0", "y0", "x1", "y1", "width")})
                       for colour in (ORANGE, BLUE)}  # fmt: skip
        self.bar = ColorBar(color_mapper=self.colours, height=14, formatter=axis_numbers(language))
        self.figure = self._drawn(bool(drawn))
        self.source.selected.on_change("indices", self._on_click)

    def show(self, shown: Shown, scale: Scale, title: str) -> None:
        """Colour the municipalities; grey are those whose value chance explains."""
        low, high, palette = scale
        self.colours.update(palette=palette, low=low, high=high)
        self.bar.title = title
        steps = np.clip(((shown.values - low) / (high - low) * len(palette)).astype(int), 0, len(palette) - 1)
        fills = [palette[steps[row]] if shown.stands_out[row] else UNCLEAR for row in self.rows]
        self.source.patch({
            "fill": [(slice(None), fills)], "ink": [(slice(None), [ink_on(colour) for colour in fills])],
            "told": [(slice(None), [shown.told[row] for row in self.rows])],
        })  # fmt: skip

    def choose(self, code: int, copied: Iterable[tuple[int, float]], copies: Iterable[tuple[int, float]]) -> None:
        """Mark a municipality (0 is none), with arrows from those it copied and to those who copied it."""
        chosen = self._numbers.get(code)
        self.source.selected.indices = [] if chosen is None else [chosen]
        self.arrows[ORANGE].data = self._between([(other, code, times) for other, times in copied])
        self.arrows[BLUE].data = self._between([(code, other, times) for other, times in copies])

    def _between(self, pairs: list[tuple[int, int, float]]) -> dict[str, Any]:
        known = [pair for pair in pairs if pair[0] in self._numbers and pair[1] in self._numbers]
        centres = [[self.centres[self._numbers[code]] for code in pair[:2]] for pair in known]
        ends = [arrow(begin, end, self._unit) for begin, end in centres]
        most = max((times for _, _, times in known), default=1.0)
        return {
            "x0": [a[0] for a, _ in ends], "y0": [a[1] for a, _ in ends], "x1": [b[0] for _, b in ends],
            "y1": [b[1] for _, b in ends], "width": [1.0 + 2.5 * times / most for _, _, times in known],
        }  # fmt: skip

    def _columns(self, drawn: list[Outline]) -> dict[str, Any]:
        columns: dict[str, Any] = {
            "x": [x for x, _ in self.centres], "y": [y for _, y in self.centres],
            "name": [place.name for place in self.places], "region": [f" ({place.region})" if place.region else "" for place in self.places],
            "label": [tile_label(place.name) for place in self.places],
            "fill": [LEVELS[0]] * len(self.places), "told": [""] * len(self.places), "ink": ["#222222"] * len(self.places),
        }  # fmt: skip
        for axis, name in ((0, "xs"), (1, "ys")):
            if drawn:
                columns[name] = [
                    [[ring[:, axis].tolist() for ring in rings] for rings in one.polygons] for one in drawn
                ]
        return columns

    def _drawn(self, shaped: bool) -> Any:  # noqa: ANN401, FBT001 - Bokeh types its figures at run time; a fact
        drawn = figure(
            aspect_ratio=PROPORTIONS, sizing_mode="scale_width", match_aspect=True, toolbar_location=None, tools="",
            x_axis_type=None, y_axis_type=None, outline_line_color=None,
        )  # fmt: skip
        drawn.grid.visible = False
        look: dict[str, Any] = {
            "source": self.source, "line_color": "#ffffff" if shaped else "#e4e7eb", "selection_line_color": "#000000",
            "selection_line_width": 3, "nonselection_fill_alpha": 1.0,
            "fill_color": "fill",
        }  # fmt: skip
        areas = drawn.multi_polygons("xs", "ys", **look) if shaped else drawn.rect("x", "y", 0.96, 0.96, **look)
        if not shaped:
            drawn.text(
                "x", "y", text="label", source=self.source, text_color="ink", text_align="center",
                text_baseline="middle", text_font_size="9px", nonselection_text_alpha=1.0,
            )  # fmt: skip
        self._draw_regions(drawn)
        for colour, source in self.arrows.items():
            head = NormalHead(size=9, fill_color=colour, line_color=colour)
            line: dict[str, Any] = {"line_color": colour, "line_width": "width", "line_alpha": 0.85}
            ends: dict[str, Any] = {"x_start": "x0", "y_start": "y0", "x_end": "x1", "y_end": "y1"}
            drawn.add_layout(Arrow(end=head, source=source, **ends, **line))
        drawn.add_tools(TapTool(renderers=[areas]), HoverTool(renderers=[areas], tooltips="@name@region: @told"))
        drawn.add_layout(self.bar, "below")
        return drawn

    def _draw_regions(self, drawn: Any) -> None:  # noqa: ANN401 - as above
        """Draw the borders between regions, and their names where these cover nothing."""
        xs, ys = region_borders(self.areas)
        drawn.multi_line(xs, ys, line_color=DARK, line_width=1.6)
        regions = {place.region: place.region for place in self.places if place.region}
        for name, (x, y) in region_names(self.areas, regions) if len(regions) <= MOST_REGIONS else ():
            drawn.text(
                [x], [y], text=[name], text_align="center", text_baseline="middle", text_font_size="13px",
                text_font_style="bold", text_color="#3e4c59",
            )  # fmt: skip

    def _on_click(self, _attribute: str, _old: list[int], new: list[int]) -> None:
        if new:
            self._clicked(self.places[new[0]].code)


def _areas(places: Sequence[Place], drawn: Sequence[Outline], centres: Sequence[tuple[float, float]]) -> list[Area]:
    """Return what each place covers: its polygons, or its tile."""
    if not drawn:
        return [tile_area(place.region, centre) for place, centre in zip(places, centres, strict=True)]
    return [
        Area(place.region, tuple(rings[0] for rings in one.polygons)) for place, one in zip(places, drawn, strict=True)
    ]


def _unit(drawn: Sequence[Outline]) -> float:
    """Return what a tile is wide, or a small municipality of a map of outlines."""
    if not drawn:
        return 1.0
    points = np.concatenate([rings[0] for one in drawn for rings in one.polygons])
    return float(np.ptp(points[:, 0])) / TILES_IN_A_ROW


def _middle(outline: Outline) -> tuple[float, float]:
    """Return the middle of the largest polygon's box."""
    low_high = [(rings[0].min(axis=0), rings[0].max(axis=0)) for rings in outline.polygons]
    low, high = max(low_high, key=lambda box: float(np.prod(box[1] - box[0])))
    x, y = ((low + high) / 2).tolist()
    return x, y
