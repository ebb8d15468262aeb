"""``run manifest.json``: a run again, as a results folder says it was run, and whether the same came out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from diffusion_sim.cli.options import read_posterior
from diffusion_sim.cli.output import note
from diffusion_sim.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from diffusion_sim.scenario.posterior import Posterior

MANIFEST = ".json"
COMMAND_LINE = "COMMANDLINE"
"""Where an option has its value from; its class has moved between releases of what reads the command line."""


class Repeated:
    """What a manifest says of its run; nothing where the scenario is no manifest."""

    def __init__(self, file: Path) -> None:
        self.file, self.told = file, _read(file) if file.suffix == MANIFEST else {}

    def or_else(self, context: typer.Context, option: str, value: int) -> int:
        """Return what was typed, else what the manifest says, else the default."""
        source = context.get_parameter_source(option)
        typed = source is not None and source.name == COMMAND_LINE
        return value if typed or not self.told else int(self.told[option])

    def posterior(self, text: str | None) -> Posterior | None:
        """Return the posterior that was used, the shipped one without being asked.

        Raises
        ------
        InputError
            If it is another.
        """
        wanted = self.told.get("posterior", {}).get("sha256", "")
        found = read_posterior(text if text is not None or not wanted else "shipped")
        if self.told and wanted != (found.digest if found else ""):
            valid = f"name the posterior.csv with SHA-256 {wanted[:12]}..." if wanted else "leave it out"
            raise InputError("--posterior", "is not what the run of the manifest was drawn from", valid)
        return found

    def check(self) -> None:
        """Say what may make results differ; refuse a run that cannot be repeated here.

        Raises
        ------
        InputError
            If a file of the user's own has changed, or the agents were the user's own.
        """
        from diffusion_sim.scenario import load_scenario
        from diffusion_sim.version import version

        if not self.told:
            return
        where = self.file.as_posix()
        if self.told.get("municipality"):
            found = f"was run with agents of its own ({self.told['municipality']})"
            raise InputError(where, found, "run it in Python, with DiffusionModel(scenario, municipality=...)")
        if self.told["version"] != version():
            note(
                f"Note: the run was made with version {self.told['version']}, this is {version()}: results may differ."
            )
        elif load_scenario(self.file).identity() != self.told["scenario_hash"]:
            files = self.told["scenario"]["network"]
            named = " or ".join(str(files[name]) for name in ("nodes_file", "edges_file") if files.get(name))
            raise InputError(
                where, f"{named or 'its scenario'} is not as it was", "put back what the run was made from"
            )

    def compare(self, folder: Path) -> str:
        """Return whether the same tables came out as the manifest lists, in a sentence.

        Where one of the two runs was stopped, the replications that both have are compared.
        """
        from diffusion_sim.results.manifest import parsed_manifest

        manifest = parsed_manifest(folder)
        if not self.told or manifest["run_id"] != self.told["run_id"]:
            return ""
        whole = self.told["finished"] == manifest["finished"]
        if not whole and folder.resolve() == self.file.parent.resolve():
            return ""  # what had finished was written over
        shared = sorted(set(self.told["finished"]) & set(manifest["finished"]))
        equal = _same_content(self.told, manifest) if whole else _same_rows(self.file.parent, folder, shared)
        of = (
            self.file.as_posix()
            if whole
            else f"{self.file.as_posix()} in the {len(shared)} replications that both have"
        )
        if differing := [name for name, is_equal in equal.items() if not is_equal]:
            return f"Not repeated: {', '.join(differing)} differ from those of {of}."
        return f"Repeated: the content of {len(equal)} tables equals that of {of}."


def _same_content(first: Mapping[str, Any], again: Mapping[str, Any]) -> dict[str, bool]:
    """Tell for each table that both manifests list whether its content is equal."""
    listed, made = first["tables"], again["tables"]
    return {name: listed[name]["content_sha256"] == made[name]["content_sha256"] for name in listed if name in made}


def _same_rows(first: Path, again: Path, replications: Sequence[int]) -> dict[str, bool]:
    """Tell for each table with a row for each replication whether the rows of these are equal."""
    from diffusion_sim.results.stored_result import load_runs

    before, after = (load_runs(folder).tables for folder in (first, again))
    return {
        f"{name}.parquet": _rows_of(before[name], replications).equals(_rows_of(after[name], replications))
        for name in before
        if name in after and "replication" in before[name]
    }


def _rows_of(table: pd.DataFrame, replications: Sequence[int]) -> pd.DataFrame:
    return table[table["replication"].isin(replications)].reset_index(drop=True)


def _read(file: Path) -> dict[str, Any]:
    from diffusion_sim.results.manifest import read_manifest

    if file.name != "manifest.json":
        raise InputError(file.as_posix(), "is no scenario file", "valid: a TOML file, or a manifest.json")
    told = read_manifest(file.parent)
    if told["kind"] != "run":
        found = f"is the manifest of a {told['kind']}"
        raise InputError(
            file.as_posix(), found, f"name that of one of its runs, as {next(iter(told['results']))}/manifest.json"
        )
    return told
