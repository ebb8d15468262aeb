"""Checking a table from a scenario file or a caller, key by key, before any model is built from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic import ValidationError

from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.scenario.declarations import ORDERED_SECTIONS, Declaration, declarations
from diffusion_sim.scenario.innovation import Innovation
from diffusion_sim.scenario.intervention import Intervention
from diffusion_sim.scenario.months import is_month
from diffusion_sim.scenario.organisation import Organisation
from diffusion_sim.scenario.partnership import Partners
from diffusion_sim.scenario.tables import table_problems
from diffusion_sim.scenario.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diffusion_sim.scenario.parameter import Section

TEXT_KEYS = ("name", "description")
TABLE_MODELS: dict[str, type[Section]] = {
    "innovations": Innovation,
    "organisations": Organisation,
    "partnerships": Partners,
    "interventions": Intervention,
}


def scenario_problems(table: Mapping[str, object], where: str) -> list[InputError]:
    """Return everything that is wrong with the entries of a scenario, complete or partial, in their order.

    The table must hold plain values (:func:`diffusion_sim.scenario.values.plain`).
    """
    return [problem for key, value in table.items() for problem in _entry_problems(key, value, where)]


def _entry_problems(key: str, value: object, where: str) -> Iterable[InputError]:
    place = f"{where}: {key}"
    if key in TEXT_KEYS:
        return _text_problems(key, value, place)
    if key in TABLE_MODELS:
        return table_problems(TABLE_MODELS[key], value, where, key)
    if key not in ORDERED_SECTIONS:
        return [InputError(place, "is not a section of a scenario", _near_entry(key))]
    if not isinstance(value, Mapping):
        example = next(name for name in ORDERED_SECTIONS[key].model_fields)
        return [InputError(place, f"is a section, found {shown(value)}", f"valid: its parameters, as {key}.{example}")]
    return _section_problems(key, value, where)


def _text_problems(key: str, value: object, place: str) -> list[InputError]:
    if not isinstance(value, str):
        return [InputError(place, f"found {shown(value)}", "valid: a text in quotes")]
    if key == "name" and not value.strip():
        return [InputError(place, "is empty", "valid: a short name, used for the results folder")]
    return []


def _near_entry(key: str) -> str:
    """Hint at the section, or at the parameter when its section was left out."""
    homes = [full for full in declarations() if full.split(".")[-1] == key]
    if homes:
        return "did you mean " + " or ".join(homes[:2]) + "?"
    names = (*TEXT_KEYS, "extends", *ORDERED_SECTIONS, *TABLE_MODELS)
    return did_you_mean(key, names)


def _section_problems(section: str, table: Mapping[str, object], where: str) -> list[InputError]:
    known = {name: value for name, value in table.items() if f"{section}.{name}" in declarations()}
    wrong = _refused_by_model(section, known)
    problems = []
    for name, value in table.items():
        place = f"{where}: {section}.{name}"
        if name not in known:
            problems.append(InputError(place, "is not a parameter", _near_parameter(section, name)))
        elif name in wrong:
            valid = f"valid: {declarations()[f'{section}.{name}'].range_text}"
            problems.append(InputError(place, f"found {shown(value)}", valid))
        else:
            problems += _content_problems(declarations()[f"{section}.{name}"], value, place)
    return problems


def _refused_by_model(section: str, known: Mapping[str, object]) -> set[object]:
    try:
        ORDERED_SECTIONS[section].model_validate(known)
    except ValidationError as refusal:
        return {error["loc"][0] for error in refusal.errors()}
    return set()


def _near_parameter(section: str, name: str) -> str:
    """Look in the same section first, then for the same name in another one."""
    here = did_you_mean(name, ORDERED_SECTIONS[section].model_fields)
    if here.startswith("did you mean"):
        return here
    elsewhere = [key for key in declarations() if key.split(".")[-1] == name]
    return "did you mean " + " or ".join(elsewhere[:2]) + "?" if elsewhere else here


def _content_problems(declaration: Declaration, value: object, place: str) -> list[InputError]:
    """Check what a type cannot say: months that exist, names given once."""
    if declaration.kind == "month" and not is_month(str(value)):
        return [InputError(place, f"found {shown(value)}", f"valid: {declaration.range_text}")]
    if isinstance(value, tuple):
        twice = sorted({str(part) for part in value if value.count(part) > 1})
        return [InputError(place, f"names {shown(name)} more than once", "valid: each name once") for name in twice]
    return []
