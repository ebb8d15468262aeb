"""The parameters of a scenario as a list for a terminal and as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from textwrap import fill
from typing import TYPE_CHECKING

from diffusion_sim.scenario.commented_toml import facts
from diffusion_sim.scenario.declarations import ORDERED_SECTIONS, figure
from diffusion_sim.scenario.story.changes import innovations, interventions, organisations, partnerships

if TYPE_CHECKING:
    from diffusion_sim.scenario import Parameter, Scenario

WIDTH = 80
INDENT = "    "


def as_list(scenario: Scenario, parameters: Sequence[Parameter]) -> str:
    """Return a list that fits 80 columns: key and value, then facts, meaning and source."""
    head = [f"{scenario.name}, scenario {scenario.short_identity}", _wrapped(scenario.description, "")]
    blocks = [line for line in head if line]
    for section, members in groupby(parameters, key=lambda one: one.section):
        meaning = _wrapped(f"[{section}] {_section_meaning(section)}", "")
        blocks.append("\n\n".join(["", meaning, *(_list_entry(one) for one in members)]))
    told_of = (told(scenario) for told in (innovations, organisations, partnerships, interventions))
    changes = (_wrapped(told, "") for told in told_of if told)
    return "\n".join(blocks) + "".join(f"\n\n{told}" for told in changes)


def as_markdown(parameters: Iterable[Parameter]) -> str:
    """Return one Markdown table for each section."""
    return "\n\n".join(
        "\n".join(
            [
                f"## {section}",
                "",
                _section_meaning(section),
                "",
                "| parameter | value | unit and range | meaning | source |",
                "| --- | --- | --- | --- | --- |",
                *(_markdown_row(one) for one in members),
            ]
        )
        for section, members in groupby(parameters, key=lambda one: one.section)
    )


def _list_entry(one: Parameter) -> str:
    changed = f"   (default: {_shown(one.default)})" if one.value != one.default else ""
    lines = [_wrapped(f"{one.key} = {_shown(one.value)}{changed}", "")]
    return "\n".join([*lines, *(_wrapped(text, INDENT) for text in (facts(one), one.meaning, one.provenance))])


def _markdown_row(one: Parameter) -> str:
    cells = (f"`{one.name}`", _shown(one.value), _facts(one), one.meaning, one.provenance)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _facts(one: Parameter) -> str:
    """Return what is valid, and what is tried where the value is not known."""
    return "; ".join(text for text in (facts(one), one.tried) if text)


def _shown(value: object) -> str:
    if isinstance(value, int | float):
        return figure(value)
    return ", ".join(map(str, value)) or "(none)" if isinstance(value, tuple) else str(value) or "(none)"


def _section_meaning(section: str) -> str:
    return " ".join((ORDERED_SECTIONS[section].__doc__ or "").split())


def _wrapped(text: str, indent: str) -> str:
    return fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent or INDENT, break_on_hyphens=False)
