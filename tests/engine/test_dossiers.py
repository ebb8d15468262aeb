"""A multiplication finds the municipality of a dossier exactly."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from diffusion_sim.engine.dossiers import SHIFT, part_of_one


@given(st.integers(1, 500), st.integers(0, 2**22 - 2), st.integers(0, 2**30))
def test_the_product_is_the_quotient(problems: int, place: int, offset: int) -> None:
    d = place * problems + offset % problems
    assume(d * problems < 2**SHIFT)
    product = d * part_of_one(problems)
    assert product < 2**63
    assert product >> SHIFT == place
