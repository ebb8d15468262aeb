"""Every parameter of the model, declared once, grouped as in a scenario file."""

from diffusion_sim.scenario.parameters.appraisal import Appraisal
from diffusion_sim.scenario.parameters.awareness import Awareness, Portal
from diffusion_sim.scenario.parameters.collaboration import Partnership, Wicked
from diffusion_sim.scenario.parameters.craft import Ideas, Sparring, Training
from diffusion_sim.scenario.parameters.documentation import Evaluation
from diffusion_sim.scenario.parameters.money import Cliff, Costs, Funding
from diffusion_sim.scenario.parameters.organisation import Enthusiasts, Leadership, Politics, Trials
from diffusion_sim.scenario.parameters.people import Agenda, Capacity, Traits
from diffusion_sim.scenario.parameters.recognition import Prize, Recognition
from diffusion_sim.scenario.parameters.work import Implementation, Operation, Work
from diffusion_sim.scenario.parameters.world import External, Network, Problems, Solutions, Time

__all__ = [
    "Agenda", "Appraisal", "Awareness", "Capacity", "Cliff", "Costs", "Enthusiasts", "Evaluation",
    "External", "Funding", "Ideas", "Implementation", "Leadership", "Network", "Operation", "Partnership", "Politics", "Portal", "Prize", "Problems",
    "Recognition", "Solutions", "Sparring", "Time", "Training", "Traits",
    "Trials", "Wicked", "Work",
]
