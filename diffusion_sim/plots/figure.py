"""A figure that says what it shows, how uncertain it is, and where it comes from, under it and in its files."""

from __future__ import annotations

import io
import textwrap
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar

from matplotlib import rcParams, style
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import ScalarFormatter

from diffusion_sim.files import whole
from diffusion_sim.plots.style import BLACK, GREY, STYLE_FILE, printable, shown, with_separators
from diffusion_sim.plots.words import COMPARISON_WORDS, FooterWords

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from matplotlib.artist import Artist

    from diffusion_sim.results.comparison import Comparison
    from diffusion_sim.results.result import Result


_HASH_DIGITS, _NAME_LETTERS = 12, 90


class Provenance(NamedTuple):
    """What is needed to make the figure again."""

    scenarios: tuple[tuple[str, str], ...]
    """Name and full hash of each scenario shown."""
    seed: int
    replications: int
    version: str
    words: FooterWords = COMPARISON_WORDS.footer

    @property
    def footer(self) -> str:
        """The line under a figure."""
        named = " | ".join(f"{shown(name, _NAME_LETTERS)} ({digest[:_HASH_DIGITS]})" for name, digest in self.scenarios)
        many = self.words.replication if self.replications == 1 else self.words.replications
        word = self.words.scenario if len(self.scenarios) == 1 else self.words.scenarios
        made = f"diffusion-sim {self.version}, {self.words.seed} {self.seed}, {self.replications} {many}"
        return f"{word}: {named}\n{made}; {self.words.disclaimer}."

    def png_metadata(self, title: str) -> dict[str, str]:
        """Return text chunks for a PNG file."""
        return {
            "Title": title,
            "Software": f"diffusion-sim {self.version}",
            "Description": self._description(title),
            "Scenario hash": " ".join(digest for _, digest in self.scenarios),
            "Seed": str(self.seed),
            "Replications": str(self.replications),
        }

    def svg_metadata(self, title: str) -> dict[str, str | list[str] | None]:
        """Return Dublin Core terms for an SVG file; no date, so that the same figure is the same file."""
        return {
            "Title": title,
            "Creator": f"diffusion-sim {self.version}",
            "Description": self._description(title),
            "Identifier": " ".join(digest for _, digest in self.scenarios),
            "Date": None,
        }

    def pdf_metadata(self, title: str) -> dict[str, str | None]:
        """Return the entries of a PDF file's information; no date, so that the same figure is the same file."""
        return {
            "Title": title,
            "Creator": f"diffusion-sim {self.version}",
            "Subject": self._description(title),
            "Keywords": " ".join(digest for _, digest in self.scenarios),
            "CreationDate": None,
        }

    def _description(self, title: str) -> str:
        return f"{title}. {' '.join(self.footer.splitlines())}"


def of_result(result: Result, words: FooterWords = COMPARISON_WORDS.footer) -> Provenance:
    """Return the provenance of a figure of one scenario."""
    context = result.context
    scenarios = ((context.title, context.scenario_hash),)
    return Provenance(scenarios, context.seed, len(result.records), context.version, words)


def of_comparison(
    comparison: Comparison, words: FooterWords = COMPARISON_WORDS.footer, policy: int | None = None
) -> Provenance:
    """Return the provenance of a figure of all that is compared, or of one policy and the baseline."""
    context = comparison.baseline.context
    names = (context.title, *comparison.names)
    hashes = [result.context.scenario_hash for result in (comparison.baseline, *comparison.others)]
    scenarios = tuple(zip(names, hashes, strict=True))
    shown_here = scenarios if policy is None else (scenarios[0], scenarios[1 + policy])
    return Provenance(shown_here, context.seed, len(comparison.replications), context.version, words)


_TITLE_INCHES, _LINE_INCHES, _FOOT_LINE_INCHES, _EDGE_INCHES = 0.25, 0.17, 0.14, 0.12
_KEY_INCHES = 0.17
_LETTERS_OF_TITLE, _CAPTION_LETTERS, _FOOTER_LETTERS = 8.5, 16.0, 18.0
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
        Width and height, room for the keys not counted.
    keys
        Lines for :meth:`add_keys`, which explain what is drawn between caption and panels.
    """

    def __init__(
        self, title: str, caption: str, provenance: Provenance, size_inches: tuple[float, float], keys: int = 0
    ) -> None:
        size_inches = (size_inches[0], size_inches[1] + _KEY_INCHES * keys)
        super().__init__(figsize=size_inches, layout="constrained")
        self.title, self.provenance = title, provenance
        width, height = size_inches
        left = _EDGE_INCHES / width
        caption = _wrapped(caption, _CAPTION_LETTERS * width)
        footer = _wrapped(provenance.footer, _FOOTER_LETTERS * width)
        headline = _wrapped(title, _LETTERS_OF_TITLE * width)
        below_title = 0.15 + _TITLE_INCHES * len(headline.splitlines())
        head = 0.02 + below_title + _LINE_INCHES * len(caption.splitlines())
        self.text(left, 1 - _EDGE_INCHES / height, headline, fontsize=13, fontweight="bold", color=BLACK, va="top")
        self.text(left, 1 - below_title / height, caption, fontsize=8.5, color=GREY, va="top", linespacing=1.3)
        self.text(left, 0.06 / height, footer, fontsize=7, color=GREY, va="bottom", linespacing=1.3)
        self._keys_at = (left, 1 - head / height)
        head += _KEY_INCHES * keys
        foot = 0.2 + _FOOT_LINE_INCHES * len(footer.splitlines())
        room = (left / 2, foot / height, 1 - left, 1 - (head + foot) / height)
        self.set_layout_engine("constrained", rect=room)

    def add_keys(self, handles: Sequence[Artist], labels: Sequence[str]) -> None:
        """Explain what is drawn, a line for each, where no panel is covered."""
        anchor, options = self._keys_at, {"borderaxespad": 0.0, "borderpad": 0.2, "labelspacing": 0.3}
        self.legend(handles, labels, loc="upper left", bbox_to_anchor=anchor, **options).set_in_layout(False)

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
    """Return text on lines of so many letters; a number and its per cent sign stay together."""
    paragraphs = text.replace(" %", "\u00a0%").splitlines()
    return "\n".join(line for paragraph in paragraphs for line in textwrap.wrap(paragraph, int(letters)))


def write_figure(figure: TracedFigure, folder: Path, name: str) -> list[Path]:
    """Write one figure as PNG and SVG, each under another name first, so that it is whole or not there."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{name}.{ending}" for ending in ("png", "svg")]
    figure.settle()
    for file in files:
        with whole(file) as part:
            figure.savefig(part, format=file.suffix[1:])
    return files


P = ParamSpec("P")
F = TypeVar("F", bound=TracedFigure)


def styled(draw: Callable[P, F]) -> Callable[P, F]:
    """Draw in the project's style, every text as text, and leave the caller's own settings as they were."""

    @wraps(draw)
    def within_style(*args: P.args, **kwargs: P.kwargs) -> F:
        with style.context(STYLE_FILE):
            figure = draw(*args, **kwargs)
            print_as_text(figure)
            return figure

    return within_style


def print_as_text(figure: Figure) -> None:
    """Make every text of a figure plain; the style file keeps those that are made later from being mathematics."""
    for text in figure.findobj(Text):
        if isinstance(text, Text):
            text.set_text(printable(text.get_text()))


class _Separated(ScalarFormatter):
    def __init__(self, separators: Mapping[str, str]) -> None:
        super().__init__()
        self._separators = separators

    def __call__(self, x: float, pos: int | None = None) -> str:
        return with_separators(super().__call__(x, pos), self._separators)


def use_separators(figure: Figure, separators: Mapping[str, str]) -> None:
    """Write the plain numbers along all axes of a figure as its language does."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if type(axis.get_major_formatter()) is ScalarFormatter:
                axis.set_major_formatter(_Separated(separators))
