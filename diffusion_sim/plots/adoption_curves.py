"""How solutions spread: municipalities with one in operation, by months since its first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.plots.bands import bands_in_words, draw_bands, legend_or_note
from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.plots.monthly_values import date_axis, dates
from diffusion_sim.plots.provenance import of_result
from diffusion_sim.plots.result_words import ENGLISH, ResultWords
from diffusion_sim.plots.separators import use_separators
from diffusion_sim.plots.style import BLUE, GREEN, ORANGE, PURPLE, SKY, VERMILLION, styled
from diffusion_sim.results.spread import first_use, users_by_month

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes

    from diffusion_sim.results.reported_run import ReportedRun
    from diffusion_sim.results.result import Result

_LONGEST_MONTHS = 72
_GROUPS = (("most", 0, 5, VERMILLION), ("next", 5, 20, BLUE), ("others", 20, None, GREEN))
_MOST_WITHOUT = 0.5
"""A group that is empty in more than this share of replications is not drawn."""
_NAMED_COLOURS = (VERMILLION, BLUE, GREEN, PURPLE, ORANGE, SKY)


@styled
def adoption_curves(result: Result, words: ResultWords = ENGLISH) -> TracedFigure:
    """Draw mean curves of solutions grouped by how far they came, municipal and external ones apart.

    A scenario's own innovations are drawn one by one in a third panel, by date.
    """
    horizon = horizon_months(result)
    named = bool(result.context.innovations)
    caption = words.adoption.caption.format(months=horizon, bands=bands_in_words(len(result.records), words.bands))
    provenance = of_result(result, words.footer)
    figure = TracedFigure(words.adoption.title, caption, provenance, (13.0 if named else 9.6, 4.9))
    panels = figure.subplots(1, 3 if named else 2)
    _draw_groups(panels[0], result, horizon, words, external=False)
    _draw_groups(panels[1], result, horizon, words, external=True)
    panels[0].set_ylabel(words.adoption.share)
    if named:
        _draw_named(panels[2], result, words)
    use_separators(figure, words.separators)
    return figure


def horizon_months(result: Result) -> int:
    """Return for how long curves are drawn: six years, or six tenths of a shorter window."""
    window = result.runs[0].end - result.runs[0].first
    return min(_LONGEST_MONTHS, max(1, int(0.6 * window)))


def _draw_groups(axes: Axes, result: Result, horizon: int, words: ResultWords, *, external: bool) -> None:
    curves = [_ranked_curves(run, horizon, external=external) for run in result.runs]
    solutions = float(np.mean([len(of_run) for of_run in curves]))
    for group, start, stop, colour in _GROUPS:
        means = np.array([_mean_curve(of_run[start:stop], horizon) for of_run in curves])
        if np.isnan(means).any(axis=1).mean() <= _MOST_WITHOUT:
            label = getattr(words.adoption, group if stop is None or solutions >= stop else "others")
            draw_bands(axes, np.arange(horizon + 1), means, colour, label)
    title = words.adoption.external if external else words.adoption.municipal
    axes.set_title(title.format(solutions=f"{solutions:.0f}"))
    axes.set_xlabel(words.adoption.since)
    axes.set_xticks(range(0, horizon + 1, 12))
    axes.set_ylim(bottom=0)
    legend_or_note(axes, words.nothing, loc="upper left")


def _ranked_curves(run: ReportedRun, horizon: int, *, external: bool) -> npt.NDArray[np.float64]:
    """Return per cent of municipalities by month since first use, one row a solution, the most spread first."""
    first = first_use(run)
    followed = (first >= run.first) & (first <= run.end - 1 - horizon)
    rows = np.flatnonzero(followed & ((run.record.solutions["source"] >= 0) == external))
    rows = rows[run.record.solutions["innovation"][rows] < 0]
    if rows.size == 0:
        return np.zeros((0, horizon + 1))
    users = users_by_month(run, rows)
    months = first[rows][:, None] + np.arange(horizon + 1)
    aligned = np.take_along_axis(users, months, axis=1)
    order = np.argsort(-aligned.max(axis=1), kind="stable")
    return 100.0 * aligned[order] / len(run.context.places)


def _mean_curve(curves: npt.NDArray[np.float64], horizon: int) -> npt.NDArray[np.float64]:
    return curves.mean(axis=0) if len(curves) else np.full(horizon + 1, np.nan)


def _draw_named(axes: Axes, result: Result, words: ResultWords) -> None:
    when = dates(result)
    for number, name in enumerate(result.context.innovations):
        shares = np.array([_named_share(run, number) for run in result.runs])
        draw_bands(axes, when, shares, _NAMED_COLOURS[number % len(_NAMED_COLOURS)], name)
    axes.set_title(words.adoption.named)
    date_axis(axes, words.year)
    axes.set_ylim(bottom=0)
    legend_or_note(axes, words.nothing, loc="upper left")


def _named_share(run: ReportedRun, innovation: int) -> npt.NDArray[np.float64]:
    rows = np.flatnonzero(run.record.solutions["innovation"] == innovation)
    users = users_by_month(run, rows).sum(axis=0) if rows.size else np.zeros(run.end)
    return 100.0 * users[run.first :] / len(run.context.places)
