"""Sobol indices: what share of the variance between points each parameter explains, alone and in all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.plots.style import BLUE, ORANGE, styled
from diffusion_sim.results.measures import measure

if TYPE_CHECKING:
    import pandas as pd

    from diffusion_sim.plots.provenance import Provenance

SHOWN = 15
OFFSET = 0.16
"""Between the two marks of a parameter, in rows."""


@styled
def sobol(indices: pd.DataFrame, key: str, provenance: Provenance, what: str = "") -> TracedFigure:
    """Draw first-order and total indices of one measure with their intervals.

    Parameters
    ----------
    indices
        Columns measure, parameter, effect and interval (total), alone and alone_interval (first order).
    key
        The measure.
    what
        Words before its name, such as whose change of it is meant.
    """
    chosen = indices[indices["measure"] == key]
    top, told = chosen.head(SHOWN), measure(key)
    caption = (
        f"Shares of the variance of {what}“{told.label.lstrip('. ')}” between points, in the same worlds: of each parameter "
        "alone, and in all with what it does together with others. The shares in all may add up to more than 1. "
        "Whiskers: 95 % interval over resamples; an estimate may lie below 0."
    )
    figure = TracedFigure("What explains the difference", caption, provenance, (9.0, 2.4 + 0.4 * len(top)))
    axes = figure.subplots()
    rows = np.arange(len(top))
    axes.axvline(0.0, color="black", linewidth=0.8)
    style: dict[str, Any] = {"elinewidth": 1.2, "capsize": 2.5, "linestyle": "none"}
    axes.errorbar(top["effect"], rows - OFFSET, xerr=top["interval"], fmt="o", color=BLUE, label="in all", **style)
    axes.errorbar(
        top["alone"], rows + OFFSET, xerr=top["alone_interval"], fmt="s", color=ORANGE, label="alone", **style
    )
    axes.set_yticks(rows, top["parameter"])
    axes.invert_yaxis()
    axes.set_xlabel("share of variance (0 to 1)")
    axes.legend(loc="lower right", frameon=False)
    return figure
