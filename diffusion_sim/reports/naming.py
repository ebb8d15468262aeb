"""What things are called in the language of a page: measures, parameters, units, grades.

The tables in ``danish`` are keyed by what is declared; tests hold them against the declarations.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diffusion_sim.files import csv_text
from diffusion_sim.results.measures import measure
from diffusion_sim.results.prize_channels import IMPLEMENTED, OF_ITS_OWN
from diffusion_sim.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diffusion_sim.results.measures import Measure
    from diffusion_sim.scenario.declarations import Declaration

DANISH = "da"
_SHORT = " ("
"""What follows in a unit explains it."""
_INNER = str.maketrans("»«", "\u203a\u2039")
_FOLDER = Path(__file__).parent / "danish"


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def danish_measures() -> Mapping[str, Mapping[str, str]]:
    """Return ``groups``, ``labels`` (by the measure's key) and ``units`` of the measures."""
    return _table("measures")


def danish_figures(kind: str) -> dict[str, Any]:
    """Return what figures of a ``comparison`` or ``result`` say, or all of them (``footer``, ``bands``), by the fields of their words."""
    said: dict[str, Any] = _table("figures")[kind]
    return said


def words_in(language: str) -> Mapping[str, Any]:
    """Return the report's own words.

    Raises
    ------
    InputError
        If there is no such language.
    """
    return words(language, "report")


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


def channel_words(row: Mapping[str, str], language: str) -> dict[str, str]:
    """Return label and unit of a row of the split of a prize, and what the part is called."""
    told, key = words(language, "channels"), row["measure"]
    known = measure(IMPLEMENTED if key in OF_ITS_OWN else key)
    label = told["measures"].get(key) or measure_label(known, language)
    unit = difference_unit(measure_unit(known, language), language)
    return {"label": label, "unit": unit, "part": told["parts"][row["channel"]]}


def parameter_label(one: Declaration, language: str) -> str:
    """Return a short name for a parameter."""
    return one.words[language].name


def parameter_meaning(one: Declaration, language: str) -> str:
    """Return what a parameter means."""
    return one.words[language].meaning


def parameter_unit(one: Declaration, language: str) -> str:
    """Return the unit of a parameter, without its explanation."""
    return one.unit_in(language).partition(_SHORT)[0]


def danish_csv(table: pd.DataFrame) -> str:
    """Return a table with ten digits, ``;`` between cells, decimal commas, and Danish words for its measures."""
    measures = [measure(key) for key in table["measure"]]
    told = table.assign(
        group=[measure_group(one, DANISH) for one in measures],
        label=[measure_label(one, DANISH) for one in measures],
        unit=[measure_unit(one, DANISH) for one in measures],
    )
    return csv_text(told, separator=";", decimal=",")
