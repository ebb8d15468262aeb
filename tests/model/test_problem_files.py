"""A multiplication finds the municipality of a problem file exactly."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from diffusion_sim.model.problem_files import PART_SHIFT, part_of_one


@given(st.integers(1, 500), st.integers(0, 2**22 - 2), st.integers(0, 2**30))
def test_the_product_is_the_quotient(problems: int, place: int, offset: int) -> None:
    d = place * problems + offset % problems
    assume(d * problems < 2**PART_SHIFT)
    product = d * part_of_one(problems)
    assert product < 2**63
    assert product >> PART_SHIFT == place
