"""The same replications under two or more policies: the difference is the policy's doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.errors import InputError
from diffusion_sim.results.comparison import Comparison
from diffusion_sim.simulation.arguments import check_arguments, check_kinds, check_scenario, warn_of_country
from diffusion_sim.simulation.interrupted import ReplicationError
from diffusion_sim.simulation.together import Together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diffusion_sim.model.agents import Municipality
    from diffusion_sim.results.result import Result
    from diffusion_sim.scenario import Scenario
    from diffusion_sim.scenario.posterior import Posterior
    from diffusion_sim.simulation.arguments import EngineName
    from diffusion_sim.simulation.precision import Precision
    from diffusion_sim.simulation.together import Progress


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
    warn_of_country(together.notes)
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
