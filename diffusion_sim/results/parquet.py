"""Tables to Parquet and back: the same table gives the same bytes for one version of pyarrow."""

from __future__ import annotations

import io
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from diffusion_sim.errors import DataError
from diffusion_sim.results.content_hash import table_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_CODEC, _CODEC_LEVEL, _FORMAT_VERSION, _PAGE_BYTES = "zstd", 6, "2.6", 1 << 20
"""Pinned: the library's defaults may change between versions."""


class Stored(NamedTuple):
    """What the manifest says of one table."""

    rows: int
    columns: tuple[str, ...]
    content_sha256: str


def write_table(path: Path, frames: Iterable[pd.DataFrame], metadata: Mapping[str, str]) -> Stored:
    """Write one row group for each frame, in their order; nothing is at ``path`` until all of it is."""
    part = path.with_name(path.name + ".part")
    rest = iter(frames)
    first = next(rest)
    schema = _schema(first, metadata)
    with pq.ParquetWriter(
        part, schema, compression=_CODEC, compression_level=_CODEC_LEVEL, version=_FORMAT_VERSION,
        data_page_size=_PAGE_BYTES, use_dictionary=True, write_statistics=True,
    ) as writer:  # fmt: skip
        content = table_hash(_write_one_by_one(writer, schema, chain([first], rest)))
    part.replace(path)
    return Stored(pq.read_metadata(path).num_rows, tuple(schema.names), content)


def as_bytes(frame: pd.DataFrame) -> bytes:
    """Return one frame as the content of a Parquet file."""
    buffer, schema = io.BytesIO(), _schema(frame, {})
    block = pa.Table.from_pandas(_plain(frame), schema=schema, preserve_index=False, safe=False)
    pq.write_table(block, buffer, compression=_CODEC, row_group_size=max(1, block.num_rows))
    return buffer.getvalue()


def _write_one_by_one(
    writer: pq.ParquetWriter, schema: pa.Schema, frames: Iterable[pd.DataFrame]
) -> Iterator[pa.Table]:
    """Write each frame and hand it on for hashing, so that only one is held at a time."""
    for frame in frames:
        block = pa.Table.from_pandas(_plain(frame), schema=schema, preserve_index=False, safe=False)
        block = block.replace_schema_metadata(schema.metadata)
        if block.num_rows:
            writer.write_table(block, row_group_size=block.num_rows)
        yield block


def _schema(frame: pd.DataFrame, metadata: Mapping[str, str]) -> pa.Schema:
    fields = [(str(name), _arrow_type(frame[name].dtype)) for name in frame.columns]
    return pa.schema(fields, metadata=dict(metadata))


def _arrow_type(dtype: Any) -> pa.DataType:  # noqa: ANN401 - numpy's or pandas' own
    """Return the stored type: text for names, 32-bit dates, numbers as they are."""
    if isinstance(dtype, pd.CategoricalDtype) or pd.api.types.is_string_dtype(dtype):
        return pa.string()
    if pd.api.types.is_datetime64_any_dtype(dtype):
        return pa.date32()
    return pa.from_numpy_dtype(getattr(dtype, "numpy_dtype", dtype))


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with names in place of categories."""
    categories = [name for name in frame.columns if isinstance(frame[name].dtype, pd.CategoricalDtype)]
    return frame.astype(dict.fromkeys(categories, object))


def read_blocks(path: Path) -> Iterator[pa.Table]:
    """Yield the row groups of a stored table.

    Raises
    ------
    DataError
        If the file is missing or is not a Parquet file.
    """
    try:
        with pq.ParquetFile(path) as file:
            for group in range(file.num_row_groups):
                yield file.read_row_group(group)
    except (OSError, pa.ArrowInvalid) as error:
        raise DataError(str(path), "cannot be read as a Parquet table", "run the scenario again") from error


def to_frame(blocks: list[pa.Table]) -> pd.DataFrame:
    """Join blocks to a frame in which whole numbers stay whole although some are missing."""
    table = pa.concat_tables(blocks)
    gaps = {name for name in table.column_names if table[name].null_count and pa.types.is_integer(table[name].type)}
    frame: pd.DataFrame = table.to_pandas(integer_object_nulls=True)
    whole = {name: f"Int{table.schema.field(name).type.bit_width}" for name in gaps}
    dates = {field.name: "datetime64[s]" for field in table.schema if pa.types.is_date32(field.type)}
    return frame.astype(whole | dates)
