"""Numbers as people read them: few digits, a dash for what is missing."""

from __future__ import annotations

import html
import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from diffusion_sim.results.paired.comparison import Comparison
    from diffusion_sim.results.result import Result

DASH = "–"
_HEADLINES = (
    "in_operation", "mix_own_percent", "mix_adapted_percent", "mix_copied_percent", "sharing_spreading_gap_percent",
    "reinvented_per_year", "lost_per_100_funded", "months_hearing_to_use", "reused_merit", "value_per_month",
    "cost_million_dkk",
)  # fmt: skip


def format_number(value: float) -> str:
    """Return about three digits, or a dash when the number is missing; rounded from the ten that tables are saved with."""
    if math.isnan(value):
        return DASH
    value = float(f"{value:.10g}")
    if value == 0.0:
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


def headlines(summary: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that answer most questions, in reading order."""
    return summary.set_index("measure", drop=False).loc[list(_HEADLINES)].reset_index(drop=True)


def html_summary(result: Result) -> str:
    """Return the headline measures as an HTML table for notebooks."""
    context = result.context
    body = "".join(
        f"<tr><td>{html.escape(row['label'])}</td><td>{format_number(row['mean'])}</td>"
        f"<td>{format_interval(row['low'], row['high'])}</td><td>{html.escape(row['unit'])}</td></tr>"
        for row in headlines(result.summary()).to_dict("records")
    )
    caption = (
        f"{context.title}: {len(result.records)} replications, seed {context.seed}, "
        f"scenario {context.scenario_hash[:12]}, version {context.version}. Model output, not a forecast."
    )
    head = "<tr><th>measure</th><th>mean</th><th>95 % interval</th><th>unit</th></tr>"
    return f"<table><caption>{html.escape(caption)}</caption>{head}{body}</table>"


def html_comparison(comparison: Comparison) -> str:
    """Return the headline differences as an HTML table for notebooks."""
    context = comparison.baseline.context
    effects = comparison.summary()
    body = "".join(
        f"<tr><td>{html.escape(row['scenario'])}</td><td>{html.escape(row['label'])}</td>"
        f"<td>{format_number(row['baseline_mean'])}</td><td>{format_number(row['difference'])}</td>"
        f"<td>{format_interval(row['low'], row['high'])}</td><td>{html.escape(row['unit'])}</td></tr>"
        for row in effects[effects["measure"].isin(_HEADLINES)].to_dict("records")
    )
    caption = (
        f"Difference to {context.scenario.name} in the same {len(comparison.replications)} worlds, seed "
        f"{context.seed}, version {context.version}. Model output, not a forecast."
    )
    names = ("scenario", "measure", "baseline", "difference", "95 % interval", "unit")
    head = "<tr>" + "".join(f"<th>{name}</th>" for name in names) + "</tr>"
    return f"<table><caption>{html.escape(caption)}</caption>{head}{body}</table>"
