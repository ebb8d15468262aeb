"""Plan files: which parameters vary, by which design, in how many replications; what could not run is refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from pydantic import ValidationError

from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.scenario import Scenario, load_scenario
from diffusion_sim.scenario.changes import nested, resolve_files
from diffusion_sim.scenario.checking import refuse, scenario_problems
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.scenario.plausible import Range, range_of
from diffusion_sim.scenario.toml_files import read_toml
from diffusion_sim.scenario.values import field_problem, plain, shown
from diffusion_sim.sweeps.designs import LISTED, Design, Plan, check_plan, drawn_parameters

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable


OTHER_NAMES = {"factorial": "grid"}


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
    design = _design(table["design"], where)
    scenario, against = _scenario(table, "scenario", file), _scenario(table, "against", file)
    varied = table.get("parameters")
    compared = [scenario, against or scenario]
    taken: dict[str, Any] = (
        {"values": values_in(varied, where)} if design in LISTED else {"ranges": ranges_in(varied, where, compared)}
    )
    facts: dict[str, Any] = {
        key: table[key] for key in ("description", "replications", "seed", "points") if key in table
    }
    name = table.get("name", file.stem)
    plan = _plan({"name": name, "scenario": scenario, "against": against, "design": design, **facts, **taken}, where)
    check_plan(plan, where)
    return plan


_KEYS = ("name", "description", "scenario", "against", "design", "replications", "seed", "points", "set", "parameters")


def _refuse_unknown(table: dict[str, Any], where: str) -> None:
    for key in table:
        if key not in _KEYS:
            raise InputError(f"{where}: {key}", "is not a key of a plan", did_you_mean(key, _KEYS))
    for key, valid in _NEEDED.items():
        if not isinstance(table.get(key), str):
            raise InputError(f"{where}: {key}", "is missing or not a text", valid)


def _design(name: str, where: str) -> str:
    """Return the design by its own name; what it is decides what the parameters may look like."""
    designs = (*get_args(Design), *OTHER_NAMES)
    if name not in designs:
        raise InputError(f"{where}: design", f"found {shown(name)}", did_you_mean(name, designs))
    return OTHER_NAMES.get(name, name)


_NEEDED = {
    "scenario": 'valid: the path of a scenario file from here, as scenario = "../baseline.toml"',
    "design": 'valid: "grid", "list", "latin_hypercube", "sobol", "morris" or "sobol_indices"',
}


def _scenario(table: dict[str, Any], key: str, file: Path) -> Any:  # noqa: ANN401 - a scenario, or None
    """Load the scenario or what it is compared with; what the plan sets holds in both."""
    where = file.as_posix()
    if key not in table:
        return None
    if not isinstance(table[key], str):
        raise InputError(f"{where}: {key}", f"found {shown(table[key])}", _NEEDED["scenario"])
    setting = as_table(table.get("set", {}), f"{where}: set")
    return load_scenario(file.parent / table[key]).with_changes(setting, f"{where}: set")


def _plan(facts: dict[str, Any], where: str) -> Plan:
    try:
        return Plan(**facts)
    except ValidationError as refusal:
        error = refusal.errors()[0]
        key = ".".join(str(part) for part in error["loc"])
        raise field_problem(error, f"{where}: {key}") from None


def as_table(table: object, where: str) -> dict[str, Any]:
    """Return a table of the file, or refuse what stands in its place."""
    if not isinstance(table, dict):
        name = where.rpartition(" ")[2]
        raise InputError(where, "is not a table", f'valid: [{name}] with lines as "section.key" = 3')
    return table


def values_in(varied: object, where: str) -> dict[str, tuple[Any, ...]]:
    """Return the values of each parameter; the first that no scenario could have is refused."""
    table = as_table(varied, f"{where}: parameters")
    for key, values in table.items():
        place = f"{where}: parameters.{key}"
        if key not in declarations():
            raise InputError(place, "is not a parameter", did_you_mean(key, declarations()))
        if not isinstance(values, list) or not values:
            raise InputError(place, f"found {shown(values)}", "valid: a list of values, as [0, 1, 3]")
        for value in values:
            _refuse_invalid(key, value, place)
    if not table:
        raise InputError(f"{where}: parameters", "is empty", 'valid: lines as "prize.winners_per_year" = [0, 1, 3]')
    return {key: tuple(values) for key, values in table.items()}


def _refuse_invalid(key: str, value: object, place: str) -> None:
    """Refuse what the parameter alone says is wrong; what only some combinations forbid fails their points."""
    own = plain(nested({key: value}, place))
    try:
        refuse(scenario_problems(own, place))
        resolve_files(own, Path.cwd(), place)
    except InputError as problem:
        raise InputError(place, problem.found, problem.valid) from None


def ranges_in(varied: object, where: str, scenarios: Iterable[Scenario]) -> dict[str, Range]:
    """Return the ranges: the file's own, or the plausible ones; without any, those of every uncertain parameter."""
    given = {} if varied is None else as_table(varied, f"{where}: parameters")
    ranges = {key: range_of(key, ends, f"{where}: parameters.{key}") for key, ends in given.items()}
    return ranges or drawn_parameters(scenarios)
