"""Draws look as they should: their distributions, their bits, and no trace of one address in another.

All is a function of fixed addresses, so a test passes always or never. Each bound has a stated chance of refusing an
ideal generator: below one in a thousand for the whole of a test.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy import stats

from diffusion_sim.draws import block, gumbel, normal, replication_key, streams, threshold, uniform

N = 40_000
KEY = np.uint64(replication_key(np.uint64(2014), 0))
LEAST_P = 1e-3
NAMED_STREAMS = sorted(value for name, value in vars(streams).items() if name.isupper())


def sample(draw: object, stream: int = streams.TRAIT, n: int = N) -> np.ndarray:
    """Draw as the model does: many entities, many codes, few ordinals."""
    return np.array([draw(KEY, np.uint64(i // 98), 101 + i % 98, stream, 0) for i in range(n)])  # type: ignore[operator]


def test_uniform_numbers_are_uniform() -> None:
    assert stats.kstest(sample(uniform), "uniform").pvalue > LEAST_P


def test_thresholds_are_exponential_with_mean_1() -> None:
    drawn = sample(threshold)
    assert stats.kstest(drawn, "expon").pvalue > LEAST_P
    assert drawn.mean() == pytest.approx(1.0, abs=4 / N**0.5)


def test_normal_numbers_are_standard_normal() -> None:
    drawn = sample(normal)
    assert stats.kstest(drawn, "norm").pvalue > LEAST_P
    assert drawn.std() == pytest.approx(1.0, abs=4 / (2 * N) ** 0.5)


def test_tastes_are_standard_gumbel() -> None:
    words = [block(KEY, np.uint64(i), 740, streams.TASTE_LASTING, 0) for i in range(N // 4)]
    drawn = np.array([gumbel(word) for four in words for word in four])
    assert stats.kstest(drawn, "gumbel_r").pvalue > LEAST_P
    assert drawn.mean() == pytest.approx(0.5772156649, abs=4 * 1.2825 / N**0.5)


def test_every_bit_of_a_block_is_fair() -> None:
    words = np.array([block(KEY, np.uint64(i), 1, streams.FIT, 0) for i in range(N)], dtype=np.uint64)
    ones = np.array([[((words[:, w] >> np.uint64(b)) & np.uint64(1)).sum() for b in range(32)] for w in range(4)])
    z = (ones - N / 2) / (N / 4) ** 0.5
    assert np.abs(z).max() < 4.7  # two-sided normal, 128 bits: one in 3,000
    assert stats.chi2.sf((z**2).sum(), 128) > LEAST_P
    assert stats.chi2.cdf((z**2).sum(), 128) > LEAST_P


def test_every_byte_of_a_block_is_uniform() -> None:
    words = np.array([block(KEY, np.uint64(i), 1, streams.FIT, 0) for i in range(N)], dtype=np.uint64)
    for word in range(4):
        for byte in range(4):
            counts = np.bincount(((words[:, word] >> np.uint64(8 * byte)) & np.uint64(255)).astype(int), minlength=256)
            assert stats.chisquare(counts).pvalue > LEAST_P / 16


def test_no_stream_tells_of_another() -> None:
    n = 4_000
    drawn = np.array([sample(uniform, stream, n) for stream in NAMED_STREAMS])
    r = np.corrcoef(drawn)
    pairs = len(NAMED_STREAMS) * (len(NAMED_STREAMS) - 1) // 2
    off = np.abs(r[np.triu_indices(len(NAMED_STREAMS), 1)])
    assert off.max() * n**0.5 < stats.norm.isf(LEAST_P / 2 / pairs)


@pytest.mark.parametrize("what", ["key", "entity", "code", "stream", "ordinal"])
def test_draws_at_neighbouring_addresses_are_independent(what: str) -> None:
    """Chi-square of pairs of draws, one step apart in one part of the address, on a grid of ten by ten."""
    step = {"key": 0, "entity": 1, "code": 2, "stream": 3, "ordinal": 4}[what]

    def address(i: int, further: int) -> tuple[np.uint64, np.uint64, int, int, int]:
        parts = [int(KEY) + 3 * (i // 5000), i, 101 + i % 98, 8, i % 7]
        parts[step] += further
        return np.uint64(parts[0]), np.uint64(parts[1]), parts[2], parts[3], parts[4]

    pairs = np.array([[uniform(*address(i, 0)), uniform(*address(i, 1))] for i in range(20_000)])
    counts = np.histogram2d(pairs[:, 0], pairs[:, 1], bins=10, range=[[0, 1], [0, 1]])[0]
    assert stats.chisquare(counts.ravel()).pvalue > LEAST_P
    assert abs(np.corrcoef(pairs.T)[0, 1]) < 4 / 20_000**0.5


def test_the_four_words_of_a_block_are_independent() -> None:
    """One block carries the tastes of copying, adapting, inspiration and leaving it."""
    words = np.array([block(KEY, np.uint64(i), 740, streams.TASTE_YEARLY, 2014) for i in range(20_000)], dtype=float)
    for a, b in combinations(range(4), 2):
        counts = np.histogram2d(words[:, a], words[:, b], bins=10, range=[[0, 2**32], [0, 2**32]])[0]
        assert stats.chisquare(counts.ravel()).pvalue > LEAST_P / 6
