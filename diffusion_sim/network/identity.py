"""Users name their places as they like; draws need a number for each that does not depend on the others."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from diffusion_sim.errors import DataError
from diffusion_sim.network.graph import LARGEST_CODE

if TYPE_CHECKING:
    from collections.abc import Iterable


def place_codes(identities: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Give each place a code.

    An id that is a whole number from 1 to 2**32 - 1 is its own code; any other has the CRC-32 of its UTF-8 bytes, so
    that a place keeps its random draws when others come or go.

    Parameters
    ----------
    identities
        The id of each place, and where it stands (file and line), for error messages.
    """
    codes: dict[str, int] = {}
    owners: dict[int, tuple[str, str]] = {}
    for identity, where in identities:
        code = _code(identity, where)
        if code in owners:
            _refuse_clash(identity, where, *owners[code])
        owners[code] = (identity, where)
        codes[identity] = code
    return codes


def _code(identity: str, where: str) -> int:
    if not identity:
        raise DataError(where, "the id is blank", "give every place an id")
    if identity.isascii() and identity.isdecimal() and 0 < int(identity) <= LARGEST_CODE:
        return int(identity)
    code = zlib.crc32(identity.encode())
    if code == 0:
        raise DataError(where, f"the id {identity!r} gives the code 0, which is reserved", "use another id")
    return code


def _refuse_clash(identity: str, where: str, other: str, other_where: str) -> None:
    if identity == other:
        raise DataError(
            where, f"the id {identity!r} is used already ({other_where})", "give every place an id of its own"
        )
    raise DataError(where, f"the id {identity!r} has the same code as {other!r} ({other_where})", "rename one of them")
