"""What is declared of every parameter, read off the sections in :mod:`diffusion_sim.scenario.parameters`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast, get_args, get_origin

from diffusion_sim.scenario.months import MONTH_FORM
from diffusion_sim.scenario.parameters import Sections

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from diffusion_sim.scenario.parameter import Grade, Reach, Section

Kind = Literal["number", "whole number", "text", "month", "file", "texts"]
"""What stands to the right of the equals sign."""

ORDERED_SECTIONS: dict[str, type[Section]] = {
    name: cast("type[Section]", field.annotation) for name, field in Sections.model_fields.items()
}
"""Sections by their name in a scenario file, in its order."""


class Declaration(NamedTuple):
    """One parameter without a value."""

    section: str
    name: str
    kind: Kind
    default: Any
    unit: str
    low: float | None
    high: float | None
    choices: tuple[str, ...]
    meaning: str
    source: str
    grade: Grade
    reach: Reach
    neutral: float | None
    varies: str
    plausible: tuple[float, float] | None
    """Values tried where it is not known; None for half to double the default."""

    @property
    def key(self) -> str:
        """Section and name, as ``prize.winners_per_year``."""
        return f"{self.section}.{self.name}"

    @property
    def range_text(self) -> str:
        """What is valid, in words: ``a number from 0 to 5 (sd of benefit)``."""
        if self.low is not None and self.high is not None:
            return f"a {self.kind} from {figure(self.low)} to {figure(self.high)} ({self.unit})"
        quoted = ", ".join(f'"{name}"' for name in self.choices)
        if self.kind == "texts":
            return f"a list with any of {quoted}" if quoted else 'a list of texts, as ["Silkeborg", "Odense"]'
        if self.kind == "month":
            return MONTH_FORM
        return f"one of {quoted}" if quoted else "a text in quotes"


def figure(number: float) -> str:
    """Return a number as people write it: 250,000 and 0.004, never 1e+09."""
    if number == int(number):
        return f"{int(number):,}"
    return f"{number:,.10f}".rstrip("0") if abs(number) >= 1e-9 else f"{number:g}"  # noqa: PLR2004 - shown digits


@cache
def declarations() -> dict[str, Declaration]:
    """Return every parameter by its key, in the order of the scenario file."""
    declared = (
        _declaration(section, name, field)
        for section, model in ORDERED_SECTIONS.items()
        for name, field in model.model_fields.items()
    )
    return {declaration.key: declaration for declaration in declared}


def _declaration(section: str, name: str, field: FieldInfo) -> Declaration:
    extra = field.json_schema_extra
    if not isinstance(extra, dict) or field.description is None:
        message = f"{section}.{name} is not declared with number() or choice()"
        raise TypeError(message)
    limits = {limit: getattr(mark, limit) for mark in field.metadata for limit in ("ge", "le") if hasattr(mark, limit)}
    facts: dict[str, Any] = {
        key: extra[key] for key in ("unit", "source", "grade", "reach", "neutral", "varies", "plausible")
    }
    return Declaration(
        section=section,
        name=name,
        kind=_kind(name, field.annotation),
        default=field.default,
        low=limits.get("ge"),
        high=limits.get("le"),
        choices=_choices(field.annotation),
        meaning=field.description,
        **facts,
    )


def _kind(name: str, annotation: Any) -> Kind:  # noqa: ANN401 - an annotation is any type
    if get_origin(annotation) is tuple:
        return "texts"
    if annotation is int:
        return "whole number"
    if annotation is float:
        return "number"
    if name.endswith("_month"):
        return "month"
    return "file" if name.endswith("_file") else "text"


def _choices(annotation: Any) -> tuple[str, ...]:  # noqa: ANN401 - as above
    if get_origin(annotation) is tuple:
        return _choices(get_args(annotation)[0])
    return get_args(annotation) if get_origin(annotation) is Literal else ()
