"""Which municipalities are next to each other, by land, bridge, tunnel or ferry."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.denmark.municipalities import municipality_code
from diffusion_sim.denmark.rows import Row, read_rows

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

NEIGHBOUR_COLUMNS = ("code_a", "code_b", "kind", "shared_border_m", "via", "source")
NEIGHBOUR_KINDS = ("land", "bridge_tunnel", "ferry")


class Neighbour(NamedTuple):
    """Two municipalities side by side, the lower code first."""

    code_a: int
    code_b: int
    kind: str
    """``land``, ``bridge_tunnel`` or ``ferry``; the latter two only where there is no land border."""
    shared_border_m: int | None
    """Length of the common border in metres; None without one."""
    via: str
    """The link or the route; empty for land."""


def read_neighbours(folder: Path, codes: Container[int]) -> tuple[Neighbour, ...]:
    """Read the pairs, sorted by codes; each pair stands there once."""
    pairs: dict[tuple[int, int], Neighbour] = {}
    for row in read_rows(folder / "neighbours.csv", NEIGHBOUR_COLUMNS):
        neighbour = _neighbour(row, codes)
        if pairs.setdefault(neighbour[:2], neighbour) is not neighbour:
            raise row.wrong("code_b", f"{neighbour.code_a} and {neighbour.code_b} stand in an earlier row already")
    return tuple(pairs[pair] for pair in sorted(pairs))


def _neighbour(row: Row, codes: Container[int]) -> Neighbour:
    code_a, code_b = municipality_code(row, "code_a", codes), municipality_code(row, "code_b", codes)
    if code_a >= code_b:
        raise row.wrong("code_b", f"valid: a code above code_a, which is {code_a}")
    kind = row.word("kind", NEIGHBOUR_KINDS)
    row.text("source")
    if kind == "land":
        return Neighbour(code_a, code_b, kind, row.whole("shared_border_m", 1, 10**6), row.word("via", ("",)))
    row.word("shared_border_m", ("",))
    return Neighbour(code_a, code_b, kind, None, row.text("via"))
