"""All parameters of the scenarios of a report, with what is declared of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

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


def parameter_rows(scenarios: Sequence[Mapping[str, Any]]) -> tuple[ParameterRow, ...]:
    """Return a row for each parameter, from scenarios as manifests hold them."""
    return tuple(_rows(scenarios))


def _rows(scenarios: Sequence[Mapping[str, Any]]) -> Iterator[ParameterRow]:
    for key, one in declarations().items():
        values = [scenario.get(one.section, {}).get(one.name, one.default) for scenario in scenarios]
        texts = tuple(_shown(value) for value in values)
        compared = texts if len(texts) > 1 else (*texts, _shown(one.default))
        yield ParameterRow(key, texts, len(set(compared)) > 1, _unit(one), one.meaning, one.grade, one.source)


def _unit(one: Declaration) -> str:
    return one.unit if one.low is not None else ""


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_shown(one) for one in value) or "–"
    if isinstance(value, float):
        return f"{value:,.10g}"
    return str(value) if value != "" else "–"
