"""What a solution is, drawn from its identity."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffusion_sim.draws import normal, uniform
from diffusion_sim.draws.streams import DOCUMENTED, SOLUTION
from diffusion_sim.mechanisms.nature import drawn_drawback, drawn_nature, drawn_shares, total_drawback

KEY = np.uint64(20140701)
IDENTITIES = st.integers(0, 2**64 - 1).map(np.uint64)


@pytest.mark.nojit
@given(identity=IDENTITIES)
def test_shares_of_the_bottom_lines_add_up_to_exactly_one(identity: np.uint64) -> None:
    shares = drawn_shares(KEY, identity)
    assert sum((Fraction(share) for share in shares), Fraction(0)) == 1
    assert all((share * 2.0**20).is_integer() for share in shares)


@pytest.mark.nojit
@given(identity=IDENTITIES)
def test_what_is_drawn_stands_at_its_address(identity: np.uint64) -> None:
    """Stream of solutions: complexity 1, size of the drawback 2, shares 3 to 7, line of the drawback 8."""
    drawn = drawn_nature(KEY, identity, 0.0, 0.12, 0.5)
    parts = [-math.log(uniform(KEY, identity, 0, SOLUTION, 3 + line)) for line in range(5)]
    line = int(5 * uniform(KEY, identity, 0, SOLUTION, 8))
    assert drawn.complexity == pytest.approx(math.exp(0.35 * normal(KEY, identity, 0, SOLUTION, 1)), abs=2.0**-20)
    assert drawn.shares == pytest.approx([part / sum(parts) for part in parts], abs=2.0**-17)
    assert drawn.drawback[line] == pytest.approx(-0.12 * math.log(uniform(KEY, identity, 0, SOLUTION, 2)))
    assert drawn.documented == (uniform(KEY, identity, 0, DOCUMENTED, 0) < 0.5)


def test_benefit_has_an_end_at_256_so_that_sums_of_value_stay_exact() -> None:
    assert drawn_nature(KEY, np.uint64(1), 9.0, 0.1, 0.5).log_benefit == pytest.approx(math.log(256))


def test_no_share_is_negative() -> None:
    """Rounding four shares to 2**-20 may take 2**-19 more than all; the fifth must not pay for it, as it did here."""
    assert min(drawn_shares(KEY, np.uint64(1_516_925))) >= 0.0
    assert min(min(drawn_shares(KEY, np.uint64(i))) for i in range(20_000)) >= 0.0


def test_every_bottom_line_gets_a_fifth_on_average() -> None:
    """A flat Dirichlet share of five has mean 0.2 and sd 0.163."""
    shares = np.array([drawn_shares(KEY, np.uint64(i)) for i in range(10_000)])
    assert shares.mean(axis=0) == pytest.approx([0.2] * 5, abs=4 * 0.00163)
    assert shares.std(axis=0) == pytest.approx([0.163] * 5, abs=0.01)


@pytest.mark.nojit
@given(identity=IDENTITIES, mean=st.floats(0.001, 2.0))
def test_a_drawback_hits_one_bottom_line_only(identity: np.uint64, mean: float) -> None:
    drawback = drawn_drawback(KEY, identity, mean)
    assert sum(size > 0.0 for size in drawback) == 1
    assert total_drawback(drawback) == max(drawback)


def test_drawbacks_are_exponential_and_hit_every_line_alike() -> None:
    drawn = np.array([drawn_drawback(KEY, np.uint64(i), 0.12) for i in range(10_000)])
    assert drawn.sum(axis=1).mean() == pytest.approx(0.12, abs=4 * 0.0012)
    assert (drawn > 0).mean(axis=0) == pytest.approx([0.2] * 5, abs=4 * 0.004)


@pytest.mark.nojit
@given(identity=IDENTITIES)
def test_without_a_mean_there_is_no_drawback(identity: np.uint64) -> None:
    assert total_drawback(drawn_drawback(KEY, identity, 0.0)) == 0.0


def test_the_documented_share_is_documented_and_more_documents_all_that_less_does() -> None:
    def documented(share: float) -> np.ndarray:
        return np.array([drawn_nature(KEY, np.uint64(i), 0.0, 0.1, share).documented for i in range(5_000)])

    assert documented(0.7).mean() == pytest.approx(0.7, abs=4 * 0.0065)
    assert not documented(0.0).any()
    assert documented(1.0).all()
    assert (documented(0.7) >= documented(0.4)).all()


@pytest.mark.nojit
@given(identity=IDENTITIES, log_benefit=st.floats(-3, 3))
def test_what_a_solution_is_does_not_depend_on_how_good_it_is(identity: np.uint64, log_benefit: float) -> None:
    good = drawn_nature(KEY, identity, log_benefit, 0.12, 0.7)
    plain = drawn_nature(KEY, identity, 0.0, 0.12, 0.7)
    assert good.log_benefit == log_benefit
    assert good[1:] == plain[1:]
