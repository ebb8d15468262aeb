"""Observed adoption, of any innovation in any country: who adopted when, who is tied to whom, and what it tells.

A study is read from a folder and measured; models fitted to its earlier part are scored on the later part.
"""

from diffusion_sim.observed.hazard_models import MODELS, OURS, Estimate, HazardModel, Panel, estimates, panel_of
from diffusion_sim.observed.model_comparison import Outcome, Scores, area_under_curve, compare_models, score
from diffusion_sim.observed.network_effects import (
    HazardRatio,
    Moran,
    PermutationTest,
    exposure,
    mean_threshold,
    morans_i,
    peer_hazard_ratio,
    structural_test,
    thresholds,
)
from diffusion_sim.observed.study import Study, adoption_hazard, adoption_share, categories, time_to_share
from diffusion_sim.observed.study_files import load_study
from diffusion_sim.observed.study_metrics import BassFit, Metric, fit_bass, metrics

__all__ = [
    "MODELS",
    "OURS",
    "BassFit",
    "Estimate",
    "HazardModel",
    "HazardRatio",
    "Metric",
    "Moran",
    "Outcome",
    "Panel",
    "PermutationTest",
    "Scores",
    "Study",
    "adoption_hazard",
    "adoption_share",
    "area_under_curve",
    "categories",
    "compare_models",
    "estimates",
    "exposure",
    "fit_bass",
    "load_study",
    "mean_threshold",
    "metrics",
    "morans_i",
    "panel_of",
    "peer_hazard_ratio",
    "score",
    "structural_test",
    "thresholds",
    "time_to_share",
]
