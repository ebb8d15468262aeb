"""What a run may be asked for: everything else is refused in a sentence before anything is done."""

from __future__ import annotations

import warnings
from multiprocessing import parent_process
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from diffusion_sim.errors import InputError, ScenarioWarning, did_you_mean
from diffusion_sim.scenario import Scenario
from diffusion_sim.scenario.posterior import Posterior
from diffusion_sim.scenario.values import LARGEST_SEED, whole_number
from diffusion_sim.simulation.precision import Precision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diffusion_sim.model.agents import Municipality

EngineName = Literal["compiled", "mesa"]
ENGINES = get_args(EngineName)
MOST_REPLICATIONS = 1_000_000
MOST_WORKERS = 4096


def warn_of_notes(notes: Iterable[str]) -> None:
    """Warn of what a reader of the results should know of scenarios and their countries, once, not in worker processes."""
    if parent_process() is None:
        for note in notes:
            warnings.warn(note, ScenarioWarning, stacklevel=3)


class Asked(NamedTuple):
    """Whole numbers as Python has them, whatever kind of whole number was given."""

    replications: int
    seed: int
    workers: int | None


def check_arguments(replications: object, seed: object, workers: object, engine: object) -> Asked:
    """Return what was asked for.

    Raises
    ------
    InputError
        For what no run can be made with.
    """
    if not isinstance(engine, str) or engine not in ENGINES:
        raise InputError("engine", f"{engine!r} is not one", did_you_mean(str(engine), ENGINES))
    return Asked(
        whole_number("replications", replications, 1, MOST_REPLICATIONS),
        whole_number("seed", seed, 0, LARGEST_SEED),
        None if workers is None else whole_number("workers", workers, 1, MOST_WORKERS),
    )


def check_scenario(given: object) -> None:
    """Refuse what is no scenario."""
    if not isinstance(given, Scenario):
        raise InputError("scenario", f"is {_kind(given)}", "valid: a Scenario, as load_scenario returns it")


def check_kinds(precision: object, posterior: object, municipality: type[Municipality] | None) -> None:
    """Refuse a precision, posterior or class of municipality that is none."""
    if precision is not None and not isinstance(precision, Precision):
        raise InputError("precision", f"is {_kind(precision)}", "valid: a Precision, as Precision('in_use', 5)")
    if posterior is not None and not isinstance(posterior, Posterior):
        raise InputError("posterior", f"is {_kind(posterior)}", "valid: a Posterior, as load_posterior returns it")
    if municipality is not None:
        _check_municipality(municipality)


def _check_municipality(given: object) -> None:
    from diffusion_sim.model.agents import Municipality  # noqa: PLC0415 - Mesa is slow to import

    if not (isinstance(given, type) and issubclass(given, Municipality)):
        raise InputError("municipality", f"is {given!r}", "valid: a subclass of Municipality")


def _kind(given: object) -> str:
    return f"{given!r:.60} (a {type(given).__name__})"
