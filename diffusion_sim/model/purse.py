"""What a municipality can spend, what a project costs it, and what a krone is worth to it (R2 p. 26-27, R10-R11 p. 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.jit import kernel
from diffusion_sim.mechanisms.budget import IMPLEMENTATION, RUNNING, rate_of
from diffusion_sim.mechanisms.departments import delayed_months, felt_friction, mean_friction
from diffusion_sim.mechanisms.development import months_of_mode
from diffusion_sim.mechanisms.development_money import UNIT_DKK, money_of_year, price_of_money, project_cost, savings
from diffusion_sim.mechanisms.evaluation import lengthened
from diffusion_sim.mechanisms.funding_cliff import POOL
from diffusion_sim.mechanisms.grant_pool import (
    chance_to_apply,
    grant_seeking,
    grants_of_year,
    kept_by_plan,
    planning_burden,
)
from diffusion_sim.mechanisms.registry import place_of_memory
from diffusion_sim.mechanisms.sharing import cost_left
from diffusion_sim.model.ledger import APPLICANTS, EFFORT_OF_MODE, MONTH, PERIOD
from diffusion_sim.model.memory import whole
from diffusion_sim.model.problem_files import departments
from diffusion_sim.model.setting_rows import (
    budget_of,
    costs_of,
    evaluation_of,
    funding_of,
    implementation_of,
    sparring_of,
    traits_of,
    work_of,
)

if TYPE_CHECKING:
    from diffusion_sim.model.state import State

SPENT, BUDGET_YEAR, SAVED = (place_of_memory("municipality", name) for name in ("spent", "budget_year", "saved"))
TYPICAL = 1.0
"""Complexity of a solution that nobody knows yet."""


@kernel
def money_left(run: State, m: int) -> float:
    """Return what is left of the year's development money in DKK."""
    budget = budget_of(run.settings[run.counts[PERIOD], m])
    return money_of_year(budget, run.places[m]["log_population"], run.memories[m, SAVED]) - run.memories[m, SPENT]


@kernel
def used_share(run: State, m: int) -> float:
    """Return the share of the year's development money that is used; 0 without a limit."""
    budget = budget_of(run.settings[run.counts[PERIOD], m])
    if budget.dkk_per_inhabitant == 0.0:
        return 0.0
    whole_year = money_of_year(budget, run.places[m]["log_population"], run.memories[m, SAVED])
    return min(1.0, run.memories[m, SPENT] / whole_year) if whole_year > 0.0 else 1.0


@kernel
def room_left(run: State, m: int) -> float:
    """Return the share of the year's development money that is untouched; 0 where money is no matter."""
    return 1.0 - used_share(run, m) if run.facts.money_matters == 1 else 0.0


@kernel
def price(run: State, m: int) -> float:
    """Return the utility of 100,000 DKK to a municipality."""
    return price_of_money(budget_of(run.settings[run.counts[PERIOD], m]).value_per_100k, used_share(run, m))


@kernel
def months_to_develop(run: State, m: int, mode: int) -> float:
    """Return the expected months of developing a solution of complexity 1."""
    row = run.settings[run.counts[PERIOD], m]
    return months_of_mode(work_of(row), mode) * cost_left(sparring_of(row)) * lengthened(evaluation_of(row))


@kernel
def months_to_implement(run: State, m: int) -> float:
    """Return the expected months of implementing, over all problems."""
    row = run.settings[run.counts[PERIOD], m]
    friction = mean_friction(felt_friction(traits_of(row)), departments(run))
    return delayed_months(implementation_of(row).mean_months, friction)


@kernel
def develop_dkk(run: State, m: int, mode: int) -> float:
    """Return the expected cost of developing a solution of complexity 1 in DKK."""
    return rate_of(costs_of(run.settings[run.counts[PERIOD], 0]), EFFORT_OF_MODE[mode]) * months_to_develop(
        run, m, mode
    )


@kernel
def implement_dkk(run: State, m: int) -> float:
    """Return the expected cost of implementing a solution of complexity 1 in DKK."""
    return rate_of(costs_of(run.settings[run.counts[PERIOD], 0]), IMPLEMENTATION) * months_to_implement(run, m)


@kernel
def cost(run: State, m: int, mode: int, complexity: float) -> float:
    """Return the expected cost of a project in DKK."""
    return project_cost(develop_dkk(run, m, mode), implement_dkk(run, m), complexity)


@kernel
def seeking(run: State, m: int, mode: int, worth: float) -> float:
    """Return the chance that a project applies to the pool (R11); ``worth``: the price of money."""
    row = run.settings[run.counts[PERIOD], m]
    funding = funding_of(row)
    usual = grant_seeking(funding.grant_seeking_share, funding.first_of_kind_factor, mode, traits_of(row).permanence)
    if funding.choice_weight == 0.0:
        return usual
    national, burden = funding_of(run.settings[run.counts[PERIOD], 0]), planning_burden(funding, mode)
    grants = grants_of_year(national.grants_per_municipality, run.places.shape[0])
    wins = (1.0 - burden) * min(1.0, grants / max(1.0, 1.0 * run.counts[APPLICANTS]))
    paid = costs_of(run.settings[run.counts[PERIOD], 0]).grant_share * cost(run, m, mode, TYPICAL) / UNIT_DKK
    return chance_to_apply(funding, usual, worth * paid * wins, burden)


@kernel
def own_share(run: State, sought: float) -> float:
    """Return the share of a project's cost that the municipality expects to pay, which applies with chance ``sought``."""
    return 1.0 - costs_of(run.settings[run.counts[PERIOD], 0]).grant_share * sought


@kernel
def can_pay(run: State, m: int, mode: int, complexity: float) -> bool:
    """Tell whether the year's money covers a project, less what a grant is expected to pay."""
    if budget_of(run.settings[run.counts[PERIOD], m]).dkk_per_inhabitant == 0.0:
        return True
    sought = seeking(run, m, mode, price(run, m))
    return cost(run, m, mode, complexity) * own_share(run, sought) <= money_left(run, m)


@kernel
def opens_year(run: State, m: int) -> bool:
    """Begin a municipality's budget year if it has not yet; tell whether it has now."""
    year = 1.0 * run.months[run.counts[MONTH]]["budget_year"]
    if run.facts.money_matters == 0 or run.memories[m, BUDGET_YEAR] == year:
        return False
    run.memories[m, BUDGET_YEAR], run.memories[m, SPENT] = year, 0.0
    return True


@kernel
def set_aside(run: State, c: int) -> None:
    """Set the municipality's own share of a project's cost aside as it begins."""
    case = run.cases[c]
    dkk = cost(run, case["row"], whole(case["mode"]), run.solutions[case["solution"]]["complexity"])
    paid = costs_of(run.settings[run.counts[PERIOD], 0]).grant_share if case["granted"] == POOL else 0.0
    run.memories[case["row"], SPENT] += dkk * (1.0 - paid)


@kernel
def note_savings(run: State, c: int, productivity: float, sign: float) -> None:
    """Count what a solution in use saves, or count it no longer."""
    m = run.cases[c]["row"]
    rate = rate_of(costs_of(run.settings[run.counts[PERIOD], 0]), RUNNING)
    budget = budget_of(run.settings[run.counts[PERIOD], m])
    running = rate * run.solutions[run.cases[c]["solution"]]["complexity"]
    run.memories[m, SAVED] += sign * savings(budget, productivity, running)


@kernel
def kept_of_benefit(run: State, c: int) -> float:
    """Return the share of its benefit that a plan for the pool leaves (R11)."""
    case = run.cases[c]
    funding = funding_of(run.settings[run.counts[PERIOD], case["row"]])
    if case["granted"] != POOL or funding.plan_distortion == 0.0:
        return 1.0
    return kept_by_plan(funding.plan_distortion, planning_burden(funding, whole(case["mode"])))
