"""The report's claims with what stands for them, as text."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from diffusion_sim.scenario.mechanisms import MECHANISMS

if TYPE_CHECKING:
    from diffusion_sim.scenario.mechanisms import Mechanism

HEAD = (
    "The report's claims (Center for Offentlig Innovation, Offentlig innovation, July 2014). At the neutral values in "
    "parentheses a mechanism changes no result, to the last bit; a parameter without one shapes it and is kept."
)
COLUMNS = ("id", "page", "claim, in short", "rule", "parameters (neutral value)", "scenario")
INDENT = 7
UNBROKEN = "\u00a0"
"""A space that lines are not broken at."""


def as_list(width: int) -> str:
    """Return a paragraph for each claim."""
    return "\n\n".join([fill(HEAD, width), *(_paragraph(one, width) for one in MECHANISMS)])


def _paragraph(one: Mechanism, width: int) -> str:
    indent = " " * INDENT
    lines = [
        f"{one.claim_id:<{INDENT}}p. {one.page}: {one.claim}",
        indent + "parameters: " + ", ".join(named.replace(" ", UNBROKEN) for named in _parameters(one)),
        *(f"{indent}scenario: {file}" for file in one.scenario_files),
        indent + "rule: " + ", ".join(f"diffusion_sim/{rule}" for rule in one.rules),
    ]
    filled = (
        fill(line, width, subsequent_indent=indent + "  ", break_long_words=False, break_on_hyphens=False)
        for line in lines
    )
    return "\n".join(filled).replace(UNBROKEN, " ")


def _parameters(one: Mechanism) -> list[str]:
    neutral = [f"[[{key}]] (none)" if value == [] else f"{key} ({value:g})" for key, value in one.neutral.items()]
    return [*neutral, *one.uses]


def as_markdown() -> str:
    """Return a table with a row for each claim."""
    rows = [COLUMNS, tuple("---" for _ in COLUMNS), *(claim_cells(one) for one in MECHANISMS)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def claim_cells(one: Mechanism) -> tuple[str, ...]:
    """Return the cells of a claim's row in Markdown."""
    rules = ", ".join(f"`{rule}`" for rule in one.rules)
    scenarios = ", ".join(f"`{name}`" for name in (one.scenario, *one.others))
    parameters = ", ".join(f"`{key}`" + (f" {rest}" if rest else "") for key, rest in map(_split, _parameters(one)))
    return (one.claim_id, one.page, one.claim, rules, parameters, scenarios)


def _split(parameter: str) -> tuple[str, str]:
    key, _, rest = parameter.partition(" ")
    return key, rest
