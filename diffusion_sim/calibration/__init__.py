"""Calibration by approximate Bayesian computation: which parameters agree with what was observed, and which cannot be told."""

from diffusion_sim.calibration.calibration_plan import Plan, ball, load_calibration
from diffusion_sim.calibration.run_calibration import Calibration, calibrate
from diffusion_sim.calibration.statistics import STATISTICS, statistics_of

__all__ = ["STATISTICS", "Calibration", "Plan", "ball", "calibrate", "load_calibration", "statistics_of"]
