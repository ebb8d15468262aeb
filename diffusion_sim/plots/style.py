"""Colours that the colour-blind can tell apart, the same for the same thing in every figure.

Hues are those of Okabe & Ito, *Color Universal Design* (2008).
"""

from __future__ import annotations

from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from matplotlib import style

if TYPE_CHECKING:
    from collections.abc import Callable

    from diffusion_sim.plots.figure import TracedFigure

STYLE_FILE = Path(__file__).with_name("style.mplstyle")
BLACK, GREY, LIGHT = "#222222", "#777777", "#E4E4E4"
ORANGE, SKY, GREEN, YELLOW = "#E69F00", "#56B4E9", "#009E73", "#F0E442"
BLUE, VERMILLION, PURPLE = "#0072B2", "#D55E00", "#CC79A7"

MODE_COLOURS = {"own": VERMILLION, "inspired": PURPLE, "adapt": BLUE, "copy": GREEN, "outdated": GREY}
STAGE_COLOURS = {"applying": ORANGE, "developing": BLUE, "implementing": VERMILLION}
KIND_COLOURS = {"own": VERMILLION, "adapted": BLUE, "copied": GREEN}
REGION_COLOURS = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, BLACK)
"""In the alphabetical order of the regions."""
SCENARIO_COLOURS = (GREY, BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY)
"""The baseline first, then the others in their order."""
COST_COLOURS = (VERMILLION, BLUE, GREEN, ORANGE, GREY, PURPLE, SKY)

P = ParamSpec("P")
F = TypeVar("F", bound="TracedFigure")


def styled(draw: Callable[P, F]) -> Callable[P, F]:
    """Draw in the project's style, and leave the caller's own settings as they were."""

    @wraps(draw)
    def within_style(*args: P.args, **kwargs: P.kwargs) -> F:
        with style.context(STYLE_FILE):
            return draw(*args, **kwargs)

    return within_style
