"""What things are called in the language of a page: measures, parameters, units, grades, scenarios."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diffusion_sim.reports.danish import danish_measures, danish_parameters, danish_source, danish_terms
from diffusion_sim.results.measures import measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diffusion_sim.results.measures import Measure
    from diffusion_sim.scenario.declarations import Declaration

DANISH = "da"
_SHORT = " ("
"""What follows in a unit explains it."""
_INNER = str.maketrans("»«", "\u203a\u2039")
_NIH = re.compile(r"\bnih\b", re.IGNORECASE)


def measure_label(measure: Measure, language: str) -> str:
    """Return what a measure is called."""
    return danish_measures()["labels"][measure.key] if language == DANISH else measure.label


def measure_group(measure: Measure, language: str) -> str:
    """Return what the group of a measure is called."""
    return danish_measures()["groups"][measure.group] if language == DANISH else measure.group


def measure_unit(measure: Measure, language: str) -> str:
    """Return the unit of a measure."""
    return danish_measures()["units"][measure.unit] if language == DANISH else measure.unit


def difference_unit(unit: str, language: str) -> str:
    """Return the unit of a difference: one of percentages is in points."""
    return unit.replace("%", "procentpoint" if language == DANISH else "percentage points")


def quoted(name: str, language: str) -> str:
    """Return a name in quotation marks, for sentences that it would not fit into."""
    if language == DANISH:
        return f"»{name.translate(_INNER)}«"
    return f"“{name}”"


def measure_words(row: Mapping[str, str], language: str) -> dict[str, str]:
    """Return group, label and unit of a row of a saved table, in the language where the measure is known."""
    if language != DANISH or row["measure"] not in danish_measures()["labels"]:
        return {}
    one = measure(row["measure"])
    return {
        "group": measure_group(one, language),
        "label": measure_label(one, language),
        "unit": measure_unit(one, language),
    }


def parameter_label(one: Declaration, language: str) -> str:
    """Return a short name for a parameter."""
    if language == DANISH:
        return danish_parameters()[one.key][0]
    return one.name.replace("_", " ").capitalize().replace("dkk", "DKK").replace("Nih", "NIH")


def parameter_meaning(one: Declaration, language: str) -> str:
    """Return what a parameter means."""
    return danish_parameters()[one.key][1] if language == DANISH else one.meaning


def parameter_unit(one: Declaration, language: str) -> str:
    """Return the unit of a parameter, without its explanation."""
    unit: str = danish_terms("units")[one.unit] if language == DANISH else one.unit
    return unit.partition(_SHORT)[0]


def section_label(section: str, language: str) -> str:
    """Return what a section of parameters is called."""
    return str(danish_terms("sections")[section]) if language == DANISH else section.capitalize()


def grade_label(grade: str, language: str) -> str:
    """Return what a grade of evidence is called."""
    return str(danish_terms("grades")[grade]) if language == DANISH else grade


def source_text(source: str, language: str) -> str:
    """Return where a value comes from; quotations stay in the language of the study."""
    return danish_source(source) if language == DANISH else source


def scenario_title(name: str, language: str) -> str:
    """Return the name of a scenario as people read it."""
    ready = danish_terms("scenarios").get(name) if language == DANISH else None
    return str(ready[0]) if ready else _NIH.sub("NIH", f"{name[:1].upper()}{name[1:]}".replace("_", " "))


def scenario_description(name: str, description: str, language: str) -> str:
    """Return a description; in Danish of a ready-made scenario, as long as the file says what it said."""
    described = " ".join(description.split())
    ready = danish_terms("scenarios").get(name) if language == DANISH else None
    return str(ready[1]) if ready and described.startswith(ready[2]) else described
