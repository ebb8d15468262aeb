"""How a municipality chooses between copying, adapting, inspiration, own work and waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.scenario.story.words import count, graded

if TYPE_CHECKING:
    from diffusion_sim.scenario.scenario import Scenario

NIH = ((0.001, "no"), (0.2, "a weak"), (0.6, "a noticeable"), (1.2, "a strong"))
STIGMA = ((0.001, "carries no stigma"), (0.2, "carries a slight stigma"), (0.8, "carries a stigma"))
CAUTION = ((0.001, "Doubt does not put them off"), (0.3, "Doubt puts them off a little"), (0.8, "Doubt puts them off"))


def choosing(scenario: Scenario) -> str:
    """Tell what is weighed, and what stands against taking over what others made."""
    if scenario.appraisal.rule == "adopt_when_heard":
        return "To hear of a solution is to take it up: nothing is weighed, as in models of contagion."
    projects = count(scenario.capacity.projects_per_field, "project")
    return (
        "When a problem is on the agenda, a municipality looks at the solutions that it knows and may copy one, adapt "
        "one, take inspiration from one, develop its own, or leave things as they are. It weighs the benefit that it "
        f"expects against the work and the doubt. {_nih(scenario)} {_stigma(scenario)} {_caution(scenario)}, "
        f"and each policy field has room for {projects} at once."
    )


def _nih(scenario: Scenario) -> str:
    word = graded(scenario.appraisal.nih_bias, NIH, "a very strong")
    if word == "no":
        return "What others invented counts for as much as one's own."
    return f"There is {word} tendency to think less of what was not invented here; adapting it takes some of that away."


def _stigma(scenario: Scenario) -> str:
    word = graded(scenario.appraisal.copy_stigma, STIGMA, "carries a heavy stigma")
    pride = ", and to be the inventor is a source of pride" if scenario.appraisal.pride else ""
    return f"Being seen to copy {word}{pride}."


def _caution(scenario: Scenario) -> str:
    return graded(scenario.appraisal.risk_aversion, CAUTION, "Doubt weighs heavily with them")
