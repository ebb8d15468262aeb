"""Running the scenarios of a command, and what is left when it does not come to its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from diffusion_sim.cli.failing import told_failure
from diffusion_sim.cli.progress import Progress, shown_progress
from diffusion_sim.cli.stopping import stop_once
from diffusion_sim.errors import InputError

if TYPE_CHECKING:
    from diffusion_sim.results.result import Result
    from diffusion_sim.scenario import Scenario
    from diffusion_sim.scenario.posterior import Posterior
    from diffusion_sim.simulation import Precision

FAILED, STOPPED = 1, 130
"""Exit status after a failure, and after Ctrl-C."""


class RunPlan(NamedTuple):
    """How each scenario is run."""

    replications: int
    seed: int
    engine: str
    workers: int | None
    precision: Precision | None = None
    posterior: Posterior | None = None


class Unfinished(Exception):  # noqa: N818 - neither an error of the user nor of the program: what is left
    """A command was stopped, or failed while running."""

    def __init__(self, results: Sequence[Result], why: str, status: int) -> None:
        super().__init__(why)
        self.results = tuple(results)
        """What had finished; the last one perhaps partial."""
        self.why = why
        self.status = status


def simulated(scenarios: Sequence[Scenario], plan: RunPlan, what: str, *, quiet: bool) -> tuple[Result, ...]:
    """Run scenarios one after the other, in the same worlds.

    Raises
    ------
    Unfinished
        When stopped from the keyboard, and when a run fails.
    """
    from diffusion_sim.simulation import check_arguments

    results: list[Result] = []
    try:
        check_arguments(plan.replications, plan.seed, plan.workers, plan.engine)
        with shown_progress(what, quiet=quiet) as progress:
            for scenario in scenarios:
                results.append(_simulated(scenario, plan, _continued(progress, len(results), len(scenarios))))
            if plan.precision is not None:
                _refine(results, plan, plan.precision, progress)
    except KeyboardInterrupt as stop:
        stop_once()
        partial: Result | None = getattr(stop, "result", None)
        raise Unfinished([*results, *([partial] if partial else [])], "Stopped", STOPPED) from stop
    except InputError:
        raise
    except Exception as error:  # whatever it is, what was finished before it is kept
        raise Unfinished(results, f"Error: the run failed ({told_failure(error)})", FAILED) from error
    return tuple(results)


def _simulated(scenario: Scenario, plan: RunPlan, progress: Progress) -> Result:
    from diffusion_sim.simulation import simulate

    engine: Any = plan.engine  # any text: an unknown engine is refused there, in a sentence
    return simulate(
        scenario, plan.replications, plan.seed,
        engine=engine, workers=plan.workers, progress=progress, posterior=plan.posterior,
    )  # fmt: skip


def _refine(results: list[Result], plan: RunPlan, precision: Precision, progress: Progress) -> None:
    """Add replications to all of the results, in place so that what is finished is known whenever this is stopped."""
    from diffusion_sim.simulation import Interrupted, extended

    engine: Any = plan.engine
    while (wanted := precision.next_count(results)) is not None:
        for index, result in enumerate(results):
            report = _continued(progress, index, len(results))
            try:
                results[index] = extended(result, wanted, engine=engine, workers=plan.workers, progress=report)
            except Interrupted as stop:
                results[index] = stop.result or result
                raise KeyboardInterrupt from stop


def _continued(progress: Progress, before: int, scenarios: int) -> Progress:
    """Count on from the scenarios that are finished."""
    return lambda done, total: progress(before * total + done, scenarios * total)
