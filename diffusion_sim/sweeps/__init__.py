"""Sweeps: many scenarios from one plan, in the same replications, kept point by point as they finish."""

from diffusion_sim.sweeps.designs import Plan
from diffusion_sim.sweeps.parameter_draws import Robustness, robustness
from diffusion_sim.sweeps.parameter_ranking import Sensitivity, sensitivity
from diffusion_sim.sweeps.plan_file import load_plan
from diffusion_sim.sweeps.run_plan import Sweep, sweep

__all__ = ["Plan", "Robustness", "Sensitivity", "Sweep", "load_plan", "robustness", "sensitivity", "sweep"]
