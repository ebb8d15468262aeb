"""Write the tables of docs/odd.md from the code; its prose is written by hand.

python docs/build_odd.py
"""

from __future__ import annotations

import ast
from itertools import pairwise
from pathlib import Path

from written_parts import table, with_parts

import diffusion_sim
from diffusion_sim import codes
from diffusion_sim.draws import streams
from diffusion_sim.mechanisms.declaring import Draw
from diffusion_sim.mechanisms.organisation_forms import FORMS
from diffusion_sim.mechanisms.registry import mechanisms
from diffusion_sim.results.measures import MEASURES
from diffusion_sim.scenario.declarations import ORDERED_SECTIONS, Declaration, declarations, figure

HERE = Path(__file__).parent
PACKAGE = Path(diffusion_sim.__file__).parent
OF_THE_MODEL = (
    Draw(streams.IDENTITY, "identity of a solution", entity="see above", code="origin", ordinal="ordinal"),
    Draw(streams.KEY, "key of a replication", entity="replication", code="0", ordinal="0"),
    Draw(
        streams.FIRST_ADOPTERS, "random first adopters of a given innovation",
        entity="the solution", code="municipality", ordinal="0",
    ),
    Draw(
        streams.COUNTRY, "which draw of a posterior a replication runs under (`--posterior`); carried parameters",
        entity="0, or the draw", code="0, or the parameter", ordinal="0; 1",
    ),
)  # fmt: skip
"""Draws that belong to no mechanism."""


def odd() -> str:
    """Return the document."""
    parts = {
        "codes": _codes(), "streams": _streams(), "forms": _forms(), "rules": _mechanisms(),
        "parameters": _parameters(), "measures": _measures(),
    }  # fmt: skip
    return with_parts((HERE / "odd.md").read_text(encoding="utf-8"), parts)


def _codes() -> str:
    kinds = (codes.Mode, codes.Stage, codes.Heard, codes.Window, codes.Verdict, codes.End)
    rows = [(kind.__name__, ", ".join(f"{one.value} {one.name.lower()}" for one in kind)) for kind in kinds]
    rows += [("bottom lines", ", ".join(codes.BOTTOM_LINES)), ("sources outside", ", ".join(codes.EXTERNAL_SOURCES))]
    return table(("codes", "values"), rows)


def _streams() -> str:
    names = {value: name for name, value in vars(streams).items() if name.isupper()}
    of_mechanisms = [(draw, one.mechanism.en.name) for one in mechanisms() for draw in one.mechanism.draws]
    every = sorted([*((draw, "") for draw in OF_THE_MODEL), *of_mechanisms], key=lambda one: one[0].stream)
    rows = [
        (f"{draw.stream}", names.get(draw.stream, ""), draw.what, draw.entity, draw.code, draw.ordinal, whose)
        for draw, whose in every
    ]
    head = ("stream", "name", "draw (uniform where nothing is said)", "entity", "code", "ordinal", "mechanism")
    return table(head, rows)


def _forms() -> str:
    signs = {"set": "=", "scale": "×"}
    rows = [
        (
            f"`{form.name}`",
            form.meaning,
            ", ".join(f"`{key}` {signs[kind]} {figure(to)}" for key, kind, to in form.changes)
            + ("" if form.matures else "; in full at once"),
        )
        for form in FORMS.values()
    ]
    return table(("form of organisation (R14, R24)", "meaning", "changes"), rows)


def _mechanisms() -> str:
    parts = []
    for one in mechanisms():
        file = PACKAGE / "mechanisms" / f"{one.file}.py"
        tree = ast.parse(file.read_text(encoding="utf-8"))
        name = f"**{one.mechanism.en.name}** (`mechanisms/{one.file}.py`, {one.mechanism.phase})"
        parts.append(f"{name}: {one.mechanism.en.meaning}\n\n```text\n{ast.get_docstring(tree) or ''}\n```")
        parts += _constants(tree)
    return "\n\n".join(parts)


def _constants(tree: ast.Module) -> list[str]:
    """Return a list of a mechanism's sizes that are no parameters: names of numbers, each with a sentence below it."""
    rows = []
    for named, said in pairwise(tree.body):
        match named, said:
            case ast.Assign([ast.Name(name)], ast.Constant(value)), ast.Expr(ast.Constant(str(meaning))):
                rows.append(f"- `{name}` = {figure(value)}: {meaning.rstrip('.')}.")
    return ["\n".join(rows)] if rows else []


def _parameters() -> str:
    parts = []
    for section, kind in ORDERED_SECTIONS.items():
        mine = [_parameter(one) for one in declarations().values() if one.section == section]
        head = ("parameter", "default", "unit", "range", "neutral", "reach", "varies", "meaning", "grade; source")
        parts.append(f"### `[{section}]`\n\n{kind.__doc__}\n\n{table(head, mine)}")
    return "\n\n".join(parts)


def _parameter(one: Declaration) -> tuple[str, ...]:
    is_number = one.low is not None and one.high is not None
    span = (
        f"{figure(one.low)} to {figure(one.high)}"
        if one.low is not None and one.high is not None
        else ", ".join(one.choices)
    )
    return (
        f"`{one.name}`",
        figure(one.default) if is_number else str(one.default),
        one.unit,
        span,
        "" if one.neutral is None else figure(one.neutral),
        one.reach,
        "yes" if one.varies else "",
        one.meaning,
        f"{one.grade}; {one.source}",
    )


def _measures() -> str:
    rows = [(f"`{one.key}`", one.label.strip(" ."), one.unit, one.meaning) for one in MEASURES]
    return table(("measure", "label", "unit", "meaning"), rows)


if __name__ == "__main__":
    (HERE / "odd.md").write_text(odd(), encoding="utf-8")
