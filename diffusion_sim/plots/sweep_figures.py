"""What one or two parameters of a sweep do to a measure: lines with their intervals, and a heat map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from diffusion_sim.plots.figure import Provenance, TracedFigure, styled
from diffusion_sim.plots.style import BLACK, BLUE, CURVE_COLOURS, UNCLEAR, VERMILLION
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
