"""Collaboration bodies, their members and the years in which they counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.denmark.municipalities import municipality_code
from diffusion_sim.denmark.rows import Row, read_rows

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from pathlib import Path

MEMBERSHIP_COLUMNS = ("body", "code", "kind", "status", "source", "valid_from", "valid_to", "active_2014", "note")

REGIONAL_COUNCIL = "regional_council"
"""The KKR bodies: one for each region, with all its municipalities."""

BODY_KINDS = (
    "business_region",
    "city_network",
    "culture_region",
    "experiment",
    "food_partnership",
    "joint_company",
    "local_action_group",
    "mandatory_cooperation",
    "planning_project",
    REGIONAL_COUNCIL,
    "sustainability_network",
)
STATUSES = ("verified", "from general knowledge")
STATES_2014 = ("yes", "likely", "uncertain", "planned", "no")

_OBSERVED_YEAR = 2014


class Membership(NamedTuple):
    """One municipality in one collaboration body."""

    body: str
    code: int
    kind: str
    valid_from: int | None
    """First year; None where it is not known."""
    valid_to: int | None
    """Last year, included; None where it went on or is not known."""
    active_2014: str
    """``yes``, ``likely``, ``uncertain``, ``planned`` or ``no``."""
    status: str
    """``verified`` in the source of the row, or ``from general knowledge``."""


def counts_in(membership: Membership, year: int) -> bool:
    """Tell whether a membership counts in a year.

    Both years included, unknown ends open. 2014, the year that was looked at, also needs ``active_2014`` to be yes
    or likely. An uncertain membership counts in no year: nothing that was read says in which years it held.
    """
    if membership.active_2014 == "uncertain":
        return False
    if year == _OBSERVED_YEAR and membership.active_2014 not in ("yes", "likely"):
        return False
    first, last = membership.valid_from, membership.valid_to
    return (first is None or first <= year) and (last is None or year <= last)


def members_by_body(memberships: Iterable[Membership], year: int) -> dict[str, tuple[int, ...]]:
    """Return the codes of the members of each body that counts in a year, both sorted."""
    members: dict[str, list[int]] = {}
    for membership in memberships:
        if counts_in(membership, year):
            members.setdefault(membership.body, []).append(membership.code)
    return {body: tuple(sorted(members[body])) for body in sorted(members)}


def read_memberships(folder: Path, codes: Container[int]) -> tuple[Membership, ...]:
    """Read the memberships, sorted by body and code; each stands there once, and a body is of one kind."""
    found: dict[tuple[str, int], Membership] = {}
    kinds: dict[str, str] = {}
    for row in read_rows(folder / "collaborations.csv", MEMBERSHIP_COLUMNS):
        membership = _membership(row, codes)
        if found.setdefault(membership[:2], membership) is not membership:
            raise row.wrong("code", f"stands in an earlier row of {membership.body} already")
        if kinds.setdefault(membership.body, membership.kind) != membership.kind:
            raise row.wrong("kind", f"an earlier row of {membership.body} says {kinds[membership.body]}")
    return tuple(found[key] for key in sorted(found))


def _membership(row: Row, codes: Container[int]) -> Membership:
    valid_from, valid_to = row.year("valid_from"), row.year("valid_to")
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        raise row.wrong("valid_to", f"valid: not before valid_from, which is {valid_from}")
    row.text("source")
    return Membership(
        body=row.text("body"),
        code=municipality_code(row, "code", codes),
        kind=row.word("kind", BODY_KINDS),
        valid_from=valid_from,
        valid_to=valid_to,
        active_2014=row.word("active_2014", STATES_2014),
        status=row.word("status", STATUSES),
    )
