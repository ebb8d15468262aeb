"""Running many replications and comparing policies in the same worlds."""

from diffusion_sim.simulation.decided_otherwise import first_difference
from diffusion_sim.simulation.ensemble import simulate
from diffusion_sim.simulation.interrupted import Interrupted
from diffusion_sim.simulation.paired import compare

__all__ = ["Interrupted", "compare", "first_difference", "simulate"]
