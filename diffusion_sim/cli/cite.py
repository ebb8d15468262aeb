"""``diffusion-sim cite``: how to cite the program, and the run that numbers come from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from diffusion_sim.cli.output import SHORT_HASH, say, say_words
from diffusion_sim.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

AUTHORS = "Diffusion Sim contributors"
TITLE = "Diffusion Sim: how innovations spread between Danish municipalities"
MOST_NAMED = 3
"""Varied parameters that are named; of more, their number is."""
RELEASED = "2026-11-30"
"""Day of the version; CITATION.cff says the same, and a test holds them together."""
Results = Annotated[
    Optional[Path],  # noqa: UP045 - read at run time, also by Typer's older releases
    typer.Argument(metavar="RESULTS", help="A results folder: also say what it holds.", show_default=False),
]
Bibtex = Annotated[bool, typer.Option("--bibtex", help="Print a BibTeX entry.")]


def cite(results: Results = None, bibtex: Bibtex = False) -> None:
    """Print how to cite the program, and with RESULTS what identifies them: scenario, seed, replications, version."""
    from diffusion_sim.version import version

    told = _told(results) if results else ""
    if bibtex:
        say(_bibtex(version(), told))
        return
    say_words(f"{AUTHORS} ({RELEASED[:4]}). {TITLE} (version {version()}) [computer software].")
    if told:
        say_words(f"Results: {told}.")
    say_words("Say that they are model output under stated assumptions, not a forecast.")


def _told(folder: Path) -> str:
    """Return what identifies the results of a folder, whatever command wrote it.

    Raises
    ------
    DataError
        If the folder holds no manifest, or one that says too little.
    """
    from diffusion_sim.results.manifest import MANIFEST, parsed_manifest

    manifest = parsed_manifest(folder)
    try:
        return ", ".join(_OF_KIND[manifest["kind"]](manifest))
    except (KeyError, TypeError, AttributeError, IndexError, ValueError):
        told = "it was changed or damaged after it was written; run again"
        raise DataError((folder / MANIFEST).as_posix(), "is not what was written", told) from None


def _runs(manifest: Mapping[str, Any]) -> Iterator[str]:
    """Yield what identifies a run, or the runs of a comparison."""
    runs = list(manifest["results"].values()) if manifest["kind"] == "comparison" else [manifest]
    first = runs[0]
    yield f"scenario {' and '.join(_run(run) for run in runs)}"
    yield f"seed {first['seed']}"
    yield _counted(len(first["finished"]), first["replications"], "replications")
    if posterior := first.get("posterior"):
        yield f"parameters drawn from {posterior['name']} ({posterior['sha256'][:SHORT_HASH]})"
    yield f"version {first['version']}"


def _run(run: Mapping[str, Any]) -> str:
    return f"{_scenario(run)[:-1]}, run {run['run_id']})"


def _sweep(manifest: Mapping[str, Any]) -> Iterator[str]:
    """Yield what identifies a sweep or a sensitivity analysis: what was varied, and against what."""
    state = "" if manifest.get("state") == "complete" else ", unfinished"
    varied = list(manifest["values"] or manifest["ranges"])
    named = " and ".join(varied) if len(varied) <= MOST_NAMED else f"{len(varied)} parameters"
    yield f"sweep {manifest['name']} ({manifest['design']} of {named}{state})"
    against = f", each point against {_scenario(manifest['against'])}" if manifest.get("against") else ""
    yield f"scenario {_scenario(manifest)}{against}"
    yield from _replications(manifest)


def _robustness(manifest: Mapping[str, Any]) -> Iterator[str]:
    """Yield what identifies a comparison over parameter draws."""
    yield f"scenario {' and '.join(map(_scenario, manifest['scenarios']))}"
    agreeing = manifest.get("agreeing_draws_sha256", "")[:SHORT_HASH]
    source = (
        f"that agree with observed figures ({agreeing})" if agreeing
        else f"from the plausible ranges of {len(manifest['ranges'])} parameters"
    )  # fmt: skip
    yield f"{_counted(len(manifest['finished']), manifest['draws'], 'parameter draws')} {source}"
    yield from _replications(manifest)


def _calibration(manifest: Mapping[str, Any]) -> Iterator[str]:
    """Yield what identifies a calibration."""
    yield f"calibration {manifest['name']} of scenario {_scenario(manifest)}"
    reached = f"to tolerance {manifest['tolerance_reached']:g}" if manifest.get("state") == "complete" else "unfinished"
    yield f"{manifest['particles']} draws of {len(manifest['parameters'])} parameters {reached}"
    yield from _replications(manifest)


_OF_KIND: dict[str, Callable[[Mapping[str, Any]], Iterator[str]]] = {
    "run": _runs, "comparison": _runs, "sweep": _sweep, "robustness": _robustness, "calibration": _calibration,
}  # fmt: skip


def _replications(manifest: Mapping[str, Any]) -> Iterator[str]:
    """Yield how each point or draw was run."""
    yield f"{manifest['replications']} replications each"
    yield f"seed {manifest['seed']}"
    yield f"version {manifest['version']}"


def _counted(finished: int, asked: int, what: str) -> str:
    return f"{finished} {what}" if finished == asked else f"{finished} of {asked} {what}"


def _scenario(run: Mapping[str, Any]) -> str:
    return f"{run['scenario']['name']} ({run['scenario_hash'][:SHORT_HASH]})"


def _bibtex(version: str, told: str) -> str:
    fields = {
        "author": f"{{{AUTHORS}}}", "title": TITLE, "year": RELEASED[:4], "version": version,
        "note": f"Computer software. {told}".strip(),
    }  # fmt: skip
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join(["@software{diffusion_sim,", *lines, "}"])
