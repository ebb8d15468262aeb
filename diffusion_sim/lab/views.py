"""What an answer looks like, card by card; it knows nothing of how the answer came."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import panel as pn

from diffusion_sim.lab.curves import Curves
from diffusion_sim.lab.map_view import MapView
from diffusion_sim.lab.municipality_view import MunicipalityView
from diffusion_sim.lab.pieces import card, html_pane

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from diffusion_sim.lab.prepared import Prepared
    from diffusion_sim.lab.turns import Turns
    from diffusion_sim.maps import Outline
    from diffusion_sim.places import Place


class Views:
    """The right-hand side of the page below the status line.

    Parameters
    ----------
    moved
        Called when the address has to be written anew.
    turns
        Of the page.
    """

    def __init__(
        self, words: Mapping[str, str], language: str, places: Sequence[Place], outlines: Sequence[Outline],
        moved: Callable[[], None], turns: Turns,
    ) -> None:  # fmt: skip
        self.words, self._moved = words, moved
        self.prepared: Prepared | None = None
        self.answer, self.plain, self.copied, self.cost = (html_pane() for _ in range(4))
        self.curves = Curves(words, language)
        self.map = MapView(words, places, outlines, partial(turns.take, self._on_view), language)
        self.municipality = MunicipalityView(words, language)
        self.parts = self._cards()

    def say(self, prepared: Prepared) -> None:
        """Say an answer in a sentence and its numbers."""
        headline = f'<p class="headline" role="status">{escape(prepared.sentence)}</p>'
        self.answer.object = f"<h2>{self.words['answer']}</h2>{headline}{prepared.numbers}"

    def show(self, prepared: Prepared) -> None:
        """Draw an answer; lists over all worlds come with the last one."""
        self.prepared, words = prepared, self.words
        self.curves.show(prepared.bands)
        baseline = prepared.answer.comparison.baseline
        self.map.player.stretch(baseline.context.first_month, baseline.runs[0].end - baseline.runs[0].first)
        self._colour()
        self._tell_place()
        if prepared.answer.last:
            self.copied.object = f"<h2>{words['copied']}</h2>{_scrolled(prepared.copied)}"
            self.cost.object = f"<h2>{words['cost']}</h2>{_scrolled(prepared.cost)}"

    def _colour(self) -> None:
        if self.prepared is not None:
            self.map.colour(self.prepared)
            self.curves.point_at(self.map.player.month)

    def _tell_place(self) -> None:
        if self.prepared is not None:
            self.municipality.show(self.prepared, self.map.place.value)
            self.map.mark(self.prepared)

    def _on_view(self, what: str) -> None:
        if what in {"map", "month"}:
            self._colour()
        if what == "place":
            self._tell_place()
        if what != "month":
            self._moved()

    def _cards(self) -> list[Any]:
        words = self.words
        drawn = [
            pn.pane.Bokeh(one, sizing_mode="stretch_width") for one in (self.curves.figure, self.curves.gap_figure)
        ]
        return [
            card(self.answer),
            card(self.plain),
            card(
                html_pane(f"<h2>{words['curves']}</h2><p class='note'>{words['curves_note']}</p>"), drawn[0],
                html_pane(f"<h3>{words['gap']}</h3><p class='note'>{words['gap_note']}</p>"), drawn[1],
            ),
            card(html_pane(f"<h2>{words['map']}</h2><p class='note'>{words['map_note']}</p>"), self.map.view),
            card(self.municipality.story),
            card(self.municipality.changed),
            card(self.copied),
            card(self.cost),
        ]  # fmt: skip


def _scrolled(table: str) -> str:
    return f"<div class='scroll' tabindex='0'>{table}</div>"
