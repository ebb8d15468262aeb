"""``diffusion-sim describe``: every parameter, or the scenario in plain words."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from diffusion_sim.cli.as_json import print_json
from diffusion_sim.cli.output import say
from diffusion_sim.cli.prepared import prepared_scenario
from diffusion_sim.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from diffusion_sim.scenario import Parameter, Scenario

WIDTH = 80

File = Annotated[
    Optional[Path],  # noqa: UP045 - read at run time, also by Typer's older releases
    typer.Argument(metavar="[SCENARIO]", help="A scenario file (TOML); the default values if left out."),
]
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
) -> None:
    """Print every parameter with value, unit, range, meaning and source."""
    from diffusion_sim.scenario import tell
    from diffusion_sim.scenario.baseline import baseline

    if mechanisms:
        _print_mechanisms(form)
        return
    if forms:
        from diffusion_sim.cli.form_list import form_list

        say(form_list())
        return
    described = baseline() if scenario is None else prepared_scenario(scenario)
    if story:
        paragraphs = tell(described).split("\n\n")
        say("\n\n".join(fill(paragraph, WIDTH, break_on_hyphens=False) for paragraph in paragraphs))
    elif form is Format.toml:
        _print_toml(described, section)
    else:
        _print_parameters(described, form, section)


def _print_mechanisms(form: Format) -> None:
    from diffusion_sim.cli import mechanism_list as listed
    from diffusion_sim.scenario.mechanisms import MECHANISMS

    if form is Format.toml:
        raise InputError("--mechanisms", "cannot be had with --format toml", "valid: table, markdown, json")
    if form is Format.json:
        print_json({"mechanisms": [{**one._asdict(), "scenarios": one.scenario_files} for one in MECHANISMS]})
    else:
        say(listed.as_markdown() if form is Format.markdown else listed.as_list(WIDTH))


def _print_toml(scenario: Scenario, section: str | None) -> None:
    from diffusion_sim.scenario.commented_toml import to_commented_toml

    if section is not None:
        raise InputError("--section", "cannot be used with --format toml", "a scenario file has all sections")
    typer.echo(to_commented_toml(scenario), nl=False)


def _print_parameters(scenario: Scenario, form: Format, section: str | None) -> None:
    from diffusion_sim.scenario.describe import parameters

    chosen = [one for one in parameters(scenario) if section in (None, one.section)]
    if not chosen:
        names = {one.section for one in parameters(scenario)}
        raise InputError("--section", f'"{section}" is not a section', did_you_mean(str(section), names))
    if form is Format.json:
        print_json(_as_table(scenario, chosen))
    else:
        from diffusion_sim.cli.parameter_lists import as_list, as_markdown

        say(as_markdown(chosen) if form is Format.markdown else as_list(scenario, chosen))


def _as_table(scenario: Scenario, chosen: list[Parameter]) -> dict[str, Any]:
    from diffusion_sim.scenario.merging import LISTS

    table = scenario.to_portable_dict()
    head = {key: table[key] for key in ("name", "description", *LISTS)}
    return {**head, "scenario_hash": scenario.identity(), "parameters": [one._asdict() for one in chosen]}
