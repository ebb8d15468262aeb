"""The map with what is chosen beside it: measure, side, month, municipality, and tiles or the user's own outlines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import panel as pn

from diffusion_sim.lab.colours import difference_scale, level_scale
from diffusion_sim.lab.copying import partners
from diffusion_sim.lab.map_figure import MapFigure
from diffusion_sim.lab.map_values import MEASURES
from diffusion_sim.lab.pieces import select
from diffusion_sim.lab.player import Player

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from diffusion_sim.lab.prepared import Prepared
    from diffusion_sim.maps import Outline
    from diffusion_sim.places import Place

DIFFERENCE = "difference"
SIDES = ("policy", "baseline", DIFFERENCE)
TILES, OWN = "tiles", "own_map"
NARROWEST = {TILES: 880, OWN: 420}
"""Pixels below which the map is scrolled: the names on tiles stay apart."""
ARROWS = 6
"""To and from a municipality, each."""


class MapView:
    """Choices and one or two figures.

    Parameters
    ----------
    changed
        Called when something was chosen, with whether it was another month only.
    """

    def __init__(
        self, words: Mapping[str, str], places: Sequence[Place], outlines: Sequence[Outline],
        changed: Callable[[str], None], language: str,
    ) -> None:  # fmt: skip
        self._words, self._changed = words, changed
        self.measure = select(words["measure"], {words[key]: key for key in MEASURES}, MEASURES[0], 250)
        self.side = select(words["side"], {words[key]: key for key in SIDES}, SIDES[0], 150)
        kinds = (OWN, TILES) if outlines else (TILES,)
        self.kind = select(words["drawn"], {words[key]: key for key in kinds}, kinds[0], 130)
        named = {words["choose"]: 0} | {place.name: place.code for place in sorted(places, key=lambda one: one.name)}
        self.place = select(words["municipality"], named, 0, 210)
        self.player = Player(words, language, lambda: changed("month"), lambda: changed("address"))
        drawn = {TILES: ()} | ({OWN: outlines} if outlines else {})
        self.figures = {kind: MapFigure(places, shapes, self._clicked, language) for kind, shapes in drawn.items()}
        self.panes = {kind: _at_least(NARROWEST[kind], one.figure) for kind, one in self.figures.items()}
        for widget, what in ((self.measure, "map"), (self.side, "map"), (self.kind, "map"), (self.place, "place")):
            widget.param.watch(lambda _, what=what: changed(what), "value")
        chosen = (self.measure, self.side, *((self.kind,) if outlines else ()), self.place)
        self.view = pn.Column(
            pn.FlexBox(*chosen), self.player.view,
            pn.Column(*self.panes.values(), scroll="x-auto", styles={"max-width": "calc(100vw - 60px)"}, sizing_mode="stretch_width"),
            sizing_mode="stretch_width",
        )  # fmt: skip

    def begin(self, query: Mapping[str, str]) -> None:
        """Take from the address what is known here."""
        for widget, key in ((self.measure, "measure"), (self.side, "side"), (self.kind, "map")):
            if query.get(key) in widget.options.values():
                widget.value = query[key]
        code = query.get("place", "")
        if code.isascii() and code.isdigit() and int(code) in self.place.options.values():
            self.place.value = int(code)
        self.player.begin(query.get("month", ""))

    def to_query(self) -> dict[str, str]:
        """Return what of the view belongs in the address."""
        view = {"measure": self.measure.value, "side": self.side.value, "place": str(self.place.value or "")}
        view |= {"map": self.kind.value if len(self.figures) > 1 else "", "month": self.player.name}
        return {key: value for key, value in view.items() if value}

    def colour(self, prepared: Prepared) -> None:
        """Colour the map that is shown."""
        values = prepared.map_values(self.measure.value, self.side.value)
        scale = (difference_scale if self.side.value == DIFFERENCE else level_scale)(values)
        words, chosen = self._words, self.kind.value
        title = f"{words[self.measure.value]} ({words[self.side.value].lower()})"
        shown = values[:, min(self.player.month, values.shape[1] - 1)]
        self.figures[chosen].show(shown, scale, title)
        for kind, pane in self.panes.items():
            pane.visible = kind == chosen

    def mark(self, prepared: Prepared) -> None:
        """Mark the municipality chosen, with its arrows."""
        code = self.place.value
        pairs = partners(prepared.times_copied[1], code, ARROWS) if code else ((), ())
        for figure in self.figures.values():
            figure.choose(code, *pairs)

    def _clicked(self, code: int) -> None:
        self.place.value = code


def _at_least(pixels: int, figure: Any) -> Any:  # noqa: ANN401 - Bokeh's and Panel's own
    """Return a figure that fills what room there is, but never less than so many pixels.

    By style: what Panel is told of least widths it passes on to all that surrounds the figure.
    """
    pane = pn.pane.Bokeh(figure, sizing_mode="scale_width")
    return pn.Column(pane, sizing_mode="stretch_width", styles={"min-width": f"{pixels}px"})
