"""A figure that says what it shows, how uncertain it is, and where it comes from."""

from __future__ import annotations

import io
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matplotlib import rcParams, style
from matplotlib.figure import Figure

from diffusion_sim.plots.style import BLACK, GREY, STYLE_FILE

if TYPE_CHECKING:
    from diffusion_sim.plots.provenance import Provenance

_TITLE_INCHES, _LINE_INCHES, _FOOT_LINE_INCHES, _EDGE_INCHES = 0.25, 0.17, 0.14, 0.12
_TITLE_LETTERS, _CAPTION_LETTERS, _FOOTER_LETTERS = 8.5, 16.0, 18.0
"""To an inch, on average, with some to spare."""


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
        caption = _wrapped(caption, _CAPTION_LETTERS * width)
        footer = _wrapped(provenance.footer, _FOOTER_LETTERS * width)
        headline = _wrapped(title, _TITLE_LETTERS * width)
        below_title = 0.15 + _TITLE_INCHES * len(headline.splitlines())
        head = 0.02 + below_title + _LINE_INCHES * len(caption.splitlines())
        self.text(left, 1 - _EDGE_INCHES / height, headline, fontsize=13, fontweight="bold", color=BLACK, va="top")
        self.text(left, 1 - below_title / height, caption, fontsize=8.5, color=GREY, va="top", linespacing=1.3)
        self.text(left, 0.06 / height, footer, fontsize=7, color=GREY, va="bottom", linespacing=1.3)
        foot = 0.2 + _FOOT_LINE_INCHES * len(footer.splitlines())
        room = (left / 2, foot / height, 1 - left, 1 - (head + foot) / height)
        self.set_layout_engine("constrained", rect=room)

    def settle(self) -> None:
        """Lay the figure out once and for all: otherwise each file, and each look at it, would do so twice again."""
        engine = self.get_layout_engine()
        if engine is not None:
            with style.context(STYLE_FILE):
                shown, self.dpi = self.dpi, rcParams["savefig.dpi"]  # letters are not as wide at every size
                engine.execute(self)
                self.dpi = shown
        self.set_layout_engine(None)

    def savefig(self, fname: Any, **options: Any) -> None:  # noqa: ANN401 - matplotlib's own signature
        """Write the figure; PNG, SVG and PDF files say version, scenario hash and seed."""
        ending = options.get("format") or (Path(fname).suffix[1:] if isinstance(fname, str | Path) else "png")
        if ending.lower() in {"png", "svg", "pdf"}:
            own: dict[str, Any] = getattr(self.provenance, f"{ending.lower()}_metadata")(self.title)
            options["metadata"] = own | dict(options.get("metadata") or {})
        with style.context(STYLE_FILE):
            super().savefig(fname, **options)

    def _repr_png_(self) -> bytes:
        """Show in notebooks without any set-up."""
        buffer = io.BytesIO()
        self.savefig(buffer, format="png", dpi=110)
        return buffer.getvalue()


def _wrapped(text: str, letters: float) -> str:
    return "\n".join(line for paragraph in text.splitlines() for line in textwrap.wrap(paragraph, int(letters)))
