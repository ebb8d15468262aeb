"""From a scenario to what all its replications share: the country, the calendar, the policy by month, and the draws."""

from diffusion_sim.setup.latent import (
    draw_arrivals,
    draw_eras,
    draw_log_benefit,
    draw_nature,
    innovation_identity,
    settling_from,
)
from diffusion_sim.setup.policy import draw_settings
from diffusion_sim.setup.setup import Setup, build_setup

__all__ = [
    "Setup",
    "build_setup",
    "draw_arrivals",
    "draw_eras",
    "draw_log_benefit",
    "draw_nature",
    "draw_settings",
    "innovation_identity",
    "settling_from",
]
