"""R10, R11: a yearly pool with fixed priorities, a burden of planning, and what the end of a grant does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from small_worlds import run, small

from diffusion_sim.model import DiffusionModel, working
from diffusion_sim.model.case import Case
from diffusion_sim.results.record import MONTHLY
from diffusion_sim.rules.codes import End, Mode

if TYPE_CHECKING:
    from diffusion_sim.model.grants import GrantPool

SEEKING: dict[str, Any] = {"funding__grant_seeking_share": 1.0, "traits__permanence": 0.1}


WORLD_OF_MANY_MODES: dict[str, Any] = {
    "problems__per_field": 5, "time__burn_in_months": 0, "time__months": 120, "external__per_era": 4.0,
    "external__arrival_months": 12.0, "work__months_own": 6.0, "implementation__mean_months": 3.0,
    "agenda__reviews_per_year": 2.0, "capacity__projects_per_field": 10,
}  # fmt: skip


def at_the_decision(**changes: Any) -> tuple[DiffusionModel, GrantPool]:
    """Return a model on the eve of a decision of its pool, with applications of every mode waiting."""
    model = DiffusionModel(small(**(SEEKING | WORLD_OF_MANY_MODES | changes)), 3)
    while model.calendar.month_of_year(model.month) != 3 or not is_varied(model.grants):
        assert model.month < 120
        model.step()
    return model, model.grants


def is_varied(pool: GrantPool) -> bool:
    modes = [case.mode for _, case in pool.applications]
    return len(modes) >= 30 and all(modes.count(mode) >= 2 for mode in (Mode.COPY, Mode.ADAPT, Mode.INSPIRED, Mode.OWN))


def total(model: DiffusionModel, column: str) -> float:
    return float(model.record().monthly[:, MONTHLY.index(column)].sum())


def winners(pool: GrantPool) -> set[tuple[int, int]]:
    return {(m.code, int(case.solution.identity)) for m, case in pool._winners()}


def test_the_pool_never_gives_more_than_its_grants_of_a_year() -> None:
    model = run(small(**SEEKING, funding__grants_per_year=7))
    awarded = model.record().monthly[:, MONTHLY.index("grants_awarded")]
    assert awarded.max() == 7
    months = [model.calendar.month_of_year(month) for month in np.flatnonzero(awarded)]
    assert set(months) == {3}


def test_one_applicant_fewer_lets_at_most_one_other_win() -> None:
    _model, pool = at_the_decision(funding__grants_per_year=10)
    before, applications = winners(pool), list(pool.applications)
    assert len(before) == 10
    for left_out in applications:
        pool.applications = [a for a in applications if a is not left_out]
        me = (left_out[0].code, int(left_out[1].solution.identity))
        after = winners(pool)
        assert len(after - before) == (1 if me in before else 0)
        assert before - after == ({me} & before)


def test_the_order_of_applications_leaves_no_trace() -> None:
    _, pool = at_the_decision(funding__grants_per_year=10, funding__reuse_reserved_share=0.5)
    before = winners(pool)
    pool.applications.reverse()
    assert winners(pool) == before


def test_more_grants_go_to_all_who_won_before_and_more() -> None:
    model, pool = at_the_decision(funding__grants_per_year=5)
    few, first = winners(pool), model.municipalities[0]
    first.settings = first.settings._replace(funding=first.settings.funding._replace(grants_per_year=15))
    assert few < winners(pool)
    assert len(few) == 5


def test_a_reserve_is_for_reuse_and_the_neutral_reserve_changes_nobody() -> None:
    _, plain = at_the_decision(funding__grants_per_year=10, funding__reuse_reserved_share=0.0)
    ranked = sorted((a for a in plain.applications if plain._has_plan(*a)), key=plain._priority)
    assert plain._winners() == set(ranked[:10])
    assert any(case.mode is Mode.OWN for _, case in plain._winners())
    _, reserved = at_the_decision(funding__grants_per_year=3, funding__reuse_reserved_share=1.0)
    assert len(reserved._winners()) == 3
    assert all(case.mode is not Mode.OWN for _, case in reserved._winners())


def test_the_reserved_grants_are_not_off_by_one_through_floating_point() -> None:
    """0.29 of 100 grants are 29, though 0.29 * 100 is 28.999999999999996; here own work has every priority."""
    _, pool = at_the_decision(funding__grants_per_year=100, funding__reuse_reserved_share=0.29)
    m, any_case = pool.applications[0]
    pool.applications = [
        (m, Case(any_case.solution, 0, any_case.via, mode=mode)) for mode in [Mode.OWN] * 200 + [Mode.COPY] * 60
    ]
    pool._has_plan = lambda _m, _case: True  # type: ignore[method-assign]
    pool._priority = lambda a: 0.0 if a[1].mode is Mode.OWN else 1.0  # type: ignore[method-assign]
    assert len(pool._winners()) == 100
    assert sum(case.mode is not Mode.OWN for _, case in pool._winners()) == 29


def test_without_a_burden_every_application_to_a_rich_pool_wins() -> None:
    free = dict.fromkeys(("funding__burden_copy", "funding__burden_adapt", "funding__burden_inspired",
                          "funding__burden_own"), 0.0)  # fmt: skip
    _, pool = at_the_decision(funding__grants_per_year=10_000, **free)
    assert len(pool._winners()) == len(pool.applications)


@pytest.mark.parametrize("mode", ["copy", "adapt", "inspired", "own"])
def test_the_burden_of_planning_turns_away_its_own_mode_only(mode: str) -> None:
    free = dict.fromkeys(("funding__burden_copy", "funding__burden_adapt", "funding__burden_inspired",
                          "funding__burden_own"), 0.0)  # fmt: skip
    _, pool = at_the_decision(funding__grants_per_year=10_000, **(free | {f"funding__burden_{mode}": 1.0}))
    won = {case.mode.name.lower() for _, case in pool._winners()}
    applied = {case.mode.name.lower() for _, case in pool.applications}
    assert mode in applied
    assert won == applied - {mode}


def test_r11_a_heavier_burden_on_own_work_leaves_less_of_it_among_the_funded() -> None:
    shares = []
    for burden in (0.0, 0.9):
        cases = run(small(**SEEKING, funding__burden_own=burden)).record().cases
        funded = cases[cases["granted"] == 1]
        shares.append((funded["mode"] == Mode.OWN).mean())
    assert shares[1] < 0.5 * shares[0]


def test_who_is_refused_goes_on_or_waits_as_the_scenario_says() -> None:
    none = run(small(**SEEKING, funding__grants_per_year=0, funding__fallback_share=0.0))
    assert total(none, "grants_applied") > 50
    assert total(none, "grants_awarded") == 0
    cases = none.record().cases
    assert (cases["end"] == End.NO_MONEY).sum() > 10
    going_on = run(small(**SEEKING, funding__grants_per_year=0, funding__fallback_share=1.0))
    assert total(going_on, "developing") > 2 * total(none, "developing")


@pytest.mark.parametrize(
    ("developed", "ends"), [(9, 24 + 6), (24, 24 + 6), (25, 24), (-1, 24)], ids=["early", "just", "late", "never"]
)
def test_the_tail_is_for_work_that_was_past_development_when_the_grant_ended(developed: int, ends: int) -> None:
    model = DiffusionModel(small(time__burn_in_months=0, funding__tail_months=6), 1)
    model.step()
    m = model.municipalities[0]
    case = Case(None, 0, 1, developed=developed, granted=True, grant_ends=24)  # type: ignore[arg-type]
    assert working.money_ends(m, case) == ends


def test_a_tail_of_zero_months_changes_nothing_whatever_the_case() -> None:
    model = DiffusionModel(small(time__burn_in_months=0, funding__tail_months=0), 1)
    model.step()
    for developed in (-1, 9, 24, 25):
        case = Case(None, 0, 1, developed=developed, granted=True, grant_ends=24)  # type: ignore[arg-type]
        assert working.money_ends(model.municipalities[0], case) == 24


def losses_per_funded_case(**changes: Any) -> float:
    """Return the share of funded cases lost at the cliff, over three worlds."""
    lost = funded = 0
    for seed in (1, 2, 3):
        cases = run(small(
            **SEEKING, funding__grants_per_year=500, funding__grant_months=6, cliff__unfinished_per_month=0.2,
            time__months=48, **changes,
        ), seed).record().cases  # fmt: skip
        mine = cases[cases["granted"] == 1]
        funded += mine.size
        lost += int(np.isin(mine["end"], [End.CLIFF_UNFINISHED, End.CLIFF_OPERATION]).sum())
    assert funded > 150
    return lost / funded


@pytest.mark.parametrize(
    "relief",
    [{"funding__tail_months": 24}, {"funding__taper_months": 36}, {"funding__grant_months": 36},
     {"traits__carrying": 4.0}, {"cliff__ownership_relief": 1.0}, {"cliff__unfinished_per_month": 0.0}],
    ids=["tail", "taper", "longer grants", "carrying", "ownership", "no cliff for the unfinished"],
)  # fmt: skip
def test_r10_what_softens_the_cliff_lowers_losses_per_funded_case(relief: dict[str, Any]) -> None:
    hard = losses_per_funded_case()
    assert hard > 0.2
    changes = {"funding__grant_months": 6, "cliff__unfinished_per_month": 0.2} | relief
    lost = funded = 0
    for seed in (1, 2, 3):
        settings = SEEKING | {"funding__grants_per_year": 500, "time__months": 48} | changes
        cases = run(small(**settings), seed).record().cases
        mine = cases[cases["granted"] == 1]
        funded += mine.size
        lost += int(np.isin(mine["end"], [End.CLIFF_UNFINISHED, End.CLIFF_OPERATION]).sum())
    assert lost / funded < hard
