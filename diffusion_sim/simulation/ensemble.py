"""Simulate a scenario many times, or several in the same replications: the difference is then the policy's doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.errors import InputError
from diffusion_sim.results.comparison import Comparison
from diffusion_sim.simulation.arguments import EngineName, check_arguments, check_kinds, check_scenario, warn_of_notes
from diffusion_sim.simulation.interrupted import ReplicationError
from diffusion_sim.simulation.together import Together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diffusion_sim.model.agents import Municipality
    from diffusion_sim.results.result import Result
    from diffusion_sim.scenario import Scenario
    from diffusion_sim.scenario.posterior import Posterior
    from diffusion_sim.simulation.precision import Precision
    from diffusion_sim.simulation.together import Progress


def simulate(  # noqa: PLR0913 - what to run, and seven ways of running it
    scenario: Scenario,
    replications: int = 50,
    seed: int = 1,
    *,
    engine: EngineName = "compiled",
    workers: int | None = None,
    progress: Progress | None = None,
    precision: Precision | None = None,
    municipality: type[Municipality] | None = None,
    posterior: Posterior | None = None,
) -> Result:
    """Simulate a scenario in several replications.

    Parameters
    ----------
    scenario
        What to simulate.
    replications
        Number of replications; replication r of a seed is the same under every policy.
    seed
        Number that all random draws follow from, 0 to 2**64 - 1.
    engine
        ``compiled``, or ``mesa`` for the Mesa model, which keeps every appraisal and runs what subclasses override: the
        same results, slower.
    workers
        Threads (compiled) or processes (Mesa); by default one for each processor. The result does not depend on it.
    progress
        Called after each finished replication with the number done and the number asked for.
    precision
        Add replications to these until the interval of a measure is as narrow.
    municipality
        Your own subclass of :class:`Municipality`, for ``engine="mesa"``; it runs in this process.
    posterior
        Draws of parameters, as from :func:`load_posterior`: each replication takes one, the same under every policy.

    Returns
    -------
    Result
        Tables, measures with intervals, stories and figures.

    Raises
    ------
    InputError
        If something in the scenario or the arguments cannot be used.
    ReplicationError
        If your own code fails in some replications; it carries the others.
    Interrupted
        When stopped from the keyboard; it carries the finished replications.
    """
    check_scenario(scenario)
    check_kinds(precision, posterior, municipality)
    asked = check_arguments(replications, seed, workers, engine)
    together = Together([scenario], asked.seed, engine, asked.workers, municipality, posterior)
    warn_of_notes(together.notes)
    together.bring_to(asked.replications, progress)
    together.narrow(precision, progress)
    return together.results[0]


def extended(
    result: Result,
    replications: int,
    *,
    engine: EngineName = "compiled",
    workers: int | None = None,
    progress: Progress | None = None,
    municipality: type[Municipality] | None = None,
) -> Result:
    """Return a complete result with more replications: what :func:`simulate` gives for that many.

    Raises
    ------
    Interrupted
        When stopped from the keyboard; it carries the finished replications, old and new.
    """
    context = result.context
    together = Together([context.scenario], context.seed, engine, workers, municipality, context.posterior)
    together.results.append(result)
    together.bring_to(replications, progress)
    return together.results[0]


def compare(  # noqa: PLR0913 - as simulate
    baseline: Scenario,
    *others: Scenario,
    replications: int = 50,
    seed: int = 1,
    engine: EngineName = "compiled",
    workers: int | None = None,
    progress: Progress | None = None,
    precision: Precision | None = None,
    municipality: type[Municipality] | None = None,
    posterior: Posterior | None = None,
) -> Comparison:
    """Simulate each scenario in the same replications and compare them with the first, replication by replication.

    Months of the burn-in in which they do not differ are simulated once.

    Parameters are those of :func:`simulate`; ``progress`` counts replications over all scenarios, and
    ``precision`` is that of the paired differences.

    Raises
    ------
    InputError
        If there is nothing to compare with.
    ReplicationError
        If your own code fails in some replications; it carries a comparison of the others.
    """
    scenarios = (baseline, *others)
    for scenario in scenarios:
        check_scenario(scenario)
    if not others:
        raise InputError("compare", "got one scenario", "give a baseline and at least one other")
    check_kinds(precision, posterior, municipality)
    asked = check_arguments(replications, seed, workers, engine)
    together = Together(scenarios, asked.seed, engine, asked.workers, municipality, posterior)
    warn_of_notes(together.notes)
    try:
        together.bring_to(asked.replications, progress)
        together.narrow(precision, progress)
    except ReplicationError as failed:
        if len(together.results) < len(scenarios):
            raise
        raise ReplicationError(failed.failures, _comparison(together.results)) from failed
    return _comparison(together.results)


def _comparison(results: Sequence[Result]) -> Comparison:
    return Comparison(results[0], tuple(results[1:]))
