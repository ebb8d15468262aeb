"""A number that a user types: read as people write it, refused with a sentence beside the field."""

from __future__ import annotations

import math
import re
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

import panel as pn

from diffusion_sim.lab.style import BUTTON, FIELD, INNER
from diffusion_sim.scenario.declarations import figure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_THOUSANDS = {"en": re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?"), "da": re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?")}
_SIGNS = {"en": (",", "."), "da": (".", ",")}
LONGEST = 40
"""Letters of a wrong text that are shown again."""


class Limits(NamedTuple):
    """What a number may be."""

    low: float
    high: float
    whole: bool = False

    def problem(self, value: float, text: str, words: Mapping[str, str], language: str) -> str:
        """Return what is wrong with a value that was read from a text, or nothing."""
        told = {"found": text[:LONGEST], "low": said(self.low, language), "high": said(self.high, language)}
        if math.isnan(value):
            return words["not_number"].format(**told)
        if self.whole and value != int(value):
            return words["not_whole"].format(**told)
        return "" if self.low <= value <= self.high else words["outside"].format(**told)


def number_in(text: str, language: str) -> float:
    """Return the number in a text, NaN if there is none; a comma or a point may be the decimal sign."""
    plain = text.strip().replace("−", "-").replace("\u00a0", "").replace(" ", "")
    thousands, decimal = _SIGNS[language]
    if _THOUSANDS[language].fullmatch(plain):
        plain = plain.replace(thousands, "").replace(decimal, ".")
    elif plain.count(",") == 1:
        plain = plain.replace(",", ".")
    try:
        value = float(plain) if plain.isascii() and "_" not in plain else math.nan
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def typed(value: float, language: str) -> str:
    """Return a number as it stands in a field."""
    text = str(int(value)) if value == int(value) else f"{value:.10g}"
    return text.replace(".", ",") if language == "da" else text


def said(value: float, language: str) -> str:
    """Return a number as it stands in a sentence."""
    text = figure(value)
    return text.translate(str.maketrans(",.", ".,")) if language == "da" else text


class NumberField:
    """A field with a button for less and one for more, and the sentence on what is wrong."""

    def __init__(
        self, label: str, limits: Limits, words: Mapping[str, str], language: str, changed: Callable[[], None]
    ) -> None:
        self.limits, self._words, self._language, self._changed = limits, words, language, changed
        self._quiet, self.problem, self.value = False, "", 0.0
        self._step = 1.0 if limits.whole else 0.01
        self.input = pn.widgets.TextInput(name=label, width=200, margin=(4, 4, 4, 0), stylesheets=[FIELD])
        self.wrong = pn.pane.HTML("", stylesheets=[INNER], width=290, margin=0)
        self._parts = (self.input, self._button("−", -1), self._button("+", 1))
        self.view = pn.Column(pn.Row(*self._parts, margin=0), self.wrong, margin=0)
        self.input.param.watch(self._on_change, "value")

    def start(self, value: float) -> None:
        """Show a value without asking anything."""
        self._step = 1.0 if self.limits.whole else 10.0 ** math.floor(math.log10(abs(value))) if value else 0.01
        self._quiet = True
        self.input.value = typed(value, self._language)
        self._quiet = False
        self._read()

    def lock(self) -> None:
        """Let nobody change the value."""
        for part in self._parts:
            part.disabled = True

    def unlock(self) -> None:
        """Let the value be changed again."""
        for part in self._parts:
            part.disabled = False

    def _read(self) -> None:
        text = self.input.value or ""
        value = number_in(text, self._language)
        self.problem = self.limits.problem(value, text, self._words, self._language)
        if not self.problem:
            self.value = int(value) if self.limits.whole else value
        alert = f'<p class="wrong" role="alert">{escape(self.problem)}</p>' if self.problem else ""
        self.wrong.object = alert

    def _button(self, sign: str, direction: int) -> Any:  # noqa: ANN401 - Panel's own
        made = pn.widgets.Button(name=sign, width=38, align="end", margin=(4, 0, 4, 4), stylesheets=[BUTTON])
        made.on_click(lambda _: self._move(direction))
        return made

    def _move(self, direction: int) -> None:
        wanted = round(self.value + direction * self._step, 10)
        self.input.value = typed(min(max(wanted, self.limits.low), self.limits.high), self._language)

    def _on_change(self, _event: Any) -> None:  # noqa: ANN401 - Panel's own
        if not self._quiet:
            self._read()
            self._changed()
