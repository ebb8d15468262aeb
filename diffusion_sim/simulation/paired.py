"""The same replications under two or more policies: the difference is the policy's doing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from diffusion_sim.errors import InputError
from diffusion_sim.results.comparison import Comparison
from diffusion_sim.results.result import Result
from diffusion_sim.simulation.arguments import check_kinds, check_scenario
from diffusion_sim.simulation.ensemble import extended, simulate
from diffusion_sim.simulation.interrupted import Failure, ReplicationError
from diffusion_sim.simulation.precision import until_precise

if TYPE_CHECKING:
    from diffusion_sim.model.agents import Municipality
    from diffusion_sim.scenario import Scenario
    from diffusion_sim.scenario.posterior import Posterior
    from diffusion_sim.simulation.arguments import EngineName
    from diffusion_sim.simulation.ensemble import Progress
    from diffusion_sim.simulation.precision import Precision


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
    results, failures = [], list[Failure]()
    for done, scenario in enumerate(scenarios):
        report = _shifted(progress, done * replications, len(scenarios) * replications)
        try:
            results.append(
                simulate(
                    scenario, replications, seed,
                    engine=engine, workers=workers, progress=report, municipality=municipality,
                    posterior=posterior,
                )
            )  # fmt: skip
        except ReplicationError as failed:
            if not isinstance(failed.result, Result):
                raise
            results.append(failed.result)
            failures += failed.failures
    if failures:
        raise ReplicationError(failures, Comparison(results[0], tuple(results[1:]))) from failures[0].error
    if precision is not None:
        grow = partial(extended, engine=engine, workers=workers, municipality=municipality)
        results = list(until_precise(results, precision, grow))
    return Comparison(results[0], tuple(results[1:]))


def _shifted(progress: Progress | None, before: int, total: int) -> Progress | None:
    if progress is None:
        return None
    return lambda done, _: progress(before + done, total)
