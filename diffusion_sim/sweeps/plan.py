"""Plan files: which parameters vary, by which design, in how many worlds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.scenario import Scenario, load_scenario
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.scenario.plausible import Range, plausible_range, uncertain_parameters
from diffusion_sim.scenario.toml_file import read_toml

if TYPE_CHECKING:
    import os

Design = Literal["grid", "list", "latin_hypercube", "sobol", "morris", "sobol_indices"]
LISTED = ("grid", "list")
POWERS_OF_TWO = ("sobol", "sobol_indices")


class Plan(BaseModel):
    """What a sweep runs: closed, strict, frozen; file names are absolute."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    description: str = ""
    scenario: Scenario
    design: Design
    replications: int = Field(default=20, ge=1, le=100_000)
    seed: int = Field(default=1, ge=0, lt=2**64)
    points: int = Field(default=0, ge=0, le=10_000_000)
    """Of a hypercube: points; of Morris: trajectories; of Sobol indices: base samples. Of grids and lists: not used."""
    values: dict[str, tuple[Any, ...]] = {}
    """Of grids and lists."""
    ranges: dict[str, Range] = {}
    """Of all other designs."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The parameters that vary."""
        return tuple(self.values or self.ranges)


def load_plan(path: str | os.PathLike[str]) -> Plan:
    """Read a plan file (TOML).

    Raises
    ------
    InputError
        When anything in it, or in the scenario it names, cannot be used.
    """
    file = Path(path)
    where = file.as_posix()
    table = read_toml(file, where)
    _refuse_unknown(table, where)
    design = table.get("design")
    scenario = _scenario(table, file, where)
    varied = table.get("parameters")
    taken: dict[str, Any] = (
        {"values": _values(varied, where)} if design in LISTED else {"ranges": _ranges(varied, where)}
    )
    facts: dict[str, Any] = {
        key: table[key] for key in ("description", "design", "replications", "seed", "points") if key in table
    }
    plan = _plan({"name": table.get("name", file.stem), "scenario": scenario, **facts, **taken}, where)
    _check(plan, where)
    return plan


_KEYS = ("name", "description", "scenario", "design", "replications", "seed", "points", "set", "parameters")


def _refuse_unknown(table: dict[str, Any], where: str) -> None:
    for key in table:
        if key not in _KEYS:
            raise InputError(f"{where}: {key}", "is not a key of a plan", did_you_mean(key, _KEYS))
    for key in ("scenario", "design"):
        if not isinstance(table.get(key), str):
            raise InputError(f"{where}: {key}", "is missing or not a text", _NEEDED[key])


_NEEDED = {
    "scenario": 'valid: the path of a scenario file from here, as scenario = "../baseline.toml"',
    "design": 'valid: "grid", "list", "latin_hypercube", "sobol", "morris" or "sobol_indices"',
}


def _scenario(table: dict[str, Any], file: Path, where: str) -> Scenario:
    scenario = load_scenario(file.parent / table["scenario"])
    return scenario.with_changes(_flat(table.get("set", {}), f"{where}: set"), f"{where}: set")


def _flat(table: object, where: str) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise InputError(
            where, "is not a table", f'valid: [{where.rpartition(" ")[2]}] with lines as "section.key" = 3'
        )
    return table


def _declared(key: str, where: str) -> None:
    if key not in declarations():
        raise InputError(f"{where}: parameters.{key}", "is not a parameter", did_you_mean(key, declarations()))


def _values(varied: object, where: str) -> dict[str, tuple[Any, ...]]:
    table = _flat(varied, f"{where}: parameters")
    for key, values in table.items():
        _declared(key, where)
        if not isinstance(values, list) or not values:
            raise InputError(f"{where}: parameters.{key}", f"found {values!r}", "valid: a list of values, as [0, 1, 3]")
    if not table:
        raise InputError(f"{where}: parameters", "is empty", 'valid: lines as "prize.winners_per_year" = [0, 1, 3]')
    return {key: tuple(values) for key, values in table.items()}


def _ranges(varied: object, where: str) -> dict[str, Range]:
    """Return the ranges: the file's own, or the plausible ones; without any, those of every uncertain parameter."""
    if varied is None:
        return uncertain_parameters()
    ranges = {key: _range(key, ends, where) for key, ends in _flat(varied, f"{where}: parameters").items()}
    return ranges or uncertain_parameters()


def _range(key: str, ends: object, where: str) -> Range:
    _declared(key, where)
    valid = "valid: { low = 0.1, high = 0.9 }, or {} for half to double the default"
    place = f"{where}: parameters.{key}"
    if ends == {}:
        tried = plausible_range(declarations()[key])
        if tried is None:
            raise InputError(place, "has no plausible range of its own", "valid: { low = 0.1, high = 0.9 }")
        return tried
    numbers = [ends[end] for end in ("low", "high")] if isinstance(ends, dict) and set(ends) == {"low", "high"} else []
    if not numbers or not all(isinstance(end, int | float) for end in numbers) or numbers[0] >= numbers[1]:
        raise InputError(place, f"found {ends!r}", valid)
    return Range(float(numbers[0]), float(numbers[1]))


def _plan(facts: dict[str, Any], where: str) -> Plan:
    try:
        return Plan(**facts)
    except ValidationError as refusal:
        error = refusal.errors()[0]
        key = ".".join(str(part) for part in error["loc"])
        raise InputError(f"{where}: {key}", f"found {error['input']!r}", f"valid: {error['msg'].lower()}") from None


def _check(plan: Plan, where: str) -> None:
    if plan.design in LISTED:
        if plan.design == "list" and len({len(values) for values in plan.values.values()}) > 1:
            raise InputError(
                f"{where}: parameters", "has lists of different lengths", "valid: one value a point in each"
            )
        return
    if plan.points < 1:
        raise InputError(f"{where}: points", f"is {plan.points}", f'valid: 1 or more with design = "{plan.design}"')
    if plan.design in POWERS_OF_TWO and plan.points & (plan.points - 1):
        below = 1 << (plan.points.bit_length() - 1)
        raise InputError(f"{where}: points", f"is {plan.points}", f"valid: a power of two, as {below} or {2 * below}")
