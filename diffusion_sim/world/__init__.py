"""From a scenario to a world: the country, the calendar, the policy by month, and the draws."""

from diffusion_sim.world.latent import (
    draw_arrivals,
    draw_eras,
    draw_log_benefit,
    draw_nature,
    innovation_identity,
)
from diffusion_sim.world.policy import draw_settings
from diffusion_sim.world.world import World, build_world

__all__ = [
    "World",
    "build_world",
    "draw_arrivals",
    "draw_eras",
    "draw_log_benefit",
    "draw_nature",
    "draw_settings",
    "innovation_identity",
]
