"""A scenario: the whole description of one policy in one country, frozen and checked; read from a file and all that it extends."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from pydantic import ValidationError, model_validator

from diffusion_sim.errors import InputError
from diffusion_sim.files import is_file, read_json, refuse_unreadable
from diffusion_sim.scenario.changes import (
    extended,
    file_keys,
    nested,
    parse_settings,
    replaced,
    resolve_files,
    with_contents,
    without_folders,
)
from diffusion_sim.scenario.checking import refuse, scenario_problems
from diffusion_sim.scenario.declarations import Section, Sections
from diffusion_sim.scenario.interventions import (  # noqa: TC001 - pydantic reads them when the class is made
    Innovation,
    Intervention,
    Organisation,
    Partners,
)
from diffusion_sim.scenario.toml_files import read_toml, toml_document
from diffusion_sim.scenario.values import month_number, plain, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diffusion_sim.mechanisms.copycat_prize import Prize
    from diffusion_sim.mechanisms.problem_agenda import Problems
    from diffusion_sim.scenario.time_and_network import Network

SHORT_IDENTITY = 12
MOST_PROBLEMS = 10_000


class Titled(Section):
    """What a scenario is called; it decides nothing."""

    name: str = "baseline"
    description: str = ""


class Scenario(Sections, Titled):
    """All parameters of a run. Change one with :meth:`with_changes`; never in place."""

    innovations: tuple[Innovation, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    partnerships: tuple[Partners, ...] = ()
    interventions: tuple[Intervention, ...] = ()

    @classmethod
    def from_table(cls, table: Mapping[str, Any], where: str) -> Self:
        """Build from plain nested values; what is wrong is said with ``where`` in front."""
        values = plain(table)
        refuse(scenario_problems(values, where))
        try:
            return cls.model_validate(values)
        except ValidationError as refusal:
            error = refusal.errors()[0]
            cause = error.get("ctx", {}).get("error")
            if isinstance(cause, InputError):
                raise InputError(f"{where}: {cause.where}", cause.found, cause.valid) from None
            place = ".".join(str(part) for part in error["loc"])
            raise InputError(f"{where}: {place}", error["msg"]) from None

    def with_changes(self, changes: Mapping[str, Any], where: str = "with_changes") -> Self:
        """Return a scenario that differs in some keys.

        Parameters
        ----------
        changes
            New values by dotted key, ``{"prize.winners_per_year": 3, "name": "x"}``. ``interventions``,
            ``innovations``, ``organisations`` and ``partnerships`` take the whole new list. File names are relative to the working directory.
        where
            How a refusal names the place.

        Raises
        ------
        InputError
            For an unknown key (with the nearest name), a wrong type or a value out of range.
        """
        if not isinstance(changes, Mapping):
            raise InputError(where, f"got {changes!r:.60}", 'valid: values by key, as {"prize.winners_per_year": 3}')
        own = plain(nested(changes, where))
        refuse(scenario_problems(own, where))
        return self.from_table(replaced(self.to_dict(), resolve_files(own, Path.cwd(), where)), where)

    def with_settings(self, settings: Iterable[str], where: str = "--set") -> Self:
        """Return a scenario changed by texts of the form ``KEY=VALUE``, the value written as in TOML."""
        return self.with_changes(parse_settings(settings, where), where)

    def identity(self) -> str:
        """Return a hash (64 hexadecimal digits) of all that matters: neither name nor description, nor any folder."""
        return identity_of(self.to_dict())

    @property
    def never_in_force(self) -> tuple[str, ...]:
        """What ends before the burn-in or begins after the last month: the prize, or a table by kind and name."""
        first = month_number(self.time.first_month)
        begins, ends = first - self.time.burn_in_months, first + self.time.months
        return tuple(
            label
            for label, start, until in self._dated()
            if (start and month_number(start) >= ends) or (until and month_number(until) < begins)
        )

    def _dated(self) -> Iterator[tuple[str, str, str]]:
        """Yield how messages name what has months of its own, its first and its last month (empty: open)."""
        if self.prize.winners_per_year:
            yield "the prize", self.prize.from_month, self.prize.until_month
        for given in self.innovations:
            yield f"innovation {given.name!r}", given.from_month, ""
        kinds: dict[str, Sequence[Organisation | Partners | Intervention]] = {
            "organisation": self.organisations,
            "partnership": self.partnerships,
            "intervention": self.interventions,
        }
        for kind, tables in kinds.items():
            for one in tables:
                yield f"{kind} {one.name!r}", one.from_month, one.until_month

    @property
    def short_identity(self) -> str:
        """The first twelve digits of :meth:`identity`."""
        return self.identity()[:SHORT_IDENTITY]

    def to_dict(self) -> dict[str, Any]:
        """Return plain nested values, as in a complete scenario file; paths are this machine's."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    def to_portable_dict(self) -> dict[str, Any]:
        """Return :meth:`to_dict` with the names of files in place of their paths: equal on every machine."""
        return without_folders(self.to_dict())

    def to_toml(self) -> str:
        """Return a complete scenario file."""
        return toml_document({key: value for key, value in self.to_dict().items() if value != []})

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        _check_files(self.network)
        _check_prize(self.prize)
        _check_problems(self.problems)
        return self


def _check_files(network: Network) -> None:
    if network.kind == "file" and not network.edges_file:
        raise InputError("network.edges_file", 'is empty, but network.kind is "file"', "valid: your file of ties")
    if network.kind == "file" and not network.nodes_file and not network.edges_file.endswith(".graphml"):
        found = "is empty, but ties from a CSV file need their places"
        raise InputError("network.nodes_file", found, "valid: your file of places, or ties as .graphml")
    if network.kind == "file" and network.nodes_file and network.edges_file.endswith(".graphml"):
        found = "is given, but network.edges_file is GraphML, which holds the places too"
        raise InputError("network.nodes_file", found, "leave it out, or give the ties as CSV")
    given = [name for name in ("nodes_file", "edges_file") if getattr(network, name)]
    if network.kind != "file" and given:
        found = f'is given, but network.kind is "{network.kind}"'
        raise InputError(f"network.{given[0]}", found, 'set kind = "file", or leave the file out')


def _check_problems(problems: Problems) -> None:
    """Refuse more problems than any memory holds for each of many places."""
    number = len(problems.fields) * problems.per_field
    if number > MOST_PROBLEMS:
        found = f"makes {number:,} problems in {len(problems.fields):,} fields"
        raise InputError("problems.per_field", found, f"valid: at most {MOST_PROBLEMS:,} in all fields")


def _check_prize(prize: Prize) -> None:
    if prize.winners_per_year and not prize.eligible_modes:
        raise InputError("prize.eligible_modes", "is empty, so that nobody can win", "name a mode, or give no prize")
    if prize.until_month and prize.until_month < prize.from_month:
        found = f'is "{prize.until_month}", before prize.from_month, "{prize.from_month}"'
        raise InputError("prize.until_month", found, "valid: from the same month on, or empty")


WITHOUT_MEANING = ("name", "description")
IN_ORDER = ("fields",)
"""Lists of names whose order counts (the policy fields are numbered); in all others it does not."""


def identity_of(table: Mapping[str, Any]) -> str:
    """Return the SHA-256 (64 hexadecimal digits) of a complete scenario, apart from its name and description."""
    meaning = {key: value for key, value in with_contents(table).items() if key not in WITHOUT_MEANING}
    text = json.dumps(_canonical(meaning), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def _canonical(value: Any, key: str = "") -> Any:  # noqa: ANN401 - whatever a scenario holds
    if isinstance(value, dict):
        return {name: _canonical(part, name) for name, part in value.items()}
    if isinstance(value, list):
        unordered = key not in IN_ORDER and all(isinstance(part, str) for part in value)
        return sorted(value) if unordered else [_canonical(part) for part in value]
    return value + 0.0 if isinstance(value, float) else value


DESCRIPTION = (
    "Denmark as it is: others' evidence is distrusted, money for development is scarce and much of it ends from one day to the "
    "next, there is no copycat prize and no national overview of solutions."
)


def baseline() -> Scenario:
    """Return the scenario of the default values."""
    return Scenario(name="baseline", description=DESCRIPTION)


LONGEST_CHAIN = 50
"""Files that extend one another."""


class Layer(NamedTuple):
    """One file of a chain of ``extends``."""

    path: Path
    table: dict[str, Any]

    @property
    def where(self) -> str:
        """How messages name the file."""
        return self.path.as_posix()


def load_scenario(path: str | os.PathLike[str]) -> Scenario:
    """Read a scenario file.

    Parameters
    ----------
    path
        A TOML file, or the ``manifest.json`` of a results folder, which holds the scenario of its run. ``extends = "../baseline.toml"`` (relative to the file that says so) names what it differs
        from, which may extend another file in turn; without it the file differs from the defaults of the package.
        Sections keep what a file does not name. ``[[interventions]]``, ``[[innovations]]``, ``[[organisations]]`` and
        ``[[partnerships]]`` are added to the inherited ones, and one with the name of an inherited one takes its place. Name and description are not
        inherited: the name is the file's own, without ``.toml``, when it gives none.

    Returns
    -------
    Scenario
        Complete and checked. File names in it are absolute.

    Raises
    ------
    InputError
        When anything in any of the files cannot be used; all problems of a file at once, in at most three lines.
    """
    if not isinstance(path, str | os.PathLike):
        raise InputError("load_scenario", f"got {path!r:.60}", "valid: the path of a TOML file, or of a manifest.json")
    if Path(path).suffix == ".json":
        return _of_manifest(Path(path))
    layers = list(_chain(Path(path)))
    own = layers[0]
    table: dict[str, Any] = {}
    for layer in reversed(layers):
        refuse(scenario_problems(layer.table, layer.where))
        table = extended(table, resolve_files(layer.table, layer.path.parent, layer.where))
    named = {"name": own.table.get("name", own.path.stem), "description": own.table.get("description", "")}
    return Scenario.from_table({**table, **named}, own.where)


def _of_manifest(path: Path) -> Scenario:
    """Return the scenario of a results folder; its own files are looked for here, then beside the manifest."""
    content = read_json(path)
    table = content.get("scenario") if isinstance(content, dict) and content.get("kind") == "run" else None
    if not isinstance(table, dict):
        found = "is no manifest of a run"
        raise InputError(
            path.as_posix(), found, "valid: manifest.json from a folder of `run`, or within one of `compare`"
        )
    folder = Path.cwd() if _has_its_files(table, Path.cwd()) else path.parent
    return Scenario.from_table(resolve_files(table, folder, path.as_posix()), path.as_posix())


def _has_its_files(table: dict[str, Any], folder: Path) -> bool:
    named = [table.get(section, {}).get(name, "") for section, name in file_keys()]
    return all(is_file(folder / name) for name in named if isinstance(name, str) and name)


def _chain(path: Path) -> Iterator[Layer]:
    """Yield the file, then what it extends, to the last."""
    seen: list[Path] = []
    parent: Path | None = path
    while parent is not None:
        current, parent = parent, None
        table = plain(read_toml(current, current.as_posix()))
        _refuse_cycle(seen, current)
        seen.append(current)
        base = table.pop("extends", None)
        yield Layer(current, table)
        if base is not None:
            parent = _extended_path(current, base)


def _extended_path(path: Path, base: object) -> Path:
    where = f"{path.as_posix()}: extends"
    if not isinstance(base, str) or not base:
        raise InputError(where, f"found {shown(base)}", 'valid: the path of one scenario file, as "../baseline.toml"')
    parent = Path(os.path.normpath(path.parent / base))
    refuse_unreadable(parent, where, base)
    return parent


def _refuse_cycle(seen: list[Path], current: Path) -> None:
    if len(seen) >= LONGEST_CHAIN:
        raise InputError(f"{seen[-1].as_posix()}: extends", f"is file {LONGEST_CHAIN + 1} of a chain", "valid: fewer")
    if current.resolve() in [path.resolve() for path in seen]:
        names = " -> ".join(path.name for path in (*seen, current))
        raise InputError(f"{seen[-1].as_posix()}: extends", f"leads back to where it began ({names})", "")
