"""The generator gives the published words, and the same as an implementation in plain Python integers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffusion_sim.draws.address import philox

pytestmark = pytest.mark.nojit

# Known-answer vectors of Random123 (Salmon, Moraes, Dror & Shaw 2011), file kat_vectors, philox4x32 10.
KNOWN_ANSWERS = {
    "zeros": ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    "ones": ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    "pi": ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
}
WORDS = st.integers(0, 2**32 - 1)


def words(text: str) -> tuple[int, ...]:
    return tuple(int(word, 16) for word in text.split())


def of_philox(counter: tuple[int, ...], key: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(int(word) for word in philox(*map(np.uint64, counter), *map(np.uint64, key)))


def in_plain_integers(counter: tuple[int, ...], key: tuple[int, ...]) -> tuple[int, ...]:
    """Salmon et al. 2011, section 3.3, written from the paper."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        high_0, low_0 = divmod(0xD2511F53 * c0, 2**32)
        high_1, low_1 = divmod(0xCD9E8D57 * c2, 2**32)
        c0, c1, c2, c3 = high_1 ^ c1 ^ k0, low_1, high_0 ^ c3 ^ k1, low_0
        k0, k1 = (k0 + 0x9E3779B9) % 2**32, (k1 + 0xBB67AE85) % 2**32
    return c0, c1, c2, c3


@pytest.mark.parametrize("name", KNOWN_ANSWERS)
def test_philox_gives_the_published_words(name: str) -> None:
    counter, key, answer = map(words, KNOWN_ANSWERS[name])
    assert of_philox(counter, key) == answer


@pytest.mark.parametrize("name", KNOWN_ANSWERS)
def test_the_comparison_in_plain_integers_gives_them_too(name: str) -> None:
    counter, key, answer = map(words, KNOWN_ANSWERS[name])
    assert in_plain_integers(counter, key) == answer


@given(counter=st.tuples(WORDS, WORDS, WORDS, WORDS), key=st.tuples(WORDS, WORDS))
def test_philox_agrees_with_plain_integers_everywhere(counter: tuple[int, ...], key: tuple[int, ...]) -> None:
    assert of_philox(counter, key) == in_plain_integers(counter, key)


@given(counter=st.tuples(WORDS, WORDS, WORDS, WORDS), key=st.tuples(WORDS, WORDS), bit=st.integers(0, 191))
def test_one_bit_of_the_input_changes_every_word(counter: tuple[int, ...], key: tuple[int, ...], bit: int) -> None:
    both = [*counter, *key]
    both[bit // 32] ^= 1 << (bit % 32)
    changed = of_philox(tuple(both[:4]), tuple(both[4:]))
    # Ten words in 2**32 coincide by chance less often than hypothesis will ever look.
    assert sum(a == b for a, b in zip(of_philox(counter, key), changed, strict=True)) == 0
