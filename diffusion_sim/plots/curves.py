"""Curves with their uncertainty: how solutions spread, stages month by month, and what is copied year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.ticker import MaxNLocator

from diffusion_sim.plots.figure import TracedFigure, of_result, styled, use_separators
from diffusion_sim.plots.style import CURVE_COLOURS, GREY, KIND_COLOURS, MODE_COLOURS, STAGE_COLOURS, shown
from diffusion_sim.plots.words import RESULT_WORDS, BandWords, ResultWords
from diffusion_sim.results.display import date_after
from diffusion_sim.results.mix import BAROMETER_MIX
from diffusion_sim.results.reported_run import followed_families

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

    from diffusion_sim.results.reported_run import ReportedRun
    from diffusion_sim.results.result import Result


_BANDS = ((5.0, 95.0, 0.16), (25.0, 75.0, 0.30))
"""Low and high percentile, opacity."""


def draw_bands(
    axes: Axes, x: npt.NDArray[Any], values: npt.NDArray[np.float64], colour: str, label: str = ""
) -> Line2D:
    """Draw the median of the replications with its bands, and return the line.

    Parameters
    ----------
    values
        Shape (replications, len(x)); NaN where a replication says nothing.
    """
    known = ~np.isnan(values).all(axis=0)
    x, values = x[known], values[:, known]
    percentile = np.nanpercentile if np.isnan(values).any() else np.percentile  # the first is many times slower
    if values.shape[0] > 1:
        for low, high, opacity in _BANDS:
            edges = percentile(values, [low, high], axis=0)
            axes.fill_between(x, edges[0], edges[1], color=colour, alpha=opacity, linewidth=0)
    (line,) = axes.plot(x, percentile(values, 50.0, axis=0), color=colour, label=shown(label) or None)
    return line


def legend_or_note(axes: Axes, nothing: str, **options: Any) -> None:  # noqa: ANN401 - matplotlib's own
    """Draw the legend, or say that there is nothing to show."""
    if axes.get_legend_handles_labels()[0]:
        axes.legend(**options)
        return
    axes.text(0.5, 0.5, nothing, transform=axes.transAxes, ha="center", va="center", color=GREY)


def bands_in_words(replications: int, words: BandWords) -> str:
    """Return what lines and bands mean."""
    return words.one_band if replications == 1 else words.bands.format(replications=replications)


_DAY = ["%Y-%m-%d"] * 4
_IN_FIGURES: dict[str, Any] = {
    "formats": ["%Y", "%Y-%m", *_DAY], "zero_formats": ["%Y", "%Y-%m", *_DAY], "show_offset": False,
}  # fmt: skip
"""By how far apart they are: years, months, days. Names of months would be in English."""


def by_replication(result: Result, column: str) -> npt.NDArray[np.float64]:
    """Return shape (replications, reported months)."""
    return result.monthly[column].to_numpy(dtype=np.float64).reshape(len(result.records), -1)


def dates(result: Result) -> npt.NDArray[Any]:
    """Return the first day of each reported month."""
    return result.monthly["date"].to_numpy()[: result.runs[0].end - result.runs[0].first]


def date_axis(axes: Axes, year: str) -> None:
    """Label dates along x, few enough to be read."""
    locator = AutoDateLocator(minticks=3, maxticks=6)  # type: ignore[no-untyped-call]  # matplotlib has no types here
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, **_IN_FIGURES))  # type: ignore[no-untyped-call]  # as above
    axes.set_xlabel(year)


_LONGEST_MONTHS = 72
_GROUPS = (("most", 0, 1), ("next", 1, 5), ("others", 5, None))
_MOST_WITHOUT = 0.5
"""A group that is empty in more than this share of replications is not drawn."""


@styled
def adoption_curves(result: Result, words: ResultWords = RESULT_WORDS) -> TracedFigure:
    """Draw mean curves of families of solutions grouped by how far they came, of municipal and of external origin.

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
    for (group, start, stop), colour in zip(_GROUPS, CURVE_COLOURS, strict=False):
        means = np.array([_mean_curve(of_run[start:stop], horizon) for of_run in curves])
        if np.isnan(means).any(axis=1).mean() <= _MOST_WITHOUT:
            label = getattr(words.adoption, group if stop is None or solutions >= stop else "others")
            draw_bands(axes, np.arange(horizon + 1), means, colour, label)
    title = words.adoption.external if external else words.adoption.municipal
    axes.set_title(title.format(solutions=f"{solutions:.0f}"))
    axes.set_xlabel(words.adoption.since)
    axes.set_xticks(range(0, horizon + 1, 12))
    axes.set_ylim(0, 100)
    legend_or_note(axes, words.nothing, loc="upper left")


def _ranked_curves(run: ReportedRun, horizon: int, *, external: bool) -> npt.NDArray[np.float64]:
    """Return per cent of municipalities by month since first use, one row a family, the most spread first."""
    months, since = np.arange(horizon + 1), run.family_uses.since
    reached = [
        np.searchsorted(since[first:end], months, side="right")
        for family, first, end in zip(*followed_families(run, horizon + 1), strict=True)
        if (run.record.solutions["origin"][family] == 0) == external
    ]
    if not reached:
        return np.zeros((0, horizon + 1))
    curves = np.array(reached)
    return 100.0 * curves[np.argsort(-curves[:, -1], kind="stable")] / len(run.context.places)


def _mean_curve(curves: npt.NDArray[np.float64], horizon: int) -> npt.NDArray[np.float64]:
    return curves.mean(axis=0) if len(curves) else np.full(horizon + 1, np.nan)


def _draw_named(axes: Axes, result: Result, words: ResultWords) -> None:
    when = dates(result)
    for number, name in enumerate(result.context.innovations):
        shares = np.array([_named_share(run, number) for run in result.runs])
        draw_bands(axes, when, shares, CURVE_COLOURS[number % len(CURVE_COLOURS)], name)
    axes.set_title(words.adoption.named)
    date_axis(axes, words.year)
    axes.set_ylim(bottom=0)
    legend_or_note(axes, words.nothing, loc="upper left")


def _named_share(run: ReportedRun, innovation: int) -> npt.NDArray[np.float64]:
    rows = np.flatnonzero(run.record.solutions["innovation"] == innovation)
    users = run.users_by_month(rows).sum(axis=0) if rows.size else np.zeros(run.end)
    return 100.0 * users[run.first :] / len(run.context.places)


_KNOWN = "#8A6D00"


@styled
def stages_over_time(result: Result, words: ResultWords = RESULT_WORDS) -> TracedFigure:
    """Draw the stages a solution goes through in a municipality: known, under way, in use by mode."""
    stages = words.stages
    caption = stages.caption.format(bands=bands_in_words(len(result.records), words.bands))
    figure = TracedFigure(stages.title, caption, of_result(result, words.footer), (11.5, 4.6))
    known, under_way, implemented = figure.subplots(1, 3)
    _draw_stages(known, result, {"known": _KNOWN}, words)
    _draw_stages(under_way, result, STAGE_COLOURS, words)
    _draw_stages(implemented, result, {f"in_use_{mode}": colour for mode, colour in MODE_COLOURS.items()}, words)
    for axes, title in zip(figure.axes, (stages.aware, stages.under_way, stages.in_use), strict=True):
        axes.set_title(title)
    known.set_ylabel(stages.pairs)
    use_separators(figure, words.separators)
    return figure


def _draw_stages(axes: Axes, result: Result, columns: dict[str, str], words: ResultWords) -> None:
    when = dates(result)
    for column, colour in columns.items():
        draw_bands(axes, when, by_replication(result, column), colour, getattr(words.stages, column))
    date_axis(axes, words.year)
    axes.set_ylim(bottom=0)
    top = axes.get_ylim()[1]
    axes.set_ylim(0, top * (1 + 0.09 * len(columns)))
    axes.legend(loc="upper left")


_SIDE = {KIND_COLOURS["copied"]: "bottom", KIND_COLOURS["own"]: "top"}
"""Where a target's number stands: two of them lie so close that they would cover each other."""


@styled
def mode_mix(result: Result, words: ResultWords = RESULT_WORDS) -> TracedFigure:
    """Draw the mix as Innovationsbarometeret counts it, at the end of each reported year."""
    bands = bands_in_words(len(result.records), words.bands)
    caption = words.mix.caption.format(bands=bands, source=words.mix.source)
    figure = TracedFigure(words.mix.title, caption, of_result(result, words.footer), (8.5, 5.2))
    axes = figure.subplots()
    years = _years_of_mixes(result)
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


def _years_of_mixes(result: Result) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the calendar year that holds the last month of each reported year."""
    run = result.runs[0]
    months = [end - 1 - run.first for end in run.year_ends]
    return np.array([date_after(result.context.first_month, month).year for month in months], dtype=np.int64)
