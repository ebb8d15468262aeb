"""When something next happens to work under way and to what is in operation, so that nothing is visited in between.

Hazards that change only with settings are added up when needed; what hangs on a grant is also visited when the share of
the money that is gone changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.draws.streams import IMPLEMENTATION_DONE, IMPLEMENTATION_FAILURE, STOP
from diffusion_sim.engine.ahead import soon
from diffusion_sim.engine.clocks import months_to_strike
from diffusion_sim.engine.columns import EFFECTIVE, MONTH, STRETCH
from diffusion_sim.engine.desk import APPLYING, IMPLEMENTING
from diffusion_sim.engine.granted import (
    hazard_at_cliff,
    money_ends,
    month_of_change,
    owned,
    set_grant,
    settle_grant,
)
from diffusion_sim.engine.kernel import kernel, whole
from diffusion_sim.engine.luck import resistance
from diffusion_sim.engine.records import UNDRAWN
from diffusion_sim.engine.settings import (
    cliff_of,
    implementation_of,
    operation_of,
    traits_of,
)  # fmt: skip
from diffusion_sim.engine.waiting import wait_for_use, wait_for_work
from diffusion_sim.rules.implementation import AT_ONCE, completion_hazard, failure_hazard
from diffusion_sim.rules.operation import stop_hazard
from diffusion_sim.rules.silo import delayed_months

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State


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
    if case["stage"] == IMPLEMENTING:
        done = months_to_strike(dossier["done"], dossier["done_hazard"], dossier["done_resistance"])
        failure = months_to_strike(dossier["failure"], dossier["failure_hazard"], dossier["failure_resistance"])
        due = now - 1 + min(done, failure)
    else:
        due = whole(dossier["development_ends"])
        if now <= dossier["check"] < due:
            due = whole(dossier["check"])
    if case["granted"] == 1:
        lost = months_to_strike(dossier["cliff"], dossier["cliff_hazard"], dossier["cliff_resistance"])
        due = min(due, now - 1 + lost, month_of_change(run, whole(dossier["under_way"]), 0))
    wait_for_work(run, d, due)


@kernel
def in_operation(run: State, d: int) -> int:
    """Return the case in operation for a problem, up to date or not; NONE if there is none."""
    in_use = run.dossiers[d]["in_use"]
    return in_use if in_use >= 0 else run.dossiers[d]["outdated"]


@kernel
def settle_use(run: State, d: int, month: int) -> None:
    """Add up the hazards of what is in operation to the beginning of a month."""
    dossier = run.dossiers[d]
    months = month - dossier["use_since"]
    dossier["stop"] += dossier["stop_hazard"] * months
    dossier["ending"] += dossier["ending_hazard"] * months
    dossier["use_since"] = month


@kernel
def set_use_hazards(run: State, d: int) -> None:
    """Work out the hazards of what is in operation in the month at hand."""
    dossier, c = run.dossiers[d], in_operation(run, d)
    case = run.cases[c]
    row = run.settings[run.counts[STRETCH], case["row"]]
    usual, edge = operation_of(row), cliff_of(row)
    factor = usual.outdated_stop_factor if case["outdated"] >= 0 else 1.0
    dossier["stop_hazard"], dossier["ending_hazard"] = stop_hazard(usual.stop_per_year, factor), 0.0
    if dossier["stop_hazard"] > 0.0 and dossier["stop_resistance"] == UNDRAWN:
        dossier["stop_resistance"] = resistance_of(run, whole(c), STOP)
    if case["granted"] == 1 and run.counts[MONTH] - money_ends(run, c) < edge.operation_months:
        dossier["ending_hazard"] = hazard_at_cliff(run, c, edge.operation_per_month)


@kernel
def aim_use(run: State, d: int) -> None:
    """Work out when something next happens to a case in operation that is settled."""
    dossier, now, c = run.dossiers[d], run.counts[EFFECTIVE], in_operation(run, d)
    due = now - 1 + months_to_strike(dossier["stop"], dossier["stop_hazard"], dossier["stop_resistance"])
    if run.cases[c]["granted"] == 1:
        lost = months_to_strike(dossier["ending"], dossier["ending_hazard"], dossier["ending_resistance"])
        edge = cliff_of(run.settings[run.counts[STRETCH], run.cases[c]["row"]])
        due = min(due, now - 1 + lost, month_of_change(run, c, edge.operation_months))
    wait_for_use(run, d, due)


@kernel
def retune_work(run: State) -> None:
    """Set all clocks of work and use to new settings."""
    for m in range(run.places.shape[0]):
        retune_work_of(run, m)


@kernel
def retune_work_of(run: State, m: int) -> None:
    """Set one municipality's clocks of work and use to new settings."""
    problems = run.fields.shape[0]
    for d in range(m * problems, (m + 1) * problems):
        soon(run.cases, in_operation(run, d))
    for d in range(m * problems, (m + 1) * problems):
        c = run.dossiers[d]["under_way"]
        if c >= 0 and run.cases[c]["stage"] != APPLYING:
            _retune_unfinished(run, d)
        if in_operation(run, d) >= 0:
            settle_use(run, d, run.counts[EFFECTIVE])
            set_use_hazards(run, d)
            aim_use(run, d)


@kernel
def _retune_unfinished(run: State, d: int) -> None:
    case = run.cases[run.dossiers[d]["under_way"]]
    if case["stage"] == IMPLEMENTING:
        settle_work(run, d)
        set_work_hazards(run, d)
    if case["granted"] == 1:
        settle_grant(run, d, run.counts[EFFECTIVE])
        set_grant(run, d)
    aim_work(run, d)
