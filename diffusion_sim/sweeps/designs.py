"""What a sweep runs: a plan, and the points of its design in an order that only the plan decides."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from diffusion_sim.errors import InputError
from diffusion_sim.scenario import Scenario
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.scenario.plausible import Range, is_whole, uncertain_parameters, value_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy.typing as npt

    Shares = npt.NDArray[np.float64]
    """Points by parameters, from 0 (the low end) to 1."""


SHAPE = ("network.degree", "network.rewiring_probability")
"""Not drawn unless named: they belong to the kind of graph that a scenario chooses (a ring's degree must be even)."""


def differs(key: str, scenarios: Iterable[Scenario]) -> bool:
    """Tell whether scenarios differ in a parameter: then it is the policy, not part of the country."""
    section, name = declarations()[key].section, declarations()[key].name
    return len({repr(getattr(getattr(scenario, section), name)) for scenario in scenarios}) > 1


def drawn_parameters(scenarios: Iterable[Scenario]) -> dict[str, Range]:
    """Return the range of every parameter that is uncertain and not part of the policy."""
    compared = tuple(scenarios)
    known = uncertain_parameters().items()
    return {key: tried for key, tried in known if key not in SHAPE and not differs(key, compared)}


Design = Literal["grid", "list", "latin_hypercube", "sobol", "morris", "sobol_indices"]

LISTED = ("grid", "list")
POWERS_OF_TWO = ("sobol", "sobol_indices")
RANKING = {"morris": 1, "sobol_indices": 2}
"""Designs that rank parameters: points of a group (trajectory, base sample) beyond one for each parameter."""
FEWEST_GROUPS = 2
"""That a ranking has a spread of."""
MOST_POINTS, MOST_VALUES = 10_000_000, 50_000_000
"""Of a plan: what a list of its points takes in memory."""
_FEWER = f"valid: at most {MOST_POINTS:,} points, and {MOST_VALUES:,} values in all"
TRIED_POINTS = 200
"""Of which one must hold together before anything runs."""
LEVELS = 4
"""Of Morris' design."""
MORRIS_STEP = LEVELS / (2 * (LEVELS - 1))
"""Of a number, as a share of its range: from a level to the one two further."""


class Plan(BaseModel):
    """What a sweep runs: closed, strict, frozen; file names are absolute."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    description: str = ""
    scenario: Scenario
    against: Scenario | None = None
    """What the scenario is compared with in the same replications: then each point's measures are paired differences."""
    design: Design
    replications: int = Field(default=20, ge=1, le=100_000, strict=True)
    seed: int = Field(default=1, ge=0, lt=2**64, strict=True)
    points: int = Field(default=0, ge=0, le=MOST_POINTS, strict=True)
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


def points_of(plan: Plan) -> Sequence[dict[str, Any]]:
    """Return the values of every point by parameter; each is made when asked for, for there may be very many."""
    if plan.design == "grid":
        return _Grid(plan)
    if plan.design == "list":
        return [dict(zip(plan.values, point, strict=True)) for point in zip(*plan.values.values(), strict=True)]
    return _Drawn(plan, SAMPLES[plan.design](plan))


class _Grid(Sequence[dict[str, Any]]):
    """Every combination, the last parameter fastest."""

    def __init__(self, plan: Plan) -> None:
        self._values = plan.values

    def __len__(self) -> int:
        return math.prod(len(values) for values in self._values.values())

    def __getitem__(self, number: Any) -> Any:  # noqa: ANN401 - that of a sequence
        place, point = range(len(self))[number], {}
        for key, values in reversed(self._values.items()):
            place, index = divmod(place, len(values))
            point[key] = values[index]
        return {key: point[key] for key in self._values}


class _Drawn(Sequence[dict[str, Any]]):
    """Shares of the ranges."""

    def __init__(self, plan: Plan, shares: Shares) -> None:
        self._ranges, self._shares = plan.ranges, shares

    def __len__(self) -> int:
        return len(self._shares)

    def __getitem__(self, number: Any) -> Any:  # noqa: ANN401 - that of a sequence
        pairs = zip(self._ranges.items(), self._shares[number].tolist(), strict=True)
        return {key: value_at(key, tried, share) for (key, tried), share in pairs}


def _latin_hypercube(plan: Plan) -> Shares:
    from scipy.stats import qmc  # noqa: PLC0415 - slow to import

    return qmc.LatinHypercube(len(plan.ranges), rng=np.random.default_rng(plan.seed)).random(plan.points)


def _sobol(plan: Plan) -> Shares:
    from scipy.stats import qmc  # noqa: PLC0415 - as above

    return qmc.Sobol(len(plan.ranges), rng=np.random.default_rng(plan.seed)).random(plan.points)


def salib_problem(plan: Plan) -> dict[str, Any]:
    """Return the parameters as SALib wants them, all from 0 to 1."""
    return {"num_vars": len(plan.ranges), "names": list(plan.ranges), "bounds": [[0.0, 1.0]] * len(plan.ranges)}


def morris_shares(plan: Plan) -> Shares:
    """Return the trajectories of Morris (1991): of each parameter two of four levels, half of them apart.

    Of a whole number each trajectory has places of its own within the four quarters in place of the levels, so that all
    whole numbers are tried equally often, however many there are.
    """
    from SALib.sample import morris  # noqa: PLC0415 - as above
    from scipy.stats import qmc  # noqa: PLC0415 - as above

    shares = np.asarray(morris.sample(salib_problem(plan), plan.points, num_levels=LEVELS, seed=plan.seed % 2**32))
    whole = [number for number, key in enumerate(plan.ranges) if is_whole(key)]
    if whole:
        within = qmc.LatinHypercube(len(whole), rng=np.random.default_rng([plan.seed, LEVELS])).random(plan.points)
        quarters = np.rint(shares[:, whole] * (LEVELS - 1))
        shares[:, whole] = (quarters + np.repeat(within, len(plan.ranges) + 1, axis=0)) / LEVELS
    return shares


def tried_shares(plan: Plan, shares: Shares) -> Shares:
    """Return how far into their ranges the values at some shares lie; of a whole number in steps from end to end."""
    tried = shares.copy()
    for column, (key, ends) in enumerate(plan.ranges.items()):
        if is_whole(key):
            values = np.array([value_at(key, ends, share) for share in shares[:, column].tolist()])
            tried[:, column] = (values - ends.low) / (ends.high - ends.low)
    return tried


def as_of_equal_steps(plan: Plan, shares: Shares, means: Shares) -> Shares:
    """Return what SALib divides by its one length of step, so that it divides by the length of each.

    Steps of whole numbers have lengths of their own: from 1 to 2 of 1, 2, 3 is half the range, from 1 to 3 all of it.
    """
    if not any(map(is_whole, plan.ranges)):
        return means
    tried = tried_shares(plan, shares.reshape(-1, len(plan.ranges))).reshape(shares.shape)
    lengths = np.abs(np.diff(tried, axis=1)).sum(axis=2)
    changes = np.diff(means, axis=1) * MORRIS_STEP / lengths
    return np.cumsum(np.hstack([means[:, :1], changes]), axis=1)


def sobol_indices_shares(plan: Plan) -> Shares:
    """Return Saltelli's sample for Sobol indices, without second order."""
    from SALib.sample import sobol  # noqa: PLC0415 - as above

    sample = sobol.sample(salib_problem(plan), plan.points, calc_second_order=False, seed=plan.seed % 2**32)
    return np.asarray(sample)


SAMPLES: dict[str, Callable[[Plan], Shares]] = {
    "latin_hypercube": _latin_hypercube,
    "sobol": _sobol,
    "morris": morris_shares,
    "sobol_indices": sobol_indices_shares,
}


def check_plan(plan: Plan, where: str) -> None:
    """Refuse a plan of which nothing could run, or too much.

    Raises
    ------
    InputError
        With what stands where.
    """
    if plan.against is not None and plan.against.identity() == plan.scenario.identity():
        raise InputError(f"{where}: against", "says the same as scenario", "name scenarios that differ")
    if plan.design in LISTED:
        _check_listed(plan, where)
    else:
        _check_drawn(plan, where)
    _refuse_if_no_point_holds_together(plan, where)


def _check_listed(plan: Plan, where: str) -> None:
    if plan.points:
        found = f'is {plan.points}, but design = "{plan.design}" runs all the values listed'
        raise InputError(f"{where}: points", found, "leave it out")
    lengths = [len(values) for values in plan.values.values()]
    if plan.design == "list" and len(set(lengths)) > 1:
        raise InputError(f"{where}: parameters", "has lists of different lengths", "valid: one value a point in each")
    if plan.design == "grid" and math.prod(lengths) > MOST_POINTS:
        raise InputError(f"{where}: parameters", f"has {math.prod(lengths):.2g} combinations", _FEWER)


def _check_drawn(plan: Plan, where: str) -> None:
    fewest = FEWEST_GROUPS if plan.design in RANKING else 1
    if plan.points < fewest:
        valid = f'valid: {fewest} or more with design = "{plan.design}"'
        raise InputError(f"{where}: points", f"is {plan.points}", valid)
    if plan.design in POWERS_OF_TWO and plan.points & (plan.points - 1):
        below = 1 << (plan.points.bit_length() - 1)
        raise InputError(f"{where}: points", f"is {plan.points}", f"valid: a power of two, as {below} or {2 * below}")
    runs = plan.points * (len(plan.ranges) + RANKING[plan.design] if plan.design in RANKING else 1)
    if runs > MOST_POINTS or runs * len(plan.ranges) > MOST_VALUES:
        found = f"is {plan.points:,}, which makes {runs:,} points of {len(plan.ranges)} parameters"
        raise InputError(f"{where}: points", found, _FEWER)


def _refuse_if_no_point_holds_together(plan: Plan, where: str) -> None:
    """Refuse values that are each valid, when every one of the first combinations contradicts itself."""
    refused = None
    for changes in islice(points_of(plan), TRIED_POINTS):
        try:
            plan.scenario.with_changes(changes, f"{where}: parameters")
        except InputError as error:
            refused = refused or error
        else:
            return
    if refused is not None:
        raise refused
