"""A complete scenario file in which every parameter carries its unit, range, meaning and source."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from diffusion_sim.scenario.declarations import ORDERED_SECTIONS, figure
from diffusion_sim.scenario.describe import Parameter, parameters
from diffusion_sim.scenario.merging import LISTS
from diffusion_sim.scenario.toml_text import toml_tables, toml_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diffusion_sim.scenario.scenario import Scenario

COMMENT_WIDTH = 100

HEADER = """\
A complete scenario: every parameter with its default value. Other files extend this one and name only what differs.
Do not edit it by hand; it is written from the declarations in the package:
    diffusion-sim describe --format toml > configs/baseline.toml

Behind each value stand its unit and range, the value at which the mechanism does nothing (neutral), and where the \
value comes from: "assumption" (nobody knows), "calibrated" (fitted to data), "evidence" (read or computed from \
data) or "definition". R1 to R28 are claims of the report "Offentlig innovation: Ud på kanten, ind til kernen, over \
til naboen" (Center for Offentlig Innovation, July 2014), with its pages.
"municipal" parameters can be changed by [[interventions]] for single municipalities, "national" ones for the whole \
country; all others are fixed during a run.\
"""


def to_commented_toml(scenario: Scenario) -> str:
    """Return a complete, commented scenario file that loads as the same scenario."""
    lines = [*_comment(HEADER), "", f"name = {toml_value(scenario.name)}"]
    lines.append(f"description = {toml_value(scenario.description)}")
    declared = parameters(scenario)
    for section in ORDERED_SECTIONS:
        lines += _section(section, [one for one in declared if one.section == section])
    tables = scenario.to_dict()
    lines += [line for key in LISTS for line in toml_tables(key, tables[key])]
    return "\n".join(lines) + "\n"


def _section(section: str, members: Iterable[Parameter]) -> list[str]:
    lines = ["", "", *_comment(ORDERED_SECTIONS[section].__doc__ or ""), f"[{section}]"]
    for parameter in members:
        told = (parameter.meaning, facts(parameter), f"Source: {parameter.provenance}")
        lines += ["", *(line for text in told for line in _comment(text))]
        lines.append(f"{parameter.name} = {toml_value(parameter.value)}")
    return lines


def facts(parameter: Parameter) -> str:
    """Return unit, range, neutral value and reach in one line."""
    told = [parameter.valid]
    if parameter.neutral is not None:
        told.append(f"neutral {figure(parameter.neutral)}")
    if parameter.reach != "world":
        told.append(parameter.reach)
    if parameter.varies:
        told.append(f"varies by {parameter.varies}")
    return "; ".join(told)


def _comment(text: str) -> list[str]:
    """Return a text as comment lines, each paragraph wrapped, indented ones kept as they are."""
    wrapped = [
        line if line.startswith("    ") else fill(line, COMMENT_WIDTH - 2, break_on_hyphens=False)
        for line in text.splitlines()
    ]
    return [f"# {line}".rstrip() for block in wrapped for line in (block.splitlines() or [""])]
