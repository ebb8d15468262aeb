"""The map with what is chosen beside it: measure, side, month, municipality, and tiles, the outlines of Denmark or the user's own."""

from __future__ import annotations

from html import escape
from math import isfinite
from typing import TYPE_CHECKING, Any

import panel as pn

from diffusion_sim.lab.map_figure import MapFigure, Shown, difference_scale, level_scale
from diffusion_sim.lab.municipality_counts import DIFFERENCE, MEASURES, STOCK
from diffusion_sim.lab.page_style import BUTTON, FIELD, html_pane, select
from diffusion_sim.lab.wording import month_name, months_from
from diffusion_sim.reports.sentences import shown_number, shown_signed
from diffusion_sim.results.by_place import FEWEST, split_of_means

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    from diffusion_sim.country.places import Place
    from diffusion_sim.lab.answer_tables import Prepared
    from diffusion_sim.lab.catalogue import DrawnMap

STEP_MONTHS, PERIOD_MS = 3, 300


class Player:
    """A month, and a button that lets the months go by.

    Parameters
    ----------
    moved
        Called when another month is shown.
    settled
        Called when the month will stay for a while: worth keeping in the address.
    """

    def __init__(
        self, words: Mapping[str, str], language: str, moved: Callable[[], None], settled: Callable[[], None]
    ) -> None:
        self._words, self._language, self._moved, self._settled = words, language, moved, settled
        self.months: tuple[str, ...] = ("",)
        self.slider = pn.widgets.DiscreteSlider(
            name=words["month"], options=["–"], value="–", width=330, margin=(4, 10, 4, 0), stylesheets=[FIELD]
        )
        self.button = pn.widgets.Toggle(
            name=words["play"], width=90, align="end", margin=(4, 10, 8, 0), stylesheets=[BUTTON]
        )
        self.view = pn.FlexBox(self.slider, self.button, align_items="end")
        self._wanted = ""
        self._beat: Any = None
        self.slider.param.watch(self._on_month, "value")
        self.button.param.watch(self._on_button, "value")

    @property
    def month(self) -> int:
        """The month shown, counted from 0."""
        value = self.slider.value
        return self.months.index(value) if value in self.months else len(self.months) - 1

    @property
    def name(self) -> str:
        """The month as YYYY-MM; empty for the last one, where the view stands by itself."""
        return "" if self.month == len(self.months) - 1 else self.months[self.month]

    def begin(self, year_month: str) -> None:
        """Show a month as soon as there is one."""
        self._wanted = year_month

    def period(self, first_month: str, months: int) -> None:
        """Set what there is to play; without a month of its own it stands at the end."""
        names = months_from(first_month, months)
        if names == self.months:
            return
        shown = self._wanted or self.name
        self.months = names
        told = {month_name(name, self._language): name for name in names}
        self.slider.param.update(options=told, value=shown if shown in names else names[-1])

    def _on_month(self, _event: Any) -> None:  # noqa: ANN401 - Panel's own
        self._moved()
        if not self.button.value:
            self._settled()

    def _on_button(self, event: Any) -> None:  # noqa: ANN401 - Panel's own
        self.button.name = self._words["pause" if event.new else "play"]
        if event.new:
            if self.month >= len(self.months) - 1:
                self.slider.value = self.months[0]
            self._beat = pn.state.add_periodic_callback(self._step, PERIOD_MS)
        elif self._beat is not None:
            self._beat.stop()
            self._settled()

    def _step(self) -> None:
        last = len(self.months) - 1
        if self.month >= last:
            self.button.value = False
            return
        self.slider.value = self.months[min(self.month + STEP_MONTHS, last)]


SIDES = (DIFFERENCE, "policy", "baseline")
TILES, OUTLINES, OWN = "tiles", "outlines", "own_map"
NARROWEST = {TILES: 880, OUTLINES: 420, OWN: 420}
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
        self, words: Mapping[str, str], places: Sequence[Place], drawn_map: DrawnMap,
        changed: Callable[[str], None], language: str,
    ) -> None:  # fmt: skip
        self._words, self._changed, self._language = words, changed, language
        self.note, self.arrows_note = html_pane(), html_pane()
        self.measure = select(words["measure"], {words[key]: key for key in MEASURES}, MEASURES[0], 250)
        self.side = select(words["side"], {words[key]: key for key in SIDES}, SIDES[0], 150)
        drawn = {TILES: (), OUTLINES: drawn_map.outlines}
        if drawn_map.is_own:
            drawn = {OWN: drawn_map.outlines, TILES: ()}
        kinds = [kind for kind in drawn if kind == TILES or drawn_map.outlines]
        self.kind = select(words["drawn"], {words[key]: key for key in kinds}, kinds[0], 130)
        named = {words["choose"]: 0} | {place.name: place.code for place in sorted(places, key=lambda one: one.name)}
        self.place = select(words["municipality"], named, 0, 210)
        self.player = Player(words, language, lambda: changed("month"), lambda: changed("address"))
        self.figures = {kind: MapFigure(places, drawn[kind], self._clicked, language) for kind in kinds}
        self.panes = {kind: _at_least(NARROWEST[kind], one.figure) for kind, one in self.figures.items()}
        for widget, what in ((self.measure, "map"), (self.side, "map"), (self.kind, "map"), (self.place, "place")):
            widget.param.watch(lambda _, what=what: changed(what), "value")
        chosen = (self.measure, self.side, *((self.kind,) if len(kinds) > 1 else ()), self.place)
        self.view = pn.Column(
            pn.FlexBox(*chosen), self.player.view, self.note,
            pn.Column(*self.panes.values(), scroll="x-auto", styles={"max-width": "calc(100vw - 60px)"}, sizing_mode="stretch_width"),
            self.arrows_note, sizing_mode="stretch_width",
        )  # fmt: skip

    def begin(self, query: Mapping[str, str], months: Sequence[str]) -> tuple[str, ...]:
        """Take from the address what is known here; return the keys whose values are not."""
        known: dict[str, tuple[Any, dict[str, Any]]] = {
            key: (widget, {str(value): value for value in widget.options.values()})
            for key, widget in (
                ("measure", self.measure),
                ("side", self.side),
                ("map", self.kind),
                ("place", self.place),
            )
        }
        for key, (widget, values) in known.items():
            widget.value = values.get(query.get(key, ""), widget.value)
        month = query.get("month", "")
        self.player.begin(month if month in months else "")
        wrong = [key for key, (_, values) in known.items() if key in query and query[key] not in values]
        return tuple(wrong + (["month"] if "month" in query and month not in months else []))

    def to_query(self) -> dict[str, str]:
        """Return what of the view belongs in the address."""
        view = {"measure": self.measure.value, "side": self.side.value, "place": str(self.place.value or "")}
        view |= {"map": self.kind.value if len(self.figures) > 1 else "", "month": self.player.name}
        return {key: value for key, value in view.items() if value}

    def colour(self, prepared: Prepared) -> None:
        """Colour the map that is shown, and say what the colours mean."""
        side, chosen = self.side.value, self.kind.value
        values = prepared.map_values(self.measure.value, side)
        scale = (difference_scale if side == DIFFERENCE else level_scale)(values.mean)
        month = min(self.player.month, values.mean.shape[1] - 1)
        mean, half, clear = values.mean[:, month], values.half[:, month], values.stands_out[:, month]
        told = [self._told(*numbers) for numbers in zip(mean, half, clear, strict=True)]
        self.figures[chosen].show(Shown(mean, clear, told), scale, self._title())
        said = (
            self._explained(prepared, int(clear.sum()), clear.size),
            self._varies(prepared, mean, values.chance_sd[month]),
        )
        credit = [self._words["map_credit"]] if chosen == OUTLINES else []
        self.note.object = "".join(f"<p class='note'>{escape(line)}</p>" for line in (" ".join(said), *credit))
        for kind, pane in self.panes.items():
            pane.visible = kind == chosen

    def mark(self, prepared: Prepared) -> None:
        """Mark the municipality chosen, with its arrows."""
        code = self.place.value
        pairs = prepared.copying.partners(code, ARROWS) if code else ([], [])
        for figure in self.figures.values():
            figure.choose(code, *pairs)
        said = self._words["arrows" if any(pairs) else "no_arrows"] if code else ""
        self.arrows_note.object = f"<p class='note'>{escape(said)}</p>"

    def _title(self) -> str:
        """Return what is shown, on which side, and over which months it was counted."""
        words, names = self._words, [month_name(one, self._language) for one in self.player.months]
        shown = names[min(self.player.month, len(names) - 1)]
        span = "span_stock" if self.measure.value == STOCK else "span_sum"
        told = words[span].format(first=names[0], month=shown)
        return f"{words[self.measure.value]}, {told} ({words[self.side.value].lower()})"

    def _told(self, mean: float, half: float, clear: bool) -> str:  # noqa: FBT001 - a fact
        """Return a value with its ±."""
        write = shown_signed if self.side.value == DIFFERENCE else shown_number
        wide = f" ± {shown_number(half, self._language)}" if isfinite(half) else ""
        unclear = "" if clear else f" ({self._words['chance']})"
        return f"{write(mean, self._language)}{wide}{unclear}"

    def _explained(self, prepared: Prepared, clear: int, places: int) -> str:
        words, told = (
            self._words,
            {"k": clear, "n": places, "replications": prepared.answer.replications, "fewest": FEWEST},
        )
        kind = "difference" if self.side.value == DIFFERENCE else "level"
        few = prepared.answer.replications < FEWEST
        return words["map_few" if few else f"map_{kind}" if clear else f"map_only_{kind}"].format(**told)

    def _varies(self, prepared: Prepared, means: npt.NDArray[np.float64], chance_sd: float) -> str:
        """Return how far municipalities differ, and how far chance moves one."""
        split = split_of_means(means, chance_sd, prepared.answer.replications)
        told = {name: shown_number(value, self._language) for name, value in split._asdict().items() if isfinite(value)}
        return self._words["map_variation"].format(**told) if isfinite(split.chance_sd) else ""

    def _clicked(self, code: int) -> None:
        self.place.value = code


def _at_least(pixels: int, figure: Any) -> Any:  # noqa: ANN401 - Bokeh's and Panel's own
    """Return a figure that fills what room there is, but never less than so many pixels.

    By style: what Panel is told of least widths it passes on to all that surrounds the figure.
    """
    pane = pn.pane.Bokeh(figure, sizing_mode="scale_width")
    return pn.Column(pane, sizing_mode="stretch_width", styles={"min-width": f"{pixels}px"})
