"""The days of municipal elections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.denmark.rows import read_rows

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

ELECTION_COLUMNS = ("date", "source")


def read_elections(folder: Path) -> tuple[date, ...]:
    """Read the election days; each row is later than the one before."""
    days: list[date] = []
    for row in read_rows(folder / "elections.csv", ELECTION_COLUMNS):
        day = row.day("date")
        if days and day <= days[-1]:
            raise row.wrong("date", f"valid: a day after that of the row before, {days[-1]}")
        row.text("source")
        days.append(day)
    return tuple(days)
