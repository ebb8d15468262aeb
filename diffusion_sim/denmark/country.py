"""Denmark as the data give it: one immutable table for each kind of fact."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from diffusion_sim.denmark.checksums import DATA_FOLDER, verified_checksums
from diffusion_sim.denmark.elections import read_elections
from diffusion_sim.denmark.memberships import members_by_body, read_memberships
from diffusion_sim.denmark.municipalities import read_places
from diffusion_sim.denmark.neighbours import read_neighbours

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from diffusion_sim.denmark.memberships import Membership
    from diffusion_sim.denmark.neighbours import Neighbour
    from diffusion_sim.places import Place


@dataclass(frozen=True)
class Denmark:
    """The 98 municipalities, what lies between them, and when they vote."""

    places: tuple[Place, ...]
    """The municipalities, sorted by code."""
    neighbours: tuple[Neighbour, ...]
    memberships: tuple[Membership, ...]
    elections: tuple[date, ...]
    """Days of municipal elections, ascending."""
    checksums: Mapping[str, str] = field(hash=False)
    """SHA-256 of each data file, by file name."""


@cache
def load() -> Denmark:
    """Read the data of the package, once.

    Raises
    ------
    DataError
        A file is missing, differs from its checksum or contradicts itself; the sentence names file, line and column.
    """
    return read_denmark(DATA_FOLDER)


def read_denmark(folder: Path) -> Denmark:
    """Read and check the data files in a folder."""
    checksums = verified_checksums(folder)
    places = read_places(folder)
    codes = {place.code for place in places}
    return Denmark(
        places=places,
        neighbours=read_neighbours(folder, codes),
        memberships=read_memberships(folder, codes),
        elections=read_elections(folder),
        checksums=checksums,
    )


def bodies(year: int) -> dict[str, tuple[int, ...]]:
    """Return the codes of the members of each collaboration body in a year, the regional councils (KKR) included."""
    return members_by_body(load().memberships, year)
