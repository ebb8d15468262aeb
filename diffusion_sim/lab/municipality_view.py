"""One municipality: its story, and what the policy changed for it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from diffusion_sim.lab.pieces import html_pane

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diffusion_sim.lab.prepared import Prepared


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
            note = escape(words["story_note"].format(n=prepared.answer.worlds))
            lines = effect.others[0].story(code, effect.replications[0], self._language).splitlines()
            told = f"<p class='note'>{note}</p><div class='story' tabindex='0'>{_paragraphs(lines)}</div>"
        self.story.object = f"<h2>{words['story']}</h2>{told}"
        table = f"<div class='scroll' tabindex='0'>{prepared.changed_of(code)}</div>"
        self.changed.object = f"<h2>{words['changed']}</h2>{table}"


def _paragraphs(lines: list[str]) -> str:
    """Return lines as paragraphs, those that begin with a dash as lists."""
    parts = [f"<li>{escape(line[2:])}</li>" if line.startswith("- ") else f"<p>{escape(line)}</p>" for line in lines]
    return "".join(parts).replace("</p><li>", "</p><ul><li>").replace("</li><p>", "</li></ul><p>")
