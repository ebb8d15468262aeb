"""``diffusion-sim lab``: the policy lab in the browser."""

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


def lab(scenario: Start = None, own_map: OwnMap = None, port: Port = 5006, address: Address = "127.0.0.1") -> None:
    """Open the policy lab: a page on this machine that works without internet. Stop it with Ctrl-C."""
    from diffusion_sim.lab.catalogue import read_catalogue
    from diffusion_sim.lab.own_map import outlines_for
    from diffusion_sim.lab.server import serve_lab

    catalogue = read_catalogue(scenario)
    outlines, left_out = outlines_for(own_map, catalogue)
    for reason in (*catalogue.left_out, *([left_out] if left_out else [])):
        note(f"Left out: {reason}")
    serve_lab(catalogue, outlines, port, address, lambda url: say(f"The policy lab is at {url} (Ctrl-C stops it)."))
