"""A scenario in the words of one language: numbers, months and lists; what it brings in itself, and how it differs from the default."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING, Literal

from diffusion_sim.mechanisms.organisation_forms import FORMS, MATURING_YEARS
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.scenario.parameters import figure_in, parameters
from diffusion_sim.scenario.values import is_month, month_number, shown
from diffusion_sim.words import words
from diffusion_sim.words.ready_made import choice_name, given_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from diffusion_sim.mechanisms.organisation_forms import Form
    from diffusion_sim.scenario.interventions import Innovation, Intervention, Organisation, Partners
    from diffusion_sim.scenario.parameters import Parameter
    from diffusion_sim.scenario.scenario import Scenario

_SHARES = (0.005, 0.05, 0.15, 0.225, 0.29, 0.42, 0.58, 0.71, 0.85, 0.95, 0.9999)
"""Below which a share is told as none, hardly any, about one in ten and so on."""
MONTHS_PER_YEAR = 12


@dataclass(frozen=True)
class Language:
    """How a story is told in one language: what stands under ``telling`` in its words."""

    code: str
    """``en`` or ``da``."""

    @property
    def told(self) -> Mapping[str, Any]:
        """Tables of words by their names; refuses a language that is not there."""
        return words(self.code, "telling")

    def word(self, table: str, key: str) -> str:
        """Return a word of a table."""
        found: str = self.told[table][key]
        return found

    def say(self, sentence: str, **values: object) -> str:
        """Return a sentence with its places filled in."""
        return self.word("sentences", sentence).format(**values)

    def figure(self, number: float) -> str:
        """Return a number with the separators of the language."""
        return figure_in(number, self.code)

    def count(self, number: float, noun: str) -> str:
        """Return a number of things: ``three prizes``, ``one prize``, ``250 grants``."""
        counts: tuple[str, ...] = self.told["counts"]
        whole = number == int(number) and 0 <= number < len(counts)
        one, many = self.told["nouns"][noun]
        text: str = one if number == 1 else many
        return text.format(n=counts[int(number)] if whole else self.figure(number))

    def month_name(self, month_of_year: int) -> str:
        """Return ``January`` for 1."""
        name: str = words(self.code, "story")["months"][month_of_year - 1]
        return name

    def month(self, text: str) -> str:
        """Return ``January 2014`` for ``2014-01``."""
        return f"{self.month_name(month_number(text) % MONTHS_PER_YEAR + 1)} {text[:4]}"

    def duration(self, months: float) -> str:
        """Return a number of months in years where these are whole."""
        if months >= MONTHS_PER_YEAR and months % MONTHS_PER_YEAR == 0:
            return self.count(months / MONTHS_PER_YEAR, "year")
        return self.count(months, "month")

    def share(self, part: float, what: Literal["many", "much"]) -> str:
        """Return a share as people say it: ``about one in four``; of many things, or of much of one."""
        told: str = self.told["shares"][what][bisect_right(_SHARES, part)]
        return told

    def graded(self, degrees: str, value: float, limits: Sequence[float]) -> str:
        """Return the word of the first degree whose upper limit is not reached, or the last one."""
        word: str = self.told["degrees"][degrees][bisect_right(limits, value)]
        return word

    def joined(self, names: Sequence[str], link: Literal["and", "or"] = "and") -> str:
        """Return ``a, b and c``."""
        return f"{', '.join(names[:-1])} {self.told[link]} {names[-1]}" if len(names) > 1 else "".join(names)

    def places(self, selectors: Sequence[str]) -> str:
        """Return chosen municipalities as people name them."""
        kinds: Mapping[str, str] = self.told["selectors"]
        parts = ((one, *one.partition(":")[::2]) for one in selectors)
        return self.joined([kinds[kind].format(name=name) if kind in kinds else one for one, kind, name in parts])


ENGLISH = Language("en")


def within(hazard: float, periods: float) -> float:
    """Return the share to whom an event with this hazard has happened after some periods."""
    return 1.0 - exp(-hazard * periods)


_FORM_WORDS = {"set": "form_sets", "scale": "form_scales"}


def innovations(scenario: Scenario, language: Language) -> str:
    """Tell of the innovations that the scenario brings in itself."""
    return " ".join(_innovation(innovation, language) for innovation in scenario.innovations)


def interventions(scenario: Scenario, language: Language) -> str:
    """Tell what is changed, from when to when and for whom."""
    told = " ".join(_intervention(change, language) for change in scenario.interventions)
    return language.say("interventions", changes=told) if told else ""


def organisations(scenario: Scenario, language: Language) -> str:
    """Tell who is organised how."""
    return " ".join(_organisation(organisation, language) for organisation in scenario.organisations)


def partnerships(scenario: Scenario, language: Language) -> str:
    """Tell who pilots together."""
    return " ".join(_partnership(partners, language) for partners in scenario.partnerships)


def differences(scenario: Scenario, language: Language) -> str:
    """Tell which parameters have another value than the default of the package."""
    changed = [one for one in parameters(scenario) if one.value != one.default]
    if not changed:
        return language.say("no_differences")
    told = [
        language.say(
            "difference", parameter=_parameter(one.key, language),
            value=_value(one, one.value, language), default=_value(one, one.default, language),
        )
        for one in changed
    ]  # fmt: skip
    return language.say(
        "differences", parameters=language.count(len(changed), "differing_parameter"), changes="; ".join(told)
    )


def _innovation(innovation: Innovation, language: Language) -> str:
    start = (
        language.say("innovation_from", month=language.month(innovation.from_month))
        if innovation.from_month
        else language.say("innovation_always")
    )
    first = [*innovation.first_adopters]
    if innovation.random_first_adopters:
        drawn = language.count(innovation.random_first_adopters, "municipality")
        first.append(language.say("drawn", municipalities=drawn))
    adopters = language.say("first_adopters", places=language.places(first)) if first else ""
    return language.say("innovation", start=start, name=given_name(innovation.name, language.code), first=adopters)


def _period(one: Organisation | Partners | Intervention, language: Language) -> dict[str, str]:
    """Return the name of what holds between two months, and these."""
    start = language.say("from", month=language.month(one.from_month)) if one.from_month else language.say("always")
    until = language.say("until", month=language.month(one.until_month)) if one.until_month else ""
    return {"name": given_name(one.name, language.code), "start": start, "until": until}


def _organisation(organisation: Organisation, language: Language) -> str:
    form = FORMS[organisation.form]
    told = form.da if language.code == "da" else form.en
    who = language.places(organisation.municipalities) or language.say("everybody")
    mature = language.say("mature", years=MATURING_YEARS) if form.matures and organisation.from_month else ""
    return language.say(
        "organisation", **_period(organisation, language), who=who,
        form=language.say("form", key=form.name, name=told.name), meaning=told.meaning.rstrip("."),
        done=_changes(form, language), mature=mature,
    )  # fmt: skip


def _changes(form: Form, language: Language) -> str:
    done = (
        language.say(_FORM_WORDS[kind], parameter=_parameter(key, language), amount=language.figure(amount))
        for key, kind, amount in form.changes
    )
    return language.joined([*done])


def _partnership(partners: Partners, language: Language) -> str:
    return language.say("partnership", **_period(partners, language), who=language.places(partners.municipalities))


def _intervention(change: Intervention, language: Language) -> str:
    kind, amount = change.change
    done = {"set": "set", "scale": "scale", "shift": "raised" if amount >= 0 else "lowered"}[kind]
    size = abs(amount) if kind == "shift" else amount
    where = language.say("only_in", places=language.places(change.municipalities)) if change.municipalities else ""
    return language.say(
        "intervention", **_period(change, language), parameter=_parameter(change.parameter, language),
        meaning=declarations()[change.parameter].words[language.code].meaning.rstrip("."),
        done=language.say(done, amount=language.figure(size)), where=where,
    )  # fmt: skip


def _parameter(key: str, language: Language) -> str:
    return language.say("parameter", key=key, name=declarations()[key].words[language.code].name)


_EMPTY = {"prize.scope": "everybody"}
"""What an empty list means, where it is not nothing."""


def _value(parameter: Parameter, value: object, language: Language) -> str:
    if isinstance(value, int | float):
        return language.figure(value)
    if isinstance(value, tuple):
        return language.places([_listed(str(name), language) for name in value]) or language.say(
            _EMPTY.get(parameter.key, "empty_list")
        )
    text = str(value)
    if not text:
        return language.say("nothing")
    if is_month(text):
        return language.say("month", key=text, name=language.month(text))
    return language.say("quoted", text=choice_name(text, language.code)) if text in parameter.choices else shown(text)


def _listed(name: str, language: Language) -> str:
    """Return a policy field or a mode in a language; what is neither stays."""
    fields: dict[str, str] = words(language.code, "solutions")["fields"]
    return fields.get(name) or choice_name(name, language.code)
