"""Playing through the months."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import panel as pn

from diffusion_sim.lab.interventions import month_name
from diffusion_sim.lab.style import BUTTON, FIELD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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

    def stretch(self, first_month: str, months: int) -> None:
        """Set what there is to play; without a month of its own it stands at the end."""
        names = _months(first_month, months)
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


def _months(first_month: str, count: int) -> tuple[str, ...]:
    """Return the months from the first on, as YYYY-MM."""
    year, month = (int(part) for part in first_month.split("-"))
    numbers = range(12 * year + month - 1, 12 * year + month - 1 + count)
    return tuple(f"{number // 12}-{number % 12 + 1:02}" for number in numbers)
