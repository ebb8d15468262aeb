"""What the tests of figures share: which figures there are, and what is written in one."""

from __future__ import annotations

import matplotlib as mpl

from diffusion_sim.plots.figure import TracedFigure

OF_RESULT = ("adoption_curves", "stages_over_time", "mode_mix", "tile_map", "reuse_network", "cliff_survival", "ledger")
OF_COMPARISON = ("comparison", "demo")
MAPS = {"tile_map", "reuse_network"}


def written(figure: TracedFigure) -> str:
    """All text of a figure, subfigures and axes included."""
    return "\n".join(text.get_text() for text in figure.findobj(mpl.text.Text))
