"""Running many replications and comparing policies in the same worlds."""

from diffusion_sim.simulation.arguments import check_arguments
from diffusion_sim.simulation.decided_otherwise import first_difference
from diffusion_sim.simulation.ensemble import extended, simulate
from diffusion_sim.simulation.interrupted import Interrupted
from diffusion_sim.simulation.paired import compare
from diffusion_sim.simulation.precision import Precision

__all__ = ["Interrupted", "Precision", "check_arguments", "compare", "extended", "first_difference", "simulate"]
