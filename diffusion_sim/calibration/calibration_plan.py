"""Plan files of calibrations: what is varied, what is compared with observation, and how far off may pass."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, InstanceOf, ValidationError

from diffusion_sim.calibration.own_study import OwnStudy, load_own_study
from diffusion_sim.calibration.statistics import STATISTICS
from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.scenario import Scenario, load_scenario
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.scenario.plausible import Range, is_whole, range_of
from diffusion_sim.scenario.posterior import may_be_drawn
from diffusion_sim.scenario.toml_files import read_toml
from diffusion_sim.scenario.values import field_problem, shown

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from diffusion_sim.calibration.statistics import Statistic


FEWEST_PARTICLES = 10
Positive = Annotated[float, Field(gt=0.0, allow_inf_nan=False, strict=True)]
Finite = Annotated[float, Field(allow_inf_nan=False, strict=True)]
Error = Annotated[float, Field(ge=0.0, allow_inf_nan=False, strict=True)]


class Target(BaseModel):
    """An observed figure that is fitted to, with what it may be off by, each in the figure's unit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Finite
    sampling: Error
    """Standard error of the figure as a sample."""
    discrepancy: Error
    """Standard deviation of what the model leaves out, above all that a policy field stands for workplaces."""
    source: str


class Check(BaseModel):
    """An observed figure that is *not* fitted to, and is looked at afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    low: Finite
    high: Finite
    source: str


class Plan(BaseModel):
    """A calibration: closed, frozen; file names are absolute."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    description: str = ""
    scenario: Scenario
    seed: int = Field(default=1, ge=0, lt=2**64, strict=True)
    particles: int = Field(ge=FEWEST_PARTICLES, le=100_000, strict=True)
    """Parameter sets that each generation accepts."""
    replications: int = Field(ge=1, le=10_000, strict=True)
    """Replications that each parameter set is simulated in; the same ones for all."""
    spread_replications: int = Field(default=20, ge=2, le=10_000, strict=True)
    """Replications in which the scenario as it stands tells how much chance moves each statistic."""
    predictive_replications: int = Field(default=100, ge=2, le=100_000, strict=True)
    """Other replications in which draws are compared with what was observed, each with a draw of its own."""
    tolerances: tuple[Positive, ...] = Field(min_length=1)
    """Largest distance that is accepted, generation by generation."""
    most_candidates: int = Field(default=20_000, ge=1, strict=True)
    """Parameter sets tried in one generation before it is given up."""
    parameters: dict[str, Range]
    """Uniform prior of each parameter that is fitted."""
    carried: dict[str, Range] = {}
    """Uniform prior of each parameter that no target can tell anything about; drawn, never fitted."""
    targets: dict[str, Target]
    checks: dict[str, Check] = {}
    truth: dict[str, Finite] = {}
    """For a test of recovery: values from which the targets' values are simulated, in replications of their own."""
    study: InstanceOf[OwnStudy] | None = Field(default=None, exclude=True)
    """A study of the user's own, whose places are simulated and whose figures are the targets."""

    @property
    def statistics(self) -> Mapping[str, Statistic]:
        """What is counted in each replication, by the names that the plan may use."""
        if self.study is None:
            return STATISTICS
        return {key: self.study.statistic(key, f"{self.name}: targets") for key in (*self.targets, *self.checks)}


KEYS = (*Plan.model_fields, "set", "extends")


def load_calibration(path: str | os.PathLike[str]) -> Plan:
    """Read a plan file (TOML).

    Raises
    ------
    InputError
        When anything in it, or in the scenario it names, cannot be used.
    """
    file = Path(path)
    where = file.as_posix()
    table = _whole_table(file, ())
    facts: dict[str, Any] = {"name": file.stem, **table, "scenario": _scenario(table, where)}
    facts.pop("set", None)
    for group in ("parameters", "carried"):
        facts[group] = _ranges(table.get(group, {}), f"{where}: {group}")
    for group in ("targets", "checks"):
        _refuse_other_than_tables(table.get(group, {}), f"{where}: {group}")
    if "study" in table:
        facts |= _of_study(facts, where)
    else:
        for group in ("targets", "checks"):
            _refuse_unknown_statistics(table.get(group, {}), f"{where}: {group}")
    plan = _plan(facts, where)
    _check(plan, where)
    return plan


def _whole_table(file: Path, before: tuple[Path, ...]) -> dict[str, Any]:
    """Return the content of a plan on top of what it extends; a group, as targets, is replaced key by key."""
    where = file.as_posix()
    table = read_toml(file, where)
    for key in table:
        if key not in KEYS:
            raise InputError(f"{where}: {key}", "is not a key of a calibration", did_you_mean(key, KEYS))
    if isinstance(table.get("scenario"), str):
        table["scenario"] = (file.parent / table["scenario"]).as_posix()
    if isinstance(table.get("study"), dict) and isinstance(table["study"].get("folder"), str):
        table["study"]["folder"] = (file.parent / table["study"]["folder"]).absolute().as_posix()
    extends = table.pop("extends", None)
    if extends is None:
        return table
    if not isinstance(extends, str) or file.resolve() in before:
        valid = 'valid: the path of another plan from here, as extends = "barometer.toml"'
        raise InputError(f"{where}: extends", f"found {shown(extends)}", valid)
    base = _whole_table(file.parent / extends, (*before, file.resolve()))
    groups = {
        key: base[key] | table[key] for key in table if isinstance(base.get(key), dict) and isinstance(table[key], dict)
    }
    return base | table | groups


def _scenario(table: dict[str, Any], where: str) -> Scenario:
    named = table.get("scenario")
    if not isinstance(named, str):
        valid = 'valid: the path of a scenario file from here, as scenario = "../baseline.toml"'
        raise InputError(f"{where}: scenario", "is missing or not a text", valid)
    changes = table.get("set", {})
    if not isinstance(changes, dict):
        raise InputError(f"{where}: set", f"found {shown(changes)}", 'valid: [set] with lines as "section.key" = 3')
    return load_scenario(named).with_changes(changes, f"{where}: set")


def _ranges(table: object, where: str) -> dict[str, Range]:
    if not isinstance(table, dict):
        raise InputError(
            where, f"found {shown(table)}", 'valid: lines as "appraisal.nih_bias" = { low = 0.0, high = 0.9 }'
        )
    return {key: _range(key, ends, where) for key, ends in table.items()}


def _range(key: str, ends: object, where: str) -> Range:
    if key in declarations() and not may_be_drawn(declarations()[key]):
        raise InputError(f"{where}.{key}", "cannot be drawn", "valid: a number outside time, network and problems")
    return range_of(key, ends, f"{where}.{key}")


def _of_study(facts: dict[str, Any], where: str) -> dict[str, Any]:
    """Return what a plan's study says: the scenario, and the value of each target."""
    if not isinstance(facts["study"], dict):
        raise InputError(f"{where}: study", f"found {shown(facts['study'])}", "valid: a table [study]")
    study = load_own_study(facts["study"], f"{where}: study")
    for key in facts.get("checks", {}):
        study.statistic(key, f"{where}: checks")
    targets = {key: _observed(study, key, of, f"{where}: targets") for key, of in facts.get("targets", {}).items()}
    return {"study": study, "targets": targets, "scenario": study.placed(facts["scenario"], where)}


def _observed(study: OwnStudy, key: str, table: object, where: str) -> object:
    """Return a target with its value from the study, whose chance the replications tell."""
    study.statistic(key, where)
    if not isinstance(table, dict):
        return table
    for name in table:
        if name != "discrepancy":
            raise InputError(
                f"{where}.{key}.{name}", "is not said here: the study tells it", "valid: discrepancy alone"
            )
    value = study.observed(key)
    if math.isnan(value):
        raise InputError(f"{where}.{key}", "cannot be told from the study", "choose another figure, or a later until")
    return {**table, "value": value, "sampling": 0.0, "source": f"{study.study.innovation}, computed from the study"}


def _refuse_other_than_tables(table: object, where: str) -> None:
    if not isinstance(table, dict):
        raise InputError(where, f"found {shown(table)}", "valid: tables as [targets.own_percent]")


def _refuse_unknown_statistics(table: dict[str, Any], where: str) -> None:
    for key in table:
        if key not in STATISTICS:
            raise InputError(f"{where}.{key}", "is not a statistic", did_you_mean(key, STATISTICS))


def _plan(facts: dict[str, Any], where: str) -> Plan:
    try:
        return Plan(**facts)
    except ValidationError as refusal:
        error = refusal.errors()[0]
        key = ".".join(str(part) for part in error["loc"])
        raise field_problem(error, f"{where}: {key}") from None


def _check(plan: Plan, where: str) -> None:
    for group in ("parameters", "targets"):
        if not getattr(plan, group):
            raise InputError(f"{where}: {group}", "is missing or empty", "valid: one or more")
    if any(later >= earlier for earlier, later in zip(plan.tolerances, plan.tolerances[1:], strict=False)):
        raise InputError(f"{where}: tolerances", f"found {list(plan.tolerances)}", "valid: falling, as [8.0, 5.0, 3.0]")
    if plan.most_candidates < plan.particles:
        found = f"is {plan.most_candidates}, of which {plan.particles} particles are never accepted"
        raise InputError(f"{where}: most_candidates", found, f"valid: {plan.particles} or more")
    for key in plan.parameters.keys() & plan.carried.keys():
        raise InputError(f"{where}: carried.{key}", "is fitted as well", "name it in one of the two tables")
    _check_figures(plan, where)
    _check_truth(plan, where)


def _check_figures(plan: Plan, where: str) -> None:
    for key, target in plan.targets.items():
        if math.hypot(target.sampling, target.discrepancy) == 0.0:
            raise InputError(f"{where}: targets.{key}", "has no error", "valid: sampling or discrepancy above 0")
    for key, check in plan.checks.items():
        if key in plan.targets:
            raise InputError(f"{where}: checks.{key}", "is fitted as well", "name it in one of the two tables")
        if check.low > check.high:
            raise InputError(f"{where}: checks.{key}", f"goes from {check.low:g} to {check.high:g}", "valid: low first")


def _check_truth(plan: Plan, where: str) -> None:
    for key, value in plan.truth.items():
        place = f"{where}: truth.{key}"
        if key not in plan.parameters:
            raise InputError(place, "is not fitted", did_you_mean(key, plan.parameters))
        low, high = plan.parameters[key]
        if not low <= value <= high or (is_whole(key) and not value.is_integer()):
            number = "a whole number" if is_whole(key) else "a number"
            raise InputError(
                place, f"is {value:g}", f"valid: {number} in the range that is fitted, {low:g} to {high:g}"
            )


def ball(statistics: int) -> float:
    """Return the tolerance at which acceptance says just what the errors say.

    Points spread evenly over a ball of this radius in so many dimensions have variance 1 along each axis, so that a
    statistic, in units of its error, passes with a standard deviation of one error. Wilkinson (2013), Statistical
    Applications in Genetics and Molecular Biology 12:129-141: accepting with a kernel is exact Bayesian inference with
    that kernel as the error of model and measurement.
    """
    return math.sqrt(statistics + 2.0)


class Scale:
    """Observed values and the errors that distances are counted in."""

    def __init__(self, plan: Plan, values: Mapping[str, float], spread: Mapping[str, float]) -> None:
        self.observed = {key: values[key] for key in plan.targets}
        noise = 1.0 / plan.replications + (1.0 / plan.replications if plan.truth else 1.0)
        self.errors = {key: _error(target, spread[key], noise) for key, target in plan.targets.items()}

    def residual(self, key: str, simulated: float) -> float:
        """Return how many errors a simulated statistic lies above the observed one."""
        return (simulated - self.observed[key]) / self.errors[key]

    def distance(self, simulated: Mapping[str, float]) -> float:
        """Return the Euclidean norm of the residuals; infinite where a statistic is missing."""
        total = math.hypot(*(self.residual(key, simulated[key]) for key in self.observed))
        return math.inf if math.isnan(total) else total


def _error(target: Target, between_replications: float, noise: float) -> float:
    """Add up sampling, what the model leaves out, and chance.

    Chance counts the variance between replications once for Denmark, which is one replication, and by the number of replications for the
    mean of those simulated; where the observed figures are themselves means of replications, likewise for them.
    """
    of_replications = 0.0 if math.isnan(between_replications) else noise * between_replications**2
    return math.sqrt(target.sampling**2 + target.discrepancy**2 + of_replications)
