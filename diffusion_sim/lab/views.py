"""What an answer looks like: sentence, curves, map, tables; it knows nothing of how the answer came."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import panel as pn

from diffusion_sim.lab.answering import HEADLINE
from diffusion_sim.lab.curves import Curves
from diffusion_sim.lab.map_figure import MapFigure
from diffusion_sim.lab.map_values import MEASURES
from diffusion_sim.lab.player import Player
from diffusion_sim.lab.style import INNER
from diffusion_sim.lab.tables import changed_table
from diffusion_sim.reports.answers import effect_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from diffusion_sim.lab.prepared import Prepared
    from diffusion_sim.places import Place

SIDES = ("policy", "baseline", "difference")


class Views:
    """The right-hand side of the page."""

    def __init__(
        self, words: Mapping[str, str], language: str, places: tuple[Place, ...], moved: Callable[[], None]
    ) -> None:
        self.words, self.language, self.places, self._moved = words, language, places, moved
        self.prepared: Prepared | None = None
        self.headline = _html("")
        self.curves = Curves((words["baseline"], words["policy"]), words["uses"])
        self.map = MapFigure(places, self._clicked)
        self.measure = pn.widgets.Select(
            name=words["measure"], options={words[key]: key for key in MEASURES}, width=270
        )
        self.side = pn.widgets.Select(name=words["side"], options={words[key]: key for key in SIDES}, width=150)
        named = {words["choose"]: 0} | {place.name: place.code for place in sorted(places, key=lambda one: one.name)}
        self.place = pn.widgets.Select(name=words["municipality"], options=named, value=0, width=210)
        self.player = Player(words, self._draw_map)
        self.story, self.changed, self.copied, self.cost = (_html("") for _ in range(4))
        for widget in (self.measure, self.side):
            widget.param.watch(self._on_view, "value")
        self.place.param.watch(self._on_place, "value")
        self.view = self._layout()

    def show(self, prepared: Prepared) -> None:
        """Show an answer; tables that take longer come with the last one."""
        self.prepared, answer = prepared, prepared.answer
        self.curves.show(answer.comparison)
        run = answer.comparison.baseline.runs[0]
        self.player.stretch(answer.comparison.baseline.context.first_month, run.end - run.first)
        row = answer.headline()._asdict() | {"measure": HEADLINE}
        sentence = effect_sentence(answer.comparison.names[0], row, self.language)
        self.headline.object = f'<p class="headline" role="status">{escape(sentence)}</p>'
        self._draw_map()
        self._tell_place()
        if answer.last:
            self.cost.object, self.copied.object = _wide(prepared.cost), _wide(prepared.copied)

    def _draw_map(self) -> None:
        if self.prepared is None:
            return
        month = self.player.month
        values = self.prepared.map_values(self.measure.value, self.side.value)
        low, high = float(values.min()), float(values.max())
        reach = max(-low, high)
        self.map.show(values[:, month], *((-reach, reach) if low < 0.0 else (low, high)))
        self.curves.point_at(month)

    def _tell_place(self) -> None:
        if self.prepared is None:
            return
        code = self.place.value
        effect = self.prepared.answer.comparison
        self.changed.object = _wide(changed_table(effect, code or None, self.words))
        self.story.object = (
            f'<div class="story" tabindex="0">{escape(effect.others[0].story(code))}</div>' if code else ""
        )

    def _clicked(self, code: int) -> None:
        self.place.value = code

    def _on_view(self, _event: Any) -> None:  # noqa: ANN401 - Panel's own
        self._draw_map()
        self._moved()

    def _on_place(self, _event: Any) -> None:  # noqa: ANN401 - Panel's own
        self._tell_place()
        self._moved()

    def _layout(self) -> Any:  # noqa: ANN401 - Panel's own
        words = self.words
        return pn.Column(
            self.headline,
            _html(f"<h2>{words['curves']}</h2><p class='status'>{words['curves_note']}</p>"),
            pn.pane.Bokeh(self.curves.figure, sizing_mode="stretch_width"),
            _html(f"<h2>{words['map']}</h2><p class='status'>{words['map_note']}</p>"),
            pn.FlexBox(self.measure, self.side, self.place), self.player.view,
            pn.Column(pn.pane.Bokeh(self.map.figure, sizing_mode="stretch_width"), styles={"overflow-x": "auto", "max-width": "calc(100vw - 24px)"}, sizing_mode="stretch_width"),
            _html(f"<h2>{words['story']}</h2>"), self.story,
            _html(f"<h2>{words['changed']}</h2>"), self.changed,
            _html(f"<h2>{words['copied']}</h2>"), self.copied,
            _html(f"<h2>{words['cost']}</h2>"), self.cost,
            sizing_mode="stretch_width", min_width=300,
        )  # fmt: skip


def _html(text: str) -> Any:  # noqa: ANN401 - Panel's own
    return pn.pane.HTML(text, stylesheets=[INNER], sizing_mode="stretch_width", margin=(0, 10))


def _wide(table: str) -> str:
    return f'<div class="scroll" tabindex="0">{table}</div>'
