"""Arguments and options of the commands that read a study of observed adoption."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

Folder = Annotated[
    Path,
    typer.Argument(metavar="FOLDER", help="Holds nodes.csv, edges.csv and adoptions.csv.", show_default=False),
]
Innovation = Annotated[
    Optional[str],  # noqa: UP045 - read at run time, also by Typer's older releases
    typer.Option(help="Which innovation, if there are several.", show_default=False),
]
Layers = Annotated[
    Optional[list[str]],  # noqa: UP045 - as above
    typer.Option("--layer", help="Only ties of this type; may be repeated.", show_default=False),
]
Ties = Annotated[str, typer.Option("--ties", help="directed, undirected, or auto.")]
Weights = Annotated[str, typer.Option(help="ignore, or use: ties count by their weight.")]
Period = Annotated[str, typer.Option(help="month, quarter or year, where dates are given.")]
LastPeriod = Annotated[
    Optional[str],  # noqa: UP045 - as above
    typer.Option(
        metavar="TIME",
        help="When watching ended: a number of periods, or a year or date (2012-06) where the study has such times; "
        "the last adoption if left out.",
        show_default=False,
    ),
]
Strata = Annotated[
    Optional[str],  # noqa: UP045 - as above
    typer.Option(metavar="COLUMN", help="Compare places within a column of nodes.csv only.", show_default=False),
]
