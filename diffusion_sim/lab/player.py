"""Playing through the months."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import panel as pn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

STEP_MONTHS, PERIOD_MS = 3, 300


class Player:
    """A month, and a button that lets the months go by."""

    def __init__(self, words: Mapping[str, str], moved: Callable[[], None]) -> None:
        self._words, self._moved, self._last = words, moved, 0
        self.field = pn.widgets.IntInput(name=words["month"], value=None, start=1, step=1, width=100)
        self.button = pn.widgets.Toggle(name=words["play"], width=90, align="end", margin=(0, 10, 5, 10))
        self.when = pn.pane.HTML("", align="end", width=80)
        self.view = pn.Row(self.field, self.button, self.when)
        self._first = "2014-01"
        self._beat: Any = None
        self.field.param.watch(self._on_month, "value")
        self.button.param.watch(self._on_button, "value")

    @property
    def month(self) -> int:
        """The month shown, counted from 0."""
        value = self.field.value
        return self._last if value is None else min(max(int(value) - 1, 0), self._last)

    def stretch(self, first_month: str, months: int) -> None:
        """Set what there is to play; without a month of its own it stands at the end."""
        self._first, self._last = first_month, months - 1
        self.field.end = months
        if self.field.value is None:
            self.field.value = months
        self._tell()

    def _tell(self) -> None:
        year, month = (int(part) for part in self._first.split("-"))
        count = year * 12 + month - 1 + self.month
        self.when.object = f"{count // 12}-{count % 12 + 1:02}"

    def _on_month(self, _event: Any) -> None:  # noqa: ANN401 - Panel's own
        self._tell()
        self._moved()

    def _on_button(self, event: Any) -> None:  # noqa: ANN401 - Panel's own
        self.button.name = self._words["pause" if event.new else "play"]
        if event.new:
            if self.month >= self._last:
                self.field.value = 1
            self._beat = pn.state.add_periodic_callback(self._step, PERIOD_MS)
        elif self._beat is not None:
            self._beat.stop()

    def _step(self) -> None:
        if self.month >= self._last:
            self.button.value = False
            return
        self.field.value = min(self.month + STEP_MONTHS, self._last) + 1
