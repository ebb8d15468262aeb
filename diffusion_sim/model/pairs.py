"""Where municipalities stand with solutions: nothing, a clock towards hearing, or knowledge.

A table of all pairs would grow as the square of the number of municipalities. Kept are blocks of one solution and
some municipalities next to each other, once something happens there, found by open addressing. In a small country, and
for what everybody can hear of, all blocks of a solution are laid out at once and need not be searched for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.jit import inlined, kernel
from diffusion_sim.model.ledger import BLOCKS, PROBES, take
from diffusion_sim.model.memory import soon, whole
from diffusion_sim.model.records import KNOWN_ALREADY, NONE, NOTHING_YET

if TYPE_CHECKING:
    from diffusion_sim.model.state import State


SHIFT = 4
BLOCK = 1 << SHIFT
"""Municipalities in a block: what lies on one line of the processor's cache."""
_INSIDE = BLOCK - 1
FEW = 8
"""A country of so many blocks or fewer is small."""
_GROUP = 2
"""Blocks whose entries lie next to each other: 2**2, which fill a line."""
_FOLD, _LOW, _SPREAD = 31, 2**31 - 1, 2654435769
"""Multiplicative hashing of 31 bits (Knuth, The Art of Computer Programming 3, 6.4): products stay below 2**63."""


@kernel
def forget_all(run: State) -> None:
    """Empty the table: what was entered under an earlier age counts as nothing."""
    run.age[0] += 1


@kernel
def slot_of(run: State, s: int, m: int) -> int:
    """Return 0 for nothing, the number of a clock + 1, or NONE when the solution is known, as it is to its origin."""
    if run.solutions[s]["origin"] == m:
        return KNOWN_ALREADY
    block = _block_of(run, s, m)
    return whole(run.slots[block, m & _INSIDE]) if block >= 0 else NOTHING_YET


@kernel
def ask_for_slot(run: State, s: int, m: int) -> None:
    """Ask for the memory of what is soon to be looked up, where it need not be searched for."""
    first = run.solutions[s]["first_block"]
    if first >= 0:
        soon(run.slots[first + (m >> SHIFT)], 0)


@kernel
def is_known(run: State, s: int, m: int) -> bool:
    """Tell whether a municipality knows a solution."""
    return slot_of(run, s, m) == KNOWN_ALREADY


@kernel
def put_slot(run: State, s: int, m: int, value: int) -> int:
    """Enter a clock or knowledge, unless space has run out; return what stood there."""
    block = _block_of(run, s, m)
    if block < 0:
        block = _new_block(run, s, m)
    if block < 0:
        return NOTHING_YET
    before = whole(run.slots[block, m & _INSIDE])
    run.slots[block, m & _INSIDE] = value
    return before


@kernel
def lay_out(run: State, s: int) -> None:
    """Give a solution blocks for all municipalities, one after the other, with what has been entered before."""
    number = blocks_of_all(run.places.shape[0])
    first = take(run, BLOCKS, run.slots.shape[0], number)
    if first >= 0:
        for part in range(number):
            before = _block_of(run, s, part << SHIFT)
            for inside in range(BLOCK):
                run.slots[first + part, inside] = run.slots[before, inside] if before >= 0 else NOTHING_YET
            run.block_keys[first + part] = NONE
        run.solutions[s]["first_block"] = first


@inlined
def blocks_of_all(places: int) -> int:
    """Return how many blocks hold all municipalities."""
    return (places + BLOCK - 1) >> SHIFT


@kernel
def _block_of(run: State, s: int, m: int) -> int:
    """Return the block that a pair belongs to; NONE if there is none yet."""
    first = whole(run.solutions[s]["first_block"])
    if first >= 0:
        return first + (m >> SHIFT)
    if blocks_of_all(run.places.shape[0]) <= FEW:
        return NONE
    home = run.homes[_home(run, _key(run, s, m))]
    return whole(home["block"]) if home["age"] == run.age[0] else NONE


@kernel
def _new_block(run: State, s: int, m: int) -> int:
    """Return a block for a pair that has none; NONE without space."""
    if blocks_of_all(run.places.shape[0]) <= FEW:
        lay_out(run, s)
        return _block_of(run, s, m)
    block = take(run, BLOCKS, run.slots.shape[0], 1)
    if block >= 0:
        run.block_keys[block] = _key(run, s, m)
        _enter_block(run, block)
        for inside in range(BLOCK):
            run.slots[block, inside] = NOTHING_YET
    return block


@kernel
def _enter_block(run: State, block: int) -> None:
    home = run.homes[_home(run, run.block_keys[block])]
    home["age"], home["block"], home["key"] = run.age[0], block, run.block_keys[block]


@kernel
def enter_blocks_anew(run: State) -> None:
    """Fill the table of blocks that were copied from elsewhere."""
    forget_all(run)
    for block in range(run.counts[BLOCKS]):
        if run.block_keys[block] >= 0:
            _enter_block(run, block)


@kernel
def _key(run: State, s: int, m: int) -> int:
    groups = (run.places.shape[0] >> (SHIFT + _GROUP)) + 1
    return ((whole(s) * groups) << _GROUP) + (whole(m) >> SHIFT)


@kernel
def _home(run: State, key: int) -> int:
    """Return where a block is entered, or has to be."""
    last = run.homes.shape[0] - 1
    group = key >> _GROUP
    spread = ((group ^ (group >> _FOLD)) & _LOW) * _SPREAD
    at = (((spread ^ (spread >> _FOLD)) << _GROUP) | (key & ((1 << _GROUP) - 1))) & last
    while run.homes[at]["age"] == run.age[0] and run.homes[at]["key"] != key:
        at = (at + 1) & last
        run.counts[PROBES] += 1
    return at
