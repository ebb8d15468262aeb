"""Own, adapted or inspired, and copied, year by year, beside what Danish workplaces answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import MaxNLocator

from diffusion_sim.plots.bands import bands_in_words, draw_bands
from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.plots.provenance import of_result
from diffusion_sim.plots.style import KIND_COLOURS, styled
from diffusion_sim.results.calendar import date_after
from diffusion_sim.results.mix import BAROMETER_MIX, BAROMETER_SOURCE, years_end

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from diffusion_sim.results.result import Result

_WORDS = {"adapted": "adapted or inspired", "copied": "largely copied", "own": "own development"}
_SIDE = {KIND_COLOURS["copied"]: "bottom", KIND_COLOURS["own"]: "top"}
"""Where a target's number stands: two of them lie so close that they would cover each other."""


@styled
def mode_mix(result: Result) -> TracedFigure:
    """Draw the mix as Innovationsbarometeret counts it, at the end of each reported year."""
    caption = (
        "Latest innovation put to use with positive merit, one for each municipality and policy field, in the 24 "
        f"months before each year's end.\n{bands_in_words(len(result.records))}\n"
        f"Dashed: {BAROMETER_SOURCE}; its unit is the workplace, here it is the policy field (an assumption)."
    )
    figure = TracedFigure("Own, adapted or copied", caption, of_result(result), (8.5, 5.2))
    axes = figure.subplots()
    years = _years(result)
    for kind, colour in KIND_COLOURS.items():
        shares = np.array([[getattr(mix, kind) for mix in run.yearly_mixes] for run in result.runs])
        line = draw_bands(axes, years, 100 * shares, colour, _WORDS[kind])
        line.set_marker("o")
        line.set_markersize(4)
        _draw_target(axes, 100 * getattr(BAROMETER_MIX, kind), colour)
    axes.set_ylim(0, 100)
    axes.set_ylabel("share of latest innovations (%)")
    axes.set_xlabel("counted at the end of")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(loc="upper left", ncols=3)
    return figure


def _draw_target(axes: Axes, percent: float, colour: str) -> None:
    axes.axhline(percent, color=colour, linestyle=(0, (4, 3)), linewidth=1.1)
    axes.annotate(
        f"{percent:.1f} %", (1.0, percent), xycoords=("axes fraction", "data"), xytext=(4, 0),
        textcoords="offset points", va=_SIDE.get(colour, "center"), color=colour, fontsize=8,
    )  # fmt: skip


def _years(result: Result) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the calendar year that holds the last month of each reported year."""
    run = result.runs[0]
    months = [end - 1 - run.first for end in years_end(run)]
    return np.array([date_after(result.context.first_month, month).year for month in months], dtype=np.int64)
