"""All parameters of the scenarios of a report, with what is declared of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from diffusion_sim.reports.naming import grade_label, parameter_meaning, parameter_unit, source_text
from diffusion_sim.reports.numbers import exchanged
from diffusion_sim.scenario.declarations import Declaration, declarations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class ParameterRow(NamedTuple):
    """One parameter, with its value under each scenario."""

    key: str
    values: tuple[str, ...]
    changed: bool
    """Whether the scenarios differ in it; of a single scenario, whether it differs from the default."""
    unit: str
    meaning: str
    grade: str
    source: str


def parameter_rows(scenarios: Sequence[Mapping[str, Any]], language: str = "en") -> tuple[ParameterRow, ...]:
    """Return a row for each parameter, from scenarios as manifests hold them."""
    return tuple(_rows(scenarios, language))


def _rows(scenarios: Sequence[Mapping[str, Any]], language: str) -> Iterator[ParameterRow]:
    for key, one in declarations().items():
        values = [scenario.get(one.section, {}).get(one.name, one.default) for scenario in scenarios]
        texts = tuple(_shown(value, language) for value in values)
        compared = texts if len(texts) > 1 else (*texts, _shown(one.default, language))
        told = parameter_meaning(one, language), grade_label(one.grade, language), source_text(one.source, language)
        yield ParameterRow(key, texts, len(set(compared)) > 1, _unit(one, language), *told)


def _unit(one: Declaration, language: str) -> str:
    return parameter_unit(one, language) if one.low is not None else ""


def _shown(value: object, language: str) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_shown(one, language) for one in value) or "–"
    if isinstance(value, float):
        return exchanged(f"{value:,.10g}", language)
    return str(value) if value != "" else "–"
