"""Denmark with and without a policy, on one page: curves, map, effects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.plots.bands import bands_in_words, draw_bands
from diffusion_sim.plots.comparison import draw_effects
from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.plots.monthly_values import by_replication, date_axis, dates
from diffusion_sim.plots.provenance import of_comparison
from diffusion_sim.plots.separators import use_separators
from diffusion_sim.plots.style import BLACK, BLUE, GREY, SCENARIO_COLOURS, VERMILLION, styled
from diffusion_sim.plots.tile_map import difference_scale, draw_tiles, typical_uncertainty
from diffusion_sim.plots.words import ENGLISH
from diffusion_sim.results.intervals import Interval

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes

    from diffusion_sim.plots.words import ComparisonWords
    from diffusion_sim.results.paired import Comparison
    from diffusion_sim.results.result import Result

_EFFECTS = (
    "put_to_use_copy_per_year", "put_to_use_adapt_per_year", "put_to_use_inspired_per_year", "put_to_use_own_per_year",
    "in_operation", "reinvented_per_year", "reused_merit", "value_total", "cost_million_dkk",
)  # fmt: skip
_YEAR = 12


@styled
def demo(effect: Comparison, words: ComparisonWords = ENGLISH) -> TracedFigure:
    """Draw the first of the compared scenarios against the baseline: what changes, where, and at what price."""
    name, base = words.named(effect.names[0]), words.named(effect.baseline.context.scenario.name)
    caption = words.overview_caption.format(
        worlds=len(effect.replications), bands=bands_in_words(len(effect.baseline.records), words.bands)
    )
    provenance = of_comparison(effect, words.footer)
    of_denmark = effect.baseline.context.scenario.network.whose == "denmark"
    title = words.overview if of_denmark else words.overview_elsewhere
    figure = TracedFigure(title.format(base=base, name=name), caption, provenance, (13.2, 10.2))
    upper, lower = np.ravel(np.asarray(figure.subfigures(2, 1, height_ratios=(2.0, 1.0))))
    curves, country = upper.subfigures(1, 2, width_ratios=(1.0, 1.55))
    levels, changes = curves.subplots(2, 1)
    _draw_levels(levels, effect, words)
    _draw_changes(changes, effect, words)
    _draw_map(country.subplots(), effect, words)
    effects = lower.subplots()
    effects.set_title(words.what_changes)
    draw_effects(effects, effect, _EFFECTS, words)
    use_separators(figure, words.separators)
    return figure


def _draw_levels(axes: Axes, effect: Comparison, words: ComparisonWords) -> None:
    """Draw reuse under both policies."""
    scenarios = ((effect.baseline.context.scenario.name, effect.baseline), (effect.names[0], effect.others[0]))
    for (name, result), colour in zip(scenarios, SCENARIO_COLOURS, strict=False):
        draw_bands(
            axes,
            dates(result)[_span_months(result) - 1 :],
            _recent(effect, result, "put_to_use_reused"),
            colour,
            words.named(name, 24),
        )
    axes.set_title(words.levels)
    axes.set_ylim(bottom=0)
    _finish(axes, _span_months(effect.baseline), words)


def _draw_changes(axes: Axes, effect: Comparison, words: ComparisonWords) -> None:
    """Draw the difference world by world: far smaller bands than the two curves have."""
    when = dates(effect.baseline)[_span_months(effect.baseline) - 1 :]
    kinds = {"put_to_use_reused": (words.reuse, BLUE), "put_to_use_own": (words.own, VERMILLION)}
    for column, (label, colour) in kinds.items():
        change = _recent(effect, effect.others[0], column) - _recent(effect, effect.baseline, column)
        draw_bands(axes, when, change, colour, label)
    axes.axhline(0.0, color=BLACK, linewidth=0.9)
    axes.set_title(words.changes)
    _finish(axes, _span_months(effect.baseline), words)


def _recent(effect: Comparison, result: Result, column: str) -> npt.NDArray[np.float64]:
    """Return sums over the last months, so that the calendar's own rhythm does not hide the difference."""
    worlds = [record.replication in effect.replications for record in result.records]
    running = np.pad(by_replication(result, column)[worlds].cumsum(axis=1), ((0, 0), (1, 0)))
    span = _span_months(result)
    return np.asarray(running[:, span:] - running[:, :-span], dtype=np.float64)


def _span_months(result: Result) -> int:
    """Return over how many months is summed: a year, or one month when the window is shorter than two years."""
    return _YEAR if result.runs[0].end - result.runs[0].first >= 2 * _YEAR else 1


def _finish(axes: Axes, span_months: int, words: ComparisonWords) -> None:
    axes.set_ylabel(words.in_month if span_months == 1 else words.in_months.format(months=span_months))
    date_axis(axes, words.year)
    axes.legend(loc="lower left", ncols=2)


def _draw_map(axes: Axes, effect: Comparison, words: ComparisonWords) -> None:
    table = effect.by_municipality()
    rows = table[(table["scenario"] == effect.names[0]) & (table["measure"] == "in_operation_reused")]
    differences = dict(zip(rows["code"], rows["difference"], strict=True))
    intervals = [Interval(row["difference"], row["low"], row["high"], 0.0, 0) for row in rows.to_dict("records")]
    axes.set_title(words.map)
    uncertainty = typical_uncertainty(intervals, words.bands, words.number)
    axes.text(0.0, -0.01, uncertainty, transform=axes.transAxes, fontsize=8, color=GREY, va="top")
    draw_tiles(axes, effect.baseline.context.places, differences, words.map_unit, 5.0, difference_scale)
