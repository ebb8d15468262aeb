"""What happens when a grant's money ends (R10, R12, R13 p. 10-15).

When the money is gone, what it pays until then, and the hazard of losing what it paid for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.jit import kernel
from diffusion_sim.mechanisms.budget import paid_by_grant, rate_of
from diffusion_sim.mechanisms.co_creation import co_owned
from diffusion_sim.mechanisms.funding_cliff import PERMANENT, POOL, cliff_hazard, hazard_left, money_gone
from diffusion_sim.mechanisms.leaders import ORDERED_OWNERSHIP, felt_ownership
from diffusion_sim.mechanisms.not_invented_here import ownership
from diffusion_sim.mechanisms.partnerships import joint_ownership
from diffusion_sim.model.joint_work import is_joint
from diffusion_sim.model.ledger import MONTH, PERIOD
from diffusion_sim.model.memory import whole
from diffusion_sim.model.problem_files import kind_of_work, pay
from diffusion_sim.model.purse import room_left
from diffusion_sim.model.records import FAR
from diffusion_sim.model.setting_rows import (
    appraisal_of,
    cliff_of,
    costs_of,
    funding_of,
    implementation_of,
    traits_of,
)

if TYPE_CHECKING:
    from diffusion_sim.model.state import State


@kernel
def owned(run: State, c: int) -> float:
    """Return the share of ownership felt for a case (R6)."""
    case = run.cases[c]
    row = run.settings[run.counts[PERIOD], case["row"]]
    a = appraisal_of(row)
    usual = ownership(whole(case["mode"]), a.ownership_adapt)
    usual = co_owned(implementation_of(row), joint_ownership(usual, is_joint(run, c)))
    return felt_ownership(usual, whole(case["ordered"]), ORDERED_OWNERSHIP)


@kernel
def money_ends(run: State, c: int) -> int:
    """Return the month in which the full grant ends, with the tail for work that was past development in time."""
    case = run.cases[c]
    in_time = 0 <= case["developed"] <= case["grant_ends"]
    tail = funding_of(run.settings[run.counts[PERIOD], case["row"]]).tail_months
    return whole(case["grant_ends"]) + (tail if in_time and case["granted"] == POOL else 0)


@kernel
def taper_of(run: State, c: int) -> int:
    """Return the months over which a grant fades out; internal project money ends at once."""
    case = run.cases[c]
    return funding_of(run.settings[run.counts[PERIOD], case["row"]]).taper_months if case["granted"] == POOL else 0


@kernel
def share_gone(run: State, c: int) -> float:
    """Return the share of a case's grant that is gone."""
    taper = taper_of(run, c)
    return money_gone(run.counts[MONTH] - money_ends(run, c), taper)


@kernel
def hazard_at_cliff(run: State, c: int, base_per_month: float) -> float:
    """Return the hazard of losing a case that hung on a grant; 0 on permanent money and while the grant pays."""
    case = run.cases[c]
    gone = share_gone(run, c) if case["granted"] != PERMANENT else 0.0
    if gone == 0.0:
        return 0.0
    row = run.settings[run.counts[PERIOD], run.cases[c]["row"]]
    traits, relief = traits_of(row), implementation_of(row).ownership_relief
    documented = whole(run.solutions[case["solution"]]["evaluated"])
    base = base_per_month * hazard_left(documented, room_left(run, case["row"]))
    return cliff_hazard(base, traits.permanence, relief, owned(run, c), traits.carrying, gone)


@kernel
def month_of_change(run: State, c: int, months_at_risk: int) -> int:
    """Return the next month in which the share that is gone changes, or what is in use is no longer at risk."""
    month, ends = run.counts[MONTH], money_ends(run, c)
    taper = taper_of(run, c)
    if month < ends:
        return ends
    if month < ends + taper:
        return month + 1
    return ends + months_at_risk if month < ends + months_at_risk else FAR


@kernel
def settle_grant(run: State, d: int, month: int) -> None:
    """Add up the hazard of losing unfinished work to the beginning of a month."""
    file = run.files[d]
    file["cliff"] += file["cliff_hazard"] * (month - file["cliff_since"])
    file["cliff_since"] = month


@kernel
def set_grant(run: State, d: int) -> None:
    """Work out the hazard of losing unfinished work, and what its grant pays, in the month at hand."""
    file, c = run.files[d], whole(run.files[d]["under_way"])
    case, national = run.cases[c], costs_of(run.settings[run.counts[PERIOD], 0])
    base = cliff_of(run.settings[run.counts[PERIOD], case["row"]]).unfinished_per_month
    file["cliff_hazard"] = hazard_at_cliff(run, c, base)
    rate, complexity = rate_of(national, kind_of_work(run, c)), run.solutions[case["solution"]]["complexity"]
    if case["granted"] == POOL:
        pay(run, d, paid_by_grant(national.grant_share, rate, complexity, share_gone(run, c)))
