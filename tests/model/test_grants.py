"""R10, R11: a yearly pool with fixed priorities, a burden of planning, and what the end of a grant does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from small_setups import run, small

from diffusion_sim.codes import End, Mode
from diffusion_sim.model.agents import DiffusionModel
from diffusion_sim.model.setting_rows import COLUMNS
from diffusion_sim.results.record import MONTHLY

SEEKING: dict[str, Any] = {"funding__grant_seeking_share": 1.0, "traits__permanence": 0.1}


SETUP_OF_MANY_MODES: dict[str, Any] = {
    "problems__per_field": 5, "time__burn_in_months": 0, "time__months": 120, "external__per_era": 4.0,
    "work__months_own": 6.0, "implementation__mean_months": 3.0,
    "agenda__reviews_per_year": 2.0, "capacity__projects_per_field": 10,
}  # fmt: skip


def at_the_decision(**changes: Any) -> DiffusionModel:
    """Return a model on the eve of a decision of its pool, with applications of every mode waiting."""
    model = DiffusionModel(small(**(SEEKING | SETUP_OF_MANY_MODES | changes)), 3)
    while model.calendar.month_of_year(model.month) != 3 or not is_varied(model):
        assert model.month < 120
        model.step()
    return model


def is_varied(model: DiffusionModel) -> bool:
    modes = [case.mode for case in model.applications]
    return len(modes) >= 30 and all(modes.count(mode) >= 2 for mode in (Mode.COPY, Mode.ADAPT, Mode.INSPIRED, Mode.OWN))


def total(model: DiffusionModel, column: str) -> float:
    return float(model.record().monthly[:, MONTHLY.index(column)].sum())


def test_the_pool_never_gives_more_than_its_grants_of_a_year() -> None:
    model = run(small(**SEEKING, funding__grants_per_municipality=7 / 98))
    awarded = model.record().monthly[:, MONTHLY.index("grants_awarded")]
    assert awarded.max() == 7
    months = [model.calendar.month_of_year(month) for month in np.flatnonzero(awarded)]
    assert set(months) == {3}


def test_one_applicant_fewer_lets_at_most_one_other_win() -> None:
    model = at_the_decision(funding__grants_per_municipality=10 / 98)
    before, applications = set(model.grant_winners()), model.applications
    assert len(before) == 10
    for left_out in applications:
        model.applications = [case for case in applications if case is not left_out]
        after = set(model.grant_winners())
        assert len(after - before) == (1 if left_out in before else 0)
        assert before - after == ({left_out} & before)


def test_the_order_of_applications_leaves_no_trace() -> None:
    model = at_the_decision(funding__grants_per_municipality=10 / 98, funding__reuse_reserved_share=0.5)
    before = set(model.grant_winners())
    model.applications = model.applications[::-1]
    assert set(model.grant_winners()) == before


def test_more_grants_go_to_all_who_won_before_and_more() -> None:
    few, many = (
        at_the_decision(funding__grants_per_municipality=5 / 98, funding__reuse_reserved_share=0.0) for _ in range(2)
    )
    column = COLUMNS.index("funding.grants_per_municipality")
    many.state.settings[:, :, column] = 15 / 98
    ids = [{(c.municipality.code, int(c.solution.identity)) for c in m.grant_winners()} for m in (few, many)]
    assert (len(ids[0]), len(ids[1])) == (5, 15)
    assert ids[0] < ids[1]


def test_a_reserve_is_for_reuse_and_the_neutral_reserve_keeps_nobody_out() -> None:
    plain = at_the_decision(funding__grants_per_municipality=10 / 98, funding__reuse_reserved_share=0.0)
    assert any(case.mode is Mode.OWN for case in plain.grant_winners())
    reserved = at_the_decision(funding__grants_per_municipality=3 / 98, funding__reuse_reserved_share=1.0)
    assert len(reserved.grant_winners()) == 3
    assert all(case.mode is not Mode.OWN for case in reserved.grant_winners())


def test_without_a_burden_every_application_to_a_rich_pool_wins() -> None:
    model = at_the_decision(funding__grants_per_municipality=10_000 / 98, funding__planning_burden=0.0)
    assert len(model.grant_winners()) == len(model.applications)


def test_the_burden_of_planning_turns_dreams_away_and_most_plain_copies_not() -> None:
    model = at_the_decision(funding__grants_per_municipality=10_000 / 98, funding__planning_burden=1.0)
    assert {case.mode for case in model.applications} > {case.mode for case in model.grant_winners()}
    assert {Mode.OWN, Mode.INSPIRED}.isdisjoint(case.mode for case in model.grant_winners())
    copies = [
        [case for case in cases if case.mode is Mode.COPY] for cases in (model.applications, model.grant_winners())
    ]
    assert 0 < len(copies[1]) < len(copies[0])


def test_r11_a_heavier_burden_on_own_work_leaves_less_of_it_among_the_funded() -> None:
    shares = []
    for burden in (0.0, 0.75):
        cases = run(small(**SEEKING, funding__planning_burden=burden)).record().cases
        funded = cases[cases["granted"] == 1]
        shares.append((funded["mode"] == Mode.OWN).mean())
    assert shares[1] < 0.6 * shares[0]


def test_of_those_who_are_refused_half_go_on_and_half_wait() -> None:
    none = run(small(**SEEKING, funding__grants_per_municipality=0))
    assert total(none, "grants_applied") > 50
    assert total(none, "grants_awarded") == 0
    cases = none.record().cases
    refused, went_on = (cases["end"] == End.NO_MONEY).sum(), (cases["developed"] >= 0).sum()
    assert refused > 10
    assert 0.5 < went_on / refused < 2.0


@pytest.mark.parametrize("tail", [0, 6])
def test_the_tail_is_for_work_that_was_past_development_when_the_grant_ended(tail: int) -> None:
    """Whatever was developed in time is still paid for in the months of the tail; what was not has met its hazard."""
    rich = {
        "funding__grants_per_municipality": 500 / 98,
        "funding__grant_months": 6,
        "cliff__unfinished_per_month": 5.0,
    }
    slow = {"implementation__mean_months": 24.0, "work__months_own": 6.0, "time__months": 60}
    cases = run(small(**SEEKING, **rich, **slow, funding__tail_months=tail)).record().cases
    lost = cases[(cases["end"] == End.FUNDING_ENDED_UNFINISHED)]
    in_time = (lost["developed"] >= 0) & (lost["developed"] <= lost["grant_ends"])
    assert (lost["ended"] - lost["grant_ends"])[in_time].min() == tail
    assert (lost["ended"] - lost["grant_ends"])[~in_time].min() == 0


def losses_per_funded_case(**changes: Any) -> float:
    """Return the share of funded cases lost when funding ended, over three replications."""
    lost = funded = 0
    for seed in (1, 2, 3):
        cases = run(small(
            **SEEKING, funding__grants_per_municipality=500 / 98, funding__grant_months=6, cliff__unfinished_per_month=0.2,
            time__months=48, **changes,
        ), seed).record().cases  # fmt: skip
        mine = cases[cases["granted"] == 1]
        funded += mine.size
        lost += int(np.isin(mine["end"], [End.FUNDING_ENDED_UNFINISHED, End.FUNDING_ENDED_IN_USE]).sum())
    assert funded > 150
    return lost / funded


@pytest.mark.slow
@pytest.mark.parametrize(
    "relief",
    [{"funding__tail_months": 24}, {"funding__taper_months": 36}, {"funding__grant_months": 36},
     {"traits__carrying": 4.0}, {"implementation__ownership_relief": 1.0}, {"cliff__unfinished_per_month": 0.0}],
    ids=["tail", "taper", "longer grants", "carrying", "ownership", "no cliff for the unfinished"],
)  # fmt: skip
def test_r10_what_softens_the_cliff_lowers_losses_per_funded_case(relief: dict[str, Any]) -> None:
    hard = losses_per_funded_case()
    assert hard > 0.2
    changes = {"funding__grant_months": 6, "cliff__unfinished_per_month": 0.2} | relief
    lost = funded = 0
    for seed in (1, 2, 3):
        settings = SEEKING | {"funding__grants_per_municipality": 500 / 98, "time__months": 48} | changes
        cases = run(small(**settings), seed).record().cases
        mine = cases[cases["granted"] == 1]
        funded += mine.size
        lost += int(np.isin(mine["end"], [End.FUNDING_ENDED_UNFINISHED, End.FUNDING_ENDED_IN_USE]).sum())
    assert lost / funded < hard
