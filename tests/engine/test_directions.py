"""R13-R28: each mechanism works in the direction that the report describes, by a stated size.

Each claim compares the same worlds with and without a mechanism; cut the mechanism out and the claim is false.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest

from diffusion_sim import engine
from diffusion_sim.results.record import MONTHLY
from diffusion_sim.rules.codes import Mode
from diffusion_sim.scenario import Scenario
from diffusion_sim.world import build_world

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Cases = npt.NDArray[np.void]
    Monthly = npt.NDArray[np.float64]

QUICK = {
    "problems.fields": ["Eldercare"], "problems.per_field": 3, "time.burn_in_months": 24, "time.months": 48,
    "work.months_own": 6.0, "work.months_inspired": 5.0, "work.months_adapt": 3.0, "work.months_copy": 2.0,
    "implementation.mean_months": 3.0, "agenda.reviews_per_year": 2.0, "awareness.contact_per_month": 0.3,
}  # fmt: skip
REPLICATIONS = range(4)
REUSE = (Mode.COPY, Mode.ADAPT, Mode.INSPIRED)
REUSE_AND_OWN = (Mode.COPY, Mode.ADAPT, Mode.INSPIRED, Mode.OWN)


class Claim(NamedTuple):
    """What a mechanism does to one number, against the same worlds without it."""

    on: dict[str, Any]
    off: dict[str, Any]
    """The neutral values of what is switched on."""
    measure: Callable[[Cases, Monthly], float]
    between: tuple[float, float]
    """Ratio of the number with the mechanism to that without."""
    given: dict[str, Any] = {}  # noqa: RUF012 - never changed


def tables(changes: dict[str, Any]) -> tuple[Cases, Monthly]:
    country = build_world(Scenario().with_changes(QUICK | changes))
    records = list(engine.simulate_records(country, 1, REPLICATIONS, 1))
    return np.concatenate([r.cases for r in records]), np.stack([r.monthly for r in records])


def started(*modes: Mode) -> Callable[[Cases, Monthly], float]:
    return lambda cases, _: float((np.isin(cases["mode"], modes) & (cases["started"] >= 0)).sum())


def merit(*modes: Mode) -> Callable[[Cases, Monthly], float]:
    def of(cases: Cases, _: Monthly) -> float:
        return float(cases["merit"][np.isin(cases["mode"], modes) & (cases["operating"] >= 0)].mean())

    return of


def months_of_development(cases: Cases, _: Monthly) -> float:
    done = cases[(cases["mode"] == Mode.OWN) & (cases["developed"] >= 0)]
    return float((done["developed"] - done["started"]).mean())


def put_to_use(_: Cases, monthly: Monthly) -> float:
    """Return how much was put to use, whatever the mode."""
    return float(sum(monthly[:, :, MONTHLY.index(f"put_to_use_{mode.name.lower()}")].sum() for mode in REUSE_AND_OWN))


def kroner_per_use(_: Cases, monthly: Monthly) -> float:
    """Return what implementation costs for each unit of net benefit in use."""
    column = MONTHLY.index
    value = monthly[:, :, column("value_productivity") : column("value_wellbeing") + 1].sum()
    return float(monthly[:, :, column("dkk_implementation")].sum() / value)


def total(column: str) -> Callable[[Cases, Monthly], float]:
    return lambda _, monthly: float(monthly[:, :, MONTHLY.index(column)].sum())


def organised(form: str) -> dict[str, Any]:
    return {"organisations": [{"name": "Everybody", "form": form}]}


GRANTS = {"funding.grants_per_year": 500, "funding.grant_seeking_share": 0.5, "funding.grant_months": 6}
EVERYBODY = {"partnerships": [{"name": "Region", "municipalities": ["region:Midtjylland"]}]}
IDEAS = {"ideas.per_problem": 4.0}, {"ideas.per_problem": 1.0}
SPARRING = {"sparring.asking_share": 1.0}, {"sparring.asking_share": 0.0}
CLAIMS = {
    "R19: an idea clinic makes own work commoner": Claim(*IDEAS, started(Mode.OWN), (1.3, 5.0)),
    "R19: an idea clinic makes own work better": Claim(*IDEAS, merit(Mode.OWN), (1.05, 2.0)),
    "R27: sparring shortens development": Claim(*SPARRING, months_of_development, (0.5, 0.95)),
    "R27: sparring makes own work, the least certain, commoner": Claim(
        *SPARRING, started(Mode.OWN), (1.1, 5.0), {"appraisal.risk_aversion": 1.0}),
    "R26: evidence from evaluations makes what is reused better": Claim(
        {"evaluation.evaluated_share": 1.0, "evaluation.work_share": 0.0},
        {"evaluation.evaluated_share": 0.0}, merit(Mode.COPY, Mode.ADAPT), (1.05, 2.0), {"appraisal.signal_sd": 2.0}),
    "R26: early evaluation raises the worth of what is put to use": Claim(
        {"evaluation.early_share": 1.0}, {"evaluation.early_share": 0.0}, merit(*REUSE_AND_OWN), (1.1, 2.0)),
    "R26: early evaluation saves the dear part": Claim(
        {"evaluation.early_share": 1.0}, {"evaluation.early_share": 0.0}, kroner_per_use, (0.5, 0.99)),
    "R26: the no-minus gate keeps out what is negative on one line": Claim(
        {"evaluation.gate_share": 1.0}, {"evaluation.gate_share": 0.0}, merit(*REUSE_AND_OWN), (1.1, 3.0)),
    "R21: training with a frame makes own work better": Claim(
        {"training.courses_per_year": 2.0, "training.frame_share": 1.0, "training.skill_gain": 0.1},
        {"training.courses_per_year": 0.0},
        merit(Mode.OWN), (1.15, 5.0)),
    "R21: training without a frame turns to frustration: less is taken up for review": Claim(
        {"training.courses_per_year": 2.0, "training.frame_share": 0.0}, {"training.courses_per_year": 0.0},
        total("appraised"), (0.3, 0.95)),
    "R21: courses make ties, so that more is heard of": Claim(
        {"training.courses_per_year": 1.0, "training.skill_gain": 0.0, "training.frame_share": 1.0,
         "training.tie_weight": 0.2}, {"training.tie_weight": 0.0, "training.courses_per_year": 0.0},
        total("heard"), (1.05, 5.0)),
    "R16: wicked problems keep answers waiting": Claim(
        {"wicked.share": 1.0}, {"wicked.share": 0.0}, months_of_development, (1.5, 4.0)),
    "R16: partners who are near put more to use": Claim(
        {"wicked.partner_months": 3.0}, {"wicked.partner_months": 12.0}, put_to_use, (1.1, 4.0), {"wicked.share": 1.0}),
    "R15: partners hear of more": Claim(EVERYBODY, {"partnerships": []}, total("heard"), (1.03, 20.0)),
    "R15: partners put more adapted work to use": Claim(EVERYBODY, {"partnerships": []}, total("put_to_use_adapt"), (1.1, 20.0)),
    "R15: shared ownership keeps joint work from being given up": Claim(
        {"partnership.ownership_share": 1.0}, {"partnership.ownership_share": 0.0}, total("gave_up"), (0.3, 0.97),
        EVERYBODY | {"implementation.failure_per_month": 0.2, "implementation.ownership_relief": 1.0}),
    "R13: embedding keeps in use what a grant began": Claim(
        {"cliff.embedding_share": 1.0}, {"cliff.embedding_share": 0.0}, total("lost_in_operation_at_cliff"), (0.0, 0.2),
        GRANTS),
    "R17: tolerance of errors makes own work commoner": Claim(
        {"traits.error_tolerance": 0.9}, {"traits.error_tolerance": 0.1}, started(Mode.OWN), (1.1, 5.0)),
    "R17: weak projects that end early raise the worth of what is put to use": Claim(
        {"trials.ending_share": 1.0}, {"trials.ending_share": 0.0}, merit(*REUSE_AND_OWN), (1.05, 2.0),
        {"traits.error_tolerance": 0.8}),
    "R18: silos keep what was heard from being taken up": Claim(
        {"traits.silo_friction": 0.5}, {"traits.silo_friction": 0.0}, started(*REUSE), (0.3, 0.9)),
    "R28: profiling one's own unit makes silos worse": Claim(
        {"traits.incentive_balance": 1.0}, {"traits.incentive_balance": 0.0}, started(*REUSE), (0.3, 0.95),
        {"traits.silo_friction": 0.4}),
    "R20: what is thought to be forbidden is not done": Claim(
        {"traits.perceived_constraint": 0.5}, {"traits.perceived_constraint": 0.0}, started(*REUSE_AND_OWN), (0.3, 0.95)),
    "R22: shifting attention: less is taken up for review": Claim(
        {"leadership.carrying_share": 0.8}, {"leadership.carrying_share": 0.0}, total("appraised"), (0.3, 0.95)),
    "R22: orders from the top start more": Claim(
        {"leadership.top_down_share": 0.5}, {"leadership.top_down_share": 0.0}, started(*REUSE_AND_OWN), (1.05, 5.0)),
    "R22: what is ordered is owned less and given up more": Claim(
        {"leadership.ordered_ownership_share": 0.0}, {"leadership.ordered_ownership_share": 1.0}, total("gave_up"),
        (1.1, 5.0), {"leadership.top_down_share": 1.0, "implementation.failure_per_month": 0.1,
                     "implementation.ownership_relief": 1.0}),
    "R23: enthusiasts carry work that no grant pays": Claim(
        {"enthusiasts.unfunded_share": 1.0}, {"enthusiasts.unfunded_share": 0.0}, started(Mode.OWN), (1.1, 20.0),
        {"funding.grants_per_year": 0, "funding.grant_seeking_share": 1.0, "traits.permanence": 0.0,
         "funding.fallback_share": 0.2}),
    "R23: when they leave, some of their work ends": Claim(
        {"enthusiasts.dependence_share": 1.0}, {"enthusiasts.dependence_share": 0.0}, put_to_use, (0.3, 0.95),
        {"enthusiasts.turnover_per_year": 1.0}),
    "R25: politicians who ask for innovation get more": Claim(
        {"politics.pressure": 1.0}, {"politics.pressure": 0.0}, started(*REUSE_AND_OWN), (1.05, 5.0)),
    "R25: a committee's backing takes up more for review": Claim(
        {"politics.committee_gain": 1.0}, {"politics.committee_gain": 0.0}, total("appraised"), (1.05, 5.0),
        {"politics.carrying_share": 1.0}),
    "R14: an innovation department makes own work better": Claim(
        organised("innovation_department"), {"organisations": []}, merit(Mode.OWN), (1.1, 2.0)),
    "R14: a temporary project loses more at the cliff": Claim(
        organised("temporary_project"), {"organisations": []}, total("lost_unfinished_at_cliff"), (1.3, 20.0), GRANTS),
    "R24: Municipality 3.0 puts more to use than Municipality 1.0": Claim(
        organised("municipality_3.0"), organised("municipality_1.0"), put_to_use, (1.2, 20.0)),
}  # fmt: skip


@cache
def number(name: str, case: str) -> float:
    claim = CLAIMS[name]
    changes = {"without": claim.off, "with": claim.on, "cut out": claim.on | claim.off}
    return claim.measure(*tables(claim.given | changes[case]))


@pytest.mark.parametrize("name", CLAIMS)
def test_the_claim_holds_by_the_size_stated(name: str) -> None:
    low, high = CLAIMS[name].between
    assert low <= number(name, "with") / number(name, "without") <= high


@pytest.mark.parametrize("name", CLAIMS)
def test_the_claim_is_false_when_the_mechanism_is_cut_out(name: str) -> None:
    low, high = CLAIMS[name].between
    assert not low <= number(name, "cut out") / number(name, "without") <= high
