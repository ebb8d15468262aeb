"""Every parameter of a scenario with its value and all that is declared of it, in words, and as a commented file.

Also which of them are totals that are meant for Denmark, in a country with more or fewer places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING, Any

from diffusion_sim.mechanisms.declaring import UNITS
from diffusion_sim.scenario.changes import LISTS
from diffusion_sim.scenario.declarations import ORDERED_SECTIONS, Declaration, declarations, figure, value_of
from diffusion_sim.scenario.plausible import uncertain_parameters
from diffusion_sim.scenario.toml_files import toml_tables, toml_value
from diffusion_sim.words import exchanged, say, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from diffusion_sim.scenario.scenario import Scenario

FACTS = (
    "key", "value", "default", "unit", "low", "high", "meaning", "source", "grade", "reach", "neutral", "varies", "choices",
    "plausible",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Parameter(Declaration):
    """One parameter with its value; ``plausible`` are the values that sensitivity analyses try, None for none."""

    value: Any

    def as_dict(self) -> dict[str, Any]:
        """Return value and facts by name, and names and meanings by language."""
        words = {language: told._asdict() for language, told in self.words.items()}
        return {**{name: getattr(self, name) for name in FACTS}, "words": words}


def parameters(scenario: Scenario) -> tuple[Parameter, ...]:
    """Return all parameters of a scenario, in the order of the scenario file."""
    tried = uncertain_parameters()
    return tuple(
        Parameter(**{**vars(one), "plausible": tried.get(key)}, value=getattr(getattr(scenario, one.section), one.name))
        for key, one in declarations().items()
    )


_SOURCE = (
    (re.compile(r"^assumption\b"), "antagelse"), (re.compile(r"^lever\b"), "virkemiddel"),
    (re.compile(r"\bp\. (?=\d)"), "s. "), (re.compile(r"^0 by choice\b"), "0 efter valg"),
)  # fmt: skip


def figure_in(number: float, language: str) -> str:
    """Return a number as people write it in a language."""
    return exchanged(figure(number), language)


def grade_name(grade: str, language: str) -> str:
    """Return what a grade of evidence is called."""
    return str(words(language, "scenario")["grades"][grade])


def source_in(source: str, language: str) -> str:
    """Return a source with its fixed words in a language; what is quoted from a study stays as it is."""
    if language == "da":
        for english, danish in _SOURCE:
            source = english.sub(danish, source)
    return source


def provenance(parameter: Parameter, language: str = "en") -> str:
    """Return grade and source in one line; an assumption always says that it is one."""
    grade, source = grade_name(parameter.grade, language), source_in(parameter.source, language)
    return source if source.startswith(grade) else f"{grade}; {source}"


def valid(parameter: Parameter, language: str = "en") -> str:
    """Return unit and range of a number, or the valid names."""
    if parameter.low is None or parameter.high is None:
        kinds = words(language, "scenario")["kinds"]
        return " | ".join(parameter.choices) or str(kinds[declarations()[parameter.key].kind])
    ends = {"low": figure_in(parameter.low, language), "high": figure_in(parameter.high, language)}
    return say(
        language, "scenario", "range", unit=UNITS[parameter.unit] if language == "da" else parameter.unit, **ends
    )


def facts(parameter: Parameter, language: str = "en") -> str:
    """Return unit, range, neutral value and reach in one line."""
    told = [valid(parameter, language)]
    if parameter.neutral is not None:
        told.append(say(language, "scenario", "neutral", value=figure_in(parameter.neutral, language)))
    if parameter.reach != "fixed":
        told.append(str(words(language, "scenario")["reach"][parameter.reach]))
    if parameter.varies:
        told.append(say(language, "scenario", "varies", parameter=parameter.varies))
    return "; ".join(told)


def tried(parameter: Parameter, language: str = "en") -> str:
    """Return what sensitivity analyses try, in words; empty where they leave it as it is."""
    if parameter.plausible is None:
        return ""
    low, high = (figure_in(end, language) for end in parameter.plausible)
    return say(language, "scenario", "tried", low=low, high=high)


COMMENT_WIDTH = 100

HEADER = """\
A complete scenario: every parameter with its default value. Other files extend this one and name only what differs.
Do not edit it by hand; it is written from the declarations in the package:
    python docs/build.py

Behind each value stand its unit and range, the value at which the mechanism does nothing (neutral), and where the \
value comes from: "assumption" (nobody knows), "calibrated" (fitted to data), "evidence" (read or computed from \
data) or "definition". R1 to R28 are claims of the report "Offentlig innovation: Ud på kanten, ind til kernen, over \
til naboen" (Center for Offentlig Innovation, July 2014), with its pages.
"municipal" parameters can be changed by [[interventions]] for single municipalities, "national" ones for the whole \
country; all others are fixed during a run.\
"""


def to_commented_toml(scenario: Scenario) -> str:
    """Return a complete, commented scenario file that loads as the same scenario."""
    lines = [*_comment(HEADER), "", f"name = {toml_value(scenario.name)}"]
    lines.append(f"description = {toml_value(scenario.description)}")
    declared = parameters(scenario)
    for section in ORDERED_SECTIONS:
        lines += _section(section, [one for one in declared if one.section == section])
    tables = scenario.to_dict()
    lines += [line for key in LISTS for line in toml_tables(key, tables[key])]
    return "\n".join(lines) + "\n"


def _section(section: str, members: Iterable[Parameter]) -> list[str]:
    lines = ["", "", *_comment(ORDERED_SECTIONS[section].__doc__ or ""), f"[{section}]"]
    for parameter in members:
        told = (parameter.meaning, facts(parameter), f"Source: {provenance(parameter)}")
        lines += ["", *(line for text in told for line in _comment(text))]
        lines.append(f"{parameter.name} = {toml_value(parameter.value)}")
    return lines


def _comment(text: str) -> list[str]:
    """Return a text as comment lines, each paragraph wrapped, indented ones kept as they are."""
    wrapped = [
        line if line.startswith("    ") else fill(line, COMMENT_WIDTH - 2, break_on_hyphens=False)
        for line in text.splitlines()
    ]
    return [f"# {line}".rstrip() for block in wrapped for line in (block.splitlines() or [""])]


DANISH_PLACES = 98
TOTALS = ("prize.winners_per_year", "portal.running_dkk_per_month")
"""Parameters whose values count things of the whole country."""


def unscaled_totals(scenario: Scenario, places: int) -> tuple[str, ...]:
    """Return a sentence on each total that counts in a scenario and is meant for Denmark; none in a country of 98.

    A value that the scenario gives itself is taken for its own, but not a number of prizes: it has no default, and
    comes along from the scenario that another extends.
    """
    if places == DANISH_PLACES or scenario.network.whose == "denmark":
        return ()
    return tuple(
        f"{where} is {figure(amount)}, a total for the whole country; as much for each of the {places:,} places here "
        f"as for Denmark's {DANISH_PLACES} would be {_scaled_total(key, amount, places)}"
        for key, where, amount in _totals_in_force(scenario)
    )


def _totals_in_force(scenario: Scenario) -> Iterator[tuple[str, str, float]]:
    """Yield key, how a sentence names it, and value of each total in force."""
    for key in TOTALS:
        value = value_of(scenario, key)
        if (
            _is_on(scenario, key)
            and value
            and (key == "prize.winners_per_year" or value == declarations()[key].default)
        ):
            yield key, key, value
        for one in scenario.interventions:
            kind, amount = one.change
            if one.parameter == key and kind != "scale" and amount:
                yield key, f"{key} in intervention {one.name!r} ({kind})", amount


def _is_on(scenario: Scenario, key: str) -> bool:
    """Tell whether what a total belongs to is switched on."""
    opened = any(one.parameter == "portal.hearing_per_month" for one in scenario.interventions)
    return key != "portal.running_dkk_per_month" or opened or scenario.portal.hearing_per_month > 0


def _scaled_total(key: str, amount: float, places: int) -> str:
    scaled = amount * places / DANISH_PLACES
    return figure(round(scaled) if declarations()[key].kind == "whole number" and scaled >= 1 else round(scaled, 2))
