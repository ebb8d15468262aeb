"""What is drawn: curves of both sides, the difference between them, and the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from bokeh.models import ColumnDataSource, CustomJSTickFormatter, HoverTool, LinearColorMapper, TapTool
from bokeh.models.annotations import Arrow, ColorBar, Span
from bokeh.models.annotations.arrows import NormalHead
from bokeh.palettes import PuOr11, YlGnBu9
from bokeh.plotting import figure

from diffusion_sim.plots.maps import tile_centre, tile_label
from diffusion_sim.plots.style import BLUE, GREY, ORANGE, UNCLEAR, VERMILLION
from diffusion_sim.results.intervals import mean_interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import numpy.typing as npt

    from diffusion_sim.country.outlines import Outline
    from diffusion_sim.country.places import Place
    from diffusion_sim.results.comparison import Comparison
    from diffusion_sim.results.result import Result

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


_WRITTEN: Final = "toLocaleString(locale, {maximumFractionDigits: 2})"
LOCALES: Final = {"en": "en-GB", "da": "da-DK"}


def axis_numbers(language: str) -> CustomJSTickFormatter:
    """Return a formatter for the numbers of an axis."""
    return CustomJSTickFormatter(args={"locale": LOCALES[language]}, code=f"return tick.{_WRITTEN}")


REUSED = ("in_use_copy", "in_use_adapt", "in_use_inspired")
PERCENTILES = {"low90": 5.0, "low50": 25.0, "median": 50.0, "high50": 75.0, "high90": 95.0}
Columns = dict[str, Any]


def months_of(result: Result) -> npt.NDArray[np.datetime64]:
    """Return the first day of each reported month."""
    run = result.runs[0]
    return (np.datetime64(result.context.first_month, "M") + np.arange(run.end - run.first)).astype("datetime64[ms]")


def bands(comparison: Comparison) -> tuple[Columns, Columns, Columns]:
    """Return percentiles over replications of the baseline and of the policy, and the mean difference with its interval."""
    dates = months_of(comparison.baseline)
    sides = [_reused(result) for result in (comparison.baseline, comparison.others[0])]
    drawn = [
        {"date": dates} | dict(zip(PERCENTILES, np.percentile(values, list(PERCENTILES.values()), axis=0), strict=True))
        for values in sides
    ]
    intervals = [mean_interval(month) for month in (sides[1] - sides[0]).T]
    gap = {"date": dates} | {
        name: np.array([getattr(one, name) for one in intervals]) for name in ("mean", "low", "high")
    }
    return drawn[0], drawn[1], gap


def _reused(result: Result) -> npt.NDArray[np.float64]:
    """Return shape (replications, reported months)."""
    return np.array([sum(run.column(name) for name in REUSED) for run in result.runs], dtype=np.float64)


_SIDES = (("#5f6b76", "dashed"), (BLUE, "solid"))


class Curves:
    """Two Bokeh figures and their data."""

    def __init__(self, words: Mapping[str, str], language: str) -> None:
        self._language = language
        self.sources = tuple(_empty(PERCENTILES) for _ in _SIDES)
        self.gap = _empty(("mean", "low", "high"))
        self.cursors = tuple(Span(dimension="height", line_dash="dotted", line_color=GREY) for _ in range(2))
        self.figure = self._both((words["baseline"], words["policy"]), words["uses"])
        self.gap_figure = self._difference(words["more_uses"])
        self._days: Any = ()

    def show(self, drawn: tuple[Columns, Columns, Columns]) -> None:
        """Draw another answer."""
        for source, columns in zip((*self.sources, self.gap), drawn, strict=True):
            source.data = columns
        self._days = drawn[0]["date"]

    def point_at(self, month: int) -> None:
        """Move the line that marks the month on the map."""
        if month < len(self._days):
            for cursor in self.cursors:
                cursor.location = self._days[month].astype(float)

    def _both(self, names: tuple[str, str], unit: str) -> Any:  # noqa: ANN401 - Bokeh types its figures at run time
        drawn = self._axes(300, unit)
        for source, (colour, _) in zip(self.sources, _SIDES, strict=True):
            for width, opacity in (("90", 0.12), ("50", 0.22)):
                drawn.varea("date", f"low{width}", f"high{width}", source=source, fill_color=colour, fill_alpha=opacity)
        for source, name, (colour, dash) in zip(self.sources, names, _SIDES, strict=True):
            drawn.line(
                "date", "median", source=source, line_color=colour, line_width=2.5, line_dash=dash, legend_label=name
            )
        drawn.legend.location = "top_left"
        drawn.legend.orientation = "horizontal"
        drawn.legend.background_fill_alpha = 0.8
        drawn.add_layout(self.cursors[0])
        return drawn

    def _difference(self, unit: str) -> Any:  # noqa: ANN401 - as above
        drawn = self._axes(190, unit)
        drawn.add_layout(Span(location=0, dimension="width", line_color=GREY))
        drawn.varea("date", "low", "high", source=self.gap, fill_color=VERMILLION, fill_alpha=0.22)
        drawn.line("date", "mean", source=self.gap, line_color=VERMILLION, line_width=2.5)
        drawn.add_layout(self.cursors[1])
        return drawn

    def _axes(self, height: int, unit: str) -> Any:  # noqa: ANN401 - as above
        drawn = figure(
            height=height, sizing_mode="stretch_width", x_axis_type="datetime", toolbar_location=None, tools="",
            y_axis_label=unit, min_width=280,
        )  # fmt: skip
        drawn.outline_line_color = None
        drawn.yaxis.formatter = axis_numbers(self._language)
        drawn.axis.axis_label_text_font_style = "normal"
        drawn.grid.grid_line_color = "#e4e7eb"
        return drawn


def _empty(names: Any) -> ColumnDataSource:  # noqa: ANN401 - any iterable of names
    return ColumnDataSource({"date": [], **{name: [] for name in names}})


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
        ends = [[self.centres[self._numbers[code]] for code in pair[:2]] for pair in known]
        most = max((times for _, _, times in known), default=1.0)
        return {
            "x0": [a[0] for a, _ in ends], "y0": [a[1] for a, _ in ends], "x1": [b[0] for _, b in ends],
            "y1": [b[1] for _, b in ends], "width": [1.0 + 2.5 * times / most for _, _, times in known],
        }  # fmt: skip

    def _columns(self, drawn: list[Outline]) -> dict[str, Any]:
        columns: dict[str, Any] = {
            "x": [x for x, _ in self.centres], "y": [y for _, y in self.centres],
            "name": [place.name for place in self.places], "label": [tile_label(place.name) for place in self.places],
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
            "source": self.source, "line_color": "#9aa5b1" if shaped else "#e4e7eb", "selection_line_color": "#000000",
            "selection_line_width": 3, "nonselection_fill_alpha": 1.0,
            "fill_color": "fill",
        }  # fmt: skip
        areas = drawn.multi_polygons("xs", "ys", **look) if shaped else drawn.rect("x", "y", 0.96, 0.96, **look)
        if not shaped:
            drawn.text(
                "x", "y", text="label", source=self.source, text_color="ink", text_align="center",
                text_baseline="middle", text_font_size="9px", nonselection_text_alpha=1.0,
            )  # fmt: skip
        for colour, source in self.arrows.items():
            head = NormalHead(size=9, fill_color=colour, line_color=colour)
            line: dict[str, Any] = {"line_color": colour, "line_width": "width", "line_alpha": 0.85}
            ends: dict[str, Any] = {"x_start": "x0", "y_start": "y0", "x_end": "x1", "y_end": "y1"}
            drawn.add_layout(Arrow(end=head, source=source, **ends, **line))
        drawn.add_tools(TapTool(renderers=[areas]), HoverTool(renderers=[areas], tooltips="@name: @told"))
        drawn.add_layout(self.bar, "below")
        return drawn

    def _on_click(self, _attribute: str, _old: list[int], new: list[int]) -> None:
        if new:
            self._clicked(self.places[new[0]].code)


def _middle(outline: Outline) -> tuple[float, float]:
    """Return the middle of the largest polygon's box."""
    low_high = [(rings[0].min(axis=0), rings[0].max(axis=0)) for rings in outline.polygons]
    low, high = max(low_high, key=lambda box: float(np.prod(box[1] - box[0])))
    x, y = ((low + high) / 2).tolist()
    return x, y
