"""Running many replications and comparing policies in the same worlds."""

from diffusion_sim.simulation.compare import compare
from diffusion_sim.simulation.interrupted import Interrupted
from diffusion_sim.simulation.simulate import simulate

__all__ = ["Interrupted", "compare", "simulate"]
