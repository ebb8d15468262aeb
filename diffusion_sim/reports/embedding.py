"""Figures inside the page: each as a picture that needs no other file."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

_DESCRIPTION = re.compile(r"<dc:title>(.*?)</dc:title>", re.DOTALL)


class EmbeddedFigure(NamedTuple):
    """A figure and what it shows."""

    title: str
    address: str


def embedded_figure(path: Path) -> EmbeddedFigure:
    """Return an SVG as a data address: as a picture it can neither load anything nor run scripts.

    Raises
    ------
    DataError
        If the file is no SVG.
    """
    content = path.read_bytes()
    if b"<svg" not in content[:2000] or b"</svg>" not in content[-200:]:
        raise DataError(path.as_posix(), "is not a whole SVG figure", "run again to draw it anew")
    found = _DESCRIPTION.search(content.decode("utf-8", errors="replace"))
    title = found.group(1).strip() if found else path.stem.replace("_", " ")
    return EmbeddedFigure(title, "data:image/svg+xml;base64," + base64.b64encode(content).decode())
