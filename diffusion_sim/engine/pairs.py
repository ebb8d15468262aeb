"""Where municipalities stand with solutions: nothing, a clock towards hearing, or knowledge.

A table of all pairs would grow as the square of the number of municipalities. Kept are blocks of one solution and
some municipalities next to each other, once something happens there, found by open addressing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.engine.columns import BLOCKS, PROBES
from diffusion_sim.engine.kernel import kernel, whole
from diffusion_sim.engine.records import KNOWN_ALREADY, NOTHING_YET
from diffusion_sim.engine.space import take

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

SHIFT = 4
BLOCK = 1 << SHIFT
"""Municipalities in a block: what lies on one line of the processor's cache."""
_INSIDE = BLOCK - 1
_FOLD, _LOW, _SPREAD = 31, 2**31 - 1, 2654435769
"""Multiplicative hashing of 31 bits (Knuth, The Art of Computer Programming 3, 6.4): products stay below 2**63."""


@kernel
def forget_all(run: State) -> None:
    """Empty the table: what was entered under an earlier age counts as nothing."""
    run.age[0] += 1


@kernel
def slot_of(run: State, s: int, m: int) -> int:
    """Return 0 for nothing, the number of a clock + 1, or NONE when the solution is known."""
    home = run.homes[_home(run, s, m)]
    return whole(run.slots[home["block"], m & _INSIDE]) if home["age"] == run.age[0] else NOTHING_YET


@kernel
def is_known(run: State, s: int, m: int) -> bool:
    """Tell whether a municipality knows a solution."""
    return slot_of(run, s, m) == KNOWN_ALREADY


@kernel
def put_slot(run: State, s: int, m: int, value: int) -> None:
    """Enter a clock or knowledge, unless space has run out."""
    home = run.homes[_home(run, s, m)]
    if home["age"] != run.age[0]:
        block = take(run, BLOCKS, run.slots.shape[0], 1)
        if block < 0:
            return
        home["age"], home["block"], home["key"] = run.age[0], block, _key(run, s, m)
        for inside in range(BLOCK):
            run.slots[block, inside] = NOTHING_YET
    run.slots[home["block"], m & _INSIDE] = value


@kernel
def _key(run: State, s: int, m: int) -> int:
    return whole(s) * ((run.places.shape[0] >> SHIFT) + 1) + (whole(m) >> SHIFT)


@kernel
def _home(run: State, s: int, m: int) -> int:
    """Return where a pair's block is entered, or has to be."""
    key, last = _key(run, s, m), run.homes.shape[0] - 1
    spread = ((key ^ (key >> _FOLD)) & _LOW) * _SPREAD
    at = (spread ^ (spread >> _FOLD)) & last
    while run.homes[at]["age"] == run.age[0] and run.homes[at]["key"] != key:
        at = (at + 1) & last
        run.counts[PROBES] += 1
    return at
