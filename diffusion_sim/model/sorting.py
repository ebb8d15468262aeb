"""Putting things in order by a key, equals in the order in which they came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.jit import kernel

if TYPE_CHECKING:
    from diffusion_sim.model.state import Reals, Wholes


FEW = 32
"""So many are found quicker one by one than by sorting all."""


@kernel
def sort_by_key(keys: Reals, order: Wholes, scratch: Wholes, n: int) -> None:
    """Fill ``order`` with 0 to n - 1 by ascending key (merge sort: stable, and n log n for any n)."""
    for i in range(n):
        order[i] = i
    width = 1
    while width < n:
        for left in range(0, n, 2 * width):
            _merge(keys, order, scratch, left, min(left + width, n), min(left + 2 * width, n))
        for i in range(n):
            order[i] = scratch[i]
        width *= 2


@kernel
def find_smallest(keys: Reals, order: Wholes, scratch: Wholes, n: int, number: int) -> None:
    """Fill the start of ``order`` with so many of 0 to n - 1 by ascending key, as sorting all of them would."""
    if number > FEW:
        sort_by_key(keys, order, scratch, n)
        return
    found, largest = 0, np.inf
    for i in range(n):
        if keys[i] < largest:
            at = min(found, number - 1)
            while at > 0 and keys[i] < keys[order[at - 1]]:
                order[at] = order[at - 1]
                at -= 1
            order[at] = i
            found = min(found + 1, number)
            if found == number:
                largest = keys[order[number - 1]]


@kernel
def _merge(keys: Reals, order: Wholes, scratch: Wholes, left: int, middle: int, right: int) -> None:
    a, b = left, middle
    for at in range(left, right):
        if a < middle and (b >= right or keys[order[a]] <= keys[order[b]]):
            scratch[at] = order[a]
            a += 1
        else:
            scratch[at] = order[b]
            b += 1
