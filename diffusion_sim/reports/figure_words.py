"""What figures say in the language of a page or of the user."""

from __future__ import annotations

from typing import Any

from diffusion_sim.plots import result_words
from diffusion_sim.plots.result_words import ResultWords
from diffusion_sim.plots.words import ENGLISH, BandWords, ComparisonWords, FooterWords
from diffusion_sim.reports.danish import danish_figures, danish_measures, danish_terms
from diffusion_sim.reports.naming import DANISH

_SEPARATORS = {",": ".", ".": ","}


def comparison_words(language: str) -> ComparisonWords:
    """Return what the figures of a comparison say."""
    if language != DANISH:
        return ENGLISH
    titles = {name: title for name, (title, *_) in danish_terms("scenarios").items()}
    said = danish_figures("comparison") | _everywhere()
    return ComparisonWords(**said, units=danish_measures()["units"], titles=titles, separators=_SEPARATORS)


def result_words_in(language: str) -> ResultWords:
    """Return what the figures of one scenario say."""
    if language != DANISH:
        return result_words.ENGLISH
    said = danish_figures("result")
    parts = {
        figure: type(words)(**said[figure])
        for figure, words in zip(ResultWords._fields, result_words.ENGLISH, strict=True)
        if figure in said and isinstance(words, tuple)
    }
    return ResultWords(**{**said, **parts, **_everywhere()}, separators=_SEPARATORS)


def _everywhere() -> dict[str, Any]:
    footer, bands = danish_figures("footer"), danish_figures("bands")
    return {"footer": FooterWords(**footer), "bands": BandWords(**bands)}
