"""``diffusion-sim cite``: how to cite the program, and the run that numbers come from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from diffusion_sim.cli.output import SHORT_HASH, say, say_words

if TYPE_CHECKING:
    from collections.abc import Mapping

AUTHORS = "Diffusion Sim contributors"
TITLE = "Diffusion Sim: how innovations spread between Danish municipalities"
RELEASED = "2026-11-30"
"""Day of the version; CITATION.cff says the same, and a test holds them together."""
Results = Annotated[
    Optional[Path],  # noqa: UP045 - read at run time, also by Typer's older releases
    typer.Argument(metavar="RESULTS", help="A results folder: also name its run.", show_default=False),
]
Bibtex = Annotated[bool, typer.Option("--bibtex", help="Print a BibTeX entry.")]


def cite(results: Results = None, bibtex: Bibtex = False) -> None:
    """Print how to cite the program, and with RESULTS what identifies the run: scenario, seed, replications, version."""
    from diffusion_sim.results.manifest import parsed_manifest
    from diffusion_sim.version import version

    told = _run_told(parsed_manifest(results)) if results else ""
    if bibtex:
        say(_bibtex(version(), told))
        return
    say_words(f"{AUTHORS} ({RELEASED[:4]}). {TITLE} (version {version()}) [computer software].")
    if told:
        say_words(f"Results: {told}.")
    say_words("Say that they are model output under stated assumptions, not a forecast.")


def _run_told(manifest: Mapping[str, Any]) -> str:
    """Return what identifies a run, a comparison or a sweep."""
    runs = [manifest] if "results" not in manifest else list(manifest["results"].values())
    named = [_scenario(one) for run in runs for one in run.get("scenarios", [run])]
    first = runs[0]
    told = [f"scenario {' and '.join(named)}", f"seed {first['seed']}", f"{first['replications']} replications"]
    told += [f"version {first['version']}"] + ([f"run {first['run_id']}"] if "run_id" in first else [])
    if "posterior" in first:
        told.append(f"parameters drawn from {first['posterior']['name']} ({first['posterior']['sha256'][:SHORT_HASH]})")
    return ", ".join(told)


def _scenario(run: Mapping[str, Any]) -> str:
    return f"{run['scenario']['name']} ({run['scenario_hash'][:SHORT_HASH]})"


def _bibtex(version: str, told: str) -> str:
    fields = {
        "author": f"{{{AUTHORS}}}", "title": TITLE, "year": RELEASED[:4], "version": version,
        "note": f"Computer software. {told}".strip(),
    }  # fmt: skip
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join(["@software{diffusion_sim,", *lines, "}"])
