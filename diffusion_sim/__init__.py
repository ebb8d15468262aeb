"""Simulation of how public innovations spread between the 98 Danish municipalities.

>>> import diffusion_sim as ds
>>> effect = ds.demo()  # Denmark with and without a copycat prize

Names are loaded when first used, so that importing the package takes no time.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diffusion_sim.demonstration import demo
    from diffusion_sim.errors import DataError, DiffusionSimError, InputError, RunError
    from diffusion_sim.model.agents import DiffusionModel, Municipality
    from diffusion_sim.observed import Study, load_study
    from diffusion_sim.results.comparison import Comparison
    from diffusion_sim.results.result import Result
    from diffusion_sim.results.stored_result import load_result
    from diffusion_sim.scenario import Scenario, load_scenario
    from diffusion_sim.scenario.posterior import Posterior, load_posterior
    from diffusion_sim.simulation import (
        Interrupted,
        Precision,
        ReplicationError,
        compare,
        first_difference,
        prize_channels,
        simulate,
    )
    from diffusion_sim.sweeps.parameter_draws import robustness
    from diffusion_sim.sweeps.parameter_ranking import sensitivity
    from diffusion_sim.sweeps.plan_file import load_plan
    from diffusion_sim.sweeps.run_plan import sweep

_HOME = {
    "Comparison": "results.comparison",
    "DataError": "errors",
    "DiffusionModel": "model.agents",
    "DiffusionSimError": "errors",
    "ReplicationError": "simulation",
    "InputError": "errors",
    "Interrupted": "simulation",
    "Municipality": "model.agents",
    "Posterior": "scenario.posterior",
    "Precision": "simulation",
    "Result": "results.result",
    "RunError": "errors",
    "Scenario": "scenario",
    "Study": "observed",
    "compare": "simulation",
    "demo": "demonstration",
    "first_difference": "simulation",
    "prize_channels": "simulation",
    "robustness": "sweeps",
    "load_result": "results.stored_result",
    "load_scenario": "scenario",
    "load_plan": "sweeps",
    "load_posterior": "scenario.posterior",
    "load_study": "observed",
    "sensitivity": "sweeps",
    "simulate": "simulation",
    "sweep": "sweeps",
}

__all__ = [
    "Comparison",
    "DataError",
    "DiffusionModel",
    "DiffusionSimError",
    "InputError",
    "Interrupted",
    "Municipality",
    "Posterior",
    "Precision",
    "ReplicationError",
    "Result",
    "RunError",
    "Scenario",
    "Study",
    "compare",
    "demo",
    "first_difference",
    "load_plan",
    "load_posterior",
    "load_result",
    "load_scenario",
    "load_study",
    "prize_channels",
    "robustness",
    "sensitivity",
    "simulate",
    "sweep",
]


def __getattr__(name: str) -> object:
    """Load a public name, or the version, when it is first asked for."""
    if name == "__version__":
        return import_module("diffusion_sim.version").version()
    if name not in _HOME:
        raise AttributeError(f"module 'diffusion_sim' has no attribute {name!r}")
    return getattr(import_module(f"diffusion_sim.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    """List the public names."""
    return [*__all__, "__version__"]
