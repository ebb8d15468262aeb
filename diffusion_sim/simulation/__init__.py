"""Running many replications and comparing policies in the same replications."""

from diffusion_sim.simulation.arguments import check_arguments
from diffusion_sim.simulation.decided_otherwise import first_difference
from diffusion_sim.simulation.ensemble import compare, extended, simulate
from diffusion_sim.simulation.interrupted import Interrupted, ReplicationError
from diffusion_sim.simulation.precision import Precision
from diffusion_sim.simulation.switched_channels import prize_channels
from diffusion_sim.simulation.together import Together

__all__ = [
    "Interrupted",
    "Precision",
    "ReplicationError",
    "Together",
    "check_arguments",
    "compare",
    "extended",
    "first_difference",
    "prize_channels",
    "simulate",
]
