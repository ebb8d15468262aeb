"""What an answer looks like, card by card; it knows nothing of how the answer came."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import panel as pn

from diffusion_sim.lab.charts import Curves
from diffusion_sim.lab.map_view import MapView
from diffusion_sim.lab.page_style import button, card, html_pane, pale, status_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from diffusion_sim.country.places import Place
    from diffusion_sim.lab.answer_tables import Prepared
    from diffusion_sim.lab.catalogue import DrawnMap


class MunicipalityView:
    """Two texts that follow the municipality chosen."""

    def __init__(self, words: Mapping[str, str], language: str) -> None:
        self._words, self._language = words, language
        self.story, self.changed = html_pane(), html_pane()

    def show(self, prepared: Prepared, code: int) -> None:
        """Tell of one municipality, or (0) of none."""
        words = self._words
        told = f"<p class='note'>{escape(words['story_hint'])}</p>"
        if code:
            effect = prepared.answer.comparison
            note = escape(words["story_note"].format(n=prepared.answer.replications))
            lines = effect.others[0].story(code, effect.replications[0], self._language).splitlines()
            told = f"<p class='note'>{note}</p><div class='story' tabindex='0'>{_paragraphs(lines)}</div>"
        self.story.object = f"<h2>{words['story']}</h2>{told}"
        table = f"<div class='scroll' tabindex='0'>{prepared.changed_of(code)}</div>"
        self.changed.object = f"<h2>{words['changed']}</h2>{table}"


def _paragraphs(lines: list[str]) -> str:
    """Return lines as paragraphs, those that begin with a dash as lists."""
    parts = [f"<li>{escape(line[2:])}</li>" if line.startswith("- ") else f"<p>{escape(line)}</p>" for line in lines]
    return "".join(parts).replace("</p><li>", "</p><ul><li>").replace("</li><p>", "</li></ul><p>")


class MadeOf:
    """The parts of what a prize adds: a button, then how far it is, then the table.

    Parameters
    ----------
    ask
        Called when somebody wants to know.
    """

    def __init__(self, words: Mapping[str, str], ask: Callable[[], None]) -> None:
        self._words = words
        self.told, self.button = html_pane(), button(words["made_of_button"])
        self.button.on_click(lambda _: ask())
        self.view = pn.Column(self.told, self.button, margin=0, sizing_mode="stretch_width")
        self.show(None)

    def show(self, prepared: Prepared | None) -> None:
        """Show the parts of an answer if they are there; else the button, if there is a prize and the answer is the last one."""
        self.told.object = prepared.made_of if prepared else ""
        self.button.visible = (
            prepared is not None and prepared.answer.last and prepared.has_prize and not prepared.made_of
        )

    def progress(self, done: int, asked: int) -> None:
        """Say how far it is."""
        self.button.visible = False
        words = self._words
        self.told.object = status_line(
            words["made_of_working"].format(done=done, asked=asked), words["progress"], done / asked
        )


class Views:
    """The right-hand side of the page below the status line.

    Parameters
    ----------
    moved
        Called when the address has to be written anew.
    take
        Takes a step in the page's own thread.
    split
        Called when somebody wants to know what a prize's additional implementations are made of.
    """

    def __init__(
        self, words: Mapping[str, str], language: str, places: Sequence[Place], drawn_map: DrawnMap,
        moved: Callable[[], None], take: Callable[..., None], split: Callable[[], None],
    ) -> None:  # fmt: skip
        self.words, self._moved = words, moved
        self.prepared: Prepared | None = None
        self.answer, self.plain, self.gains, self.copied, self.cost = (html_pane() for _ in range(5))
        self.curves = Curves(words, language)
        self.map = MapView(words, places, drawn_map, partial(take, self._on_view), language)
        self.municipality = MunicipalityView(words, language)
        self.made_of = MadeOf(words, partial(take, split))
        self.parts = self._cards()

    def grow_old(self) -> None:
        """Let all that answers the question before turn pale, until it answers the new one."""
        self.made_of.show(None)
        for one in self._answering:
            pale(one, old=self.prepared is not None)

    def say(self, prepared: Prepared) -> None:
        """Say an answer in a sentence and its numbers."""
        pale(self._answering[0], old=False)
        headline = f'<p class="headline" role="status">{escape(prepared.sentence)}</p>'
        self.answer.object = f"<h2>{self.words['answer']}</h2>{headline}{prepared.numbers}"

    def show(self, prepared: Prepared) -> None:
        """Draw an answer; lists over all replications come with the last one."""
        self.prepared, words = prepared, self.words
        for one in self._answering:
            if prepared.answer.last or one not in self._last:
                pale(one, old=False)
        self.curves.show(prepared.bands)
        baseline = prepared.answer.comparison.baseline
        self.map.player.period(baseline.context.first_month, baseline.runs[0].end - baseline.runs[0].first)
        self._colour()
        self._tell_place()
        self.made_of.show(prepared)
        if prepared.answer.last:
            self.gains.object = f"<h2>{words['gains']}</h2><div class='wide' tabindex='0'>{prepared.gains}</div>"
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
        self._last = [card(one) for one in (self.gains, self.copied, self.cost)]  # with the last answer only
        gains, *lists = self._last
        self._answering = [
            card(self.answer, self.made_of.view),
            gains,
            card(
                html_pane(f"<h2>{words['curves']}</h2><p class='note'>{words['curves_note']}</p>"), drawn[0],
                html_pane(f"<h3>{words['gap']}</h3><p class='note'>{words['gap_note']}</p>"), drawn[1],
            ),
            card(html_pane(f"<h2>{words['map']}</h2><p class='note'>{words['map_note']}</p>"), self.map.view),
            card(self.municipality.story),
            card(self.municipality.changed),
            *lists,
        ]  # fmt: skip
        return [self._answering[0], card(self.plain), *self._answering[1:]]


def _scrolled(table: str) -> str:
    return f"<div class='scroll' tabindex='0'>{table}</div>"
