"""One line on what is going on, with a bar while worlds are computed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from diffusion_sim.lab.pieces import html_pane

if TYPE_CHECKING:
    from collections.abc import Mapping


class Status:
    """A sentence that is read aloud when it changes."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self.view = html_pane(margin=(0, 0, 8, 0))

    def tell(self, sentence: str, *, share: float | None = None, wrong: bool = False) -> None:
        """Say a sentence; ``share`` (0 to 1) is how much is done."""
        label = escape(self._words["progress"])
        bar = "" if share is None else f'<progress value="{share:.3f}" max="1" aria-label="{label}"></progress>'
        kind = 'class="status wrong" role="alert"' if wrong else 'class="status" role="status"'
        self.view.object = f"<div {kind}>{bar}<span>{escape(sentence)}</span></div>"
