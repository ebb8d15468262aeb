"""Scenario files: what may stand in them, reading, changing, naming and describing them."""

from diffusion_sim.scenario.describe import Parameter
from diffusion_sim.scenario.loading import load_scenario
from diffusion_sim.scenario.scenario import Innovation, Intervention, Organisation, Partners, Scenario
from diffusion_sim.scenario.story import tell

__all__ = ["Innovation", "Intervention", "Organisation", "Parameter", "Partners", "Scenario", "load_scenario", "tell"]
