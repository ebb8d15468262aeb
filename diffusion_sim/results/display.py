"""How a result shows itself: few digits, months in words, tables in notebooks, figures."""

from __future__ import annotations

import datetime as dt
import html
import importlib
import math
from functools import wraps
from inspect import signature
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from diffusion_sim.scenario.values import month_number

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from diffusion_sim.results.context import Context

DASH = "–"
_HEADLINES = (
    "in_use", "mix_own_percent", "mix_adapted_percent", "mix_copied_percent", "sharing_spreading_gap_percent",
    "duplicated_per_year", "lost_per_100_funded", "months_awareness_to_use", "reused_net_benefit", "value_per_month",
    "cost_million_dkk",
)  # fmt: skip


NOTHING = 1e-9
"""What is nearer to zero is what the last digits of sums leave over; no measure has a unit in which it would count."""


def format_number(value: float) -> str:
    """Return about three digits, or a dash when the number is missing; rounded from the ten that tables are saved with."""
    if math.isnan(value):
        return DASH
    value = float(f"{value:.10g}")
    if abs(value) < NOTHING:
        return "0"
    size = abs(value)
    if size >= 100.0:  # noqa: PLR2004 - three digits
        return f"{value:,.0f}"
    digits = 1 if size >= 10.0 else 2 if size >= 1.0 else 3  # noqa: PLR2004 - as above
    return f"{value:.{digits}f}".replace("-0.000", "0.000")


def format_significant(value: float) -> str:
    """Return three significant digits, less zeros at the end, for what may be far below 0.001: 0.0000668."""
    return np.format_float_positional(value, precision=3, unique=False, fractional=False, trim="-")


def format_interval(low: float, high: float) -> str:
    """Return "low to high", or a dash when there is no interval."""
    return DASH if math.isnan(low) or math.isnan(high) else f"{format_number(low)} to {format_number(high)}"


COUNTED = "solutions"
"""Unit of what is counted in a replication and may be rare."""


def format_ends(row: dict[Any, Any], low: str = "low", high: str = "high") -> str:
    """Return the ends of a row of a summary, of the mean or of replications; where all replications have 0, how many they are.

    The mean's own interval tells: it has no width only where all replications are alike.

    Of a count that no replication has, the mean is below 3 / n at 95 % (rule of three, Hanley & Lippman-Hand 1983).
    """
    if not row["low"] == row["high"] == 0.0:
        return format_interval(row[low], row[high])
    replications = int(row["replications"])
    if row["unit"] == COUNTED and "difference" not in row:
        return f"none in {replications} (below {format_number(3.0 / replications)})"
    return f"0 in each of {replications}"


def headlines(summary: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that answer most questions, in reading order."""
    return summary.set_index("measure", drop=False).loc[list(_HEADLINES)].reset_index(drop=True)


def html_summary(context: Context, summary: pd.DataFrame, replications: int) -> str:
    """Return the headline measures of a result as an HTML table for notebooks."""
    body = "".join(
        f"<tr><td>{html.escape(row['label'])}</td><td>{format_number(row['mean'])}</td>"
        f"<td>{format_ends(row)}</td><td>{html.escape(row['unit'])}</td></tr>"
        for row in headlines(summary).to_dict("records")
    )
    caption = (
        f"{context.title}: {replications} replications, seed {context.seed}, "
        f"scenario {context.scenario_hash[:12]}, version {context.version}. Model output, not a forecast."
    )
    return _html_table(caption, ("measure", "mean", "95 % interval", "unit"), body)


def html_comparison(baseline: Context, effects: pd.DataFrame, replications: int) -> str:
    """Return the headline differences of a comparison as an HTML table for notebooks."""
    body = "".join(
        f"<tr><td>{html.escape(row['scenario'])}</td><td>{html.escape(row['label'])}</td>"
        f"<td>{format_number(row['baseline_mean'])}</td><td>{format_number(row['difference'])}</td>"
        f"<td>{format_ends(row)}</td><td>{html.escape(row['unit'])}</td></tr>"
        for row in effects[effects["measure"].isin(_HEADLINES)].to_dict("records")
    )
    caption = (
        f"Difference to {baseline.scenario.name} in the same {replications} replications, seed {baseline.seed}, version "
        f"{baseline.version}. Model output, not a forecast."
    )
    return _html_table(caption, ("scenario", "measure", "baseline", "difference", "95 % interval", "unit"), body)


def _html_table(caption: str, columns: tuple[str, ...], body: str) -> str:
    head = "".join(f"<th>{name}</th>" for name in columns)
    return f"<table><caption>{html.escape(caption)}</caption><tr>{head}</tr>{body}</table>"


def date_after(year_month: str, months: int) -> dt.date:
    """Return the first day of the month that lies ``months`` after (before, if negative) ``year_month``."""
    year, month = divmod(month_number(year_month) + months, 12)
    return dt.date(year, month + 1, 1)


_FIGURES = "diffusion_sim.plots"


class Plot:
    """The figure functions of :mod:`diffusion_sim.plots` for a result, or for a comparison, with it filled in.

    Figures live in a layer above the results, which may not import it. This is the only reach upwards: the module is
    looked up by name when a figure is asked for, so that results can be computed and stored without matplotlib.

    Parameters
    ----------
    subject
        What is drawn.
    kind
        The name in ``diffusion_sim.plots`` of the list of what can be drawn of it.
    """

    def __init__(self, subject: object, kind: Literal["OF_RESULT", "OF_COMPARISON"]) -> None:
        self._subject, self._kind = subject, kind

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_") or name not in dir(self):
            raise AttributeError(f"there is no figure {name!r} of this; there are {', '.join(dir(self))}")
        return _filled_in(getattr(importlib.import_module(_FIGURES), name), self._subject)

    def __dir__(self) -> list[str]:
        return sorted(getattr(importlib.import_module(_FIGURES), self._kind))


def _filled_in(draw: Callable[..., Any], subject: object) -> Callable[..., Any]:
    """Return a function with the other arguments, and the help, of the one that draws."""

    @wraps(draw)
    def drawn(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - those of the figure
        return draw(subject, *arguments, **options)

    _, *others = signature(draw).parameters.values()
    drawn.__signature__ = signature(draw).replace(parameters=others)  # type: ignore[attr-defined]
    return drawn
