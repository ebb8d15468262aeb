"""Room for records: where it begins, and whose it is."""

from __future__ import annotations

import numpy as np
import pytest

from diffusion_sim.model.memory import LARGE, LINE, on_lines
from diffusion_sim.model.records import CASE


@pytest.mark.parametrize("number", [1, 77, LARGE // CASE.itemsize - 1, LARGE // CASE.itemsize])
def test_records_begin_on_a_line_and_can_be_written(number: int) -> None:
    cases = on_lines(number, CASE)
    assert cases.shape == (number,)
    assert cases.ctypes.data % LINE == 0
    cases["row"][-1] = 7
    assert cases["row"][-1] == 7


def test_two_rooms_share_nothing() -> None:
    number = LARGE // 8
    first, second = on_lines(number, np.dtype(np.int64)), on_lines(number, np.dtype(np.int64))
    first[:9], second[:9] = 1, 2
    assert set(first[:9].tolist()) == {1}


def test_more_than_there_is_is_told_as_such() -> None:
    with pytest.raises(MemoryError, match="67108864 MB of memory are not available"):
        on_lines(2**46, np.dtype(np.int8))
