"""Parameters, claims and forms of organisation as lists for a terminal and as Markdown, in English or Danish."""

from __future__ import annotations

from itertools import groupby
from textwrap import fill
from typing import TYPE_CHECKING

from diffusion_sim.mechanisms.organisation_forms import FORMS, MATURING_YEARS, Form
from diffusion_sim.scenario.claims import CLAIMS
from diffusion_sim.scenario.declarations import ORDERED_SECTIONS, section_name
from diffusion_sim.scenario.in_words import Language, innovations, interventions, organisations, partnerships
from diffusion_sim.scenario.parameters import facts, figure_in, provenance, tried
from diffusion_sim.words import say, words
from diffusion_sim.words.ready_made import scenario_description

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diffusion_sim.scenario import Parameter, Scenario
    from diffusion_sim.scenario.claims import ReportClaim

WIDTH = 80
INDENT = "    "
CLAIM_INDENT = 7
UNBROKEN = "\u00a0"
"""A space that lines are not broken at."""
SIGNS = {"set": "=", "scale": "*"}


def parameter_list(scenario: Scenario, parameters: Sequence[Parameter], language: str = "en") -> str:
    """Return a list that fits 80 columns: key and value, then facts, meaning and source."""
    description = scenario_description(scenario.name, scenario.description, language)
    head = say(language, "scenario", "head", name=scenario.name, identity=scenario.short_identity)
    blocks = [line for line in (head, _wrapped(description, "")) if line]
    for section, members in groupby(parameters, key=lambda one: one.section):
        meaning = _wrapped(f"[{section}] {_section_meaning(section, language)}", "")
        blocks.append("\n\n".join(["", meaning, *(_list_entry(one, language) for one in members)]))
    told_of = (innovations, organisations, partnerships, interventions)
    changes = [told for told in (tell(scenario, Language(language)) for tell in told_of) if told]
    return "\n".join(blocks) + "".join(f"\n\n{_wrapped(told, '')}" for told in changes)


def parameter_tables(parameters: Iterable[Parameter], language: str = "en") -> str:
    """Return one Markdown table for each section."""
    columns = words(language, "scenario")["columns"]
    rule = "| " + " | ".join("---" for _ in columns) + " |"
    return "\n\n".join(
        "\n".join(
            [
                f"## {section}",
                "",
                _section_meaning(section, language),
                "",
                "| " + " | ".join(columns) + " |",
                rule,
                *(_markdown_row(one, language) for one in members),
            ]
        )
        for section, members in groupby(parameters, key=lambda one: one.section)
    )


def _list_entry(one: Parameter, language: str) -> str:
    default = say(language, "scenario", "default", value=_shown(one.default, language))
    changed = f"   ({default})" if one.value != one.default else ""
    head = _wrapped(f"{one.key} = {_shown(one.value, language)}{changed}", "")
    told = (facts(one, language), _meaning(one, language), provenance(one, language))
    return "\n".join([head, *(_wrapped(text, INDENT) for text in told)])


def _markdown_row(one: Parameter, language: str) -> str:
    both = "; ".join(text for text in (facts(one, language), tried(one, language)) if text)
    cells = (f"`{one.name}`", _shown(one.value, language), both, _meaning(one, language), provenance(one, language))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _meaning(one: Parameter, language: str) -> str:
    told = one.words[language]
    return f"{told.name}: {told.meaning}"


def _shown(value: object, language: str) -> str:
    nothing = str(words(language, "scenario")["nothing"])
    if isinstance(value, int | float):
        return figure_in(value, language)
    return ", ".join(map(str, value)) or nothing if isinstance(value, tuple) else str(value) or nothing


def _section_meaning(section: str, language: str) -> str:
    if language != "en":
        return section_name(section, language)
    return " ".join((ORDERED_SECTIONS[section].__doc__ or "").split())


def _wrapped(text: str, indent: str) -> str:
    return fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent or INDENT, break_on_hyphens=False)


def claim_list(width: int, language: str = "en") -> str:
    """Return a paragraph for each claim."""
    head = fill(str(words(language, "scenario")["claims"]), width)
    return "\n\n".join([head, *(_claim_paragraph(one, width, language) for one in CLAIMS)])


def _claim_paragraph(one: ReportClaim, width: int, language: str) -> str:
    indent = " " * CLAIM_INDENT
    keys = ", ".join(named.replace(" ", UNBROKEN) for named in _claim_parameters(one, language))
    rules = ", ".join(f"diffusion_sim/{rule}" for rule in one.rules)
    lines = [
        f"{one.claim_id:<{CLAIM_INDENT}}"
        + say(language, "scenario", "claim", page=one.page, claim=one.in_words(language)),
        indent + say(language, "scenario", "claim_parameters", keys=keys),
        *(indent + say(language, "scenario", "claim_scenario", file=file) for file in one.scenario_files),
        indent + say(language, "scenario", "claim_rules", files=rules),
    ]
    filled = (
        fill(line, width, subsequent_indent=indent + "  ", break_long_words=False, break_on_hyphens=False)
        for line in lines
    )
    return "\n".join(filled).replace(UNBROKEN, " ")


def _claim_parameters(one: ReportClaim, language: str = "en") -> list[str]:
    nothing = words(language, "scenario")["nothing"]
    neutral = [
        f"[[{key}]] {nothing}" if value == [] else f"{key} ({figure_in(value, language)})"
        for key, value in one.neutral.items()
    ]
    return [*neutral, *one.uses]


def claim_table(language: str = "en") -> str:
    """Return a table with a row for each claim."""
    columns = claim_columns(language)
    rows = [columns, tuple("---" for _ in columns), *(claim_cells(one, language) for one in CLAIMS)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def claim_columns(language: str = "en") -> tuple[str, ...]:
    """Return the head of the table."""
    return tuple(words(language, "scenario")["claim_columns"])


def claim_cells(one: ReportClaim, language: str = "en") -> tuple[str, ...]:
    """Return the cells of a claim's row in Markdown."""
    rules = ", ".join(f"`{rule}`" for rule in one.rules)
    scenarios = ", ".join(f"`{name}`" for name in (one.scenario, *one.others))
    split = (named.partition(" ") for named in _claim_parameters(one, language))
    parameters = ", ".join(f"`{key}`" + (f" {rest}" if rest else "") for key, _, rest in split)
    return (one.claim_id, one.page, one.in_words(language), rules, parameters, scenarios)


def form_list(language: str = "en") -> str:
    """Return every form with its meaning, what it changes and where it comes from, 80 columns wide."""
    head = fill(words(language, "scenario")["forms"].format(years=MATURING_YEARS), WIDTH)
    return "\n\n".join([head, *(_form_entry(form, language) for form in FORMS.values())])


def _form_entry(form: Form, language: str) -> str:
    changes = ", ".join(
        f"{parameter} {SIGNS[kind]} {figure_in(amount, language)}" for parameter, kind, amount in form.changes
    )
    changes += "" if form.matures else f"; {words(language, 'scenario')['at_once']}"
    told, source = (form.da, form.sourced.da) if language == "da" else (form.en, form.source)
    lines = (f"{told.name}: {told.meaning}", changes, source)
    return "\n".join([form.name, *(_indented(text) for text in lines)])


def _indented(text: str) -> str:
    return fill(text, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT, break_on_hyphens=False)
