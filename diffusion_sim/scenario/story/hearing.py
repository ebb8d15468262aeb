"""How a municipality comes to hear of what others do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.scenario.story.words import graded, month, share, within

if TYPE_CHECKING:
    from diffusion_sim.scenario.intervention import Intervention
    from diffusion_sim.scenario.scenario import Scenario

MONTHS_PER_YEAR = 12
PORTAL = "portal.hearing_per_month"


def hearing(scenario: Scenario) -> str:
    """Tell how news travels: over ties, and over a portal where there is one."""
    return f"{_contact(scenario)} {_portal(scenario)}"


def _contact(scenario: Scenario) -> str:
    awareness = scenario.awareness
    if awareness.form == "threshold":
        part = share(awareness.threshold_share)
        return f"A municipality hears of a solution once {part} of those it is tied to use it."
    if awareness.form == "one_shot":
        part = share(awareness.one_shot_probability)
        return f"Each new user tells those it is tied to once, and {part} of them take notice."
    if not awareness.contact_per_month:
        return "Municipalities do not hear of solutions from each other."
    year = within(awareness.contact_per_month, MONTHS_PER_YEAR)
    pace = graded(year, ((0.1, "very slowly"), (0.4, "slowly"), (0.8, "within a year or two")), "within a year")
    return f"A municipality hears of a solution from those it is tied to, and {pace} once most of them use it."


def _portal(scenario: Scenario) -> str:
    opening = next((change for change in scenario.interventions if _opens(change)), None)
    if scenario.portal.hearing_per_month:
        return f"A national portal tells of solutions everywhere: {_pace(scenario.portal.hearing_per_month)}"
    if opening is None:
        return "There is no national overview of what has been tried and how it works."
    since = f"From {month(opening.from_month)} a" if opening.from_month else "A"
    until = f" (until {month(opening.until_month)})" if opening.until_month else ""
    amount = opening.change[1]
    return f"{since} national portal{until} tells of solutions everywhere: {_pace(amount)}"


def _opens(change: Intervention) -> bool:
    """Tell whether a change opens a portal that was not there; a scaled nothing is still nothing."""
    kind, amount = change.change
    return change.parameter == PORTAL and kind != "scale" and amount > 0


def _pace(hazard: float) -> str:
    part = share(within(hazard, MONTHS_PER_YEAR))
    return f"{part} of those who do not know a documented solution find it there within a year."
