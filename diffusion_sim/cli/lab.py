"""Pages: ``lab`` in the browser, and ``report`` in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from diffusion_sim.cli.output import note, say

Start = Annotated[
    Optional[Path],  # noqa: UP045 - read at run time, also by Typer's older releases
    typer.Argument(
        metavar="[SCENARIO]", help="The policy to begin with; those beside it are offered too.", show_default=False
    ),
]
OwnMap = Annotated[
    Optional[Path],  # noqa: UP045 - as above
    typer.Option(
        "--map", metavar="FILE", help="Your own map: municipalities as GeoJSON or TopoJSON.", show_default=False
    ),
]
Port = Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65535)]
Address = Annotated[str, typer.Option(help="Address to listen on; this machine only by default.")]
Prefix = Annotated[
    str, typer.Option(metavar="PATH", help="Path before the page's own, where another server passes requests on.")
]
Origins = Annotated[
    Optional[list[str]],  # noqa: UP045 - as above
    typer.Option(
        "--allow-origin",
        metavar="HOST[:PORT]",
        help="A further name under which the page may be asked for; can be repeated.",
        show_default=False,
    ),
]
Pages = Annotated[int, typer.Option("--pages", help="Pages open at once, at most.", min=1, max=1000)]
REPORT = "report.html"
ResultsFolders = Annotated[
    list[Path],
    typer.Argument(metavar="RESULTS...", help="Folders that run, or compare without --uncertainty, has written."),
]
HtmlFile = Annotated[
    Optional[Path],  # noqa: UP045 - read at run time, also by Typer's older releases
    typer.Option(help="The file to write; report.html in the first folder if left out.", show_default=False),
]
ReportLanguage = Annotated[str, typer.Option(help="en, or da for Danish headings and sentences.")]


def lab(
    scenario: Start = None,
    own_map: OwnMap = None,
    port: Port = 5006,
    address: Address = "127.0.0.1",
    prefix: Prefix = "",
    origins: Origins = None,
    pages: Pages = 20,
) -> None:
    """Open the policy lab: a page on this machine that works without internet. Stop it with Ctrl-C."""
    from diffusion_sim.lab.catalogue import map_for, read_catalogue
    from diffusion_sim.lab.server import Serving, serve_lab

    catalogue = read_catalogue(scenario)
    drawn_map, left_out = map_for(own_map, catalogue)
    for reason in (*catalogue.left_out, *([left_out] if left_out else [])):
        note(f"Left out: {reason}")
    asked = Serving(port, address, prefix, tuple(origins or ()), pages)
    serve_lab(catalogue, drawn_map, asked, lambda url: say(f"The policy lab is at {url} (Ctrl-C stops it)."))


def report(folders: ResultsFolders, out: HtmlFile = None, language: ReportLanguage = "en") -> None:
    """Write one self-contained HTML file about results: it can be sent, printed and read without internet."""
    from diffusion_sim.reports import write_report

    say(write_report(folders, out or folders[0] / REPORT, language).as_posix())
