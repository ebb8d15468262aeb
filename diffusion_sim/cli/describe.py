"""``diffusion-sim describe``: every parameter, or the scenario in plain words."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from diffusion_sim.cli.options import note_scenarios, prepared_scenario
from diffusion_sim.cli.output import print_json, say
from diffusion_sim.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from diffusion_sim.scenario import Parameter, Scenario

WIDTH = 80
File = Annotated[
    Optional[Path],  # noqa: UP045 - read at run time, also by Typer's older releases
    typer.Argument(metavar="[SCENARIO]", help="A scenario file (TOML); the default values if left out."),
]
Language = Annotated[str, typer.Option(help="Of names, meanings and the story: en, or da for Danish.")]
Section = Annotated[
    Optional[str],  # noqa: UP045 - as above
    typer.Option(metavar="NAME", help="Only this section, as prize.", show_default=False),
]


class Format(StrEnum):
    """How the parameters are written."""

    table = "table"
    markdown = "markdown"
    json = "json"
    toml = "toml"


def describe(
    scenario: File = None,
    form: Annotated[Format, typer.Option("--format", help="How to write the parameters.")] = Format.table,
    story: Annotated[bool, typer.Option("--story", help="Tell the scenario in plain words.")] = False,
    section: Section = None,
    mechanisms: Annotated[bool, typer.Option("--mechanisms", help="List the report's claims, R1 to R28.")] = False,
    forms: Annotated[bool, typer.Option("--forms", help="List the forms of organisation.")] = False,
    language: Language = "en",
) -> None:
    """Print every parameter with value, unit, range, meaning and source."""
    from diffusion_sim.scenario import tell
    from diffusion_sim.scenario.scenario import baseline

    _refuse_together({"--story": story, "--mechanisms": mechanisms, "--forms": forms}, form, section)
    _refuse_language(language, form)
    if mechanisms:
        _print_mechanisms(form, language)
        return
    if forms:
        from diffusion_sim.cli.lists import form_list

        say(form_list(language))
        return
    described = baseline() if scenario is None else prepared_scenario(scenario)
    note_scenarios([described])
    if story:
        paragraphs = tell(described, language).split("\n\n")
        say("\n\n".join(fill(paragraph, WIDTH, break_on_hyphens=False) for paragraph in paragraphs))
    elif form is Format.toml:
        _print_toml(described, section)
    else:
        _print_parameters(described, form, section, language)


def _refuse_together(given: dict[str, bool], form: Format, section: str | None) -> None:
    """Refuse what would be left out without a word."""
    chosen = [option for option, is_given in given.items() if is_given]
    others = chosen[1:] + (["--section"] if section is not None else [])
    if form is not Format.table and chosen != ["--mechanisms"]:
        others.append("--format")
    if chosen and others:
        raise InputError(others[0], f"cannot be used with {chosen[0]}", "leave one of them out")


def _refuse_language(language: str, form: Format) -> None:
    """Refuse a language that is not there, and one for what is written in English or in all of them."""
    from diffusion_sim.words import words

    words(language, "scenario")
    if language != "en" and form in {Format.json, Format.toml}:
        found = f"cannot be used with --format {form.value}"
        raise InputError("--language", found, "it is for stories, lists and Markdown tables; JSON has both languages")


def _print_mechanisms(form: Format, language: str) -> None:
    from diffusion_sim.cli.lists import claim_list, claim_table
    from diffusion_sim.scenario.claims import CLAIMS

    if form is Format.toml:
        raise InputError("--mechanisms", "cannot be had with --format toml", "valid: table, markdown, json")
    if form is Format.json:
        print_json({"mechanisms": [{**one._asdict(), "scenarios": one.scenario_files} for one in CLAIMS]})
    else:
        say(claim_table(language) if form is Format.markdown else claim_list(WIDTH, language))


def _print_toml(scenario: Scenario, section: str | None) -> None:
    from diffusion_sim.scenario.parameters import to_commented_toml

    if section is not None:
        raise InputError("--section", "cannot be used with --format toml", "a scenario file has all sections")
    typer.echo(to_commented_toml(scenario), nl=False)


def _print_parameters(scenario: Scenario, form: Format, section: str | None, language: str) -> None:
    from diffusion_sim.scenario.parameters import parameters

    chosen = [one for one in parameters(scenario) if section in (None, one.section)]
    if not chosen:
        names = {one.section for one in parameters(scenario)}
        raise InputError("--section", f'"{section}" is not a section', did_you_mean(str(section), names))
    if form is Format.json:
        print_json(_as_table(scenario, chosen))
    else:
        from diffusion_sim.cli.lists import parameter_list, parameter_tables

        say(
            parameter_tables(chosen, language)
            if form is Format.markdown
            else parameter_list(scenario, chosen, language)
        )


def _as_table(scenario: Scenario, chosen: list[Parameter]) -> dict[str, Any]:
    from diffusion_sim.scenario.changes import LISTS

    table = scenario.to_portable_dict()
    head = {key: table[key] for key in ("name", "description", *LISTS)}
    return {**head, "scenario_hash": scenario.identity(), "parameters": [one.as_dict() for one in chosen]}
