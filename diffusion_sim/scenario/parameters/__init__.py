"""Every parameter of the model, declared once, grouped as in a scenario file."""

from diffusion_sim.scenario.parameter import Section
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

__all__ = ["Sections"]


class Sections(Section):
    """The sections of a scenario file, in its order: a new one needs its import and its line here, and nothing elsewhere."""

    time: Time = Time()
    network: Network = Network()
    problems: Problems = Problems()
    solutions: Solutions = Solutions()
    external: External = External()
    traits: Traits = Traits()
    agenda: Agenda = Agenda()
    capacity: Capacity = Capacity()
    awareness: Awareness = Awareness()
    portal: Portal = Portal()
    appraisal: Appraisal = Appraisal()
    funding: Funding = Funding()
    cliff: Cliff = Cliff()
    work: Work = Work()
    implementation: Implementation = Implementation()
    operation: Operation = Operation()
    prize: Prize = Prize()
    recognition: Recognition = Recognition()
    costs: Costs = Costs()
    leadership: Leadership = Leadership()
    politics: Politics = Politics()
    enthusiasts: Enthusiasts = Enthusiasts()
    trials: Trials = Trials()
    ideas: Ideas = Ideas()
    sparring: Sparring = Sparring()
    evaluation: Evaluation = Evaluation()
    training: Training = Training()
    wicked: Wicked = Wicked()
    partnership: Partnership = Partnership()
