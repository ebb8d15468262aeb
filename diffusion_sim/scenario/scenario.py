"""A scenario: the whole description of one policy in one country, frozen and checked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from pydantic import ValidationError, model_validator

from diffusion_sim.errors import InputError
from diffusion_sim.scenario.changes import (
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
from diffusion_sim.scenario.toml_files import toml_document
from diffusion_sim.scenario.values import month_number, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    def never_in_force(self) -> tuple[Intervention, ...]:
        """Interventions that end before the burn-in, or begin after the last month."""
        first = month_number(self.time.first_month)
        begins, ends = first - self.time.burn_in_months, first + self.time.months
        return tuple(
            one
            for one in self.interventions
            if (one.from_month and month_number(one.from_month) >= ends)
            or (one.until_month and month_number(one.until_month) < begins)
        )

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
