"""Tables to Parquet and back: the same table gives the same bytes for one version of pyarrow, and one hash for all.

The content hash is a fingerprint of what a table says, whatever file format or library version holds it. A table is
hashed block by block (one for each replication), and the hash of the table is that of the blocks' digests in order.
"""

from __future__ import annotations

import hashlib
import io
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from diffusion_sim.errors import DataError
from diffusion_sim.files import is_file, whole
from diffusion_sim.results.dictionary import field_metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_CODEC, _CODEC_LEVEL, _FORMAT_VERSION, _PAGE_BYTES = "zstd", 3, "2.6", 1 << 20
"""Pinned: the library's defaults may change between versions."""
_OF_ONE_ROW = ("id", "label")
"""Columns in which hardly a value comes twice: a dictionary of them, or of measured numbers, only takes time and space."""


class Stored(NamedTuple):
    """What the manifest says of one table."""

    rows: int
    columns: tuple[str, ...]
    content_sha256: str


class Batch(NamedTuple):
    """Rows of a table, and how many of them belong to each row group in turn."""

    columns: Mapping[str, Any]
    rows: Sequence[int]


def write_table(path: Path, frames: Iterable[pd.DataFrame], metadata: Mapping[str, str]) -> Stored:
    """Write one row group for each frame, in their order; nothing is at ``path`` until all of it is."""
    batches = (Batch(_columns_of(frame), [len(frame)]) for frame in frames)
    return write_batches(path, batches, metadata)


def _columns_of(frame: pd.DataFrame) -> dict[str, Any]:
    return {str(name): frame[name] for name in frame.columns}


def write_batches(path: Path, batches: Iterable[Batch], metadata: Mapping[str, str]) -> Stored:
    """Write the row groups of each batch, in their order; nothing is at ``path`` until all of it is."""
    rest = iter(batches)
    first = next(rest)
    schema = _schema(first.columns, metadata, _table_of(path))
    with whole(path) as part, pq.ParquetWriter(
        part, schema, compression=_CODEC, compression_level=_CODEC_LEVEL, version=_FORMAT_VERSION,
        data_page_size=_PAGE_BYTES, use_dictionary=_with_dictionary(schema), write_statistics=True,
    ) as writer:  # fmt: skip
        content = table_hash(_write_one_by_one(writer, schema, chain([first], rest)))
    return Stored(pq.read_metadata(path).num_rows, tuple(schema.names), content)


def _table_of(path: Path) -> str:
    """Return what the data dictionary calls a file; a table of many files is a folder of numbered ones."""
    return path.parent.name if path.stem.isdigit() else path.stem


def _with_dictionary(schema: pa.Schema) -> list[str]:
    return [of.name for of in schema if not pa.types.is_floating(of.type) and of.name not in _OF_ONE_ROW]


def as_bytes(frame: pd.DataFrame) -> bytes:
    """Return one frame as the content of a Parquet file."""
    buffer, columns = io.BytesIO(), _columns_of(frame)
    table = _table(columns, _schema(columns, {}))
    pq.write_table(table, buffer, compression=_CODEC, row_group_size=max(1, table.num_rows))
    return buffer.getvalue()


def _write_one_by_one(writer: pq.ParquetWriter, schema: pa.Schema, batches: Iterable[Batch]) -> Iterator[bytes]:
    """Write each batch and hand on the digests of its row groups, so that only one is held at a time."""
    for batch in batches:
        table, start = _table(batch.columns, schema), 0
        for rows in batch.rows:
            if rows:
                writer.write_table(table.slice(start, rows), row_group_size=rows)
            start += rows
        yield from block_digests(table, batch.rows)


def _table(columns: Mapping[str, Any], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_arrays([_arrow(columns[field.name], field.type) for field in schema], schema=schema)


def _schema(columns: Mapping[str, Any], metadata: Mapping[str, str], table: str = "") -> pa.Schema:
    """Return names and types, and in each field what the data dictionary says of it."""
    fields = [pa.field(name, _arrow_type(of), metadata=field_metadata(table, name)) for name, of in columns.items()]
    return pa.schema(fields, metadata=dict(metadata))


def _arrow_type(column: Any) -> pa.DataType:  # noqa: ANN401 - numpy's, pandas' or Arrow's own array
    """Return the stored type: text for names, 32-bit dates, numbers as they are."""
    if isinstance(column, pa.Array):
        return column.type
    dtype = column.dtype
    if isinstance(dtype, pd.CategoricalDtype) or pd.api.types.is_string_dtype(dtype):
        return pa.string()
    if pd.api.types.is_datetime64_any_dtype(dtype):
        return pa.date32()
    return pa.from_numpy_dtype(getattr(dtype, "numpy_dtype", dtype))


def _arrow(column: Any, kind: pa.DataType) -> pa.Array:  # noqa: ANN401 - as above
    """Return the column as it is stored; NaN is a missing number, a category its name."""
    if isinstance(column, pa.Array):
        return column
    if isinstance(column.dtype, pd.CategoricalDtype):
        named: Any = pd.Categorical(column)
        return pa.array(named.categories, kind).take(pa.array(named.codes, mask=named.codes < 0))
    if pa.types.is_date32(kind):
        return pa.array(column).cast(kind, safe=False)
    return pa.array(column, kind, from_pandas=True, safe=False)


def read_blocks(path: Path) -> Iterator[pa.Table]:
    """Yield the row groups of a stored table.

    Raises
    ------
    DataError
        If the file is missing, cannot be read or is not a Parquet file.
    """
    if not is_file(path):
        raise DataError(path.as_posix(), "is no file that can be read", "the manifest lists it; run again")
    try:
        with pq.ParquetFile(path) as file:
            for group in range(file.num_row_groups):
                yield file.read_row_group(group)
    except (OSError, pa.ArrowException) as error:
        raise DataError(path.as_posix(), "cannot be read as a Parquet table", "run the scenario again") from error


def to_frame(blocks: list[pa.Table]) -> pd.DataFrame:
    """Join blocks to a frame in which whole numbers stay whole although some are missing."""
    table = pa.concat_tables(blocks)
    gaps = {name for name in table.column_names if table[name].null_count and pa.types.is_integer(table[name].type)}
    frame: pd.DataFrame = table.to_pandas(integer_object_nulls=True)
    whole = {name: f"Int{table.schema.field(name).type.bit_width}" for name in gaps}
    dates = {field.name: "datetime64[s]" for field in table.schema if pa.types.is_date32(field.type)}
    return frame.astype(whole | dates)


class _Bytes(NamedTuple):
    """One column as it is hashed."""

    name_and_type: str
    is_missing: npt.NDArray[np.bool_]
    data: memoryview
    starts: npt.NDArray[np.int64]
    """Where the bytes of each row begin in ``data``, and where the last one's end"""


def table_hash(digests: Iterable[bytes]) -> str:
    """Return the SHA-256 of the blocks' digests."""
    digest = hashlib.sha256()
    for one in digests:
        digest.update(one)
    return digest.hexdigest()


def block_digests(table: pa.Table, rows: Sequence[int]) -> Iterator[bytes]:
    """Yield the SHA-256 of names, types, missing marks and values, column by column, of blocks of so many rows.

    Empty blocks do not count.
    """
    columns = [_as_bytes(name, column) for name, column in zip(table.column_names, table.columns, strict=True)]
    ends = np.cumsum(rows)
    for start, end in zip(ends - rows, ends, strict=True):
        if end > start:
            yield _digest(columns, int(start), int(end))


def _digest(columns: Iterable[_Bytes], start: int, end: int) -> bytes:
    digest = hashlib.sha256()
    for column in columns:
        digest.update(f"{column.name_and_type}{end - start}\0".encode())
        digest.update(np.packbits(column.is_missing[start:end]).tobytes())
        digest.update(column.data[column.starts[start] : column.starts[end]])
    return digest.digest()


def _as_bytes(name: str, column: pa.ChunkedArray) -> _Bytes:
    """Return the values as little-endian bytes, text as UTF-8 with a zero byte after each."""
    head, is_missing = f"{name}\0{column.type}\0", column.is_null().to_numpy()
    if pa.types.is_string(column.type):
        return _Bytes(head, is_missing, *_text_bytes(column))
    if pa.types.is_date32(column.type):
        column = column.cast(pa.int32())
    if pa.types.is_boolean(column.type):
        column = column.cast(pa.uint8())
    filled = pc.fill_null(column, pa.scalar(0, column.type)).to_numpy()
    values = np.ascontiguousarray(filled, dtype=filled.dtype.newbyteorder("<"))
    starts = np.arange(values.size + 1) * values.itemsize
    return _Bytes(head, is_missing, memoryview(values.tobytes()), starts)


def _text_bytes(column: pa.ChunkedArray) -> tuple[memoryview, npt.NDArray[np.int64]]:
    ended = pc.binary_join_element_wise(column.fill_null(""), "", "\0").combine_chunks()
    _, starts, values = ended.buffers()
    return memoryview(values or b""), np.frombuffer(starts, dtype=np.int32).astype(np.int64)[: len(ended) + 1]
