"""Sweeps: many scenarios from one plan, in the same worlds, kept point by point as they finish."""

from diffusion_sim.sweeps.plan import Plan, load_plan
from diffusion_sim.sweeps.robustness import Robustness, robustness
from diffusion_sim.sweeps.sensitivity import Sensitivity, sensitivity
from diffusion_sim.sweeps.sweep import Sweep, sweep

__all__ = ["Plan", "Robustness", "Sensitivity", "Sweep", "load_plan", "robustness", "sensitivity", "sweep"]
