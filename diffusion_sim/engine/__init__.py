"""The months of the Mesa model, compiled, over many replications: the same rules, the same bits."""

from diffusion_sim.engine.simulate import simulate_records

__all__ = ["simulate_records"]
