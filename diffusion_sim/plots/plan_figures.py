"""What comes of plans: one or two parameters of a sweep, how parameters were fitted, and which of them matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from diffusion_sim.plots.figure import Provenance, TracedFigure, styled
from diffusion_sim.plots.style import BLACK, BLUE, CURVE_COLOURS, GREEN, GREY, LIGHT, ORANGE, UNCLEAR, VERMILLION
from diffusion_sim.results.display import DASH, format_interval, format_number
from diffusion_sim.results.measures import measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes

MOST_LINES = len(CURVE_COLOURS)
_MARKS = "osD^vP"
_RAMP = LinearSegmentedColormap.from_list("ramp", ["#F4F7FA", BLUE])
_DIVERGING = LinearSegmentedColormap.from_list("diverging", [VERMILLION, "#FFFFFF", BLUE])
_DARK = 0.6
"""Share of a scale above which letters on it are white."""


class SweptMeasure(NamedTuple):
    """One measure at every point of a sweep."""

    points: pd.DataFrame
    """Rows of points.parquet: a column for each parameter, mean or difference, low, high."""
    keys: tuple[str, ...]
    """One or two parameters; the first lies along the axis."""
    key: str
    """Of the measure."""
    change_of: str = ""
    """Whose paired differences they are; empty for levels."""

    @property
    def mean(self) -> str:
        """The column of means."""
        return "difference" if self.change_of else "mean"

    @property
    def title(self) -> str:
        """What is shown."""
        told = measure(self.key).label.lstrip(". ")
        return f"What “{self.change_of}” changes: {told}" if self.change_of else told


def _axis(key: str) -> str:
    from diffusion_sim.scenario.declarations import declarations  # noqa: PLC0415 - spares the import where not needed

    told = declarations()[key]
    return f"{told.words['en'].name} ({told.unit})\n{key}" if told.unit else f"{told.words['en'].name}\n{key}"


@styled
def sweep_lines(swept: SweptMeasure, provenance: Provenance) -> TracedFigure:
    """Draw the measure against the first parameter, a line for each value of the second."""
    lines = _lines(swept)
    caption = (
        "Marks: mean over the same replications at every point; whiskers: 95 % interval of the mean (Student's t)."
        + (" An interval that crosses the line at zero is no evidence of a change." if swept.change_of else "")
    )
    figure = TracedFigure(swept.title, caption, provenance, (8.4, 4.8), keys=len(lines) if len(lines) > 1 else 0)
    axes = figure.subplots()
    if swept.change_of:
        axes.axhline(0.0, color=BLACK, linewidth=0.9)
    for number, (name, line) in enumerate(lines):
        _draw_line(axes, swept, line, (number, name))
    ticks = swept.points[swept.keys[0]].drop_duplicates()
    if ticks.dtype.kind not in "biuf":
        axes.set_xticks(range(len(ticks)), [str(tick) for tick in ticks])
    axes.set_xlabel(_axis(swept.keys[0]))
    axes.set_ylabel(measure(swept.key).unit)
    if len(lines) > 1:
        figure.add_keys(*axes.get_legend_handles_labels())
    return figure


def _lines(swept: SweptMeasure) -> Sequence[tuple[str, pd.DataFrame]]:
    if len(swept.keys) == 1:
        return [("", swept.points)]
    return [(f"{swept.keys[1]} = {value}", line) for value, line in swept.points.groupby(swept.keys[1], sort=False)]


def _draw_line(axes: Axes, swept: SweptMeasure, line: pd.DataFrame, look: tuple[int, str]) -> None:
    number, name = look
    told = line[swept.keys[0]]
    x = told.to_numpy(dtype=np.float64) if told.dtype.kind in "biuf" else np.arange(len(line), dtype=np.float64)
    mean = line[swept.mean].to_numpy(dtype=np.float64)
    ends = np.abs(line[["low", "high"]].to_numpy(dtype=np.float64).T - mean)
    style: dict[str, Any] = {"color": CURVE_COLOURS[(number + 1) % MOST_LINES], "capsize": 3, "markersize": 5}
    axes.errorbar(x, mean, yerr=np.nan_to_num(ends), fmt=f"{_MARKS[number % len(_MARKS)]}-", label=name, **style)


@styled
def heat_map(swept: SweptMeasure, provenance: Provenance) -> TracedFigure:
    """Draw the measure at each pair of values of two parameters, with its interval in the cell."""
    across, down = (list(swept.points[key].drop_duplicates()) for key in swept.keys)
    table = swept.points.set_index(list(swept.keys))
    caption = "Each cell: mean over the same replications, below it the 95 % interval of the mean (Student's t)." + (
        " Grey: the interval holds zero, chance may explain the change." if swept.change_of else ""
    )
    size = (2.2 + 1.35 * len(across), 2.3 + 0.62 * len(down))
    figure = TracedFigure(swept.title, caption, provenance, (max(size[0], 6.4), size[1]))
    axes = figure.subplots()
    shape = (len(down), len(across))
    rows = [[table.loc[(a, b)] if (a, b) in table.index else None for a in across] for b in down]
    means = np.array([[np.nan if one is None else one[swept.mean] for one in row] for row in rows]).reshape(shape)
    unclear = np.array([[one is None or one["low"] <= 0.0 <= one["high"] for one in row] for row in rows]).reshape(
        shape
    )
    hidden = np.isnan(means) | (unclear & bool(swept.change_of))
    reach = np.nanmax(np.abs(means)) if np.isfinite(means).any() else 1.0
    scale: dict[str, Any] = {"cmap": _DIVERGING, "vmin": -reach, "vmax": reach} if swept.change_of else {"cmap": _RAMP}
    axes.set_facecolor(UNCLEAR)
    image = axes.imshow(np.ma.masked_array(means, hidden), aspect="auto", origin="lower", **scale)
    for y, row in enumerate(rows):
        for x, one in enumerate(row):
            shade = (
                0.0
                if hidden[y, x]
                else abs(float(np.asarray(image.norm(means[y, x]))) - (0.5 if swept.change_of else 0.0))
            )
            light = shade > (_DARK / 2 if swept.change_of else _DARK)
            axes.text(
                x, y, _cell(one, swept.mean), ha="center", va="center", fontsize=7.5, color="white" if light else BLACK
            )
    axes.set_xticks(range(len(across)), [str(value) for value in across])
    axes.set_yticks(range(len(down)), [str(value) for value in down])
    axes.grid(visible=False)
    axes.set_xlabel(_axis(swept.keys[0]))
    axes.set_ylabel(_axis(swept.keys[1]))
    figure.colorbar(image, ax=axes, label=measure(swept.key).unit)
    return figure


def _cell(one: pd.Series[Any] | None, mean: str) -> str:
    return DASH if one is None else f"{format_number(one[mean])}\n{format_interval(one['low'], one['high'])}"


PANELS_ACROSS = 4
PERIODS_NAMED, BETWEEN_NAMES = 8, (1, 2, 3, 4, 6, 12, 24, 60, 120, 240)
"""Along the axis: at most so many, as long as a step allows it."""
BINS = 12


@styled
def predictive_check(table: pd.DataFrame, provenance: Provenance) -> TracedFigure:
    """Draw observed figures with their errors, and what draws from the posterior predict, each on a scale of its own.

    Parameters
    ----------
    table
        From a calibration: ``predictive_check.csv``.
    """
    caption = (
        "Orange: observed, with ± one stated error, or as a range. Blue: mean and 95 % of replications, each with its "
        "own draw from the posterior, in replications that were not used to fit. Grey: 95 % of the prior's parameter sets. "
        "Each row has a scale of its own. Rows marked “check” were not fitted."
    )
    figure = TracedFigure("Does the calibrated model give what was observed?", caption, provenance, (9.0, 7.4))
    axes = figure.subplots(len(table), 1)
    for row, one in zip(np.atleast_1d(axes), table.to_dict("records"), strict=True):
        _draw_check(row, one)
    return figure


def _draw_check(axes: Axes, one: dict[Any, Any]) -> None:
    error = 0.0 if np.isnan(one["error"]) else one["error"]
    low, high = one["observed_low"] - error, one["observed_high"] + error
    axes.axvspan(low, high, color=ORANGE, alpha=0.35, linewidth=0)
    if one["observed_low"] == one["observed_high"]:
        axes.axvline(one["observed_low"], color=ORANGE, linewidth=2)
    axes.plot([one["prior_low"], one["prior_high"]], [0.62, 0.62], color=GREY, linewidth=2, solid_capstyle="butt")
    axes.plot([one["low"], one["high"]], [0.3, 0.3], color=BLUE, linewidth=3, solid_capstyle="butt")
    axes.plot([one["mean"]], [0.3], "o", color=BLUE, markersize=6)
    axes.set_ylim(0, 1)
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
    mark = "" if one["use"] == "fitted" else " (check)"
    label = f"{one['label']}{mark}\n{one['unit']}: {one['verdict']}"
    axes.set_ylabel(label, rotation=0, ha="right", va="center", fontsize=8, color=_colour_of(str(one["verdict"])))


def _colour_of(verdict: str) -> str:
    return VERMILLION if verdict in {"missed", "outside"} else BLACK


@styled
def curve_check(curve: pd.DataFrame, provenance: Provenance) -> TracedFigure:
    """Draw the share that had adopted by period: observed, predicted by the calibrated model, and by Bass's curve.

    Parameters
    ----------
    curve
        From a calibration with a study: ``curve_check.csv``.
    """
    later = curve[curve["use"] == "later"]
    caption = (
        "Black: observed. Blue: mean and 90 % of replications, each with its own draw from the posterior, in replications that "
        "were not used to fit. Green: the same draws, begun with those who had adopted at the dotted line. What lies right of that "
        f"line was not fitted to: {int((later['inside'] == 'yes').sum())} of {len(later)} periods lie in the blue band, "
        f"{int((later['cut_inside'] == 'yes').sum())} in the green one."
    )
    figure = TracedFigure("Does the model predict the later curve?", caption, provenance, (9.0, 5.6))
    axes = figure.subplots()
    x = np.arange(len(curve))
    axes.fill_between(x, curve["low"], curve["high"], color=BLUE, alpha=0.2, linewidth=0)
    axes.plot(x, curve["mean"], color=BLUE, label="calibrated model")
    axes.fill_between(x, curve["cut_low"], curve["cut_high"], color=GREEN, alpha=0.2, linewidth=0)
    axes.plot(x, curve["cut_mean"], color=GREEN, linestyle="-.", label="calibrated model, begun at the cut")
    axes.plot(
        x, curve["bass_percent"], color=VERMILLION, linestyle="--", label="Bass's curve, fitted to the same periods"
    )
    axes.plot(x, curve["observed_percent"], color=BLACK, drawstyle="steps-post", label="observed")
    axes.axvline(len(curve) - len(later) - 0.5, color=GREY, linestyle=":")
    step = next((one for one in BETWEEN_NAMES if one * PERIODS_NAMED >= len(curve)), BETWEEN_NAMES[-1])
    axes.set_xticks(x[::step], curve["period"].astype(str).iloc[::step])
    axes.set_ylim(0.0, 100.0)
    axes.set_ylabel("adopted by the end of the period (% of places watched)")
    axes.legend(loc="upper left")
    return figure


@styled
def prior_and_posterior(draws: pd.DataFrame, table: pd.DataFrame, provenance: Provenance) -> TracedFigure:
    """Draw for each parameter how likely its values are before (flat) and after.

    Parameters
    ----------
    draws, table
        From a calibration: ``posterior.csv`` and ``identifiability.csv``.
    """
    shown = table[table["kind"] != "outcome"]
    across = min(PANELS_ACROSS, len(shown))
    down = -(-len(shown) // across)
    caption = (
        "Blue: the posterior; grey: the prior, flat over the range. Where blue is as flat as grey, the observed figures "
        "cannot tell the parameter, and results carry its whole range."
    )
    figure = TracedFigure("What the data tell, and what not", caption, provenance, (9.6, 1.6 + 1.75 * down))
    panels = np.atleast_1d(figure.subplots(down, across)).ravel()
    for axes, one in zip(panels, shown.to_dict("records"), strict=False):
        _draw_prior_and_posterior(axes, draws, one)
    for axes in panels[len(shown) :]:
        axes.set_visible(False)
    return figure


def _draw_prior_and_posterior(axes: Axes, draws: pd.DataFrame, one: dict[Any, Any]) -> None:
    low, high = float(one["prior_low"]), float(one["prior_high"])
    axes.axhspan(0.0, 1.0 / BINS, color=LIGHT, linewidth=0)
    axes.hist(draws[one["parameter"]], bins=BINS, range=(low, high), weights=draws["weight"], color=BLUE, alpha=0.75)
    axes.set_xlim(low, high)
    axes.set_yticks([])
    axes.set_xticks([low, high], [format_number(low), format_number(high)])
    axes.grid(visible=False)
    section, name = str(one["parameter"]).split(".")
    axes.set_title(f"{section}.\n{name}", fontsize=8, fontweight="normal")
    axes.set_xlabel(str(one["verdict"]).partition(":")[0], fontsize=7, color=GREY)


SHOWN = 15
"""Parameters, those that matter most."""


@styled
def tornado(indices: pd.DataFrame, key: str, provenance: Provenance, what: str = "") -> TracedFigure:
    """Draw the greatest effects on one measure with their intervals.

    Parameters
    ----------
    indices
        Columns measure, parameter, index, effect and interval (half width).
    key
        The measure.
    what
        Words before its name, such as whose change of it is meant.
    """
    chosen = indices[indices["measure"] == key]
    top, told = chosen.head(SHOWN), measure(key)
    word = str(top["index"].iloc[0])
    caption = (
        f"The {len(top)} of {len(chosen)} parameters with the greatest effect on {what}“{told.label.lstrip('. ')}”. Each goes "
        "through its range in the plan, the others vary too, in the same replications. Whiskers: 95 % interval over resamples."
    )
    figure = TracedFigure("What matters most", caption, provenance, (9.0, 2.0 + 0.3 * len(top)))
    axes = figure.subplots()
    axes.barh(top["parameter"], top["effect"], color=BLUE, height=0.7)
    axes.errorbar(top["effect"], top["parameter"], xerr=top["interval"], fmt="none", ecolor=BLACK, elinewidth=1.2)
    axes.invert_yaxis()
    axes.grid(visible=False, axis="y")
    axes.set_xlim(left=0.0)
    axes.set_xlabel(f"{word} ({'0 to 1' if word.startswith('share') else told.unit})")
    return figure


OFFSET = 0.16
"""Between the two marks of a parameter, in rows."""


@styled
def sobol(indices: pd.DataFrame, key: str, provenance: Provenance, what: str = "") -> TracedFigure:
    """Draw first-order and total indices of one measure with their intervals.

    Parameters
    ----------
    indices
        Columns measure, parameter, effect and interval (total), alone and alone_interval (first order).
    key
        The measure.
    what
        Words before its name, such as whose change of it is meant.
    """
    chosen = indices[indices["measure"] == key]
    top, told = chosen.head(SHOWN), measure(key)
    caption = (
        f"Shares of the variance of {what}“{told.label.lstrip('. ')}” between points, in the same replications: of each parameter "
        "alone, and in all with what it does together with others. The shares in all may add up to more than 1. "
        "Whiskers: 95 % interval over resamples; an estimate may lie below 0."
    )
    figure = TracedFigure("What explains the difference", caption, provenance, (9.0, 2.4 + 0.4 * len(top)))
    axes = figure.subplots()
    rows = np.arange(len(top))
    axes.axvline(0.0, color="black", linewidth=0.8)
    style: dict[str, Any] = {"elinewidth": 1.2, "capsize": 2.5, "linestyle": "none"}
    axes.errorbar(top["effect"], rows - OFFSET, xerr=top["interval"], fmt="o", color=BLUE, label="in all", **style)
    axes.errorbar(
        top["alone"], rows + OFFSET, xerr=top["alone_interval"], fmt="s", color=ORANGE, label="alone", **style
    )
    axes.set_yticks(rows, top["parameter"])
    axes.invert_yaxis()
    axes.set_xlabel("share of variance (0 to 1)")
    axes.legend(loc="lower right", frameon=False)
    return figure
