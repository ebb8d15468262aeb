"""Plan files: which parameters vary, by which design, in how many worlds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.scenario import Scenario, load_scenario
from diffusion_sim.scenario.plausible import Range
from diffusion_sim.scenario.toml_file import read_toml
from diffusion_sim.scenario.values import shown
from diffusion_sim.sweeps.design import points_of
from diffusion_sim.sweeps.varied import as_table, differs, ranges_in, values_in

if TYPE_CHECKING:
    import os

Design = Literal["grid", "list", "latin_hypercube", "sobol", "morris", "sobol_indices"]
LISTED = ("grid", "list")
POWERS_OF_TWO = ("sobol", "sobol_indices")
OTHER_NAMES = {"factorial": "grid"}


class Plan(BaseModel):
    """What a sweep runs: closed, strict, frozen; file names are absolute."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    description: str = ""
    scenario: Scenario
    against: Scenario | None = None
    """What the scenario is compared with in the same worlds: then each point's measures are paired differences."""
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

    def for_baseline(self, changes: dict[str, Any]) -> dict[str, Any]:
        """Return a point's values without those of the policy, which the baseline does not have."""
        pair = (self.scenario, self.against or self.scenario)
        return {key: value for key, value in changes.items() if not differs(key, pair)}


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
    _check(plan, where)
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
        raise InputError(f"{where}: {key}", f"found {table[key]!r}", _NEEDED["scenario"])
    setting = as_table(table.get("set", {}), f"{where}: set")
    return load_scenario(file.parent / table[key]).with_changes(setting, f"{where}: set")


def _plan(facts: dict[str, Any], where: str) -> Plan:
    try:
        return Plan(**facts)
    except ValidationError as refusal:
        error = refusal.errors()[0]
        key = ".".join(str(part) for part in error["loc"])
        valid = error["msg"].lower().removeprefix("input should be ")
        raise InputError(f"{where}: {key}", f"found {error['input']!r}", f"valid: {valid}") from None


def _check(plan: Plan, where: str) -> None:
    if plan.against is not None and plan.against.identity() == plan.scenario.identity():
        raise InputError(f"{where}: against", "says the same as scenario", "name scenarios that differ")
    if plan.design in LISTED:
        _check_listed(plan, where)
        return
    if plan.points < 1:
        raise InputError(f"{where}: points", f"is {plan.points}", f'valid: 1 or more with design = "{plan.design}"')
    if plan.design in POWERS_OF_TWO and plan.points & (plan.points - 1):
        below = 1 << (plan.points.bit_length() - 1)
        raise InputError(f"{where}: points", f"is {plan.points}", f"valid: a power of two, as {below} or {2 * below}")


def _check_listed(plan: Plan, where: str) -> None:
    if plan.points:
        found = f'is {plan.points}, but design = "{plan.design}" runs all the values listed'
        raise InputError(f"{where}: points", found, "leave it out")
    if plan.design == "list" and len({len(values) for values in plan.values.values()}) > 1:
        raise InputError(f"{where}: parameters", "has lists of different lengths", "valid: one value a point in each")
    _refuse_if_no_point_holds_together(plan, where)


def _refuse_if_no_point_holds_together(plan: Plan, where: str) -> None:
    """Refuse values that are each valid, when every combination of them contradicts itself."""
    refused = None
    for changes in points_of(plan):
        try:
            plan.scenario.with_changes(changes, f"{where}: parameters")
        except InputError as error:
            refused = refused or error
        else:
            return
    if refused is not None:
        raise refused
