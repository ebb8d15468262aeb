"""What Not Invented Here must do (design: it is no constant of the mode), on paired ensembles; the figures are printed (-s)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pytest
from scipy.optimize import least_squares

import diffusion_sim as ds
from diffusion_sim.codes import Mode
from diffusion_sim.mechanisms.not_invented_here import nih_discount, ownership
from diffusion_sim.results.measures import measure
from diffusion_sim.setup import build_setup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diffusion_sim.results.reported_run import ReportedRun

    Vector = npt.NDArray[np.float64]

CONFIGS = Path(__file__).parents[2] / "configs"
FITTED_ON, JUDGED_ON = (16, 1), (64, 2)
"""Replications of each country and their seed: the shift is found in some and judged in others, so that it fits no chance."""
CONSTANTS = [f"appraisal.constant_{mode}" for mode in ("copy", "adapt", "inspired", "own")]
MEASURES = (
    "implemented_copy_per_year", "implemented_adapt_per_year", "implemented_inspired_per_year", "implemented_own_per_year",
    "reused_net_benefit", "own_net_benefit", "value_total", "best_family_percent", "reuse_of_municipal_percent",
)  # fmt: skip
TAKEN_UP = (
    *(f"{what} of quarter {n} by benefit" for what in ("taken up", "copied") for n in (1, 2, 3, 4)),
    "taken up from a land neighbour", "taken up from other municipalities", "taken up from outside",
)  # fmt: skip
POLICIES = {"knowledge_portal": "what a portal adds to reuse", "evaluation": "what evaluation adds to reuse"}
NAMES = (*MEASURES, *TAKEN_UP, *POLICIES.values())
BIAS = 0.3
SURE = 3.0
"""Standard errors."""
pytestmark = [pytest.mark.slow, pytest.mark.rare]


@cache
def base() -> ds.Scenario:
    return ds.load_scenario(CONFIGS / "baseline.toml")


@cache
def near() -> frozenset[tuple[int, int]]:
    """Return the pairs of codes of land neighbours, in both orders."""
    return frozenset(build_setup(base()).country.near)


def observed(which: tuple[int, int], changes: dict[str, float]) -> Vector:
    """Return all measures of each replication of the baseline with changes: (replications, measures)."""
    replications, seed = which
    country = base().with_changes(changes)
    policies = [ds.load_scenario(CONFIGS / "scenarios" / f"{name}.toml").with_changes(changes) for name in POLICIES]
    told = ds.compare(country, *policies, replications=replications, seed=seed)
    reused = [np.array([reuse(run) for run in side.runs]) for side in (told.baseline, *told.others)]
    effects = [side - reused[0] for side in reused[1:]]
    levels = [[measure(name).compute(run) for name in MEASURES] + list(taken_up(run)) for run in told.baseline.runs]
    return np.column_stack([np.array(levels, dtype=np.float64), *effects])


def reuse(run: ReportedRun) -> float:
    """Return what is reused a year."""
    return float(np.count_nonzero(run.implemented & run.reuse)) / run.years


def taken_up(run: ReportedRun) -> Iterator[float]:
    """Yield shares of what was heard of others in the reported months that is taken up."""
    cases, solutions = run.cases, run.record.solutions
    row, did = cases["solution"], cases["adopted"] >= 0
    heard = run.heard_from_others
    quarter = np.searchsorted(np.quantile(solutions["benefit"], (0.25, 0.5, 0.75)), solutions["benefit"][row])
    origin = solutions["origin"][row]
    neighbours = np.array([pair in near() for pair in zip(cases["code"].tolist(), origin.tolist(), strict=True)])
    quarters = [heard & (quarter == n) for n in range(4)]
    yield from (float(did[group].mean()) for group in quarters)
    yield from (float((did & (cases["mode"] == Mode.COPY))[group].mean()) for group in quarters)
    yield from (float(did[heard & group].mean()) for group in (neighbours, (origin > 0) & ~neighbours, origin == 0))


def apart(one: Vector, other: Vector) -> Vector:
    """Return the mean paired differences in standard errors."""
    difference = one - other
    error = difference.std(axis=0, ddof=1) / len(difference) ** 0.5
    return np.asarray(difference.mean(axis=0) / np.maximum(error, 1e-12))


def best_shift(strong: dict[str, float], weak: dict[str, float]) -> dict[str, float]:
    """Return the weak country with the constants that make it most like the strong one, over all measures."""
    wanted, start = observed(FITTED_ON, strong), observed(FITTED_ON, weak)
    error = (wanted - start).std(axis=0, ddof=1) / len(start) ** 0.5
    scale = np.maximum(error, 1e-6)

    def shifted(shift: Sequence[float] | Vector) -> dict[str, float]:
        constants = {
            key: getattr(base().appraisal, key.partition(".")[2]) + by for key, by in zip(CONSTANTS, shift, strict=True)
        }
        return weak | constants

    def distance(shift: Vector) -> Vector:
        return np.asarray((observed(FITTED_ON, shifted(shift)) - wanted).mean(axis=0) / scale)

    found = least_squares(lambda x: distance(x - 1.0), np.ones(4), diff_step=0.05, max_nfev=6)  # steps are relative
    before, after = float((((start - wanted).mean(axis=0) / scale) ** 2).sum()), 2 * found.cost
    print(
        f"best shift of {', '.join(CONSTANTS)}: {np.round(found.x - 1.0, 3)}; chi-square {after:.0f}, {before:.0f} without"
    )
    return shifted(found.x - 1.0)


def told(strong: dict[str, float], mimic: dict[str, float]) -> list[str]:
    """Print all measures under both; return those that differ by more than chance explains."""
    there, here = observed(JUDGED_ON, strong), observed(JUDGED_ON, mimic)
    errors = apart(there, here)
    for name, one, other, far in zip(NAMES, there.mean(axis=0), here.mean(axis=0), errors, strict=True):
        print(f"{name}: {one:.3f}, mimicked {other:.3f}, {far:+.1f} standard errors")
    return [name for name, far in zip(NAMES, errors, strict=True) if abs(far) > SURE]


def test_no_shift_of_constants_does_what_distrust_does() -> None:
    strong, weak = {"appraisal.nih_distrust": 0.9}, {"appraisal.nih_distrust": 0.3}
    found = told(strong, best_shift(strong, weak))
    assert len(found) >= 5, found


def test_a_shift_of_constants_does_what_a_discount_does() -> None:
    """The form that is kept for the ladder: where all have the same traits it is not identified."""
    alike = {"appraisal.nih_distrust": 0.0, "traits.spread": 0.0, "appraisal.nih_near_factor": 1.0}
    appraisal, sd = base().appraisal, base().solutions.benefit_sd
    taken = {
        f"appraisal.constant_{mode.name.lower()}": getattr(appraisal, f"constant_{mode.name.lower()}")
        - appraisal.benefit_weight * nih_discount(BIAS, 1.0, ownership(mode, appraisal.ownership_adapt), sd)
        for mode in (Mode.COPY, Mode.ADAPT, Mode.INSPIRED)
    }
    found = told(alike | {"appraisal.nih_bias": BIAS}, alike | taken)
    assert not found
