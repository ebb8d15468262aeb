"""Any country, any innovation: who adopted when, who is tied to whom, and the usual measures of diffusion."""

from diffusion_sim.evidence.study.adoption import adoption_hazard, adoption_share, categories, time_to_share
from diffusion_sim.evidence.study.bass import BassFit, fit_bass
from diffusion_sim.evidence.study.exposure import exposure, mean_threshold, thresholds
from diffusion_sim.evidence.study.loading import load_study
from diffusion_sim.evidence.study.metrics import Metric, metrics
from diffusion_sim.evidence.study.morans_i import Moran, morans_i
from diffusion_sim.evidence.study.peer_hazard import HazardRatio, peer_hazard_ratio
from diffusion_sim.evidence.study.permutation import PermutationTest, structural_test
from diffusion_sim.evidence.study.study import Study

__all__ = [
    "BassFit",
    "HazardRatio",
    "Metric",
    "Moran",
    "PermutationTest",
    "Study",
    "adoption_hazard",
    "adoption_share",
    "categories",
    "exposure",
    "fit_bass",
    "load_study",
    "mean_threshold",
    "metrics",
    "morans_i",
    "peer_hazard_ratio",
    "structural_test",
    "thresholds",
    "time_to_share",
]
