"""Results as tables that fit a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    Row = Sequence[str]

UNIT_WIDTH, INDENT = 14, 2
OF_MEAN, OF_WORLDS = ("95 % interval", "low", "high"), ("95 % of worlds", "world_low", "world_high")
"""Head and columns: how well the mean is known; and where worlds lie whose parameters were drawn."""
PARTS = "..."
"""How the label of a part of the measure above begins."""
PUT_TO_USE = "put_to_use_"
PARTS_SHOWN = ("in_operation_", PUT_TO_USE)
"""Parts that stand in the short table as well: what is in use, by mode."""


def shown_rows(summary: pd.DataFrame, *, full: bool) -> pd.DataFrame:
    """Return the rows to print: all, or those that are no mere part of another."""
    if full:
        return summary
    part = summary["label"].str.startswith(PARTS)
    return summary[~part | summary["measure"].str.startswith(PARTS_SHOWN)]


def shown_effects(effects: pd.DataFrame, *, full: bool) -> pd.DataFrame:
    """Return the rows to print: all, or the headlines and what is put to use, by mode."""
    from diffusion_sim.results.display import headlines

    if full:
        return effects
    headline = headlines(effects)["measure"]
    return effects[effects["measure"].isin(headline) | effects["measure"].str.startswith(PUT_TO_USE)]


def summary_table(summary: pd.DataFrame, title: str) -> Table:
    """Return measure, mean, 95 % interval (of worlds, where parameters were drawn) and unit, in groups."""
    from diffusion_sim.results.display import format_interval, format_number

    head, low, high = _interval_of(summary)
    cells = [
        (
            one["group"],
            (one["label"], format_number(one["mean"]), format_interval(one[low], one[high]), one["unit"]),
        )
        for one in summary.to_dict("records")
    ]
    return _grouped(title, ("Measure", ">Mean", f">{head}", "Unit"), cells)


def effect_table(summary: pd.DataFrame, title: str) -> Table:
    """Return the baseline and the paired difference to it, in groups."""
    from diffusion_sim.results.display import format_interval, format_number

    head, low, high = _interval_of(summary)
    cells = [
        (
            one["group"],
            (
                f"{one['label']} ({one['unit']})",
                format_number(one["baseline_mean"]),
                _signed(one["difference"], format_number(one["difference"])),
                format_interval(one[low], one[high]),
                format_number(one["variance_ratio"]),
            ),
        )
        for one in summary.to_dict("records")
    ]
    return _grouped(title, ("Measure (unit)", ">Baseline", ">Difference", f">{head}", ">Pairing"), cells)


def _interval_of(summary: pd.DataFrame) -> tuple[str, str, str]:
    return OF_WORLDS if OF_WORLDS[1] in summary else OF_MEAN


def _signed(value: float, text: str) -> str:
    return f"+{text}" if value > 0 else text


def plain_table(title: str, columns: Sequence[str], rows: Sequence[Row]) -> Table:
    """Return a table; ``>`` begins a column of numbers."""
    table = _empty(title, columns)
    for row in rows:
        table.add_row(*row)
    return table


def _grouped(title: str, columns: Sequence[str], cells: Sequence[tuple[str, Row]]) -> Table:
    """Return a table with a line for each group above its rows."""
    from rich.padding import Padding

    table = _empty(title, columns)
    before = ""
    for group, (label, *others) in cells:
        if group != before:
            table.add_row(f"[bold]{group}[/bold]")
        table.add_row(Padding(label, (0, 0, 0, INDENT)), *others)
        before = group
    return table


def _empty(title: str, columns: Sequence[str]) -> Table:
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=escape(title), title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        number = column.startswith(">")
        narrow = UNIT_WIDTH if column == "Unit" else None
        justify: Literal["left", "right"] = "right" if number else "left"
        table.add_column(column.removeprefix(">"), justify=justify, no_wrap=number, max_width=narrow)
    return table
