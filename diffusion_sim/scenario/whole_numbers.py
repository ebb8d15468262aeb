"""Numbers that worlds and replications are named by."""

from __future__ import annotations

from operator import index

from diffusion_sim.errors import InputError

LARGEST_SEED = 2**64 - 1
LARGEST_REPLICATION = 2**31 - 1


def whole_number(name: str, given: object, lowest: int, highest: int) -> int:
    """Return a number that is whole (also one of Numpy's) and in range; True is none."""
    most = "2**64 - 1" if highest == LARGEST_SEED else f"{highest:,}"
    valid = f"valid: a whole number from {lowest} to {most}"
    try:
        number = index(given)  # type: ignore[arg-type] # whatever it is
    except TypeError:
        raise InputError(name, f"is {given!r}", valid) from None
    if isinstance(given, bool) or not lowest <= number <= highest:
        raise InputError(name, f"is {given!r}", valid)
    return number
