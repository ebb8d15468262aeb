"""When something next happens to work under way and to what is in operation, so that nothing is visited in between.

Hazards that change only with settings are added up when needed. What hangs on a grant is visited every month, because
the share of the money that is gone changes from month to month.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.draws.streams import IMPLEMENTATION_DONE, IMPLEMENTATION_FAILURE, STOP
from diffusion_sim.engine.clocks import months_to_strike
from diffusion_sim.engine.columns import EFFECTIVE, MONTH, STRETCH
from diffusion_sim.engine.joint import is_joint
from diffusion_sim.engine.kernel import kernel, whole
from diffusion_sim.engine.luck import resistance
from diffusion_sim.engine.records import UNDRAWN
from diffusion_sim.engine.settings import (
    appraisal_of,
    cliff_of,
    funding_of,
    implementation_of,
    leadership_of,
    operation_of,
    partnership_of,
    traits_of,
)  # fmt: skip
from diffusion_sim.rules.cliff import cliff_hazard, money_gone
from diffusion_sim.rules.codes import Stage
from diffusion_sim.rules.implementation import AT_ONCE, completion_hazard, failure_hazard
from diffusion_sim.rules.operation import stop_hazard
from diffusion_sim.rules.order import felt_ownership
from diffusion_sim.rules.ownership import ownership
from diffusion_sim.rules.partnership import joint_ownership
from diffusion_sim.rules.silo import delayed_months

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

IMPLEMENTING = int(Stage.IMPLEMENTING)


@kernel
def begin_implementation(run: State, d: int) -> None:
    """Start the clocks towards use and towards giving up, in this month."""
    dossier = run.dossiers[d]
    dossier["done"], dossier["failure"], dossier["work_since"] = 0.0, 0.0, run.counts[MONTH]
    set_work_hazards(run, d)


@kernel
def set_work_hazards(run: State, d: int) -> None:
    """Work out the hazards of implementation under the present settings."""
    dossier, c = run.dossiers[d], run.dossiers[d]["under_way"]
    row = run.settings[run.counts[STRETCH], run.cases[c]["row"]]
    how = implementation_of(row)
    dossier["done_hazard"] = completion_hazard(delayed_months(how.mean_months, traits_of(row)))
    dossier["failure_hazard"] = failure_hazard(how, owned(run, c)) if how.failure_per_month > 0.0 else 0.0
    if 0.0 < dossier["done_hazard"] < AT_ONCE and dossier["done_resistance"] == UNDRAWN:
        dossier["done_resistance"] = resistance_of(run, c, IMPLEMENTATION_DONE)
    if dossier["failure_hazard"] > 0.0 and dossier["failure_resistance"] == UNDRAWN:
        dossier["failure_resistance"] = resistance_of(run, c, IMPLEMENTATION_FAILURE)


@kernel
def resistance_of(run: State, c: int, stream: int) -> float:
    """Draw the resistance of a case to one of the hazards that it meets once."""
    case = run.cases[c]
    identity, code = run.solutions[case["solution"]]["identity"], run.places[case["row"]]["code"]
    return resistance(run.key, identity, code, stream, 0)


@kernel
def settle_work(run: State, d: int) -> None:
    """Add up the hazards of implementation to the end of the month at hand."""
    dossier, now = run.dossiers[d], run.counts[EFFECTIVE]
    months = now - dossier["work_since"]
    dossier["done"] += dossier["done_hazard"] * months
    dossier["failure"] += dossier["failure_hazard"] * months
    dossier["work_since"] = now


@kernel
def aim_work(run: State, d: int) -> None:
    """Work out when something next happens to work that is settled."""
    dossier, now = run.dossiers[d], run.counts[EFFECTIVE]
    case = run.cases[dossier["under_way"]]
    if case["granted"] == 1:
        run.work_due[d] = now
    elif case["stage"] == IMPLEMENTING:
        done = months_to_strike(dossier["done"], dossier["done_hazard"], dossier["done_resistance"])
        failure = months_to_strike(dossier["failure"], dossier["failure_hazard"], dossier["failure_resistance"])
        run.work_due[d] = now - 1 + min(done, failure)
    else:
        run.work_due[d] = dossier["development_ends"]


@kernel
def in_operation(run: State, d: int) -> int:
    """Return the case in operation for a problem, up to date or not; NONE if there is none."""
    in_use = run.dossiers[d]["in_use"]
    return in_use if in_use >= 0 else run.dossiers[d]["outdated"]


@kernel
def settle_use(run: State, d: int) -> None:
    """Add up the hazard of stopping to the end of the month at hand."""
    dossier, now = run.dossiers[d], run.counts[EFFECTIVE]
    dossier["stop"] += dossier["stop_hazard"] * (now - dossier["use_since"])
    dossier["use_since"] = now


@kernel
def aim_use(run: State, d: int) -> None:
    """Work out the hazard of stopping and when something next happens to a case in operation that is settled."""
    dossier, now, c = run.dossiers[d], run.counts[EFFECTIVE], in_operation(run, d)
    case = run.cases[c]
    row = run.settings[run.counts[STRETCH], case["row"]]
    usual = operation_of(row)
    factor = usual.outdated_stop_factor if case["outdated"] >= 0 else 1.0
    dossier["stop_hazard"] = stop_hazard(usual.stop_per_year, factor)
    if dossier["stop_hazard"] > 0.0 and dossier["stop_resistance"] == UNDRAWN:
        dossier["stop_resistance"] = resistance_of(run, c, STOP)
    wait = months_to_strike(dossier["stop"], dossier["stop_hazard"], dossier["stop_resistance"])
    if case["granted"] == 1 and now - money_ends(run, c) < cliff_of(row).operation_months:
        wait = 1
    run.use_due[d] = now - 1 + wait


@kernel
def retune_work(run: State) -> None:
    """Set all clocks of work and use to new settings."""
    for d in range(run.dossiers.shape[0]):
        c = run.dossiers[d]["under_way"]
        if c >= 0 and run.cases[c]["stage"] == IMPLEMENTING:
            settle_work(run, d)
            set_work_hazards(run, d)
            aim_work(run, d)
        if in_operation(run, d) >= 0:
            settle_use(run, d)
            aim_use(run, d)


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
