"""What is declared of every parameter, with its key, and the sections of a scenario as checked, frozen models."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, create_model

from diffusion_sim.mechanisms import registry
from diffusion_sim.mechanisms.declaring import UNITS
from diffusion_sim.scenario import time_and_network
from diffusion_sim.scenario.values import MONTH_FORM

if TYPE_CHECKING:
    from collections.abc import Callable

    from diffusion_sim.mechanisms.declaring import Facts, Grade, Reach, Words


class Section(BaseModel):
    """A named group of parameters in a scenario file: closed, strict and frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class MadeSection(Section):
    """A section whose model is made here; a process hands it to another by its name and its values."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Say how to make it again."""
        return _made_again, (type(self).__name__.lower(), self.model_dump())


def _made_again(section: str, values: dict[str, Any]) -> Section:
    return ORDERED_SECTIONS[section].model_construct(**values)


def _model(section: str, declared: registry.Section) -> type[Section]:
    """Return a section's model, with what its owner works out from its values."""
    worked_out = {name: thing for name, thing in vars(declared.owner).items() if isinstance(thing, property)}
    base = type("Section", (MadeSection,), {"__module__": __name__, **worked_out})
    fields: Any = {name: (kind, _field(facts)) for name, (kind, facts) in declared.parameters.items()}
    return create_model(section.capitalize(), __base__=base, __doc__=declared.owner.__doc__, **fields)


def _field(facts: Facts) -> Any:  # noqa: ANN401 - pydantic's own
    low, high = facts.between or (None, None)
    return Field(facts.default, ge=low, le=high, description=facts.en.meaning)


DECLARED_SECTIONS = registry.sections_of(
    chain(registry.groups_in(time_and_network), chain.from_iterable(one.parameters for one in registry.mechanisms()))
)
"""Sections by their name in a scenario file, in its order: time and network, then by the phases of the month."""
ORDERED_SECTIONS: dict[str, type[Section]] = {name: _model(name, one) for name, one in DECLARED_SECTIONS.items()}
"""Their models."""

if TYPE_CHECKING:

    class Sections(Section):
        """All sections of a scenario, by their names."""

        def __getattr__(self, name: str) -> Any: ...  # noqa: ANN401 - a section, made above

else:
    Sections = create_model(
        "Sections", __base__=Section, __doc__="All sections of a scenario, by their names.",
        **{name: (model, model()) for name, model in ORDERED_SECTIONS.items()},
    )  # fmt: skip


Kind = Literal["number", "whole number", "text", "month", "file", "texts"]
"""What stands to the right of the equals sign."""


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """One parameter without a value: what a reader, a form or a sensitivity analysis needs to know of it."""

    section: str
    name: str
    kind: Kind
    default: Any
    unit: str
    low: float | None
    """Least valid value; None for names."""
    high: float | None
    choices: tuple[str, ...]
    """Valid names; empty for numbers and free texts."""
    source: str
    grade: Grade
    reach: Reach
    neutral: float | None
    """Value at which the mechanism does nothing; None where there is none."""
    varies: str
    """Key of the spread between municipalities; empty when all have the same value."""
    plausible: tuple[float, float] | None
    """Values tried where it is not known; None for half to double the default."""
    words: dict[str, Words]
    """Name and meaning in ``en`` and ``da``."""

    @property
    def key(self) -> str:
        """Section and name, as ``prize.winners_per_year``."""
        return f"{self.section}.{self.name}"

    @property
    def meaning(self) -> str:
        """What it is, in English."""
        return self.words["en"].meaning

    def unit_in(self, language: str) -> str:
        """Return the unit in a language, with its explanation in parentheses."""
        return UNITS[self.unit] if language == "da" else self.unit

    @property
    def range_text(self) -> str:
        """What is valid, in words: ``a number from 0 to 5 (sd of benefit)``."""
        if self.low is not None and self.high is not None:
            return f"a {self.kind} from {figure(self.low)} to {figure(self.high)} ({self.unit})"
        quoted = ", ".join(f'"{name}"' for name in self.choices)
        if self.kind == "texts":
            return f"a list with any of {quoted}" if quoted else 'a list of texts, as ["Silkeborg", "740"]'
        if self.kind == "month":
            return f'{MONTH_FORM}, or ""' if self.default == "" else MONTH_FORM
        return f"one of {quoted}" if quoted else "a text in quotes"


def value_of(sections: Sections, key: str) -> Any:  # noqa: ANN401 - a parameter may be of any type
    """Return the value that a scenario gives a parameter, by its key."""
    section, name = key.split(".")
    return getattr(getattr(sections, section), name)


def figure(number: float) -> str:
    """Return a number as people write it: 250,000 and 0.004, never 1e+09."""
    if number == int(number):
        return f"{int(number):,}"
    return f"{number:,.10f}".rstrip("0") if abs(number) >= 1e-9 else f"{number:g}"  # noqa: PLR2004 - shown digits


def section_name(section: str, language: str) -> str:
    """Return what a section is called in a language."""
    return DECLARED_SECTIONS[section].owner.section_name if language == "da" else section.capitalize()


@cache
def declarations() -> dict[str, Declaration]:
    """Return every parameter by its key, in the order of the scenario file."""
    declared = (
        _declaration(section, name, kind, facts)
        for section, one in DECLARED_SECTIONS.items()
        for name, (kind, facts) in one.parameters.items()
    )
    return {declaration.key: declaration for declaration in declared}


def _declaration(section: str, name: str, kind: Any, facts: Facts) -> Declaration:  # noqa: ANN401 - any type
    low, high = facts.between or (None, None)
    return Declaration(
        section=section,
        name=name,
        kind=_kind(name, kind),
        default=facts.default,
        unit=facts.unit,
        low=low,
        high=high,
        choices=_choices(kind),
        source=facts.source,
        grade=facts.grade,
        reach=facts.reach,
        neutral=facts.neutral,
        varies=facts.varies,
        plausible=facts.plausible,
        words={"en": facts.en, "da": facts.da},
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


def read_by_rules(section: Section, kind: Callable[..., Any]) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads
    """Return a section of a scenario as the plain tuple that compiled rules take; ``kind`` is of `mechanisms/settings.py`."""
    return kind(**section.model_dump())
