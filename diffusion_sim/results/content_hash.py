"""A fingerprint of what a table says, whatever file format or library version holds it.

Parquet files carry the version of the library that wrote them; this hash does not. A table is hashed block by block
(one for each replication), and the hash of the table is that of the blocks' digests in order.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable


def table_hash(blocks: Iterable[pa.Table]) -> str:
    """Return the SHA-256 of the blocks; empty blocks do not count."""
    digest = hashlib.sha256()
    for block in blocks:
        if block.num_rows:
            digest.update(block_digest(block))
    return digest.hexdigest()


def block_digest(block: pa.Table) -> bytes:
    """Return the SHA-256 of names, types, missing marks and values, column by column."""
    digest = hashlib.sha256()
    for field, column in zip(block.schema, block.columns, strict=True):
        digest.update(f"{field.name}\0{field.type}\0{block.num_rows}\0".encode())
        digest.update(np.packbits(column.is_null().to_numpy()).tobytes())
        digest.update(_value_bytes(column))
    return digest.digest()


def _value_bytes(column: pa.ChunkedArray) -> bytes:
    """Return the values as little-endian bytes, text as UTF-8 with a zero byte after each."""
    if pa.types.is_string(column.type):
        return "\0".join([*column.fill_null("").to_pylist(), ""]).encode()
    if pa.types.is_date32(column.type):
        column = column.cast(pa.int32())
    if pa.types.is_boolean(column.type):
        column = column.cast(pa.uint8())
    filled = pc.fill_null(column, pa.scalar(0, column.type)).to_numpy()
    return np.ascontiguousarray(filled, dtype=filled.dtype.newbyteorder("<")).tobytes()
