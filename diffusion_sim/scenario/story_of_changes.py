"""What a scenario brings in itself, told in plain words, and how it differs from the default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.mechanisms.organisation_forms import FORMS, MATURING_YEARS
from diffusion_sim.scenario.declarations import declarations, figure
from diffusion_sim.scenario.in_words import count, joined, month
from diffusion_sim.scenario.parameters import parameters
from diffusion_sim.scenario.values import shown

if TYPE_CHECKING:
    from diffusion_sim.scenario.interventions import Innovation, Intervention, Organisation, Partners
    from diffusion_sim.scenario.scenario import Scenario

WORDS = {"set": "is", "scale": "times"}


def innovations(scenario: Scenario) -> str:
    """Tell of the innovations that the scenario brings in itself."""
    return " ".join(_innovation(innovation) for innovation in scenario.innovations)


def interventions(scenario: Scenario) -> str:
    """Tell what is changed, from when to when and for whom."""
    told = " ".join(_intervention(change) for change in scenario.interventions)
    return f"What changes on the way: {told}" if told else ""


def organisations(scenario: Scenario) -> str:
    """Tell who is organised how."""
    return " ".join(_organisation(organisation) for organisation in scenario.organisations)


def partnerships(scenario: Scenario) -> str:
    """Tell who pilots together."""
    return " ".join(_partnership(partners) for partners in scenario.partnerships)


def differences(scenario: Scenario) -> str:
    """Tell which parameters have another value than the default of the package."""
    changed = [one for one in parameters(scenario) if one.value != one.default]
    if not changed:
        return "Every parameter has its default value."
    told = [f"{one.key} is {_figure(one.value)} instead of {_figure(one.default)}" for one in changed]
    noun = count(len(changed), "parameter")
    return f"Compared with the default, {noun} {'differs' if len(changed) == 1 else 'differ'}: {'; '.join(told)}."


def _innovation(innovation: Innovation) -> str:
    start = f"In {month(innovation.from_month)}" if innovation.from_month else "From the start"
    first = [*innovation.first_adopters]
    if innovation.random_first_adopters:
        first.append(f"{count(innovation.random_first_adopters, 'municipality')} drawn at random")
    return f'{start} "{innovation.name}" is there to adopt{f", first in {joined(first)}" if first else ""}.'


def _organisation(organisation: Organisation) -> str:
    form = FORMS[organisation.form]
    start = f"from {month(organisation.from_month)}" if organisation.from_month else "from the start"
    until = f" until {month(organisation.until_month)}" if organisation.until_month else ""
    who = joined(organisation.municipalities) if organisation.municipalities else "every municipality"
    done = [f"{parameter} {WORDS[kind]} {figure(amount)}" for parameter, kind, amount in form.changes]
    mature = f", all of it from year {MATURING_YEARS} on" if form.matures and organisation.from_month else ""
    return (
        f'"{organisation.name}": {start}{until}, {who} is organised as {organisation.form}: '
        f"{form.meaning.rstrip('.')} ({joined(done)}{mature}; assumptions)."
    )


def _partnership(partners: Partners) -> str:
    start = f"from {month(partners.from_month)}" if partners.from_month else "from the start"
    until = f" until {month(partners.until_month)}" if partners.until_month else ""
    who = joined(partners.municipalities)
    return f'"{partners.name}": {start}{until}, {who} pilot together, sharing cost and ownership.'


def _intervention(change: Intervention) -> str:
    kind, amount = change.change
    declaration = declarations()[change.parameter]
    done = {
        "set": f"is set to {figure(amount)}",
        "shift": f"is {'raised' if amount >= 0 else 'lowered'} by {figure(abs(amount))}",
        "scale": f"is multiplied by {figure(amount)}",
    }[kind]
    start = f"from {month(change.from_month)}" if change.from_month else "from the start"
    until = f" until {month(change.until_month)}" if change.until_month else ""
    who = f" in {joined(change.municipalities)}" if change.municipalities else ""
    meaning = declaration.meaning.rstrip(".")
    return f'"{change.name}": {start}{until}, {change.parameter} ({meaning}) {done}{who}.'


def _figure(value: object) -> str:
    if isinstance(value, int | float):
        return figure(value)
    return joined([str(name) for name in value]) or "nobody in particular" if isinstance(value, tuple) else shown(value)
