"""How much is known, under way and in operation, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.plots.bands import bands_in_words, draw_bands
from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.plots.monthly_values import by_replication, date_axis, dates
from diffusion_sim.plots.provenance import of_result
from diffusion_sim.plots.result_words import ENGLISH, ResultWords
from diffusion_sim.plots.separators import use_separators
from diffusion_sim.plots.style import MODE_COLOURS, STAGE_COLOURS, styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from diffusion_sim.results.result import Result

_KNOWN = "#8A6D00"


@styled
def stages_over_time(result: Result, words: ResultWords = ENGLISH) -> TracedFigure:
    """Draw the stages a solution goes through in a municipality: known, under way, in operation by mode."""
    stages = words.stages
    caption = stages.caption.format(bands=bands_in_words(len(result.records), words.bands))
    figure = TracedFigure(stages.title, caption, of_result(result, words.footer), (11.5, 4.6))
    known, under_way, operating = figure.subplots(1, 3)
    _draw(known, result, {"known": _KNOWN}, words)
    _draw(under_way, result, STAGE_COLOURS, words)
    _draw(operating, result, {f"operating_{mode}": colour for mode, colour in MODE_COLOURS.items()}, words)
    for axes, title in zip(figure.axes, (stages.heard_of, stages.under_way, stages.in_operation), strict=True):
        axes.set_title(title)
    known.set_ylabel(stages.pairs)
    use_separators(figure, words.separators)
    return figure


def _draw(axes: Axes, result: Result, columns: dict[str, str], words: ResultWords) -> None:
    when = dates(result)
    for column, colour in columns.items():
        draw_bands(axes, when, by_replication(result, column), colour, getattr(words.stages, column))
    date_axis(axes, words.year)
    axes.set_ylim(bottom=0)
    top = axes.get_ylim()[1]
    axes.set_ylim(0, top * (1 + 0.09 * len(columns)))
    axes.legend(loc="upper left")
