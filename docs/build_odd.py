"""Write docs/odd.md: its prose from docs/odd.template.md, its tables from the code.

python docs/build_odd.py
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import diffusion_sim.rules
from diffusion_sim.draws import streams
from diffusion_sim.results.measures import MEASURES
from diffusion_sim.rules import codes
from diffusion_sim.scenario.declarations import ORDERED_SECTIONS, Declaration, declarations, figure
from diffusion_sim.scenario.organisation_forms import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).parent
RULES = Path(diffusion_sim.rules.__file__).parent
NAMES_ONLY = ("__init__.py", "settings.py", "codes.py")
YEAR, SOLUTION, PROBLEM, ERA = "calendar year", "the solution", "the problem", "era entity"
MINE, WORLD = "municipality", "0"
ADDRESSES = {
    "IDENTITY": ("identity of a solution", "see above", "origin", "ordinal"),
    "KEY": ("key of a world", "replication", WORLD, "0"),
    "TRAIT": ("spread of a parameter between municipalities (normal)", "crc32 of its key", MINE, "0"),
    "ERA": ("length of an era (resistance)", PROBLEM, WORLD, "number of the era"),
    "SALIENCE": ("salience (normal)", PROBLEM, WORLD, "number of the era"),
    "EXTERNAL": ("a slot for outside: filled, wait (resistance), source", "its identity", WORLD, "0, 1, 2"),
    "SOLUTION": (
        "log benefit and complexity (normal); size of drawback; shares; line of drawback", SOLUTION, WORLD,
        "0; 1; 2; 3 to 7; 8"),
    "DOCUMENTED": ("documented on the portal", SOLUTION, WORLD, "0"),
    "FIT": ("fit (normal)", SOLUTION, MINE, "0"),
    "HEARING": ("clock of contact (resistance)", SOLUTION, MINE, "0"),
    "BROADCAST": ("clock of push, portal and prize (resistance)", SOLUTION, MINE, "0"),
    "HEARD_FROM": ("teller", SOLUTION, MINE, "0"),
    "ONE_SHOT": ("one chance over one tie", "identity of teller and solution", MINE, "0"),
    "AGENDA": ("clock of the agenda (resistance)", ERA, MINE, "reviews so far"),
    "SIGNAL": ("noise of what is seen (normal)", SOLUTION, MINE, "0"),
    "TASTE_LASTING": ("lasting tastes (block of four)", SOLUTION, MINE, "0"),
    "TASTE_YEARLY": ("this year's tastes (block of four)", SOLUTION, MINE, YEAR),
    "START_PRIORITY": ("order of commitments", PROBLEM, MINE, YEAR),
    "FUNDING_ROUTE": ("whether a project seeks a grant", SOLUTION, MINE, "0"),
    "GRANT_PLAN": ("whether it has a plan", SOLUTION, MINE, YEAR),
    "GRANT_PRIORITY": ("rank at the pool", SOLUTION, MINE, YEAR),
    "GRANT_FALLBACK": ("whether it goes on without", SOLUTION, MINE, YEAR),
    "WORK_MONTHS": ("months of development (normal)", SOLUTION, MINE, "0"),
    "IMPLEMENTATION_DONE": ("clock of use (resistance)", SOLUTION, MINE, "0"),
    "IMPLEMENTATION_FAILURE": ("clock of giving up (resistance)", SOLUTION, MINE, "0"),
    "CLIFF_UNFINISHED": ("clock of the cliff, unfinished (resistance)", SOLUTION, MINE, "0"),
    "CLIFF_OPERATION": ("clock of the cliff, in use (resistance)", SOLUTION, MINE, "0"),
    "STOP": ("clock of stopping (resistance)", SOLUTION, MINE, "0"),
    "PRIZE_LUCK": ("luck with the jury", SOLUTION, MINE, YEAR),
    "FIRST_ADOPTERS": ("random first adopters of a given innovation", SOLUTION, MINE, "0"),
    "COUNCIL": ("backing of a council (normal)", WORLD, MINE, "0 at first, then the year in which it sits"),
    "FOCUS": ("on the agenda at first", WORLD, MINE, "0"),
    "FOCUS_SPELL": ("length of a spell of attention (resistance)", WORLD, MINE, "spells ended"),
    "ENTHUSIAST_SPELL": ("length of a spell of enthusiasts (resistance)", WORLD, MINE, "spells ended"),
    "PERSON_LEFT": ("whether work hung on those who left", SOLUTION, MINE, "0"),
    "ORDERED": ("order from the top", ERA, MINE, "month of the run"),
    "EMBEDDED": ("taken over on permanent money", SOLUTION, MINE, "0"),
    "SHARED_INSIDE": ("reaches the deciders this year", SOLUTION, MINE, YEAR),
    "THOUGHT_FORBIDDEN": ("thought to be out of bounds", "the solution, or for own work the era entity", MINE, "0"),
    "EARLY_CHECK": ("ended at the early check", SOLUTION, MINE, "0"),
    "EVALUATED": ("evaluated in use", SOLUTION, MINE, "0"),
    "NO_MINUS_GATE": ("stopped at the no-minus gate", SOLUTION, MINE, "0"),
    "WICKED": ("whether a problem is wicked in an era", ERA, WORLD, "0"),
    "PARTNERS": ("wait for partners (resistance)", SOLUTION, MINE, "0"),
    "COURSE_CIRCLE": ("place on the circle of the trained; key: network.graph_seed", WORLD, MINE, "0"),
    "COUNTRY": ("which draw of a posterior a replication runs under (`--posterior`); carried parameters", "0, or the draw", "0, or the parameter", "0; 1"),
}  # fmt: skip
"""What each stream is for, and the rest of its address: entity, code, ordinal."""


def odd() -> str:
    """Return the document."""
    text = (HERE / "odd.template.md").read_text(encoding="utf-8")
    parts = {
        "codes": _codes(), "streams": _streams(), "forms": _forms(), "rules": _rules(),
        "parameters": _parameters(), "measures": _measures(),
    }  # fmt: skip
    for name, part in parts.items():
        text = text.replace("{{" + name + "}}", part)
    return text


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines)


def _codes() -> str:
    kinds = (codes.Mode, codes.Stage, codes.Heard, codes.Window, codes.Verdict, codes.End)
    rows = [(kind.__name__, ", ".join(f"{one.value} {one.name.lower()}" for one in kind)) for kind in kinds]
    rows += [("bottom lines", ", ".join(codes.BOTTOM_LINES)), ("sources outside", ", ".join(codes.EXTERNAL_SOURCES))]
    return _table(("codes", "values"), rows)


def _streams() -> str:
    numbers = {name: value for name, value in vars(streams).items() if name.isupper()}
    rows = [(f"{number}", name, *ADDRESSES[name]) for name, number in sorted(numbers.items(), key=lambda one: one[1])]
    return _table(("stream", "name", "draw (uniform where nothing is said)", "entity", "code", "ordinal"), rows)


def _forms() -> str:
    signs = {"set": "=", "scale": "×"}
    rows = [
        (
            f"`{form.name}`",
            form.meaning,
            ", ".join(f"`{key}` {signs[kind]} {figure(to)}" for key, kind, to in form.changes),
        )
        for form in FORMS.values()
    ]
    return _table(("form of organisation (R14, R24)", "meaning", "changes"), rows)


def _rules() -> str:
    parts = []
    for path in sorted(RULES.glob("*.py")):
        if path.name not in NAMES_ONLY:
            said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            parts.append(f"**`rules/{path.name}`**\n\n```text\n{said}\n```")
    return "\n\n".join(parts)


def _parameters() -> str:
    parts = []
    for section, kind in ORDERED_SECTIONS.items():
        mine = [_parameter(one) for one in declarations().values() if one.section == section]
        head = ("parameter", "default", "unit", "range", "neutral", "reach", "varies", "meaning", "grade; source")
        parts.append(f"### `[{section}]`\n\n{kind.__doc__}\n\n{_table(head, mine)}")
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
    return _table(("measure", "label", "unit", "meaning"), rows)


if __name__ == "__main__":
    (HERE / "odd.md").write_text(odd(), encoding="utf-8")
