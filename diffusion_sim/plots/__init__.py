"""Figures: a result or comparison goes in, a figure comes out that says where it comes from.

Nothing here runs the model. Every figure can be shown in a notebook and saved with ``figure.savefig("name.png")``;
version, scenario hash and seed are printed under it and written into the file.
"""

from __future__ import annotations

from diffusion_sim.plots.adoption_curves import adoption_curves
from diffusion_sim.plots.cliff_survival import cliff_survival
from diffusion_sim.plots.comparison import comparison
from diffusion_sim.plots.demo import demo
from diffusion_sim.plots.ledger import ledger
from diffusion_sim.plots.mode_mix import mode_mix
from diffusion_sim.plots.reuse_network import reuse_network
from diffusion_sim.plots.save_all import save_all, save_comparison
from diffusion_sim.plots.stages_over_time import stages_over_time
from diffusion_sim.plots.tile_map import tile_map

OF_RESULT = (
    "adoption_curves", "stages_over_time", "mode_mix", "cliff_survival", "ledger", "tile_map", "reuse_network", "save_all",
)  # fmt: skip
"""What ``result.plot`` offers."""
OF_COMPARISON = ("comparison", "demo", "save_comparison")
"""What ``effect.plot`` offers."""

__all__ = [
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
