"""A draw is a function of its address: no order, no state, no address that means another."""

from __future__ import annotations

import math
import random
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffusion_sim.draws import (
    block,
    gumbel,
    months_until,
    normal,
    replication_key,
    solution_identity,
    streams,
    threshold,
    uniform,
)
from diffusion_sim.draws.address import normal_quantile, philox

NO_PARENT = np.uint64(0)
KEYS = st.integers(0, 2**64 - 1).map(np.uint64)
ENTITIES = st.integers(0, 2**64 - 1).map(np.uint64)
CODES = st.integers(0, 2**32 - 1)
STREAMS = st.integers(0, 255)
ORDINALS = st.integers(0, 2**24 - 1)
ADDRESSES = st.tuples(KEYS, ENTITIES, CODES, STREAMS, ORDINALS)

NAMED_STREAMS = {name: value for name, value in vars(streams).items() if name.isupper()}


@pytest.mark.nojit
@given(address=ADDRESSES)
def test_a_block_is_philox_at_a_counter_that_holds_the_whole_address(address: tuple) -> None:
    key, entity, code, stream, ordinal = address
    low = np.uint64(2**32 - 1)
    counter = (entity & low, entity >> np.uint64(32), np.uint64(code), np.uint64(stream * 2**24 + ordinal))
    assert block(*address) == philox(*counter, key & low, key >> np.uint64(32))


@given(one=ADDRESSES, other=ADDRESSES)
def test_two_addresses_never_share_a_draw(one: tuple, other: tuple) -> None:
    assert (block(*one) == block(*other)) == (one == other)


@pytest.mark.nojit
@given(address=ADDRESSES)
def test_a_uniform_number_lies_strictly_between_0_and_1_with_52_bits(address: tuple) -> None:
    words = block(*address)
    high, low = int(words[0]), int(words[1])
    assert 0.0 < uniform(*address) < 1.0
    assert uniform(*address) == ((high << 20 | low >> 12) * 2 + 1) / 2**53


@pytest.mark.nojit
@given(address=ADDRESSES)
def test_the_draws_of_one_address_hang_together(address: tuple) -> None:
    u = uniform(*address)
    assert normal(*address) == normal_quantile(u)
    assert threshold(*address) == pytest.approx(-math.log(u), rel=1e-9, abs=2.0**-40)
    assert (threshold(*address) * 2.0**40).is_integer()
    assert threshold(*address) >= 0.0


def test_the_order_of_calls_leaves_no_trace() -> None:
    addresses = [
        (np.uint64(7), np.uint64(entity), code, stream, ordinal)
        for entity, code, stream, ordinal in product(range(5), (101, 740), range(30), range(3))
    ]
    first = {address: uniform(*address) for address in addresses}
    shuffled = random.Random(1).sample(addresses, len(addresses))
    assert {address: uniform(*address) for address in shuffled} == first
    assert len(set(first.values())) == len(addresses)


def test_every_stream_has_a_number_of_its_own_that_fits_its_place_in_the_counter() -> None:
    assert len(NAMED_STREAMS) >= 28
    assert len(set(NAMED_STREAMS.values())) == len(NAMED_STREAMS)
    assert all(0 <= number < 2**8 for number in NAMED_STREAMS.values())


def test_replications_of_neighbouring_seeds_and_replications_are_all_different() -> None:
    keys = {int(replication_key(np.uint64(seed), replication)) for seed, replication in product(range(200), range(200))}
    assert len(keys) == 200 * 200


@pytest.mark.parametrize("seed", [0, 1, 2**32, 2**63, 2**64 - 1])
def test_any_seed_of_64_bits_makes_a_replication(seed: int) -> None:
    assert 0 <= int(replication_key(np.uint64(seed), 0)) < 2**64


def test_no_two_solutions_of_a_large_country_share_an_identity() -> None:
    codes, problems, eras, ordinals = range(101, 199), range(40), range(5), range(3)
    own = {
        int(solution_identity(code, problem, era, ordinal, NO_PARENT))
        for code, problem, era, ordinal in product(codes, problems, eras, ordinals)
    }
    assert len(own) == 98 * 40 * 5 * 3
    parents = random.Random(1).sample(sorted(own), 1000)
    inspired = {int(solution_identity(code, 3, 1, 0, np.uint64(parent))) for code, parent in product(codes, parents)}
    assert len(inspired) == 98 * 1000
    assert own.isdisjoint(inspired)
    assert 0 not in own


@pytest.mark.nojit
def test_an_identity_depends_on_each_of_its_parts_and_on_no_replication() -> None:
    base = (740, 3, 1, 0, NO_PARENT)
    changed = [
        (741, 3, 1, 0, NO_PARENT),
        (740, 4, 1, 0, NO_PARENT),
        (740, 3, 2, 0, NO_PARENT),
        (740, 3, 1, 1, NO_PARENT),
        (740, 3, 1, 0, np.uint64(1)),
    ]
    identities = {int(solution_identity(*parts)) for parts in [base, *changed]}
    assert len(identities) == 6


@pytest.mark.nojit
@given(exponential=st.floats(0, 40), mean=st.floats(0, 1000))
def test_waiting_takes_whole_months_and_at_least_one(exponential: float, mean: float) -> None:
    months = months_until(exponential, mean)
    assert months == max(1, math.ceil(exponential * mean))


@pytest.mark.nojit
@given(word=st.integers(0, 2**32 - 1))
def test_a_gumbel_number_is_the_double_logarithm_of_its_word(word: int) -> None:
    u = (word + 0.5) / 2**32
    assert gumbel(np.uint64(word)) == pytest.approx(-math.log(-math.log(u)), rel=1e-12, abs=1e-12)


@given(a=st.integers(0, 2**32 - 1), b=st.integers(0, 2**32 - 1))
def test_gumbel_numbers_keep_the_order_of_their_words(a: int, b: int) -> None:
    low, high = sorted((a, b))
    assert gumbel(np.uint64(low)) <= gumbel(np.uint64(high))
