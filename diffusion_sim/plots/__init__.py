"""Figures: a result or comparison goes in, a figure comes out that says where it comes from.

Nothing here runs the model. Every figure can be shown in a notebook and saved with ``figure.savefig("name.png")``;
version, scenario hash and seed are printed under it and written into the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.plots.curves import adoption_curves, mode_mix, stages_over_time
from diffusion_sim.plots.figure import TracedFigure, write_figure
from diffusion_sim.plots.maps import can_be_named, reuse_network, tile_map
from diffusion_sim.plots.money import cliff_survival, ledger
from diffusion_sim.plots.policy_effects import additional, comparison, demo
from diffusion_sim.plots.words import COMPARISON_WORDS, RESULT_WORDS, ComparisonWords, ResultWords

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from diffusion_sim.results.comparison import Comparison
    from diffusion_sim.results.result import Result

OF_RESULT = (
    "adoption_curves", "stages_over_time", "mode_mix", "cliff_survival", "ledger", "tile_map", "reuse_network",
)  # fmt: skip
"""What ``result.plot`` offers."""
OF_COMPARISON = ("additional", "comparison", "demo")
"""What ``effect.plot`` offers."""
FIGURES: tuple[Callable[..., TracedFigure], ...] = (
    adoption_curves, stages_over_time, mode_mix, cliff_survival, ledger,
)  # fmt: skip
MAPS: tuple[Callable[..., TracedFigure], ...] = (tile_map, reuse_network)
"""Drawn only where every place has a tile that its name fits."""

__all__ = [
    "additional",
    "adoption_curves",
    "cliff_survival",
    "comparison",
    "demo",
    "ledger",
    "mode_mix",
    "reuse_network",
    "save_all",
    "save_comparison",
    "stages_over_time",
    "tile_map",
]


def save_all(result: Result, folder: Path, words: ResultWords = RESULT_WORDS) -> list[Path]:
    """Write every figure of one scenario to ``folder/figures`` as PNG and SVG; return the files."""
    drawn = FIGURES + (MAPS if can_be_named(result.context.places) else ())
    files: list[Path] = []
    for draw in drawn:
        files += write_figure(draw(result, words=words), folder / "figures", draw.__name__)
    return files


def save_comparison(effect: Comparison, folder: Path, words: ComparisonWords = COMPARISON_WORDS) -> list[Path]:
    """Write the figures of a comparison likewise; where several policies are compared, each has an overview."""
    figures, many = folder / "figures", len(effect.names)
    files = write_figure(comparison(effect, words), figures, "comparison")
    if len(effect.baseline.runs[0].year_ends) > 1:
        files += write_figure(additional(effect, words), figures, "additional")
    if can_be_named(effect.baseline.context.places):
        for policy in range(many):
            name = "overview" if many == 1 else f"overview_{policy + 1}"
            files += write_figure(demo(effect, words, policy), figures, name)
    return files
