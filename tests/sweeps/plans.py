"""Plan files of a small country, and what is in a folder."""

from __future__ import annotations

from pathlib import Path

from cli.small_world import write_small_world

NIH, WINNERS = '"appraisal.nih_bias"', '"prize.winners_per_year"'
GRID = 'design = "grid"\nreplications = 3\n[parameters]\n"appraisal.nih_bias" = [0.0, 0.3, 0.6, 0.9, 1.2, 1.5]\n'


def plan_file(folder: Path, text: str) -> Path:
    write_small_world(folder)
    file = folder / "plan.toml"
    file.write_text('scenario = "small.toml"\n' + text, encoding="utf-8")
    return file


def files_of(folder: Path) -> dict[str, bytes]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
