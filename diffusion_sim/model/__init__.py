"""The readable engine: Mesa agents that call the rules by name; the oracle of the compiled one."""

from diffusion_sim.model.case import Appraisal, Case, Dossier, Option
from diffusion_sim.model.model import DiffusionModel
from diffusion_sim.model.municipality import Municipality
from diffusion_sim.model.solution import Solution

__all__ = ["Appraisal", "Case", "DiffusionModel", "Dossier", "Municipality", "Option", "Solution"]
