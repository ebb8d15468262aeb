"""The kroner ledger: what is spent on what, and how much of it grants pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import MaxNLocator

from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.plots.provenance import of_result
from diffusion_sim.plots.result_words import ENGLISH, ResultWords
from diffusion_sim.plots.separators import use_separators
from diffusion_sim.plots.style import BLACK, COST_COLOURS, styled
from diffusion_sim.results.calendar import date_after
from diffusion_sim.results.display import format_number
from diffusion_sim.results.intervals import mean_interval
from diffusion_sim.results.money import COSTS, GRANTS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from diffusion_sim.results.result import Result


@styled
def ledger(result: Result, words: ResultWords = ENGLISH) -> TracedFigure:
    """Draw yearly cost by kind, and totals with their intervals; grants are a transfer and stand apart."""
    rate = result.context.scenario.costs.discount_per_year
    percent = words.number(f"{100 * rate:g}")
    discounted = words.ledger.discounted.format(percent=percent) if rate else words.ledger.undiscounted
    caption = words.ledger.caption.format(replications=len(result.records), discounted=discounted)
    figure = TracedFigure(words.ledger.title, caption, of_result(result, words.footer), (11.0, 4.8))
    yearly, totals = figure.subplots(1, 2, width_ratios=(1.25, 1.0))
    _draw_years(yearly, result, words)
    _draw_totals(totals, result, words)
    use_separators(figure, words.separators)
    return figure


def _draw_years(axes: Axes, result: Result, words: ResultWords) -> None:
    costs = _yearly_million(result)
    below = np.zeros(len(costs))
    years = [date_after(result.context.first_month, 12 * int(year)).year for year in costs.index]
    for column, colour in zip(COSTS, COST_COLOURS, strict=True):
        spent = bool((costs[column] > 0).any())
        axes.bar(
            years,
            costs[column],
            bottom=below,
            color=colour,
            width=0.8,
            label=words.ledger.costs[column] if spent else None,
        )
        below += costs[column].to_numpy()
    axes.plot(years, costs[GRANTS], color=BLACK, marker="o", markersize=3, linestyle="--", label=words.ledger.grants)
    axes.set_title(words.ledger.by_year)
    axes.set_xlabel(words.year)
    axes.set_ylabel(words.ledger.million_a_year)
    axes.set_ylim(0, 1.42 * max(float(below.max()), 1e-9))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(loc="upper left", ncols=2)


def _yearly_million(result: Result) -> pd.DataFrame:
    """Return mean cost of each whole reported year by kind, grants beside."""
    monthly = result.monthly
    years = monthly.groupby(monthly["month"] // 12)[[*COSTS, GRANTS]].sum() / len(result.records) / 1e6
    whole = (result.runs[0].end - result.runs[0].first) // 12
    return years.iloc[:whole] if whole else years


def _draw_totals(axes: Axes, result: Result, words: ResultWords) -> None:
    rows = [*COSTS, GRANTS]
    labels = [*(words.ledger.costs[column] for column in COSTS), words.ledger.transfer]
    for row, column in enumerate(rows):
        total = mean_interval(result.measures[_measure_of(column)])
        colour = BLACK if column == GRANTS else COST_COLOURS[row]
        axes.barh(row, total.mean, color="none" if column == GRANTS else colour, edgecolor=colour, height=0.7)
        if total.known > 1:
            axes.plot([total.low, total.high], [row, row], color=BLACK, linewidth=1.2)
        axes.annotate(
            words.number(format_number(total.mean)), (max(total.mean, total.high if total.known > 1 else 0.0), row), xytext=(5, 0),
            textcoords="offset points", va="center", fontsize=8,
        )  # fmt: skip
    axes.set_yticks(range(len(rows)), labels)
    axes.invert_yaxis()
    axes.margins(x=0.16)
    axes.grid(visible=False, axis="y")
    axes.set_title(words.ledger.in_all)
    axes.set_xlabel(words.ledger.million)


def _measure_of(column: str) -> str:
    return "grants_million_dkk" if column == GRANTS else f"{column.removeprefix('dkk_')}_million_dkk"
