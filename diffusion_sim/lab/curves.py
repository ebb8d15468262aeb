"""Adoption curves of both sides with bands, and the month that is shown on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from bokeh.models import ColumnDataSource
from bokeh.models.annotations import Span
from bokeh.plotting import figure

from diffusion_sim.plots.monthly_values import by_replication, dates
from diffusion_sim.plots.style import BLUE, GREY, SCENARIO_COLOURS

if TYPE_CHECKING:
    from diffusion_sim.results.paired import Comparison
    from diffusion_sim.results.result import Result

REUSED = ("operating_copy", "operating_adapt", "operating_inspired")
_PERCENTILES = {"low90": 5.0, "low50": 25.0, "median": 50.0, "high50": 75.0, "high90": 95.0}


class Curves:
    """A Bokeh figure and the data of its two sides."""

    def __init__(self, names: tuple[str, str], unit: str) -> None:
        empty: dict[str, list[float]] = {"date": [], **{name: [] for name in _PERCENTILES}}
        self.sources = tuple(ColumnDataSource(dict(empty)) for _ in names)
        self.figure = self._drawn(names, unit)
        self.cursor = Span(dimension="height", line_dash="dotted", line_color=GREY)
        self.figure.add_layout(self.cursor)
        self.days: list[Any] = []

    def show(self, comparison: Comparison) -> None:
        """Draw another answer."""
        for source, result in zip(self.sources, (comparison.baseline, comparison.others[0]), strict=True):
            source.data = _bands(result)
        self.days = list(dates(comparison.baseline))

    def rename(self, names: tuple[str, str]) -> None:
        """Call the two sides by other names."""
        for item, name in zip(self.figure.legend[0].items, names, strict=True):
            item.label = {"value": name}

    def point_at(self, month: int) -> None:
        """Move the line that marks the month on the map."""
        if self.days:
            self.cursor.location = np.datetime64(self.days[month], "ms").astype(float)

    def _drawn(self, names: tuple[str, str], unit: str) -> Any:  # noqa: ANN401 - Bokeh types its figures at run time
        drawn = figure(
            height=300, sizing_mode="stretch_width", x_axis_type="datetime", toolbar_location=None, tools="",
            y_axis_label=unit, min_width=280,
        )  # fmt: skip
        for source, name, colour, dash in zip(
            self.sources, names, SCENARIO_COLOURS[:2], ("dashed", "solid"), strict=True
        ):
            for width, opacity in (("90", 0.14), ("50", 0.25)):
                drawn.varea("date", f"low{width}", f"high{width}", source=source, fill_color=colour, fill_alpha=opacity)
            drawn.line(
                "date", "median", source=source, line_color=colour if colour == BLUE else "#555555", line_width=2.5,
                line_dash=dash, legend_label=name,
            )  # fmt: skip
        drawn.legend.location = "bottom_right"
        drawn.legend.background_fill_alpha = 0.7
        return drawn


def _bands(result: Result) -> dict[str, Any]:
    values = np.sum([by_replication(result, column) for column in REUSED], axis=0)
    edges = np.percentile(values, list(_PERCENTILES.values()), axis=0)
    return {"date": dates(result)} | dict(zip(_PERCENTILES, edges, strict=True))
