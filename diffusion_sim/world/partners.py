"""Who pilots together, and from when."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Partners = tuple[tuple[int, int], ...]
    """Row of each partner and the first month of the partnership."""


def partners_by_row(groups: Iterable[tuple[int, Sequence[int]]], n: int) -> tuple[Partners, ...]:
    """Return each place's partners, by row; ``groups`` are first months and rows of members."""
    since: list[dict[int, int]] = [{} for _ in range(n)]
    for month, rows in groups:
        for row in rows:
            for other in rows:
                if other != row:
                    since[row][other] = min(month, since[row].get(other, month))
    return tuple(tuple(sorted(partners.items())) for partners in since)
