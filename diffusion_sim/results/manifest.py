"""The manifest: all that is needed to repeat a run, and that its folder is checked against when it is read."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import PackageNotFoundError
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from diffusion_sim.errors import DataError
from diffusion_sim.files import as_json, read_bytes, replace_text
from diffusion_sim.version import version

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from diffusion_sim.results.context import Context
    from diffusion_sim.results.reported_run import ReportedRun
    from diffusion_sim.scenario.posterior import Posterior

MANIFEST = "manifest.json"
FORMAT = 2
"""Of results folders; raised when an older version could not read them."""
CHECKSUM = "manifest_sha256"
"""Entry that covers all others."""
DEPENDENCIES = ("numpy", "pandas", "pyarrow", "mesa", "networkx")
LARGEST_BYTES = 100 * 2**20
VALID = "name a results folder of `run`, or of `compare` without --uncertainty"
ANY_VALID = "name a results folder of a finished command"
_ELSEWHERE = {
    "robustness": "a comparison with --uncertainty; read it with load_result",
    "sweep": "a sweep; read it with load_result, or continue it with `sweep`",
    "calibration": "a calibration; read its posterior.csv with load_posterior",
}
"""What other commands write, and what to do with it."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
TableName = Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.(parquet|csv)$")]
FolderName = Annotated[str, StringConstraints(pattern=r"^[0-9]+_[a-z0-9_]+$")]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)


class _Table(_Entry):
    content_sha256: Sha256


_Value = bool | int | float | str | None
_Values = dict[str, _Value | list[_Value]]


class _Intervention(_Entry):
    __pydantic_extra__: dict[str, _Value | list[_Value]]
    name: str
    parameter: str


class _Scenario(_Entry):
    __pydantic_extra__: dict[str, _Values]
    name: str
    description: str = ""
    innovations: list[_Values] = []
    organisations: list[_Values] = []
    partnerships: list[_Values] = []
    interventions: list[_Intervention] = []


class _Posterior(_Entry):
    name: str = ""
    sha256: str = ""
    drawn: list[str] = []


class _Run(_Entry):
    run_id: str
    state: Literal["complete", "partial"]
    seed: int
    replications: Annotated[int, Field(ge=1)]
    finished: Annotated[list[int], Field(min_length=1)]
    version: str
    scenario_hash: Sha256
    scenario: _Scenario
    posterior: _Posterior = _Posterior()
    municipality: str = ""


class _RunFolder(_Run):
    kind: Literal["run"]
    tables: dict[TableName, _Table]


class _ComparisonFolder(_Entry):
    kind: Literal["comparison"]
    state: Literal["complete", "partial"]
    results: Annotated[dict[FolderName, _Run], Field(min_length=2)]
    tables: dict[TableName, _Table]


_FOLDER: TypeAdapter[_RunFolder | _ComparisonFolder] = TypeAdapter(
    Annotated[_RunFolder | _ComparisonFolder, Field(discriminator="kind")]
)


def state_of(runs: Sequence[ReportedRun]) -> str:
    """Return ``complete``, or ``partial`` when replications are missing."""
    return "complete" if len(runs) == runs[0].context.replications else "partial"


def describe_run(runs: Sequence[ReportedRun]) -> dict[str, Any]:
    """Return run id, state, versions, checksums and the whole scenario, as plain data."""
    context = runs[0].context
    finished = [run.record.replication for run in runs]
    told = {
        "format": FORMAT,
        "kind": "run",
        "run_id": context.run_id,
        "state": state_of(runs),
        "seed": context.seed,
        "replications": context.replications,
        "finished": finished,
        "version": context.version,
        "dependencies": dependencies(),
        "scenario_hash": context.scenario_hash,
        "scenario": context.scenario.to_portable_dict(),
        "data_checksums": dict(sorted(context.data_checksums)),
    }
    if context.municipality:
        told["municipality"] = context.municipality
    if context.posterior is not None:
        told["posterior"] = _describe_posterior(context, context.posterior, finished)
    return told


def _describe_posterior(context: Context, posterior: Posterior, finished: Sequence[int]) -> dict[str, Any]:
    """Return which parameters were drawn from where, and which draw each finished replication took."""
    kept = posterior.kept_by(context.scenario)
    return {
        "name": posterior.name,
        "sha256": posterior.digest,
        "drawn": [key for key in posterior.keys if key not in kept],
        "kept_as_the_scenario_sets_them": list(kept),
        "draw_of_replication": [posterior.row_of(context.seed, number) + 1 for number in finished],
        "replication_low_and_replication_high": "2.5 and 97.5 % of replications, each with a draw of its own: chance and parameters",
        "low_and_high": "95 % interval of the mean over replications and draws; it narrows with more replications",
    }


def dependencies() -> dict[str, str]:
    """Return the versions of the packages that results depend on."""
    return {name: _installed(name) for name in DEPENDENCIES}


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def write_manifest(folder: Path, content: dict[str, Any]) -> None:
    """Write the manifest with a checksum over all that it says."""
    replace_text(folder / MANIFEST, as_json(content | {CHECKSUM: _checksum(content)}))


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a run or comparison as it was written.

    Raises
    ------
    DataError
        If there is none, it is damaged or was changed, is of a newer version, or of something else.
    """
    path = folder / MANIFEST
    content = parsed_manifest(folder)
    where, kind = path.as_posix(), content.get("kind")
    if isinstance(kind, str) and kind in _ELSEWHERE:
        raise DataError(folder.as_posix(), f"holds {_ELSEWHERE[kind]}", VALID)
    _check_format(where, content.get("format"))
    if content.get(CHECKSUM) != _checksum({key: value for key, value in content.items() if key != CHECKSUM}):
        raise DataError(where, "is not what was written", "it was changed or damaged; run again")
    try:
        _FOLDER.validate_python(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        entry = ".".join(str(part) for part in first["loc"]) or "entry"
        raise DataError(where, f"`{entry}`: {first['msg']}", VALID) from None
    return content


def parsed_manifest(folder: Path) -> dict[str, Any]:
    """Return what a folder's manifest says, whatever wrote it.

    Raises
    ------
    DataError
        If there is no manifest that can be read.
    """
    path = folder / MANIFEST
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        found = f"holds no {MANIFEST}, so it is unfinished or no results folder: a finished run writes it last"
        raise DataError(folder.as_posix(), found, ANY_VALID) from None
    except (OSError, ValueError):
        pass  # said by the next line
    text = read_bytes(path, LARGEST_BYTES)
    try:
        content = json.loads(text)
    except RecursionError:
        raise DataError(path.as_posix(), "is not valid JSON (nested too deeply)", ANY_VALID) from None
    except ValueError as error:
        raise DataError(path.as_posix(), f"is not valid JSON ({error})", ANY_VALID) from None
    if not isinstance(content, dict):
        raise DataError(path.as_posix(), "is not a manifest", ANY_VALID)
    return content


def _check_format(where: str, found: object) -> None:
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise DataError(where, f"has format {found!r:.60}", f"valid: {FORMAT}")
    if found > FORMAT:
        raise DataError(where, f"has format {found:,}, of a newer diffusion-sim", f"this one reads {FORMAT}: update it")
    if found < FORMAT:
        raise DataError(where, f"has format {found}, of an older diffusion-sim", f"this one reads {FORMAT}: run again")


def _checksum(content: dict[str, Any]) -> str:
    try:
        text = as_json(content)
        return hashlib.sha256(text.encode()).hexdigest()
    except (ValueError, RecursionError):  # no number, or half a character: not written by this package
        return ""
