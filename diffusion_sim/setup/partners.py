"""Who pilots together, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Partner(NamedTuple):
    """One partner of a municipality in one partnership."""

    row: int
    since: int
    """First month of the partnership."""
    until: int
    """The month after its last one."""


class Group(NamedTuple):
    """One partnership."""

    since: int
    until: int
    rows: Sequence[int]


def partners_by_row(groups: Iterable[Group], n: int) -> tuple[tuple[Partner, ...], ...]:
    """Return each place's partners, by row: one for each partnership with each of them."""
    partners: list[list[Partner]] = [[] for _ in range(n)]
    for group in groups:
        for row in group.rows:
            partners[row] += [Partner(other, group.since, group.until) for other in group.rows if other != row]
    return tuple(tuple(sorted(of_row)) for of_row in partners)
