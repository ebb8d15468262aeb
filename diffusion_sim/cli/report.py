"""``diffusion-sim report``: results folders in, one HTML file out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from diffusion_sim.cli.output import say

DEFAULT = "report.html"

Folders = Annotated[list[Path], typer.Argument(metavar="RESULTS...", help="Folders that run or compare has written.")]
HtmlFile = Annotated[
    Optional[Path],  # noqa: UP045 - read at run time, also by Typer's older releases
    typer.Option(help="The file to write; report.html in the first folder if left out.", show_default=False),
]
Language = Annotated[str, typer.Option(help="en, or da for Danish headings and sentences.")]


def report(folders: Folders, out: HtmlFile = None, language: Language = "en") -> None:
    """Write one self-contained HTML file about results: it can be sent, printed and read without internet."""
    from diffusion_sim.reports import write_report

    say(write_report(folders, out or folders[0] / DEFAULT, language).as_posix())
