"""Cases held column by column are the cases that were put in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffusion_sim.results.record import Columns, is_one_of

TABLE = np.dtype([("code", np.int64), ("month", np.int32), ("mode", np.int8), ("fit", np.float64)])
ROWS = st.lists(
    st.tuples(
        st.integers(-(2**63), 2**63 - 1), st.integers(-(2**31), 2**31 - 1), st.integers(-128, 127), st.floats(width=64)
    ),
    max_size=5,
)


@given(ROWS)
def test_what_is_held_narrowly_comes_out_in_its_own_type(rows: list[tuple[int, int, int, float]]) -> None:
    table = np.array(rows, dtype=TABLE)
    held = Columns(table)
    assert held.size == len(rows)
    assert held.table().tobytes() == table.tobytes()
    for name in TABLE.names or ():
        assert (held[name].dtype, held[name].tobytes()) == (TABLE[name], table[name].tobytes())


def test_one_row_is_read_in_its_own_types() -> None:
    row = Columns(np.array([(740, -1, 2, 0.5)], dtype=TABLE)).row(0)
    assert {name: type(value) for name, value in row.items()} == {name: TABLE[name].type for name in TABLE.names or ()}
    assert list(row.values()) == [740, -1, 2, 0.5]


def test_what_fits_in_two_bytes_takes_two() -> None:
    held = Columns(np.array([(851, 263, 1, 0.0)] * 1000, dtype=TABLE))
    assert sum(array.nbytes for array in held._arrays.values()) == 1000 * (2 + 2 + 1 + 8)


def test_the_engine_s_records_cannot_be_changed_by_accident() -> None:
    held = Columns(np.array([(740, -1, 2, 0.5)], dtype=TABLE))
    with pytest.raises(ValueError, match="read-only"):
        held["fit"][0] = 1.0


@given(st.lists(st.integers(-128, 127)), st.lists(st.integers(-128, 127), min_size=1, max_size=4))
def test_members_are_those_that_numpy_finds(numbers: list[int], wanted: list[int]) -> None:
    array = np.array(numbers, dtype=np.int8)
    assert is_one_of(array, wanted).tolist() == np.isin(array, wanted).tolist()
