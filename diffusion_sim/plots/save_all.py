"""Every figure of a result or comparison, as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.plots.adoption_curves import adoption_curves
from diffusion_sim.plots.cliff_survival import cliff_survival
from diffusion_sim.plots.comparison import comparison
from diffusion_sim.plots.demo import demo
from diffusion_sim.plots.ledger import ledger
from diffusion_sim.plots.mode_mix import mode_mix
from diffusion_sim.plots.result_words import ENGLISH, ResultWords
from diffusion_sim.plots.reuse_network import reuse_network
from diffusion_sim.plots.stages_over_time import stages_over_time
from diffusion_sim.plots.tile_map import tile_map
from diffusion_sim.plots.tiles import can_be_named
from diffusion_sim.plots.words import ENGLISH as OF_COMPARISONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from diffusion_sim.plots.figure import TracedFigure
    from diffusion_sim.plots.words import ComparisonWords
    from diffusion_sim.results.paired import Comparison
    from diffusion_sim.results.result import Result

FIGURES: tuple[Callable[..., TracedFigure], ...] = (
    adoption_curves, stages_over_time, mode_mix, cliff_survival, ledger,
)  # fmt: skip
MAPS: tuple[Callable[..., TracedFigure], ...] = (tile_map, reuse_network)
"""Drawn only where every place has a tile that its name fits."""


def save_all(result: Result, folder: Path, words: ResultWords = ENGLISH) -> list[Path]:
    """Write every figure of one scenario to ``folder/figures`` as PNG and SVG; return the files."""
    drawn = FIGURES + (MAPS if can_be_named(result.context.places) else ())
    files: list[Path] = []
    for draw in drawn:
        files += write_figure(draw(result, words=words), folder / "figures", draw.__name__)
    return files


def save_comparison(effect: Comparison, folder: Path, words: ComparisonWords = OF_COMPARISONS) -> list[Path]:
    """Write the figures of a comparison likewise."""
    files = write_figure(comparison(effect, words), folder / "figures", "comparison")
    if can_be_named(effect.baseline.context.places):
        files += write_figure(demo(effect, words), folder / "figures", "overview")
    return files


def write_figure(figure: TracedFigure, folder: Path, name: str) -> list[Path]:
    """Write one figure as PNG and SVG, each under another name first, so that it is whole or not there."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{name}.{ending}" for ending in ("png", "svg")]
    figure.settle()
    for file in files:
        part = file.with_name(file.name + ".part")
        figure.savefig(part, format=file.suffix[1:])
        part.replace(file)
    return files
