"""Scenario files: what may stand in them, reading, changing, naming and describing them."""

from diffusion_sim.scenario.interventions import Innovation, Intervention, Organisation, Partners
from diffusion_sim.scenario.parameters import Parameter
from diffusion_sim.scenario.scenario import Scenario, load_scenario
from diffusion_sim.scenario.scenario_story import tell

__all__ = ["Innovation", "Intervention", "Organisation", "Parameter", "Partners", "Scenario", "load_scenario", "tell"]
