"""Own, adapted or inspired, and copied, year by year, beside what Danish workplaces answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import MaxNLocator

from diffusion_sim.plots.bands import bands_in_words, draw_bands
from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.plots.provenance import of_result
from diffusion_sim.plots.result_words import ENGLISH, ResultWords
from diffusion_sim.plots.style import KIND_COLOURS, styled
from diffusion_sim.results.calendar import date_after
from diffusion_sim.results.mix import BAROMETER_MIX, years_end

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from diffusion_sim.results.result import Result

_SIDE = {KIND_COLOURS["copied"]: "bottom", KIND_COLOURS["own"]: "top"}
"""Where a target's number stands: two of them lie so close that they would cover each other."""


@styled
def mode_mix(result: Result, words: ResultWords = ENGLISH) -> TracedFigure:
    """Draw the mix as Innovationsbarometeret counts it, at the end of each reported year."""
    bands = bands_in_words(len(result.records), words.bands)
    caption = words.mix.caption.format(bands=bands, source=words.mix.source)
    figure = TracedFigure(words.mix.title, caption, of_result(result, words.footer), (8.5, 5.2))
    axes = figure.subplots()
    years = _years(result)
    for kind, colour in KIND_COLOURS.items():
        shares = np.array([[getattr(mix, kind) for mix in run.yearly_mixes] for run in result.runs])
        line = draw_bands(axes, years, 100 * shares, colour, getattr(words.mix, kind))
        line.set_marker("o")
        line.set_markersize(4)
        percent = 100 * getattr(BAROMETER_MIX, kind)
        _draw_target(axes, percent, words.number(f"{percent:.1f} %"), colour)
    axes.set_ylim(0, 100)
    axes.set_ylabel(words.mix.share)
    axes.set_xlabel(words.mix.counted)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(loc="upper left", ncols=3)
    return figure


def _draw_target(axes: Axes, percent: float, label: str, colour: str) -> None:
    axes.axhline(percent, color=colour, linestyle=(0, (4, 3)), linewidth=1.1)
    axes.annotate(
        label, (1.0, percent), xycoords=("axes fraction", "data"), xytext=(4, 0),
        textcoords="offset points", va=_SIDE.get(colour, "center"), color=colour, fontsize=8,
    )  # fmt: skip


def _years(result: Result) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the calendar year that holds the last month of each reported year."""
    run = result.runs[0]
    months = [end - 1 - run.first for end in years_end(run)]
    return np.array([date_after(result.context.first_month, month).year for month in months], dtype=np.int64)
