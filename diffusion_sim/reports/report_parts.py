"""What a report shows of a results folder: its rows, all parameters, and how to make the results again."""

from __future__ import annotations

import base64
import re
import shlex
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from diffusion_sim.reports.naming import parameter_meaning, parameter_unit
from diffusion_sim.results.storage import CHANNELS
from diffusion_sim.results.stored_result import StoredResult, extra_table, load_runs
from diffusion_sim.scenario.declarations import Declaration, declarations
from diffusion_sim.scenario.parameters import grade_name, source_in
from diffusion_sim.scenario.posterior import SHIPPED
from diffusion_sim.scenario.toml_files import toml_document
from diffusion_sim.words import exchanged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

Row = dict[str, Any]


class SavedResults(NamedTuple):
    """What one folder holds."""

    folder: Path
    kind: Literal["run", "comparison"]
    runs: tuple[dict[str, Any], ...]
    """The manifest of each run; of a comparison the baseline's first."""
    rows: tuple[Row, ...]
    """Rows of the summary, or of the paired differences."""
    sensitivity: tuple[tuple[str, tuple[Row, ...]], ...]
    """Tables of a sensitivity analysis kept in the folder, by name of file."""
    channels: tuple[Row, ...]
    """Rows of the split of a prize's effect, where it was asked for."""
    figures: tuple[Path, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The scenarios' names, the baseline's first."""
        if self.kind == "run":
            return (str(self.runs[0]["scenario"]["name"]),)
        others = dict.fromkeys(row["scenario"] for row in self.rows)
        return (str(self.runs[0]["scenario"]["name"]), *others)


def read_results(folder: Path) -> SavedResults:
    """Read and check a folder.

    Raises
    ------
    DataError
        If it is missing, unfinished or damaged.
    """
    stored = load_runs(folder)
    runs = (stored,) if isinstance(stored, StoredResult) else (stored.baseline, *stored.others)
    return SavedResults(
        folder,
        stored.manifest["kind"],
        tuple(dict(run.manifest) for run in runs),
        tuple({str(name): cell for name, cell in row.items()} for row in stored.summary().to_dict("records")),
        tuple((path.name, tuple(extra_table(path))) for path in sorted(folder.glob("sensitivity*.csv"))),
        tuple(extra_table(folder / CHANNELS)) if (folder / CHANNELS).is_file() else (),
        tuple(sorted((folder / "figures").glob("*.svg"))),
    )


class ParameterRow(NamedTuple):
    """One parameter, with its value under each scenario."""

    key: str
    values: tuple[str, ...]
    changed: bool
    """Whether the scenarios differ in it; of a single scenario, whether it differs from the default."""
    unit: str
    meaning: str
    grade: str
    source: str


def parameter_rows(scenarios: Sequence[Mapping[str, Any]], language: str = "en") -> tuple[ParameterRow, ...]:
    """Return a row for each parameter, from scenarios as manifests hold them."""
    return tuple(_rows(scenarios, language))


def _rows(scenarios: Sequence[Mapping[str, Any]], language: str) -> Iterator[ParameterRow]:
    for key, one in declarations().items():
        values = [scenario.get(one.section, {}).get(one.name, one.default) for scenario in scenarios]
        texts = tuple(_shown(value, language) for value in values)
        compared = texts if len(texts) > 1 else (*texts, _shown(one.default, language))
        told = parameter_meaning(one, language), grade_name(one.grade, language), source_in(one.source, language)
        yield ParameterRow(key, texts, len(set(compared)) > 1, _unit(one, language), *told)


def _unit(one: Declaration, language: str) -> str:
    return parameter_unit(one, language) if one.low is not None else ""


def _shown(value: object, language: str) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_shown(one, language) for one in value) or "–"
    if isinstance(value, float):
        return exchanged(f"{value:,.10g}", language)
    return str(value) if value != "" else "–"


class ScenarioFile(NamedTuple):
    """A scenario to be saved by the reader."""

    file_name: str
    text: str
    """The complete scenario as TOML."""

    @property
    def address(self) -> str:
        """The text as an address that a browser downloads without asking anybody."""
        return "data:application/toml;base64," + base64.b64encode(self.text.encode()).decode()


def scenario_files(names: Sequence[str], scenarios: Sequence[Mapping[str, Any]]) -> tuple[ScenarioFile, ...]:
    """Return each scenario as a file, under a name of its own."""
    return tuple(_files(names, scenarios))


def _files(names: Sequence[str], scenarios: Sequence[Mapping[str, Any]]) -> Iterator[ScenarioFile]:
    taken: set[str] = set()
    for name, scenario in zip(names, scenarios, strict=True):
        stem = re.sub(r"[^\w-]+", "_", name).strip("_")[:60] or "scenario"
        while stem in taken:
            stem += "_2"
        taken.add(stem)
        content = {key: value for key, value in scenario.items() if value != []} | {"name": name}
        yield ScenarioFile(f"{stem}.toml", toml_document(content))


def repeating_command(run: Mapping[str, Any], files: Sequence[ScenarioFile]) -> str:
    """Return the command that makes the results again, from the scenarios saved in the working directory."""
    verb = "run" if len(files) == 1 else "compare"
    names = " ".join(shlex.quote(file.file_name) for file in files)
    command = f"diffusion-sim {verb} {names} --replications {run['replications']} --seed {run['seed']}"
    posterior = str(run.get("posterior", {}).get("name", ""))
    if not posterior:
        return command
    return f"{command} --posterior" + ("" if posterior == SHIPPED.stem else f" {shlex.quote(posterior)}.csv")
