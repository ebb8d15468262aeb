"""The municipalities as tiles, or as the user's own outlines, that can be coloured and clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from bokeh.models import ColumnDataSource, HoverTool, LinearColorMapper, TapTool
from bokeh.models.annotations import Arrow, ColorBar
from bokeh.models.annotations.arrows import NormalHead
from bokeh.plotting import figure

from diffusion_sim.lab.colours import LEVELS, ink_on
from diffusion_sim.lab.number_signs import axis_numbers, hovered_numbers
from diffusion_sim.plots.style import BLUE, ORANGE
from diffusion_sim.plots.tiles import tile_centre, tile_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy.typing as npt

    from diffusion_sim.lab.colours import Scale
    from diffusion_sim.maps import Outline
    from diffusion_sim.places import Place

PROPORTIONS = 1.25
"""Width to height."""


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
        self.places, self._clicked, self._language = [places[row] for row in self.rows], clicked, language
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

    def show(self, values: npt.NDArray[np.float64], scale: Scale, title: str) -> None:
        """Colour the municipalities."""
        shown, (low, high, palette) = values[self.rows], scale
        self.colours.update(palette=palette, low=low, high=high)
        self.bar.title = title
        steps = np.clip(((shown - low) / (high - low) * len(palette)).astype(int), 0, len(palette) - 1)
        inks = [ink_on(colour) for colour in palette]
        self.source.patch({
            "value": [(slice(None), shown.round(3).tolist())], "ink": [(slice(None), [inks[step] for step in steps])],
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
            "value": [0.0] * len(self.places), "ink": ["#222222"] * len(self.places),
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
            "fill_color": {"field": "value", "transform": self.colours},
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
        numbers: dict[str, Any] = {"@value": hovered_numbers(self._language)}
        drawn.add_tools(
            TapTool(renderers=[areas]),
            HoverTool(renderers=[areas], tooltips="@name: @value{custom}", formatters=numbers),
        )
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
