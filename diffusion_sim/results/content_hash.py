"""A fingerprint of what a table says, whatever file format or library version holds it.

Parquet files carry the version of the library that wrote them; this hash does not. A table is hashed block by block
(one for each replication), and the hash of the table is that of the blocks' digests in order.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy.typing as npt


class _Bytes(NamedTuple):
    """One column as it is hashed."""

    name_and_type: str
    is_missing: npt.NDArray[np.bool_]
    values: memoryview
    starts: npt.NDArray[np.int64]
    """Where the bytes of each row begin in ``values``, and where the last one's end"""


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
        digest.update(column.values[column.starts[start] : column.starts[end]])
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
