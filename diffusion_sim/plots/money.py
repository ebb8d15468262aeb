"""What public money pays: costs by kind and year, and what happens after the month in which a grant ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import MaxNLocator

from diffusion_sim.plots.curves import bands_in_words, draw_bands
from diffusion_sim.plots.figure import TracedFigure, of_result, styled, use_separators
from diffusion_sim.plots.style import BLACK, BLUE, COST_COLOURS, GREY, VERMILLION
from diffusion_sim.plots.words import RESULT_WORDS, ResultWords
from diffusion_sim.results.display import date_after, format_number
from diffusion_sim.results.intervals import mean_interval
from diffusion_sim.results.measures import COSTS
from diffusion_sim.results.record import GRANTS
from diffusion_sim.results.survival import after_grant, survival_curve

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd
    from matplotlib.axes import Axes

    from diffusion_sim.results.result import Result


HORIZON_MONTHS = 60
_FEWEST = 10
"""Below this many still followed in a replication, its curve stops."""
_STOPPING_PER_YEAR = (0.074, 0.126)
"""Constant hazards that fit 49 sites six years after project money (Bond et al. 2014)."""

Cohort = tuple["npt.NDArray[np.int64]", "npt.NDArray[np.bool_]"]


@styled
def cliff_survival(result: Result, words: ResultWords = RESULT_WORDS) -> TracedFigure:
    """Draw the share of funded cases that is not lost, by months since the grant ended (Kaplan-Meier)."""
    caption = words.cliff.caption.format(bands=bands_in_words(len(result.records), words.bands), fewest=_FEWEST)
    figure = TracedFigure(words.cliff.title, caption, of_result(result, words.footer), (8.8, 5.4))
    axes = figure.subplots()
    _draw_other_survival(axes, words)
    finished, unfinished = _cohorts(result)
    _draw_survival(axes, finished, BLUE, words.cliff.finished)
    _draw_survival(axes, unfinished, VERMILLION, words.cliff.unfinished)
    axes.set_xlim(0, HORIZON_MONTHS)
    axes.set_ylim(0, 103)
    axes.set_xticks(range(0, HORIZON_MONTHS + 1, 12))
    axes.set_xlabel(words.cliff.since)
    axes.set_ylabel(words.cliff.not_lost)
    axes.legend(loc="lower left")
    return figure


def _cohorts(result: Result) -> tuple[list[Cohort], list[Cohort]]:
    """Return months followed and whether lost, by replication: what was in use, and what was unfinished."""
    finished, unfinished = [], []
    for run in result.runs:
        months, lost, in_use = after_grant(run)
        finished.append((months[in_use], lost[in_use]))
        unfinished.append((months[~in_use], lost[~in_use]))
    return finished, unfinished


def _draw_survival(axes: Axes, cohorts: list[Cohort], colour: str, label: str) -> None:
    shares = np.array([_survival(*cohort) for cohort in cohorts])
    if np.isnan(shares).all():
        return
    cases = sum(months.size for months, _ in cohorts) / len(cohorts)
    draw_bands(axes, np.arange(HORIZON_MONTHS + 1), 100 * shares, colour, label.format(cases=f"{cases:.0f}"))


def _survival(months: npt.NDArray[np.int64], lost: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Return the share by month up to the horizon, NaN where too few are followed."""
    share = np.full(HORIZON_MONTHS + 1, np.nan)
    curve = survival_curve(months, lost)
    followed = min(curve.months.size, HORIZON_MONTHS + 1)
    enough = curve.at_risk[:followed] >= _FEWEST
    share[:followed][enough] = curve.share[:followed][enough]
    return share


def _draw_other_survival(axes: Axes, words: ResultWords) -> None:
    years = np.arange(HORIZON_MONTHS + 1) / 12
    slow, fast = (words.number(f"{100 * hazard:.1f}") for hazard in _STOPPING_PER_YEAR)
    low, high = (100 * np.exp(-hazard * years) for hazard in _STOPPING_PER_YEAR[::-1])
    axes.fill_between(
        12 * years, low, high, facecolor="none", edgecolor=GREY, hatch="////", linewidth=0, alpha=0.6,
        label=words.cliff.reference.format(low=slow, high=fast),
    )  # fmt: skip


@styled
def ledger(result: Result, words: ResultWords = RESULT_WORDS) -> TracedFigure:
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
