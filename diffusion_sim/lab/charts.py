"""Curves of both sides, and the difference between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from bokeh.models import ColumnDataSource, CustomJSTickFormatter
from bokeh.models.annotations import Span
from bokeh.plotting import figure

from diffusion_sim.plots.style import BLUE, GREY, VERMILLION
from diffusion_sim.results.intervals import mean_interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from diffusion_sim.results.comparison import Comparison
    from diffusion_sim.results.result import Result

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
