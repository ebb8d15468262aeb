"""What the figures that are taken away from the page say, in its language."""

from __future__ import annotations

from diffusion_sim.plots.words import ENGLISH, BandWords, ComparisonWords, FooterWords
from diffusion_sim.reports.danish import danish_figures, danish_measures, danish_terms
from diffusion_sim.reports.naming import DANISH


def figure_words(language: str) -> ComparisonWords:
    """Return what the figures of a comparison say."""
    if language != DANISH:
        return ENGLISH
    said = danish_figures()
    parts = {"footer": FooterWords(**said["footer"]), "bands": BandWords(**said["bands"])}
    titles = {name: title for name, (title, *_) in danish_terms("scenarios").items()}
    return ComparisonWords(
        **{**said, **parts}, units=danish_measures()["units"], titles=titles, separators={",": ".", ".": ","}
    )
