"""Arguments and options that several commands share, and what is read from them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, Optional

import typer

from diffusion_sim.cli.output import note
from diffusion_sim.errors import InputError

if TYPE_CHECKING:
    from diffusion_sim.scenario import Scenario
    from diffusion_sim.scenario.posterior import Posterior
    from diffusion_sim.simulation import Precision

ScenarioFile = Annotated[
    Path,
    typer.Argument(
        metavar="SCENARIO", help="A scenario file (TOML), or the manifest.json of a run.", show_default=False
    ),
]
Replications = Annotated[int, typer.Option(help="How many replications to simulate.")]
Seed = Annotated[int, typer.Option(help="Seed of the random draws: the same seed gives the same replications again.")]
Months = Annotated[
    Optional[int],  # noqa: UP045 - read at run time, also by Typer's older releases
    typer.Option(help="Reported months; time.months of the scenario if left out.", show_default=False),
]
Engine = Annotated[str, typer.Option(help="Simulation engine: compiled, or mesa (slower, the same results).")]
Settings = Annotated[
    Optional[list[str]],  # noqa: UP045 - as above
    typer.Option("--set", metavar="KEY=VALUE", help="Change one parameter; may be repeated.", show_default=False),
]
Out = Annotated[
    Optional[Path],  # noqa: UP045 - as above
    typer.Option(help="Results folder; results/NAME-ID if left out.", show_default=False),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace a different run in the results folder.")]
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
PrecisionText = Annotated[
    Optional[str],  # noqa: UP045 - as above
    typer.Option(
        metavar="KEY=HALFWIDTH",
        help="Add replications until the 95 % interval of this measure (of its difference, in a comparison) is at most this "
        "far from the mean on either side.",
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
FigureLanguage = Annotated[str, typer.Option("--language", help="Language of the figures: en or da.")]
AtMost = Annotated[
    Optional[int],  # noqa: UP045 - as above
    typer.Option(help="Ceiling of replications for --precision; 2000 if left out.", show_default=False),
]
StudyFolder = Annotated[
    Path,
    typer.Argument(metavar="FOLDER", help="Holds nodes.csv, edges.csv and adoptions.csv.", show_default=False),
]
Innovation = Annotated[
    Optional[str],  # noqa: UP045 - read at run time, also by Typer's older releases
    typer.Option(help="Only this innovation; all together if left out.", show_default=False),
]
Layers = Annotated[
    Optional[list[str]],  # noqa: UP045 - as above
    typer.Option("--layer", help="Only ties of this type; may be repeated.", show_default=False),
]
Ties = Annotated[
    str, typer.Option("--ties", help="How ties are read: directed, undirected, or auto (as edges.csv says).")
]
Weights = Annotated[str, typer.Option(help="Weights of ties: ignore, or use.")]
Period = Annotated[
    Optional[str],  # noqa: UP045 - as above
    typer.Option(
        help="Length of a period where times are dates: day, week, month, quarter or year; "
        "month for days, else as they are written, if left out.",
        show_default=False,
    ),
]
LastPeriod = Annotated[
    Optional[str],  # noqa: UP045 - as above
    typer.Option(
        metavar="TIME",
        help="When watching ended: a number of periods, or a year or date (2012-06) where the study has such times; "
        "the last adoption if left out.",
        show_default=False,
    ),
]
Unlisted = Annotated[
    Optional[str],  # noqa: UP045 - as above
    typer.Option(
        help="What a place is that adoptions.csv does not list: never (had not adopted when watching ended) or unwatched. "
        "Needed where only adopters are listed.",
        show_default=False,
    ),
]
Event = Annotated[str, typer.Option(help="adoption, or discontinuance (column stopped): among those who adopted.")]
Covariates = Annotated[
    Optional[list[str]],  # noqa: UP045 - as above
    typer.Option(
        "--covariate",
        metavar="COLUMN",
        help="Column of nodes.csv that the rate may depend on; log(COLUMN) for its logarithm; may be repeated.",
        show_default=False,
    ),
]
Strata = Annotated[
    Optional[str],  # noqa: UP045 - as above
    typer.Option(metavar="COLUMN", help="Compare places within a column of nodes.csv only.", show_default=False),
]
POSTERIOR = "--posterior"
SHIPPED = "shipped"
"""What stands for the posterior that comes with the package."""
PRECISION = "--precision"
PRECISION_EXAMPLE = "write KEY=HALFWIDTH, e.g. implemented_per_year=0.5"
MONTHS = "time.months"


def spelled_out(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with the shipped posterior named where the option stands alone, or before a scenario."""
    given = list(arguments)
    told = []
    for argument, following in zip(given, [*given[1:], ""], strict=True):
        alone = argument == POSTERIOR and (not following or following.startswith("-") or following.endswith(".toml"))
        told.append(f"{POSTERIOR}={SHIPPED}" if alone else argument)
    return told


def read_posterior(text: str | None) -> Posterior | None:
    """Return the posterior that an option names; None where it was left out."""
    if text is None:
        return None
    from diffusion_sim.scenario.posterior import load_posterior

    return load_posterior() if text == SHIPPED else load_posterior(text)


def read_precision(text: str | None, at_most: int | None, replications: int) -> Precision | None:
    """Return what an option asks for; None where it was left out.

    Raises
    ------
    InputError
        If it is not a measure, an equals sign and a number above 0, or the ceiling is none.
    """
    _refuse_ceiling(at_most, replications, is_wanted=text is not None)
    if text is None:
        return None
    from diffusion_sim.simulation import Precision
    from diffusion_sim.simulation.precision import DEFAULT_CEILING

    key, equals, width = text.partition("=")
    if not equals:
        raise InputError(PRECISION, f"{text!r} has no equals sign", PRECISION_EXAMPLE)
    try:
        half_width = float(width)
    except ValueError:
        raise InputError(PRECISION, f"{width!r} is not a number", PRECISION_EXAMPLE) from None
    return Precision(key.strip(), half_width, max(DEFAULT_CEILING, replications) if at_most is None else at_most)


def _refuse_ceiling(at_most: int | None, replications: int, *, is_wanted: bool) -> None:
    if at_most is not None and not is_wanted:
        raise InputError("--at-most", "does nothing without --precision", PRECISION_EXAMPLE)
    if at_most is not None and at_most < replications:
        raise InputError("--at-most", f"is {at_most}, less than the {replications} replications to begin with")


def prepared_scenario(file: Path, months: int | None = None, settings: Sequence[str] | None = None) -> Scenario:
    """Load a scenario, apply ``--set`` and ``--months``, and refuse what does not hold in its country.

    Only the country tells, for instance, that a municipality does not exist.
    """
    from diffusion_sim.scenario import load_scenario
    from diffusion_sim.setup import build_setup

    if months is not None and any(one.partition("=")[0].strip() == MONTHS for one in settings or ()):
        raise InputError("--months", f"is the same as --set {MONTHS}", "leave one of them out")
    scenario = load_scenario(file)
    if settings:
        scenario = scenario.with_settings(settings)
    if months is not None:
        scenario = scenario.with_changes({MONTHS: months}, where="--months")
    try:
        build_setup(scenario)
    except InputError as error:
        raise InputError(f"{file.as_posix()}: {error.where}", error.found, error.valid) from None
    return scenario


def note_scenarios(scenarios: Sequence[Scenario]) -> None:
    """Say what a reader of the results should know of the scenarios and their countries."""
    from diffusion_sim.setup import build_setup

    for sentence in dict.fromkeys(told for scenario in scenarios for told in build_setup(scenario).notes):
        note(f"Note: {sentence}.")


class RunPlan(NamedTuple):
    """How each scenario is run."""

    replications: int
    seed: int
    engine: str
    workers: int | None
    precision: Precision | None = None
    posterior: Posterior | None = None
