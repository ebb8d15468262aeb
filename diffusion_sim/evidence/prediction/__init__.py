"""Models fitted to the earlier part of a study, and scored on the later part."""

from diffusion_sim.evidence.prediction.comparing import Outcome, compare_models
from diffusion_sim.evidence.prediction.estimating import Estimate, estimates
from diffusion_sim.evidence.prediction.models import MODELS, OURS, HazardModel
from diffusion_sim.evidence.prediction.panel import Panel, panel_of
from diffusion_sim.evidence.prediction.scores import Scores, area_under_curve, score

__all__ = [
    "MODELS",
    "OURS",
    "Estimate",
    "HazardModel",
    "Outcome",
    "Panel",
    "Scores",
    "area_under_curve",
    "compare_models",
    "estimates",
    "panel_of",
    "score",
]
