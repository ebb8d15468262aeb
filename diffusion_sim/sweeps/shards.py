"""Full tables of a sweep: a Parquet file for each table and hundred points, readable as one data set.

The tables of a point are on the disk, in a folder of their own, before the point counts as finished. When the last
point of a hundred is in, they are put together in the order of the points, so that neither the order in which points
finished nor an interruption shows. ``pandas.read_parquet("full/monthly")`` reads all shards of a table.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from diffusion_sim.results.parquet import read_blocks, to_frame, write_table
from diffusion_sim.sweeps.point import FULL_TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd

    from diffusion_sim.sweeps.point import Finished

SHARD_POINTS = 100
FULL, PARTS = "full", "parts"


class Shards:
    """Collects the tables of points; ``waiting`` are those still to be run whose tables are kept."""

    def __init__(self, folder: Path, waiting: list[int]) -> None:
        self._folder = folder / FULL
        self._waiting = dict.fromkeys({number // SHARD_POINTS for number in waiting}, 0)
        for number in waiting:
            self._waiting[number // SHARD_POINTS] += 1

    def keep(self, finished: Finished) -> None:
        """Write the tables of one point, before its line in the journal."""
        part = self._part(finished.outcome.number)
        if finished.tables:
            part.mkdir(parents=True, exist_ok=True)
        for name, content in finished.tables.items():
            (part / f"{name}.parquet").write_bytes(content)

    def count(self, number: int) -> None:
        """Note that a point is in the journal; put its shard together when it was the last."""
        shard = number // SHARD_POINTS
        if shard in self._waiting:
            self._waiting[shard] -= 1
            if not self._waiting[shard]:
                self._put_together(shard)

    def close(self) -> None:
        """Put together what an earlier run was stopped before it could."""
        parts = self._folder / PARTS
        if parts.is_dir():
            for shard in sorted({int(part.name) // SHARD_POINTS for part in parts.iterdir()}):
                self._put_together(shard)
            parts.rmdir()

    def _put_together(self, shard: int) -> None:
        first = shard * SHARD_POINTS
        parts = [part for n in range(first, first + SHARD_POINTS) if (part := self._part(n)).is_dir()]
        if not parts:
            return
        for name in FULL_TABLES:
            path = self._folder / name / f"{first:06d}.parquet"
            path.parent.mkdir(exist_ok=True)
            write_table(path, _in_order(path, {int(part.name): part / f"{name}.parquet" for part in parts}), {})
        for part in parts:
            shutil.rmtree(part)

    def _part(self, number: int) -> Path:
        return self._folder / PARTS / f"{number:06d}"


def _in_order(shard: Path, parts: dict[int, Path]) -> Iterator[pd.DataFrame]:
    """Yield the table of each point: those of an earlier shard, one a row group, and the new ones."""
    old = read_blocks(shard) if shard.is_file() else iter(())
    waiting = dict(sorted(parts.items()))
    for block in old:
        number = int(block["point"][0].as_py())
        for earlier in [n for n in waiting if n < number]:
            yield _with_point(earlier, waiting.pop(earlier))
        if number not in waiting:  # a kill between the shard and its parts leaves a point in both
            yield to_frame([block])
    for number, path in waiting.items():
        yield _with_point(number, path)


def _with_point(number: int, path: Path) -> pd.DataFrame:
    table = to_frame(list(read_blocks(path)))
    table.insert(0, "point", number)
    return table
