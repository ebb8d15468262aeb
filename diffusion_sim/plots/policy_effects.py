"""What a policy changes: paired effects with their intervals, and an overview on one page: curves, map, effects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullLocator

from diffusion_sim.errors import InputError
from diffusion_sim.plots.curves import bands_in_words, by_replication, date_axis, dates, draw_bands
from diffusion_sim.plots.figure import TracedFigure, of_comparison, styled, use_separators
from diffusion_sim.plots.maps import clear_tiles, difference_scale, draw_tiles, told_chance
from diffusion_sim.plots.style import BLACK, BLUE, GREY, SCENARIO_COLOURS, VERMILLION
from diffusion_sim.plots.words import COMPARISON_WORDS, ComparisonWords
from diffusion_sim.results.by_place import beyond_zero
from diffusion_sim.results.display import DASH, format_number

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import numpy.typing as npt
    from matplotlib.axes import Axes

    from diffusion_sim.results.comparison import Comparison
    from diffusion_sim.results.result import Result


_LINEAR_PERCENT, _LARGE_PERCENT = 10.0, 30.0
_KEY_LETTERS = 110


class _Look(NamedTuple):
    """How a policy is drawn: its place in a row, its colours, what the legend calls it."""

    shift: float
    colour: str
    ink: str
    name: str


@styled
def comparison(effect: Comparison, words: ComparisonWords = COMPARISON_WORDS) -> TracedFigure:
    """Draw paired effects relative to the baseline, with 95 % intervals, for every scenario compared."""
    base, replications = words.named(effect.baseline.context.scenario.name), len(effect.replications)
    many = len(effect.others)
    height = 2.4 + len(words.effects) * (0.16 + 0.17 * many)
    caption, provenance = (
        words.caption.format(base=base, replications=replications),
        of_comparison(effect, words.footer),
    )
    title = words.title if many == 1 else words.title_of_several
    figure = TracedFigure(title, caption, provenance, (9.6, height), keys=many if many > 1 else 0)
    axes = figure.subplots()
    draw_effects(axes, effect, tuple(words.effects), words)
    if many > 1:
        figure.add_keys(*axes.get_legend_handles_labels())
    use_separators(figure, words.separators)
    return figure


@styled
def additional(effect: Comparison, words: ComparisonWords = COMPARISON_WORDS) -> TracedFigure:
    """Draw how many more implementations each policy has brought about by the end of each reported year."""
    table = effect.by_horizon()
    table = table[(table["by"] == "all") & (table["measure"] == "implemented")]
    base, many = words.named(effect.baseline.context.scenario.name), len(effect.names)
    caption = words.additional_caption.format(base=base, replications=len(effect.replications))
    figure = TracedFigure(words.additional, caption, of_comparison(effect, words.footer), (8.4, 4.8), keys=many)
    axes = figure.subplots()
    axes.axhline(0.0, color=BLACK, linewidth=0.9)
    for number, name in enumerate(effect.names):
        line = table[table["scenario"] == name]
        years, colour = np.append(0.0, line["months"] / _YEAR), policy_colour(number)
        mean, low, high = (np.append(0.0, line[column]) for column in ("difference", "low", "high"))
        axes.fill_between(years, low, high, color=colour, alpha=0.2, linewidth=0)
        axes.plot(years, mean, "o-", color=colour, markersize=4, label=words.named(name, _KEY_LETTERS))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel(words.years)
    axes.set_ylabel(words.additional_axis)
    figure.add_keys(*axes.get_legend_handles_labels())
    use_separators(figure, words.separators)
    return figure


def draw_effects(
    axes: Axes, effect: Comparison, measures: Sequence[str], words: ComparisonWords, policies: Sequence[int] = ()
) -> None:
    """Draw a row for each measure and in it a whisker for each policy, or for some of them."""
    table = effect.summary()
    drawn = policies or range(len(effect.names))
    step = 0.66 / len(drawn)
    for row, number in enumerate(drawn):
        colour, shift = policy_colour(number), (row - (len(drawn) - 1) / 2) * step
        of_name = table[table["scenario"] == effect.names[number]].set_index("measure").loc[list(measures)]
        look = _Look(shift, colour, colour if len(drawn) > 1 else GREY, words.named(effect.names[number], _KEY_LETTERS))
        _draw_scenario(axes, of_name.to_dict("records"), look, words)
    axes.axvline(0.0, color=BLACK, linewidth=0.9)
    note = words.stretched if _is_stretched(axes, words) else ""
    axes.set_yticks(range(len(measures)), [words.effects[measure] for measure in measures])
    axes.set_ylim(len(measures) - 0.4, -0.6)
    axes.grid(visible=False, axis="y")
    axes.set_xlabel(words.against.format(base=words.named(effect.baseline.context.scenario.name)) + note)


def policy_colour(number: int) -> str:
    """Return the colour of a policy, the same in every figure."""
    return SCENARIO_COLOURS[1 + number % (len(SCENARIO_COLOURS) - 1)]


def _is_stretched(axes: Axes, words: ComparisonWords) -> bool:
    """Compress the axis beyond ten per cent when one large effect would hide the others; tell whether it was."""
    reach = max(abs(limit) for limit in axes.get_xlim())
    if reach < _LARGE_PERCENT:
        return False
    axes.set_xscale("symlog", linthresh=_LINEAR_PERCENT, linscale=2.0)
    ticks = [0, 5, 10, 30, *(10**power for power in range(2, 7) if 10**power <= reach)]
    low, high = axes.get_xlim()
    axes.set_xticks([tick for tick in sorted({-tick for tick in ticks} | set(ticks)) if low <= tick <= high])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda tick, _: words.number(f"{tick:,.0f}".replace("-", "−"))))
    axes.xaxis.set_minor_locator(NullLocator())
    return True


def _draw_scenario(axes: Axes, rows: Sequence[Mapping[Hashable, Any]], look: _Look, words: ComparisonWords) -> None:
    axes.plot([], [], "o", color=look.colour, markersize=4, label=look.name)
    for at, row in enumerate(rows):
        y = at + look.shift
        axes.text(
            1.01, y, _in_own_unit(row, words), transform=axes.get_yaxis_transform(), va="center", fontsize=7.5,
            color=look.ink,
        )  # fmt: skip
        scale = 100.0 / abs(row["baseline_mean"]) if row["baseline_mean"] else np.nan
        if np.isnan(scale * row["difference"]):
            continue
        axes.plot(scale * row["difference"], y, "o", color=look.colour, markersize=4)
        if not np.isnan(row["low"]):
            axes.plot([scale * row["low"], scale * row["high"]], [y, y], color=look.colour, linewidth=1.6)


def _in_own_unit(row: Mapping[Hashable, Any], words: ComparisonWords) -> str:
    """Return e.g. "+3.1 per year", or a dash."""
    if np.isnan(row["difference"]):
        return DASH
    sign = "+" if row["difference"] > 0 else "−" if row["difference"] < 0 else "±"
    unit = words.points if row["unit"] == "%" else words.units.get(row["unit"], row["unit"])
    return f"{sign}{words.number(format_number(abs(row['difference'])))} {unit}"


_OVERVIEW_EFFECTS = (
    "implemented_copy_per_year", "implemented_adapt_per_year", "implemented_inspired_per_year", "implemented_own_per_year",
    "in_use", "duplicated_per_year", "reused_net_benefit", "value_total", "cost_million_dkk",
)  # fmt: skip
_YEAR = 12
_TITLE_LETTERS = 90
_LEGEND_SHARE = 0.16
"""Of a panel's height, kept free above the lines."""


@styled
def demo(effect: Comparison, words: ComparisonWords = COMPARISON_WORDS, policy: int = 0) -> TracedFigure:
    """Draw one of the compared scenarios against the baseline: what changes, where, and at what price.

    Parameters
    ----------
    policy
        Which of them, counted from 0; each needs a page of its own.

    Raises
    ------
    InputError
        If there are not as many.
    """
    if not 0 <= policy < len(effect.names):
        raise InputError("policy", f"is {policy}", f"valid: 0 to {len(effect.names) - 1}, in the order of comparison")
    name, base = (
        words.named(one, _TITLE_LETTERS) for one in (effect.names[policy], effect.baseline.context.scenario.name)
    )
    caption = words.overview_caption.format(
        replications=len(effect.replications), bands=bands_in_words(len(effect.baseline.records), words.bands)
    )
    provenance = of_comparison(effect, words.footer, policy)
    of_denmark = effect.baseline.context.scenario.network.whose == "denmark"
    title = words.overview if of_denmark else words.overview_elsewhere
    figure = TracedFigure(title.format(base=base, name=name), caption, provenance, (13.2, 10.2))
    upper, lower = np.ravel(np.asarray(figure.subfigures(2, 1, height_ratios=(2.0, 1.0))))
    curves, country = upper.subfigures(1, 2, width_ratios=(1.0, 1.55))
    levels, changes = curves.subplots(2, 1)
    _draw_levels(levels, effect, policy, words)
    _draw_changes(changes, effect, policy, words)
    _draw_map(country.subplots(), effect, policy, words)
    effects = lower.subplots()
    effects.set_title(words.what_changes)
    draw_effects(effects, effect, _OVERVIEW_EFFECTS, words, (policy,))
    use_separators(figure, words.separators)
    return figure


def _draw_levels(axes: Axes, effect: Comparison, policy: int, words: ComparisonWords) -> None:
    """Draw reuse under both policies."""
    scenarios = (
        (effect.baseline.context.scenario.name, effect.baseline, SCENARIO_COLOURS[0]),
        (effect.names[policy], effect.others[policy], policy_colour(policy)),
    )
    for name, result, colour in scenarios:
        when = dates(result)[_span_months(result) - 1 :]
        draw_bands(axes, when, _recent(effect, result, "implemented_reused"), colour, words.named(name, 30))
    axes.set_title(words.levels)
    axes.set_ylim(bottom=0)
    _finish_curves(axes, _span_months(effect.baseline), words)


def _draw_changes(axes: Axes, effect: Comparison, policy: int, words: ComparisonWords) -> None:
    """Draw the difference replication by replication: far smaller bands than the two curves have."""
    when = dates(effect.baseline)[_span_months(effect.baseline) - 1 :]
    kinds = {"implemented_reused": (words.reuse, BLUE), "implemented_own": (words.own, VERMILLION)}
    for column, (label, colour) in kinds.items():
        change = _recent(effect, effect.others[policy], column) - _recent(effect, effect.baseline, column)
        draw_bands(axes, when, change, colour, label)
    axes.axhline(0.0, color=BLACK, linewidth=0.9)
    axes.set_title(words.changes)
    _finish_curves(axes, _span_months(effect.baseline), words)


def _recent(effect: Comparison, result: Result, column: str) -> npt.NDArray[np.float64]:
    """Return sums over the last months, so that the calendar's own rhythm does not hide the difference."""
    replications = [record.replication in effect.replications for record in result.records]
    running = np.pad(by_replication(result, column)[replications].cumsum(axis=1), ((0, 0), (1, 0)))
    span = _span_months(result)
    return np.asarray(running[:, span:] - running[:, :-span], dtype=np.float64)


def _span_months(result: Result) -> int:
    """Return over how many months is summed: a year, or one month when the window is shorter than two years."""
    return _YEAR if result.runs[0].end - result.runs[0].first >= 2 * _YEAR else 1


def _finish_curves(axes: Axes, span_months: int, words: ComparisonWords) -> None:
    axes.set_ylabel(words.in_month if span_months == 1 else words.in_months.format(months=span_months))
    date_axis(axes, words.year)
    low, high = axes.get_ylim()
    axes.set_ylim(low, high + _LEGEND_SHARE * (high - low))
    axes.legend(loc="upper left", ncols=2)


def _draw_map(axes: Axes, effect: Comparison, policy: int, words: ComparisonWords) -> None:
    table = effect.by_municipality()
    rows = table[(table["scenario"] == effect.names[policy]) & (table["measure"] == "in_use_reused")]
    differences = dict(zip(rows["code"], rows["difference"], strict=True))
    axes.set_title(words.map)
    values = effect.municipal_differences(policy, "in_use_reused")
    told = told_chance(values, words.bands, words.bands.grey_difference, words.number)
    axes.text(0.0, -0.01, told, transform=axes.transAxes, fontsize=8, color=GREY, va="top")
    places = effect.baseline.context.places
    clear = clear_tiles(places, beyond_zero(values), len(values)) or {place.code: False for place in places}
    draw_tiles(axes, places, differences, words.map_unit, 5.0, difference_scale, clear)
