"""Writing figures is most of what a command's time goes to: tests that look at some of them, or at none, write no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import diffusion_sim.plots
from diffusion_sim.plots import figure

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_write_figure = figure.write_figure


def write_only(patched: pytest.MonkeyPatch, *names: str) -> None:
    """Have every figure drawn, but only some laid out and written."""

    def write(drawn: figure.TracedFigure, folder: Path, name: str) -> list[Path]:
        return _write_figure(drawn, folder, name) if name in names else []

    for module in (figure, diffusion_sim.plots):
        patched.setattr(module, "write_figure", write)
