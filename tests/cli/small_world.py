"""A scenario file whose replications take a fraction of a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SMALL = """
name = "Lille Ærø"

[time]
months = 24
burn_in_months = 12

[network]
kind = "ring"
places = "synthetic"
size = 12
degree = 4

[problems]
fields = ["Schools"]
per_field = 3
"""
PRIZE = 'extends = "small.toml"\nname = "prize"\n[prize]\nwinners_per_year = 3\n'


def write_small_world(folder: Path) -> tuple[str, str]:
    """Write a baseline and a policy; return their paths."""
    (folder / "small.toml").write_text(SMALL, encoding="utf-8")
    (folder / "prize.toml").write_text(PRIZE, encoding="utf-8")
    return str(folder / "small.toml"), str(folder / "prize.toml")
