"""The months of the Mesa model, compiled, over many replications: the same rules, the same bits."""

from diffusion_sim.engine.operations import Operations, count_operations
from diffusion_sim.engine.simulate import Crew, simulate_records

__all__ = ["Crew", "Operations", "count_operations", "simulate_records"]
