"""A scenario: the whole description of one policy in one world, frozen and checked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from pydantic import ValidationError, model_validator

from diffusion_sim.errors import InputError
from diffusion_sim.scenario.checking import scenario_problems
from diffusion_sim.scenario.files import resolve_files, without_folders
from diffusion_sim.scenario.identity import identity_of
from diffusion_sim.scenario.innovation import Innovation
from diffusion_sim.scenario.intervention import Intervention
from diffusion_sim.scenario.merging import nested, replaced
from diffusion_sim.scenario.months import month_number
from diffusion_sim.scenario.organisation import Organisation
from diffusion_sim.scenario.parameter import Section
from diffusion_sim.scenario.parameters import Sections
from diffusion_sim.scenario.partnership import Partners
from diffusion_sim.scenario.problems import refuse
from diffusion_sim.scenario.settings import parse_settings
from diffusion_sim.scenario.toml_text import toml_document
from diffusion_sim.scenario.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diffusion_sim.scenario.parameters.recognition import Prize
    from diffusion_sim.scenario.parameters.world import Network

__all__ = ["Innovation", "Intervention", "Organisation", "Partners", "Scenario"]

SHORT_IDENTITY = 12


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


def _check_prize(prize: Prize) -> None:
    if prize.winners_per_year and not prize.eligible_modes:
        raise InputError("prize.eligible_modes", "is empty, so that nobody can win", "name a mode, or give no prize")
