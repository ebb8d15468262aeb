"""Checking a table from a scenario file or a caller, key by key; what is wrong is said at once, in at most three lines."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from diffusion_sim.errors import InputError, did_you_mean, printable
from diffusion_sim.scenario.declarations import ORDERED_SECTIONS, Declaration, declarations
from diffusion_sim.scenario.interventions import Innovation, Intervention, Organisation, Partners
from diffusion_sim.scenario.values import given_twice, is_month, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pydantic_core import ErrorDetails

    from diffusion_sim.scenario.declarations import Section

MOST_LINES = 3


class ScenarioError(InputError):
    """Several problems of one scenario; ``problems`` has them all, the message the first ones.

    ``where``, ``found`` and ``valid`` are those of the first problem.
    """

    def __init__(self, problems: Sequence[InputError]) -> None:
        first = problems[0]
        super().__init__(first.where, first.found, first.valid)
        self.problems = tuple(problems)
        self.args = (_lines(self.problems),)

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[Sequence[InputError]]]:  # type: ignore[override]
        """Survive the way back from a worker process."""
        return type(self), (self.problems,)


def refuse(problems: Sequence[InputError]) -> None:
    """Raise what is wrong; return when nothing is."""
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise ScenarioError(problems)


def _lines(problems: Sequence[InputError]) -> str:
    shown = [str(problem) for problem in problems]
    if len(shown) > MOST_LINES:
        rest = len(shown) - MOST_LINES + 1
        shown = [*shown[: MOST_LINES - 1], f"... and {rest} more problems"]
    return "\n".join(shown)


MOST_PROBLEMS = 100
TEXT_KEYS = ("name", "description")
TABLE_MODELS: dict[str, type[Section]] = {
    "innovations": Innovation,
    "organisations": Organisation,
    "partnerships": Partners,
    "interventions": Intervention,
}


def scenario_problems(table: Mapping[str, object], where: str) -> list[InputError]:
    """Return everything that is wrong with the entries of a scenario, complete or partial, in their order.

    The table must hold plain values (:func:`diffusion_sim.scenario.values.plain`). Of very many, the first ones.
    """
    problems = (problem for key, value in table.items() for problem in _entry_problems(key, value, where))
    return list(islice(problems, MOST_PROBLEMS))


def _entry_problems(key: str, value: object, where: str) -> Iterable[InputError]:
    place = f"{where}: {key}"
    if steering := next(_unprintable(value, key), None):
        found = f"holds a control character, found {shown(steering[1])}"
        return [InputError(f"{where}: {steering[0]}", found, "valid: a text without any")]
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


def _unprintable(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Yield place and text of what would steer a terminal; a description may have lines."""
    if isinstance(value, str):
        text = value.replace("\n", " ").replace("\t", " ") if place == "description" else value
        if printable(text) != text or "\n" in text:
            yield place, text
    elif isinstance(value, Mapping):
        yield from (found for name, part in value.items() for found in _unprintable(part, f"{place}.{name}"))
    elif isinstance(value, tuple):
        yield from (found for part in value for found in _unprintable(part, place))


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


def _section_problems(section: str, table: Mapping[str, object], where: str) -> Iterator[InputError]:
    known = {name: value for name, value in table.items() if f"{section}.{name}" in declarations()}
    wrong = _refused_by_model(section, known)
    for name, value in table.items():
        place = f"{where}: {section}.{name}"
        if name not in known:
            yield InputError(place, "is not a parameter", _near_parameter(section, name))
        elif name in wrong:
            yield InputError(place, f"found {shown(value)}", f"valid: {declarations()[f'{section}.{name}'].range_text}")
        else:
            yield from _content_problems(declarations()[f"{section}.{name}"], value, place)


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
    may_be_empty = declaration.kind == "month" and declaration.default == ""
    if declaration.kind == "month" and not is_month(str(value)) and not (may_be_empty and value == ""):
        return [InputError(place, f"found {shown(value)}", f"valid: {declaration.range_text}")]
    if isinstance(value, tuple):
        twice = given_twice(value)
        return [InputError(place, f"names {shown(name)} more than once", "valid: each name once") for name in twice]
    return []


MOST_UNKNOWN = 20
FORMS = {
    "name": "a text in quotes",
    "parameter": 'the key of a parameter, as "portal.hearing_per_month"',
    "form": 'the name of a form, as "innovation_department"',
    "from": 'a month in quotes, as "2015-01"',
    "until": 'a month in quotes, as "2018-12"',
    "municipalities": 'a list of texts, as ["Silkeborg", "740", "region:Midtjylland"]',
    "first_adopters": 'a list of texts, as ["Silkeborg", "Odense"]',
    "fit": '"drawn" or "perfect"',
    "benefit": "a number above 0, at most 100",
    "complexity": "a number above 0, at most 100",
    "random_first_adopters": "a whole number, 0 or more",
}
"""What may stand behind each key; any other key takes a number."""


def table_problems(model: type[Section], tables: object, where: str, key: str) -> Iterator[InputError]:
    """Yield what is wrong with an array of tables, each problem named by the table's own name."""
    if not isinstance(tables, tuple) or not all(isinstance(table, Mapping) for table in tables):
        yield InputError(f"{where}: {key}", f"found {shown(tables)}", f"valid: tables, each under [[{key}]]")
        return
    yield from _named_twice(tables, where, key)
    for position, table in enumerate(tables, start=1):
        place = f"{where}: {table_label(key, table, position)}"
        yield from _unknown_keys(model, table, place) or _model_problems(model, table, place)


def table_label(key: str, table: Mapping[str, object], position: int) -> str:
    """Return how a message names one table: by its name, or by its place in the file."""
    name = table.get("name")
    return f"{key} {shown(name)}" if isinstance(name, str) and name else f"{key}, number {position}"


def _named_twice(tables: Iterable[Mapping[str, object]], where: str, key: str) -> list[InputError]:
    twice = given_twice(name for table in tables if isinstance(name := table.get("name"), str))
    return [InputError(f"{where}: {key}", f"two are named {shown(name)}", "valid: each its own name") for name in twice]


def _unknown_keys(model: type[Section], table: Mapping[str, object], place: str) -> list[InputError]:
    valid = [field.alias or name for name, field in model.model_fields.items()]
    unknown = [key for key in table if key not in valid][:MOST_UNKNOWN]
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
