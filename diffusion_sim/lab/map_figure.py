"""The 98 municipalities as tiles that can be coloured and clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from bokeh.models import ColumnDataSource, HoverTool, LinearColorMapper, TapTool
from bokeh.models.annotations import ColorBar
from bokeh.palettes import PuOr11, YlGnBu9
from bokeh.plotting import figure

from diffusion_sim.plots.tiles import tile_centre, tile_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from diffusion_sim.places import Place

_LEVELS, _DIVERGING = tuple(reversed(YlGnBu9)), tuple(PuOr11)
_DARK_FROM, _DARK_FROM_ZERO = 6 / 9, 9 / 11 - 0.5
NARROWEST = 660
"""Below this many pixels the map is scrolled, so that the names stay apart."""


class MapFigure:
    """A Bokeh figure, its data, and what to do when a tile is clicked."""

    def __init__(self, places: Sequence[Place], clicked: Callable[[int], None]) -> None:
        self.places = [place for place in places if place.tile_row >= 0]
        self.rows = [number for number, place in enumerate(places) if place.tile_row >= 0]
        centres = [tile_centre(place) for place in self.places]
        self.source = ColumnDataSource({
            "x": [x for x, _ in centres], "y": [y for _, y in centres], "name": [place.name for place in self.places],
            "label": [tile_label(place.name) for place in self.places], "value": [0.0] * len(self.places),
            "ink": ["#222222"] * len(self.places),
        })  # fmt: skip
        self.colours = LinearColorMapper(palette=_LEVELS, low=0.0, high=1.0)
        self.figure = self._drawn()
        self._clicked = clicked
        self.source.selected.on_change("indices", self._on_click)

    def show(self, values: npt.NDArray[np.float64], low: float, high: float) -> None:
        """Colour the tiles; a range that goes below zero gets white at zero."""
        shown = values[self.rows]
        self.colours.palette = _DIVERGING if low < 0.0 else _LEVELS
        self.colours.low, self.colours.high = low, high if high > low else low + 1.0
        place = (shown - self.colours.low) / (self.colours.high - self.colours.low)
        dark = np.abs(place - 0.5) > _DARK_FROM_ZERO if low < 0.0 else place > _DARK_FROM
        self.source.data = dict(self.source.data) | {
            "value": shown.round(3).tolist(),
            "ink": ["#ffffff" if one else "#222222" for one in dark],
        }

    def _drawn(self) -> Any:  # noqa: ANN401 - Bokeh types its figures at run time
        drawn = figure(
            height=640, sizing_mode="stretch_width", match_aspect=True, toolbar_location=None, tools="",
            x_axis_type=None, y_axis_type=None, outline_line_color=None, min_width=NARROWEST,
        )  # fmt: skip
        drawn.grid.visible = False
        tiles = drawn.rect(
            "x", "y", 0.96, 0.96, source=self.source, line_color="#e4e4e4", selection_line_color="#000000",
            nonselection_fill_alpha=1.0, fill_color={"field": "value", "transform": self.colours},
        )  # fmt: skip
        drawn.text(
            "x", "y", text="label", source=self.source, text_color="ink", text_align="center", text_baseline="middle",
            text_font_size="8px", nonselection_text_alpha=1.0,
        )  # fmt: skip
        drawn.add_tools(TapTool(renderers=[tiles]), HoverTool(renderers=[tiles], tooltips="@name: @value"))
        drawn.add_layout(ColorBar(color_mapper=self.colours, height=14), "below")
        return drawn

    def _on_click(self, _attribute: str, _old: list[int], new: list[int]) -> None:
        if new:
            self._clicked(self.places[new[0]].code)
