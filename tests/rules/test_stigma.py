"""R4, R7: copying carries a stigma, and recognition takes its share away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import SHARES, in_range

from diffusion_sim.mechanisms.stigma import (
    copied_share,
    excused,
    felt_stigma,
    recognition_faded,
    recognition_gained,
)

pytestmark = pytest.mark.nojit

STIGMA = in_range("appraisal.copy_stigma")


def test_a_worked_example() -> None:
    assert felt_stigma(0.4, 1.0, 0.25) == pytest.approx(0.3)
    assert felt_stigma(0.4, 0.5, 0.25) == pytest.approx(0.15)


def test_recognition_wins_a_share_of_what_is_missing_and_fades_by_a_share_of_what_is_there() -> None:
    assert recognition_gained(0.2, 0.5) == pytest.approx(0.6)
    assert recognition_faded(0.6, 0.02) == pytest.approx(0.588)


@given(stigma=STIGMA, share=SHARES, little=SHARES, much=SHARES)
def test_recognition_never_strengthens_stigma(stigma: float, share: float, little: float, much: float) -> None:
    little, much = sorted((little, much))
    assert 0.0 <= felt_stigma(stigma, share, much) <= felt_stigma(stigma, share, little) <= stigma


@given(share=SHARES, recognition=SHARES)
def test_without_stigma_nothing_is_felt(share: float, recognition: float) -> None:
    assert felt_stigma(0.0, share, recognition) == 0.0


@given(start=SHARES, shares=st.lists(SHARES, max_size=20), fade=SHARES)
def test_recognition_stays_a_share(start: float, shares: list[float], fade: float) -> None:
    recognition = start
    for share in shares:
        recognition = recognition_gained(recognition, share)
    assert 0.0 <= recognition_faded(recognition, fade) <= recognition <= 1.0


@given(recognition=SHARES)
def test_winning_nothing_changes_no_bit(recognition: float) -> None:
    assert recognition_gained(recognition, 0.0) == recognition


def test_a_worked_example_of_the_norm() -> None:
    """Two of five around are copies, half of the stigma hangs on the norm: a fifth of it goes, and recognition halves the rest."""
    assert copied_share(2.0, 5.0) == pytest.approx(0.4)
    assert excused(0.5, 0.5, 0.4) == pytest.approx(0.6)


def test_where_nothing_was_implemented_there_is_no_norm() -> None:
    assert copied_share(0.0, 0.0) == 0.0
    assert copied_share(0.25, 0.5) == 0.5
    assert copied_share(3.0, 0.0) == 0.0


@given(recognition=SHARES, norm=SHARES, few=SHARES, many=SHARES)
def test_more_copies_around_never_strengthen_the_stigma(
    recognition: float, norm: float, few: float, many: float
) -> None:
    few, many = sorted((few, many))
    assert (
        recognition
        <= excused(recognition, norm, few) + 1e-15
        <= excused(recognition, norm, many) + 2e-15
        <= 1.0 + 3e-15
    )


@given(recognition=SHARES, copied=SHARES)
def test_without_the_norm_recognition_passes_through_to_the_bit(recognition: float, copied: float) -> None:
    assert excused(recognition, 0.0, copied) == recognition
