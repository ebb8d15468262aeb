"""Work that hangs on a grant: when its money is gone, what it pays, and the hazard of losing what it paid for (R10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.engine.columns import MONTH, STRETCH
from diffusion_sim.engine.desk import kind_of_work, pay
from diffusion_sim.engine.joint import is_joint
from diffusion_sim.engine.kernel import kernel, whole
from diffusion_sim.engine.records import FAR
from diffusion_sim.engine.settings import (
    appraisal_of,
    cliff_of,
    costs_of,
    funding_of,
    leadership_of,
    partnership_of,
    traits_of,
)
from diffusion_sim.rules.cliff import cliff_hazard, money_gone
from diffusion_sim.rules.costs import paid_by_grant
from diffusion_sim.rules.order import felt_ownership
from diffusion_sim.rules.ownership import ownership
from diffusion_sim.rules.partnership import joint_ownership

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State


@kernel
def owned(run: State, c: int) -> float:
    """Return the share of ownership felt for a case (R6)."""
    case = run.cases[c]
    row = run.settings[run.counts[STRETCH], case["row"]]
    a = appraisal_of(row)
    usual = ownership(whole(case["mode"]), a.ownership_adapt, a.ownership_inspired)
    usual = joint_ownership(usual, partnership_of(row), is_joint(run, c))
    return felt_ownership(usual, whole(case["ordered"]), leadership_of(row).ordered_ownership_share)


@kernel
def money_ends(run: State, c: int) -> int:
    """Return the month in which the full grant ends, with the tail for work that was past development in time."""
    case = run.cases[c]
    in_time = 0 <= case["developed"] <= case["grant_ends"]
    tail = funding_of(run.settings[run.counts[STRETCH], case["row"]]).tail_months
    return whole(case["grant_ends"]) + (tail if in_time else 0)


@kernel
def share_gone(run: State, c: int) -> float:
    """Return the share of a case's grant that is gone."""
    taper = funding_of(run.settings[run.counts[STRETCH], run.cases[c]["row"]]).taper_months
    return money_gone(run.counts[MONTH] - money_ends(run, c), taper)


@kernel
def hazard_at_cliff(run: State, c: int, base_per_month: float) -> float:
    """Return the hazard of losing a case that hung on a grant; 0 on permanent money and while the grant pays."""
    gone = share_gone(run, c) if run.cases[c]["granted"] == 1 else 0.0
    if gone == 0.0:
        return 0.0
    row = run.settings[run.counts[STRETCH], run.cases[c]["row"]]
    traits, relief = traits_of(row), cliff_of(row).ownership_relief
    return cliff_hazard(base_per_month, traits.permanence, relief, owned(run, c), traits.carrying, gone)


@kernel
def month_of_change(run: State, c: int, months_at_risk: int) -> int:
    """Return the next month in which the share that is gone changes, or what is in operation is no longer at risk."""
    month, ends = run.counts[MONTH], money_ends(run, c)
    taper = funding_of(run.settings[run.counts[STRETCH], run.cases[c]["row"]]).taper_months
    if month < ends:
        return ends
    if month < ends + taper:
        return month + 1
    return ends + months_at_risk if month < ends + months_at_risk else FAR


@kernel
def settle_grant(run: State, d: int, month: int) -> None:
    """Add up the hazard of losing unfinished work to the beginning of a month."""
    dossier = run.dossiers[d]
    dossier["cliff"] += dossier["cliff_hazard"] * (month - dossier["cliff_since"])
    dossier["cliff_since"] = month


@kernel
def set_grant(run: State, d: int) -> None:
    """Work out the hazard of losing unfinished work, and what its grant pays, in the month at hand."""
    dossier, c = run.dossiers[d], whole(run.dossiers[d]["under_way"])
    case, national = run.cases[c], costs_of(run.settings[run.counts[STRETCH], 0])
    base = cliff_of(run.settings[run.counts[STRETCH], case["row"]]).unfinished_per_month
    dossier["cliff_hazard"] = hazard_at_cliff(run, c, base)
    rate, complexity = national[kind_of_work(run, c)], run.solutions[case["solution"]]["complexity"]
    pay(run, d, paid_by_grant(national.grant_share, rate, complexity, share_gone(run, c)))
