"""Calibration by approximate Bayesian computation: which parameters agree with what was observed, and which cannot be told."""

from diffusion_sim.evidence.calibration.calibrating import Calibration, calibrate
from diffusion_sim.evidence.calibration.distance import ball
from diffusion_sim.evidence.calibration.plan import Plan, load_calibration
from diffusion_sim.evidence.calibration.statistics import STATISTICS, statistics_of

__all__ = ["STATISTICS", "Calibration", "Plan", "ball", "calibrate", "load_calibration", "statistics_of"]
