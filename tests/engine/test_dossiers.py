"""A multiplication finds the municipality of a dossier exactly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from diffusion_sim.engine.dossiers import _SHIFT, part_of_one


@given(st.integers(1, 10_000), st.integers(0, 2**22 - 2), st.integers(0, 2**30))
def test_the_product_is_the_quotient(problems: int, place: int, offset: int) -> None:
    d = place * problems + offset % problems
    if d * problems < 2**_SHIFT:
        product = d * part_of_one(problems)
        assert product < 2**63
        assert product >> _SHIFT == place
