"""Figures in the user's language."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diffusion_sim.results.paired import Comparison
    from diffusion_sim.results.result import Result

ENGLISH = "en"


def refuse_unknown_language(language: str) -> None:
    """Refuse, before anything is run, a language that figures do not speak."""
    if language != ENGLISH:
        from diffusion_sim.reports.words import words_in

        words_in(language)


def figures_of_result(language: str) -> Callable[[Result, Path], object]:
    """Return what draws one scenario."""
    from diffusion_sim.plots import save_all

    if language == ENGLISH:  # spares the time that the import below takes
        return save_all
    from diffusion_sim.reports.figure_words import result_words_in

    return partial(save_all, words=result_words_in(language))


def figures_of_comparison(language: str) -> Callable[[Comparison, Path], object]:
    """Return what draws a comparison."""
    from diffusion_sim.plots import save_comparison

    if language == ENGLISH:
        return save_comparison
    from diffusion_sim.reports.figure_words import comparison_words

    return partial(save_comparison, words=comparison_words(language))
