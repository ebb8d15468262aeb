"""What a run leaves, column by column, as short hashes that name no type width, file format or library.

A hash covers every bit of a float, every digit of a whole number, every letter of a text, and which rows are missing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from hashes.renamed import COLUMNS, WORDS

from diffusion_sim import Result
from diffusion_sim.model.agents import DiffusionModel
from diffusion_sim.results.record import MONTHLY, RunRecord

Table = Mapping[str, Any]
Hashes = dict[str, dict[str, str]]
"""Table, column, hash."""
DIGITS = 12


def of_result(result: Result) -> Hashes:
    """Hash the tables that people read, and the records they are made from."""
    read = {name: getattr(result, name) for name in ("monthly", "municipalities", "solutions", "cases")}
    return _hashes(read) | of_records(result.records)


def of_records(records: Iterable[RunRecord]) -> Hashes:
    """Hash what the engine hands over, months of the burn-in included."""
    records = list(records)
    structured = {
        "record.cases": np.concatenate([record.cases for record in records]),
        "record.solutions": np.concatenate([record.solutions for record in records]),
    }
    monthly = dict(zip(MONTHLY, np.concatenate([record.monthly for record in records]).T, strict=True))
    fields = {name: {field: rows[field] for field in rows.dtype.names or ()} for name, rows in structured.items()}
    return _hashes({"record.monthly": monthly, **fields})


def of_appraisals(model: DiffusionModel) -> Hashes:
    """Hash every appraisal of every municipality, and every option that was weighed."""
    appraisals = [(m.code, a) for m in model.municipalities for a in m.appraisals]
    options = [(a.month, number, o) for _, a in appraisals for number, o in enumerate(a.options)]
    identities = [0 if o.case is None else int(o.case.solution.identity) for *_, o in options]
    plain = ("month", "problem", "window", "chosen", "best_reuse", "shortfall", "flips", "ordered")
    terms = options[0][-1].terms._fields
    return _hashes({
        "appraisals": {
            "code": np.array([code for code, _ in appraisals]),
            **{name: np.array([getattr(a, name) for _, a in appraisals]) for name in plain},
        },
        "options": {
            "month": np.array([month for month, *_ in options]),
            "number": np.array([number for _, number, _ in options]),
            "mode": np.array([int(o.mode) for *_, o in options]),
            "solution": np.array(identities, dtype=np.uint64),
            **{name: np.array([getattr(o.terms, name) for *_, o in options]) for name in terms},
        },
    })  # fmt: skip


def first_difference(recorded: Hashes, found: Hashes) -> str | None:
    """Say which column is the first that differs, is missing or is new."""
    for table in {**recorded, **found}:
        then, now = recorded.get(table, {}), found.get(table, {})
        for column in {**then, **now}:
            if column not in now:
                return f"{table}.{column} is gone (renamed? tests/hashes/renamed.py)"
            if column not in then:
                return f"{table}.{column} is new (renamed? tests/hashes/renamed.py)"
            if then[column] != now[column]:
                return f"{table}.{column} differs"
    return None


def _hashes(tables: Mapping[str, Table]) -> Hashes:
    return {
        name: {
            COLUMNS.get(name, {}).get(column, column): _hash(table[column], WORDS.get(column, {})) for column in table
        }
        for name, table in tables.items()
    }


def _hash(column: Any, recorded_words: Mapping[str, str]) -> str:
    digest = hashlib.sha256()
    for part in _parts(pd.Series(column) if np.ndim(column) == 1 else column, recorded_words):
        digest.update(np.ascontiguousarray(part).tobytes())
    return digest.hexdigest()[:DIGITS]


def _parts(column: Any, recorded_words: Mapping[str, str]) -> list[np.ndarray]:
    """Return the arrays that say the same whatever type the column has."""
    kind = column.dtype
    if isinstance(kind, pd.CategoricalDtype) or pd.api.types.is_string_dtype(kind):
        return _text(column, recorded_words)
    if pd.api.types.is_datetime64_any_dtype(kind):
        return [column.to_numpy().astype("datetime64[D]").astype("<i8")]
    if pd.api.types.is_extension_array_dtype(kind):
        return [column.isna().to_numpy(), column.fillna(0).to_numpy().astype("<i8")]
    values = np.asarray(column)
    wide = {"f": "<f8", "u": "<u8"}.get(values.dtype.kind, "<i8")
    return [values.astype(wide)]


def _text(column: pd.Series, recorded_words: Mapping[str, str]) -> list[np.ndarray]:
    """Return the words that occur, in the order of their letters, and for each row which it is (-1: missing)."""
    rows, words = pd.factorize(column)
    texts = [recorded_words.get(str(word), str(word)) for word in words]
    ordered = {text: number for number, text in enumerate(sorted(set(texts)))}
    place = np.array([*(ordered[text] for text in texts), -1], dtype="<i8")
    return [np.frombuffer("\0".join(ordered).encode(), dtype=np.uint8), place[rows]]
