"""What figures say in the language of a page or of the user, and of a scenario with values of the user's own."""

from __future__ import annotations

from typing import Any, NamedTuple

from diffusion_sim.plots.words import (
    COMPARISON_WORDS,
    RESULT_WORDS,
    BandWords,
    ComparisonWords,
    FooterWords,
    ResultWords,
)
from diffusion_sim.reports.naming import DANISH, danish_figures, danish_measures
from diffusion_sim.words.ready_made import danish

_SEPARATORS = {",": ".", ".": ","}


def comparison_words(language: str) -> ComparisonWords:
    """Return what the figures of a comparison say."""
    if language != DANISH:
        return COMPARISON_WORDS
    titles = {name: title for name, (title, *_) in danish("scenarios").items()}
    said = danish_figures("comparison") | _everywhere()
    return ComparisonWords(**said, units=danish_measures()["units"], titles=titles, separators=_SEPARATORS)


def result_words_in(language: str) -> ResultWords:
    """Return what the figures of one scenario say."""
    if language != DANISH:
        return RESULT_WORDS
    said = danish_figures("result")
    parts = {
        figure: type(words)(**said[figure])
        for figure, words in zip(ResultWords._fields, RESULT_WORDS, strict=True)
        if figure in said and isinstance(words, tuple)
    }
    return ResultWords(**{**said, **parts, **_everywhere()}, separators=_SEPARATORS)


def _everywhere() -> dict[str, Any]:
    footer, bands = danish_figures("footer"), danish_figures("bands")
    return {"footer": FooterWords(**footer), "bands": BandWords(**bands)}


class ChangedScenario(NamedTuple):
    """What is said of a scenario in the language of a page."""

    title: str
    note: str = ""
    """What the description does not tell, leading to the list."""
    changes: tuple[str, ...] = ()
    """Each with its value."""

    def in_figures(self, words: ComparisonWords, name: str) -> ComparisonWords:
        """Return the words of figures that call a scenario so; ``name`` is what the results call it."""
        told = words._replace(titles={**words.titles, name: self.title})
        if not self.changes:
            return told
        title = _literal(self.title)
        listed = _literal(f"{self.title} ({'; '.join(self.changes)}). ")
        return told._replace(
            title=f"{words.title}: {self.title}", caption=listed + words.caption,
            overview=words.overview.replace("{name}", title),
            overview_elsewhere=words.overview_elsewhere.replace("{name}", title),
            overview_caption=listed + words.overview_caption,
        )  # fmt: skip


def _literal(text: str) -> str:
    """Return a text that filling in leaves as it is."""
    return text.replace("{", "{{").replace("}", "}}")
