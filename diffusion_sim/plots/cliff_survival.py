"""What happens to funded work after the month in which its grant ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.plots.bands import bands_in_words, draw_bands
from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.plots.provenance import of_result
from diffusion_sim.plots.result_words import ENGLISH, ResultWords
from diffusion_sim.plots.style import BLUE, GREY, VERMILLION, styled
from diffusion_sim.results.cliff import after_grant
from diffusion_sim.results.survival import survival_curve

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes

    from diffusion_sim.results.result import Result

HORIZON_MONTHS = 60
_FEWEST = 10
"""Below this many still followed in a replication, its curve stops."""
_STOPPING_PER_YEAR = (0.074, 0.126)
"""Constant hazards that fit 49 sites six years after project money (Bond et al. 2014)."""

Cohort = tuple["npt.NDArray[np.int64]", "npt.NDArray[np.bool_]"]


@styled
def cliff_survival(result: Result, words: ResultWords = ENGLISH) -> TracedFigure:
    """Draw the share of funded cases that is not lost, by months since the grant ended (Kaplan-Meier)."""
    caption = words.cliff.caption.format(bands=bands_in_words(len(result.records), words.bands), fewest=_FEWEST)
    figure = TracedFigure(words.cliff.title, caption, of_result(result, words.footer), (8.8, 5.4))
    axes = figure.subplots()
    _draw_reference(axes, words)
    finished, unfinished = _cohorts(result)
    _draw_curve(axes, finished, BLUE, words.cliff.finished)
    _draw_curve(axes, unfinished, VERMILLION, words.cliff.unfinished)
    axes.set_xlim(0, HORIZON_MONTHS)
    axes.set_ylim(0, 103)
    axes.set_xticks(range(0, HORIZON_MONTHS + 1, 12))
    axes.set_xlabel(words.cliff.since)
    axes.set_ylabel(words.cliff.not_lost)
    axes.legend(loc="lower left")
    return figure


def _cohorts(result: Result) -> tuple[list[Cohort], list[Cohort]]:
    """Return months followed and whether lost, by replication: what was in operation, and what was unfinished."""
    finished, unfinished = [], []
    for run in result.runs:
        months, lost, in_operation = after_grant(run)
        finished.append((months[in_operation], lost[in_operation]))
        unfinished.append((months[~in_operation], lost[~in_operation]))
    return finished, unfinished


def _draw_curve(axes: Axes, cohorts: list[Cohort], colour: str, label: str) -> None:
    shares = np.array([_curve(*cohort) for cohort in cohorts])
    if np.isnan(shares).all():
        return
    cases = sum(months.size for months, _ in cohorts) / len(cohorts)
    draw_bands(axes, np.arange(HORIZON_MONTHS + 1), 100 * shares, colour, label.format(cases=f"{cases:.0f}"))


def _curve(months: npt.NDArray[np.int64], lost: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Return the share by month up to the horizon, NaN where too few are followed."""
    share = np.full(HORIZON_MONTHS + 1, np.nan)
    curve = survival_curve(months, lost)
    followed = min(curve.months.size, HORIZON_MONTHS + 1)
    enough = curve.at_risk[:followed] >= _FEWEST
    share[:followed][enough] = curve.share[:followed][enough]
    return share


def _draw_reference(axes: Axes, words: ResultWords) -> None:
    years = np.arange(HORIZON_MONTHS + 1) / 12
    slow, fast = (words.number(f"{100 * hazard:.1f}") for hazard in _STOPPING_PER_YEAR)
    low, high = (100 * np.exp(-hazard * years) for hazard in _STOPPING_PER_YEAR[::-1])
    axes.fill_between(
        12 * years, low, high, facecolor="none", edgecolor=GREY, hatch="////", linewidth=0, alpha=0.6,
        label=words.cliff.reference.format(low=slow, high=fast),
    )  # fmt: skip
