"""A figure that says what it shows, how uncertain it is, and where it comes from."""

from __future__ import annotations

import io
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matplotlib import style
from matplotlib.figure import Figure

from diffusion_sim.plots.style import BLACK, GREY, STYLE_FILE

if TYPE_CHECKING:
    from diffusion_sim.plots.provenance import Provenance

_HEAD_INCHES, _LINE_INCHES, _FOOT_INCHES, _EDGE_INCHES = 0.42, 0.17, 0.48, 0.12
_LETTERS_PER_INCH = 15.0
"""Of the caption's size, on average, with some to spare."""


class TracedFigure(Figure):
    """A matplotlib figure with title, caption and footer that writes its provenance into every file.

    Parameters
    ----------
    title
        What is to be seen.
    caption
        How to read it: what the bands are, what was counted; wrapped to the figure's width, line by line.
    size_inches
        Width and height.
    """

    def __init__(self, title: str, caption: str, provenance: Provenance, size_inches: tuple[float, float]) -> None:
        super().__init__(figsize=size_inches, layout="constrained")
        self.title, self.provenance = title, provenance
        width, height = size_inches
        left = _EDGE_INCHES / width
        caption = _wrapped(caption, width)
        head = _HEAD_INCHES + _LINE_INCHES * len(caption.splitlines())
        self.text(left, 1 - _EDGE_INCHES / height, title, fontsize=13, fontweight="bold", color=BLACK, va="top")
        self.text(left, 1 - 0.40 / height, caption, fontsize=8.5, color=GREY, va="top", linespacing=1.3)
        self.text(left, 0.06 / height, provenance.footer, fontsize=7, color=GREY, va="bottom", linespacing=1.3)
        room = (left / 2, _FOOT_INCHES / height, 1 - left, 1 - (head + _FOOT_INCHES) / height)
        self.set_layout_engine("constrained", rect=room)

    def savefig(self, fname: Any, **options: Any) -> None:  # noqa: ANN401 - matplotlib's own signature
        """Write the figure; PNG and SVG files say version, scenario hash and seed."""
        ending = options.get("format") or (Path(fname).suffix[1:] if isinstance(fname, str | Path) else "png")
        if ending.lower() in {"png", "svg"}:
            own: dict[str, Any] = getattr(self.provenance, f"{ending.lower()}_metadata")(self.title)
            options["metadata"] = own | dict(options.get("metadata") or {})
        with style.context(STYLE_FILE):
            super().savefig(fname, **options)

    def _repr_png_(self) -> bytes:
        """Show in notebooks without any set-up."""
        buffer = io.BytesIO()
        self.savefig(buffer, format="png", dpi=110)
        return buffer.getvalue()


def _wrapped(text: str, width_inches: float) -> str:
    letters = int(_LETTERS_PER_INCH * width_inches)
    return "\n".join(line for paragraph in text.splitlines() for line in textwrap.wrap(paragraph, letters))
