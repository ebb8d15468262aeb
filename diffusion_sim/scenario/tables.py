"""Checking ``[[interventions]]``, ``[[innovations]]`` and ``[[organisations]]``: lists of tables, each with a name of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.scenario.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails

    from diffusion_sim.scenario.parameter import Section

FORMS = {
    "name": "a text in quotes",
    "parameter": 'the key of a parameter, as "portal.hearing_per_month"',
    "form": 'the name of a form, as "innovation_department"',
    "from": 'a month in quotes, as "2015-01"',
    "until": 'a month in quotes, as "2018-12"',
    "municipalities": 'a list of texts, as ["Silkeborg", "region:Midtjylland"]',
    "first_adopters": 'a list of texts, as ["Silkeborg", "Odense"]',
    "fit": '"drawn" or "perfect"',
    "benefit": "a number above 0, at most 100",
    "complexity": "a number above 0, at most 100",
    "random_first_adopters": "a whole number, 0 or more",
}
"""What may stand behind each key; any other key takes a number."""


def table_problems(model: type[Section], tables: object, where: str, key: str) -> Iterable[InputError]:
    """Return what is wrong with an array of tables, each problem named by the table's own name."""
    if not isinstance(tables, tuple) or not all(isinstance(table, Mapping) for table in tables):
        return [InputError(f"{where}: {key}", f"found {shown(tables)}", f"valid: tables, each under [[{key}]]")]
    problems = _named_twice(tables, where, key)
    for position, table in enumerate(tables, start=1):
        place = f"{where}: {table_label(key, table, position)}"
        problems += _unknown_keys(model, table, place) or _model_problems(model, table, place)
    return problems


def table_label(key: str, table: Mapping[str, object], position: int) -> str:
    """Return how a message names one table: by its name, or by its place in the file."""
    name = table.get("name")
    return f"{key} {shown(name)}" if isinstance(name, str) and name else f"{key}, number {position}"


def _named_twice(tables: Iterable[Mapping[str, object]], where: str, key: str) -> list[InputError]:
    names = [table.get("name") for table in tables]
    twice = sorted({name for name in names if isinstance(name, str) and names.count(name) > 1})
    return [InputError(f"{where}: {key}", f"two are named {shown(name)}", "valid: each its own name") for name in twice]


def _unknown_keys(model: type[Section], table: Mapping[str, object], place: str) -> list[InputError]:
    valid = [field.alias or name for name, field in model.model_fields.items()]
    unknown = [key for key in table if key not in valid]
    return [InputError(f"{place}, {key}", "is not a key here", did_you_mean(key, valid)) for key in unknown]


def _model_problems(model: type[Section], table: Mapping[str, object], place: str) -> list[InputError]:
    try:
        model.model_validate(table)
    except ValidationError as refusal:
        by_key: dict[Any, InputError] = {}
        for error in refusal.errors():
            by_key.setdefault(error["loc"][:1], _problem(error, table, place))
        return list(by_key.values())
    return []


def _problem(error: ErrorDetails, table: Mapping[str, object], place: str) -> InputError:
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, InputError):
        return InputError(f"{place}, {cause.where}", cause.found, cause.valid)
    key = str(error["loc"][0])
    found = f"found {shown(table[key])}" if key in table else "is missing"
    return InputError(f"{place}, {key}", found, f"valid: {FORMS.get(key, 'a number')}")
