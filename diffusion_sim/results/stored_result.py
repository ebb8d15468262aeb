"""A results folder read back: its tables and its manifest, checked against each other."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from diffusion_sim.errors import DataError
from diffusion_sim.files import from_spreadsheet, read_bytes, read_text
from diffusion_sim.results.intervals import PairedDifference
from diffusion_sim.results.manifest import MANIFEST, parsed_manifest, read_manifest
from diffusion_sim.results.parquet import block_digests, read_blocks, table_hash, to_frame
from diffusion_sim.results.storage import COST_EFFECTIVENESS, EFFECTS, HORIZONS, INTERACTIONS, PLACES, SUMMARY

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHOLE = ("replications", "seed", "code", "months")
_FLOATS = ("mean", "low", "high", "sd", "replication_low", "replication_high", *PairedDifference._fields,
           *(f"{name}{end}" for name in ("additional", "cost", "cost_per_additional", "state_cost_per_additional")
             for end in ("", "_low", "_high")), "first_alone", "second_alone", "together", "interaction")  # fmt: skip
"""Columns of CSV tables that Python itself reads: some versions of pandas lose the last digits."""
LARGEST_CSV = 2**31
_CHANGED = "it was changed or damaged after it was written; run again"


@dataclass(frozen=True)
class StoredResult:
    """What :func:`load_result` read of a run."""

    folder: Path
    manifest: Mapping[str, Any] = field(repr=False)
    tables: Mapping[str, pd.DataFrame] = field(repr=False)

    @property
    def monthly(self) -> pd.DataFrame:
        """One row for each replication and reported month."""
        return self.tables["monthly"]

    @property
    def municipalities(self) -> pd.DataFrame:
        """One row for each replication and municipality."""
        return self.tables["municipalities"]

    @property
    def solutions(self) -> pd.DataFrame:
        """One row for each replication and solution."""
        return self.tables["solutions"]

    @property
    def cases(self) -> pd.DataFrame:
        """One row for each replication, municipality and solution that met, if they were saved."""
        if "cases" not in self.tables:
            raise DataError(self.folder.as_posix(), "holds no cases.parquet", "run again with --cases")
        return self.tables["cases"]

    def summary(self) -> pd.DataFrame:
        """Return every measure with its mean and 95 % interval, as it was saved."""
        return self.tables["summary"]


@dataclass(frozen=True)
class StoredComparison:
    """What :func:`load_result` read of a comparison: the differences, and each of its runs."""

    folder: Path
    manifest: Mapping[str, Any] = field(repr=False)
    baseline: StoredResult
    others: tuple[StoredResult, ...]
    tables: Mapping[str, pd.DataFrame] = field(repr=False)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """A name for each of the others."""
        return tuple(dict.fromkeys(self.summary()["scenario"]))

    def summary(self) -> pd.DataFrame:
        """Return the paired difference of every measure, as it was saved."""
        return self.tables["effects"]

    def by_municipality(self) -> pd.DataFrame:
        """Return paired differences place by place, as they were saved."""
        return self.tables["effects_by_municipality"]

    def by_horizon(self) -> pd.DataFrame:
        """Return paired differences at the end of each reported year, as they were saved."""
        return self.tables["effects_by_horizon"]

    def cost_effectiveness(self) -> pd.DataFrame:
        """Return what an additional implementation costs, as it was saved."""
        return self.tables["cost_effectiveness"]

    def interactions(self) -> pd.DataFrame:
        """Return the differences of differences of each 2 x 2, as they were saved; empty where there was none."""
        return self.tables.get(Path(INTERACTIONS).stem, pd.DataFrame())


@dataclass(frozen=True)
class StoredSweep:
    """What :func:`load_result` read of a sweep."""

    folder: Path
    manifest: Mapping[str, Any] = field(repr=False)
    tables: Mapping[str, pd.DataFrame] = field(repr=False)

    @property
    def points(self) -> pd.DataFrame:
        """One row for each point and measure, with its interval."""
        return self.tables["points"]

    @property
    def yearly(self) -> pd.DataFrame:
        """One row for each point and reported year."""
        return self.tables["yearly"]

    @property
    def replications(self) -> pd.DataFrame:
        """One row for each point, measure and replication, if they were kept."""
        if "replications" not in self.tables:
            raise DataError(self.folder.as_posix(), "holds no replications.parquet", "sweep again with --full-tables")
        return self.tables["replications"]

    def summary(self) -> pd.DataFrame:
        """Return a row for each point, with the mean of every measure."""
        return self.tables["summary"]


@dataclass(frozen=True)
class StoredRobustness:
    """What :func:`load_result` read of a comparison over parameter draws (``compare --uncertainty``)."""

    folder: Path
    manifest: Mapping[str, Any] = field(repr=False)
    tables: Mapping[str, pd.DataFrame] = field(repr=False)

    @property
    def draws(self) -> pd.DataFrame:
        """One row for each parameter draw, policy and measure."""
        return self.tables["draws"]

    def summary(self) -> pd.DataFrame:
        """Return for each policy and measure in what share of draws it helps."""
        return self.tables["robustness"]


OF_PLANS = {"sweep": "continue it with the command it was begun with", "robustness": "run it again"}
"""What holds tables of many points, and what to do where it is unfinished."""


def load_result(folder: Path | str) -> StoredResult | StoredComparison | StoredSweep | StoredRobustness:
    """Read what `run`, `compare`, `sweep` or ``save`` has written, and check all of it against the manifest.

    Raises
    ------
    DataError
        If the folder is unfinished, of a newer version or of something else, or if a part of it is missing, damaged or
        was changed.
    """
    folder = Path(folder)
    kind = parsed_manifest(folder).get("kind")
    return _of_plan(folder, str(kind)) if str(kind) in OF_PLANS else load_runs(folder)


def load_runs(folder: Path) -> StoredResult | StoredComparison:
    """Read a run or a comparison of runs as :func:`load_result` does, and refuse anything else."""
    manifest = read_manifest(folder)
    if manifest["kind"] == "run":
        return _run(folder, manifest)
    runs = [_run_of_comparison(folder / name, told) for name, told in manifest["results"].items()]
    tables = _tables(folder, manifest["tables"], (EFFECTS, PLACES, HORIZONS, COST_EFFECTIVENESS))
    if len(set(tables["effects"]["scenario"])) != len(runs) - 1:
        raise DataError((folder / EFFECTS).as_posix(), f"is not of {len(runs) - 1} scenarios", _CHANGED)
    return StoredComparison(folder, manifest, runs[0], tuple(runs[1:]), tables)


def _of_plan(folder: Path, kind: str) -> StoredSweep | StoredRobustness:
    manifest = parsed_manifest(folder)
    listed = manifest.get("tables")
    if not isinstance(listed, dict):
        raise DataError(folder.as_posix(), f"holds an unfinished {kind}", OF_PLANS[kind])
    if not all(isinstance(entry, dict) and "content_sha256" in entry for entry in listed.values()):
        raise DataError((folder / MANIFEST).as_posix(), "is not what was written", _CHANGED)
    tables = {
        Path(name).stem: _plain_csv(folder / name, str(entry["content_sha256"])) if name.endswith(".csv")
        else _table(folder / name, str(entry["content_sha256"]))
        for name, entry in listed.items() if Path(name).name == name
    }  # fmt: skip
    return StoredSweep(folder, manifest, tables) if kind == "sweep" else StoredRobustness(folder, manifest, tables)


def _plain_csv(path: Path, expected: str) -> pd.DataFrame:
    """Return a table whose columns depend on a plan."""
    content = read_bytes(path, LARGEST_CSV)
    _check(path, hashlib.sha256(content).hexdigest(), expected)
    return pd.read_csv(io.BytesIO(content))


def _run(folder: Path, manifest: dict[str, Any]) -> StoredResult:
    needed = ("monthly.parquet", "municipalities.parquet", "solutions.parquet", SUMMARY)
    return StoredResult(folder, manifest, _tables(folder, manifest["tables"], needed))


def _run_of_comparison(folder: Path, told: dict[str, Any]) -> StoredResult:
    manifest = read_manifest(folder)
    if any(manifest.get(entry) != value for entry, value in told.items()):
        raise DataError(folder.as_posix(), "is another run than the comparison was made of", _CHANGED)
    return _run(folder, manifest)


def _tables(folder: Path, listed: dict[str, Any], needed: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    missing = [name for name in needed if name not in listed]
    if missing:
        raise DataError(folder.as_posix(), f"its manifest lists no {missing[0]}", _CHANGED)
    return {Path(name).stem: _table(folder / name, entry["content_sha256"]) for name, entry in listed.items()}


def _table(path: Path, expected: str) -> pd.DataFrame:
    if path.suffix == ".csv":
        content = read_bytes(path, LARGEST_CSV)
        _check(path, hashlib.sha256(content).hexdigest(), expected)
        return _typed(csv_rows(content.decode()))
    blocks = list(read_blocks(path))
    _check(path, table_hash(chain.from_iterable(block_digests(block, [block.num_rows]) for block in blocks)), expected)
    return to_frame(blocks)


def _check(path: Path, found: str, expected: str) -> None:
    if found != expected:
        raise DataError(path.as_posix(), f"has content {found[:12]}, the manifest says {expected[:12]}", _CHANGED)


def csv_rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV by column, with text as it was before it was made safe for spreadsheets."""
    header, *rows = [list(map(from_spreadsheet, cells)) for cells in csv.reader(io.StringIO(text, newline=""))] or [[]]
    return [dict(zip(header, cells, strict=False)) for cells in rows]


def extra_table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV that somebody has put into a results folder.

    Raises
    ------
    DataError
        If it is no CSV.
    """
    try:
        return csv_rows(read_text(path))
    except (csv.Error, ValueError) as error:
        if isinstance(error, DataError):
            raise
        raise DataError(path.as_posix(), f"is not CSV ({error})") from None


def _typed(rows: list[dict[str, str]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    whole = {name: frame[name].map(int) for name in _WHOLE if name in frame}
    return frame.assign(**{n: [float(cell or "nan") for cell in frame[n]] for n in _FLOATS if n in frame} | whole)
