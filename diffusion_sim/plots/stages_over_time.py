"""How much is known, under way and in operation, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.plots.bands import bands_in_words, draw_bands
from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.plots.monthly_values import by_replication, date_axis, dates
from diffusion_sim.plots.provenance import of_result
from diffusion_sim.plots.style import MODE_COLOURS, MODE_WORDS, STAGE_COLOURS, styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from diffusion_sim.results.result import Result

_KNOWN = "#8A6D00"


@styled
def stages_over_time(result: Result) -> TracedFigure:
    """Draw the stages a solution goes through in a municipality: known, under way, in operation by mode."""
    caption = "Pairs of municipality and solution at the end of each month, in the whole country. " + bands_in_words(
        len(result.records)
    )
    figure = TracedFigure("From hearing to operation", caption, of_result(result), (11.5, 4.6))
    known, under_way, operating = figure.subplots(1, 3)
    _draw(known, result, {"known": ("known, not taken up", _KNOWN)}, "Heard of")
    _draw(under_way, result, {name: (name, colour) for name, colour in STAGE_COLOURS.items()}, "Under way")
    modes = {f"operating_{mode}": (MODE_WORDS[mode], colour) for mode, colour in MODE_COLOURS.items()}
    _draw(operating, result, modes, "In operation")
    known.set_ylabel("municipality-solution pairs")
    return figure


def _draw(axes: Axes, result: Result, columns: dict[str, tuple[str, str]], title: str) -> None:
    when = dates(result)
    for column, (label, colour) in columns.items():
        draw_bands(axes, when, by_replication(result, column), colour, label)
    axes.set_title(title)
    date_axis(axes)
    axes.set_ylim(bottom=0)
    top = axes.get_ylim()[1]
    axes.set_ylim(0, top * (1 + 0.09 * len(columns)))
    axes.legend(loc="upper left")
