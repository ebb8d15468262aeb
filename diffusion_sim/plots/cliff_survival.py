"""What happens to funded work after the month in which its grant ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.plots.bands import bands_in_words, draw_bands
from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.plots.provenance import of_result
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
def cliff_survival(result: Result) -> TracedFigure:
    """Draw the share of funded cases that is not lost, by months since the grant ended (Kaplan-Meier)."""
    caption = (
        "Funded cases alive when their grant ended in the reported months; those that end for other reasons, or with "
        f"the run, leave the count (Kaplan-Meier).\n{bands_in_words(len(result.records))} "
        f"A curve stops when fewer than {_FEWEST} cases are followed."
    )
    figure = TracedFigure("The funding cliff", caption, of_result(result), (8.8, 5.4))
    axes = figure.subplots()
    _draw_reference(axes)
    finished, unfinished = _cohorts(result)
    _draw_curve(axes, finished, BLUE, "in operation when the grant ended")
    _draw_curve(axes, unfinished, VERMILLION, "unfinished when the grant ended")
    axes.set_xlim(0, HORIZON_MONTHS)
    axes.set_ylim(0, 103)
    axes.set_xticks(range(0, HORIZON_MONTHS + 1, 12))
    axes.set_xlabel("months since the grant ended")
    axes.set_ylabel("not lost for want of money (%)")
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
    draw_bands(axes, np.arange(HORIZON_MONTHS + 1), 100 * shares, colour, f"{label} ({cases:.0f} cases a replication)")


def _curve(months: npt.NDArray[np.int64], lost: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Return the share by month up to the horizon, NaN where too few are followed."""
    share = np.full(HORIZON_MONTHS + 1, np.nan)
    curve = survival_curve(months, lost)
    followed = min(curve.months.size, HORIZON_MONTHS + 1)
    enough = curve.at_risk[:followed] >= _FEWEST
    share[:followed][enough] = curve.share[:followed][enough]
    return share


def _draw_reference(axes: Axes) -> None:
    years = np.arange(HORIZON_MONTHS + 1) / 12
    low, high = (100 * np.exp(-hazard * years) for hazard in _STOPPING_PER_YEAR[::-1])
    axes.fill_between(
        12 * years, low, high, facecolor="none", edgecolor=GREY, hatch="////", linewidth=0, alpha=0.6,
        label="for comparison: 7.4 to 12.6 % of sites in operation stop a year (Bond et al. 2014)",
    )  # fmt: skip
