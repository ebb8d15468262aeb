"""The user's own map, read once when the server starts: the page itself names no files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.maps import read_outlines
from diffusion_sim.world import build_world

if TYPE_CHECKING:
    from pathlib import Path

    from diffusion_sim.lab.catalogue import Catalogue
    from diffusion_sim.maps import Outline


def outlines_for(path: Path | None, catalogue: Catalogue) -> tuple[tuple[Outline, ...], str]:
    """Return the outlines of a file for the places of the baseline, and a sentence on what did not match.

    Raises
    ------
    DataError
        If the file cannot be used.
    """
    if path is None:
        return (), ""
    return read_outlines(path, build_world(catalogue.scenarios[catalogue.baseline]).places)
