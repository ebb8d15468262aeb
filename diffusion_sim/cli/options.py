"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

ScenarioFile = Annotated[Path, typer.Argument(metavar="SCENARIO", help="A scenario file (TOML).", show_default=False)]
Replications = Annotated[int, typer.Option(help="Worlds that each scenario is run in.")]
Seed = Annotated[int, typer.Option(help="Names the worlds; the same seed gives the same worlds again.")]
Months = Annotated[
    Optional[int],  # noqa: UP045 - read at run time, also by Typer's older releases
    typer.Option(help="Reported months; time.months of the scenario if left out.", show_default=False),
]
Engine = Annotated[str, typer.Option(help="What runs the months.")]
Settings = Annotated[
    Optional[list[str]],  # noqa: UP045 - as above
    typer.Option("--set", metavar="KEY=VALUE", help="Change one parameter; may be repeated.", show_default=False),
]
Out = Annotated[
    Optional[Path],  # noqa: UP045 - as above
    typer.Option(help="Results folder; results/NAME-ID if left out.", show_default=False),
]
Workers = Annotated[
    Optional[int],  # noqa: UP045 - as above
    typer.Option(
        help="Threads (with --engine mesa: processes); one for each processor if left out.", show_default=False
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print results as JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Show no progress.")]
Cases = Annotated[bool, typer.Option("--cases", help="Also write cases.parquet (every case; large).")]
Full = Annotated[bool, typer.Option("--full", help="Print every measure; the results folder always has them all.")]
Precision = Annotated[
    Optional[str],  # noqa: UP045 - as above
    typer.Option(
        metavar="KEY=HALFWIDTH",
        help="Add replications until the 95 % interval of this measure (of its difference, in a comparison) is as "
        "narrow.",
        show_default=False,
    ),
]
PosteriorFile = Annotated[
    Optional[str],  # noqa: UP045 - as above
    typer.Option(
        "--posterior",
        metavar="[FILE]",
        help="Draw parameters for each replication from a posterior; without FILE that of the Danish baseline.",
        show_default=False,
    ),
]
FigureLanguage = Annotated[str, typer.Option("--language", help="Of the figures: en, or da for Danish.")]
AtMost = Annotated[int, typer.Option(help="Ceiling of replications for --precision.")]
