"""Observed adoption, of any innovation in any country: who adopted when, who is tied to whom, and what it tells.

A study is read from a folder and measured; models fitted to its earlier part are scored on the later part.
"""

from diffusion_sim.observed.curve_forecast import CurveScores, Forecast, curve_scores, forecasts
from diffusion_sim.observed.hazard_models import RIVALS, HazardModel
from diffusion_sim.observed.model_comparison import (
    OURS,
    Comparison,
    Difference,
    Scores,
    area_under_curve,
    compare_by_innovation,
    compare_in_time,
    score,
)
from diffusion_sim.observed.model_posterior import Covariates, Estimate, FittedModel, fit_model
from diffusion_sim.observed.network_effects import (
    HazardRatio,
    Moran,
    PermutationTest,
    exposure,
    infectiousness,
    mean_threshold,
    morans_i,
    peer_hazard_ratio,
    structural_test,
    susceptibility,
    thresholds,
)
from diffusion_sim.observed.place_covariates import covariates_of
from diffusion_sim.observed.risk_rows import RiskRows, rows_of
from diffusion_sim.observed.study import Study, adoption_hazard, adoption_share, categories, time_to_share
from diffusion_sim.observed.study_files import load_studies, load_study
from diffusion_sim.observed.study_metrics import BassFit, Metric, fit_bass, metrics, pooled_metrics

__all__ = [
    "OURS",
    "RIVALS",
    "BassFit",
    "Comparison",
    "Covariates",
    "CurveScores",
    "Difference",
    "Estimate",
    "FittedModel",
    "Forecast",
    "HazardModel",
    "HazardRatio",
    "Metric",
    "Moran",
    "PermutationTest",
    "RiskRows",
    "Scores",
    "Study",
    "adoption_hazard",
    "adoption_share",
    "area_under_curve",
    "categories",
    "compare_by_innovation",
    "compare_in_time",
    "covariates_of",
    "curve_scores",
    "exposure",
    "fit_bass",
    "fit_model",
    "forecasts",
    "infectiousness",
    "load_studies",
    "load_study",
    "mean_threshold",
    "metrics",
    "morans_i",
    "peer_hazard_ratio",
    "pooled_metrics",
    "rows_of",
    "score",
    "structural_test",
    "susceptibility",
    "thresholds",
    "time_to_share",
]
