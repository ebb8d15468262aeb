"""Places that nobody is tied to: an oversight unless the user says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from diffusion_sim.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

Isolated = Literal["refuse", "allow"]

_SHOWN = 10


def refuse_isolated(isolated: Isolated, descriptions: Sequence[str], where: str = "network") -> None:
    """Raise an InputError that names the isolated places, unless they are allowed.

    Parameters
    ----------
    isolated
        ``refuse`` or ``allow``.
    descriptions
        One for each isolated place, such as ``Læsø (825)``.
    where
        The file, or ``network``.
    """
    if isolated not in get_args(Isolated):
        raise InputError("isolated", f"found {isolated!r}", "valid: refuse, allow")
    if descriptions and isolated == "refuse":
        shown = ", ".join(descriptions[:_SHOWN]) + (", ..." if len(descriptions) > _SHOWN else "")
        found = "1 place has" if len(descriptions) == 1 else f"{len(descriptions)} places have"
        raise InputError(
            where,
            f"{found} no tie on any layer with a weight above 0: {shown}",
            'add a tie, give weight to a layer that reaches them, or set isolated to "allow"',
        )
