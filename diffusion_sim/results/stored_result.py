"""A results folder read back: its tables and its manifest, checked against each other."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from diffusion_sim.errors import DataError
from diffusion_sim.results.content_hash import block_digests, table_hash
from diffusion_sim.results.parquet import read_blocks, to_frame
from diffusion_sim.results.storage import MANIFEST, SUMMARY

if TYPE_CHECKING:
    from collections.abc import Mapping

_FLOATS = ("mean", "low", "high", "sd", "world_low", "world_high")
"""Columns of the summary that Python itself reads: some versions of pandas lose the last digits."""


@dataclass(frozen=True)
class StoredResult:
    """What :func:`load_result` read."""

    folder: Path
    manifest: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]

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
            raise DataError(str(self.folder), "holds no cases.parquet", "run again with --cases")
        return self.tables["cases"]

    def summary(self) -> pd.DataFrame:
        """Return every measure with its mean and 95 % interval, as it was saved."""
        return self.tables["summary"]


def load_result(folder: Path | str) -> StoredResult:
    """Read a results folder and check every table against the hash in the manifest.

    Raises
    ------
    DataError
        If the folder is unfinished, or a table is missing, damaged or was changed.
    """
    folder = Path(folder)
    manifest = _read_manifest(folder)
    tables = {}
    for name, entry in manifest["tables"].items():
        read = _read_summary if name == SUMMARY else _read_parquet
        tables[Path(name).stem] = read(folder / name, entry["content_sha256"])
    return StoredResult(folder, manifest, tables)


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    if not path.is_file():
        raise DataError(str(folder), f"holds no {MANIFEST}", "a finished run writes it last")
    try:
        manifest: Any = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise DataError(str(path), f"is not valid JSON ({error})") from error
    if not isinstance(manifest, dict) or "tables" not in manifest:
        raise DataError(str(path), "has no entry `tables`", "a manifest of diffusion-sim lists its tables")
    return dict(manifest)


def _read_parquet(path: Path, expected: str) -> pd.DataFrame:
    blocks = list(read_blocks(path))
    _check(path, table_hash(chain.from_iterable(block_digests(block, [block.num_rows]) for block in blocks)), expected)
    return to_frame(blocks)


def _read_summary(path: Path, expected: str) -> pd.DataFrame:
    if not path.is_file():
        raise DataError(str(path), "is missing", "the manifest lists it")
    text = path.read_text(encoding="utf-8")
    _check(path, hashlib.sha256(text.encode()).hexdigest(), expected)
    frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    numbers = {name: [float(cell or "nan") for cell in frame[name]] for name in _FLOATS if name in frame}
    return frame.assign(**numbers, replications=frame["replications"].astype(int), seed=frame["seed"].map(int))


def _check(path: Path, found: str, expected: str) -> None:
    if found != expected:
        raise DataError(str(path), f"has content {found[:12]}", f"the manifest says {expected[:12]}: it was changed")
