"""Why a municipality adopted a solution under one policy only: the first appraisal that came out otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from diffusion_sim.country.selectors import find_place
from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.mechanisms.utility import Terms, utility

if TYPE_CHECKING:
    from diffusion_sim.draws.address import Entity
    from diffusion_sim.model.agents import DiffusionModel
    from diffusion_sim.model.views import Appraisal, Option
    from diffusion_sim.scenario import Scenario


@dataclass(frozen=True)
class FirstDifference:
    """The appraisal under A (baseline) and under B; None where the problem was not appraised in that month."""

    date: str
    municipality: str
    a: Appraisal | None
    b: Appraisal | None

    def table(self) -> pd.DataFrame:
        """Return every option that was weighed.

        Returns
        -------
        pandas.DataFrame
            Columns policy (A or B), mode, id (of the solution, in hexadecimal; empty for none), chosen, each term in
            units of the taste scale, utility (their sum).
        """
        rows = [
            (policy, option.mode.name.lower(), _id(option), number == appraisal.chosen, *option.terms,
             utility(option.terms))
            for policy, appraisal in (("A", self.a), ("B", self.b)) if appraisal is not None
            for number, option in enumerate(appraisal.options)
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=["policy", "mode", "id", "chosen", *Terms._fields, "utility"])


def first_difference(
    baseline: Scenario,
    other: Scenario,
    municipality: str | int,
    solution: str,
    *,
    replication: int = 0,
    seed: int = 1,
) -> FirstDifference | None:
    """Find the first appraisal of a solution's problem that one municipality decided otherwise under two policies.

    Both replications are run on Mesa, which keeps every appraisal, month by month until they differ; the compiled driver gives
    the same ones.

    Parameters
    ----------
    baseline, other
        The policies A and B.
    municipality
        Name or code.
    solution
        Its id, as in ``compare(...).cases()``.
    replication, seed
        The replication.

    Returns
    -------
    FirstDifference or None
        None if all were decided alike.

    Raises
    ------
    InputError
        If there is no such municipality, or no such solution under either policy.
    """
    from diffusion_sim.model.agents import DiffusionModel  # noqa: PLC0415 - Mesa is slow to import

    models = [DiffusionModel(scenario, seed, replication) for scenario in (baseline, other)]
    while True:
        problem = _problem_of(solution, models)
        found = _first_difference(models, municipality, problem) if problem is not None else None
        if found is not None or not models[0].running:
            break
        for model in models:
            model.step()
    if problem is None:
        known = [_hexadecimal(s.identity) for model in models for s in model.solutions]
        raise InputError("solution", f"{solution!r} exists under neither policy", did_you_mean(solution, known))
    return found


def _first_difference(models: list[DiffusionModel], municipality: str | int, problem: int) -> FirstDifference | None:
    """Look through all appraisals of a problem that were made so far."""
    by_month = [_appraisals(model, municipality, problem) for model in models]
    for month in sorted({*by_month[0], *by_month[1]}):
        a, b = by_month[0].get(month), by_month[1].get(month)
        if _decision(a) != _decision(b):
            return FirstDifference(models[0].calendar.text(month), str(municipality), a, b)
    return None


def _problem_of(solution: str, models: list[DiffusionModel]) -> int | None:
    """Return which problem a solution answers, once it exists under one of the policies."""
    for model in models:
        for one in reversed(model.solutions):
            if _hexadecimal(one.identity) == solution:
                return one.problem
    return None


def _appraisals(model: DiffusionModel, municipality: str | int, problem: int) -> dict[int, Appraisal]:
    """Return a municipality's appraisals of one problem by month."""
    code = find_place([m.place for m in model.municipalities], municipality).code
    (found,) = (m for m in model.municipalities if m.code == code)
    return {appraisal.month: appraisal for appraisal in found.appraisals if appraisal.problem == problem}


def _decision(appraisal: Appraisal | None) -> tuple[str, str] | None:
    """Return what was chosen; doing nothing counts like not looking at all."""
    if appraisal is None or appraisal.decision.mode.name == "NOTHING":
        return None
    return appraisal.decision.mode.name, _id(appraisal.decision)


def _id(option: Option) -> str:
    return _hexadecimal(option.case.solution.identity) if option.case is not None else ""


def _hexadecimal(identity: Entity) -> str:
    return f"{int(identity):016x}"
