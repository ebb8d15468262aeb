"""The yearly grant pool: applications wait for its decision and are ranked by fixed priorities (R10, R11 p. 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.draws.streams import GRANT_FALLBACK, GRANT_PLAN, GRANT_PRIORITY
from diffusion_sim.engine.cases import AWARE
from diffusion_sim.engine.columns import APPLICATIONS, AWARDED, STRETCH, YEAR
from diffusion_sim.engine.desk import APPLYING, clear_desk, dossier_of, free_capacity
from diffusion_sim.engine.ending import OWN, close
from diffusion_sim.engine.kernel import kernel, whole
from diffusion_sim.engine.luck import uniform
from diffusion_sim.engine.offers import known_here
from diffusion_sim.engine.settings import capacity_of, enthusiasts_of, funding_of
from diffusion_sim.engine.sorting import sort_by_key
from diffusion_sim.engine.working import ABANDONED, begin
from diffusion_sim.rules.carriers import Carriers
from diffusion_sim.rules.codes import End
from diffusion_sim.rules.enthusiasm import goes_on_without_grant
from diffusion_sim.rules.planning import planning_burden, reserved_grants

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

PRESENT = Carriers._fields.index("present")
NO_MONEY = int(End.NO_MONEY)
WITHOUT_PLAN = 2.0
"""A key behind all priorities, which are below 1."""
WINNER, LOSER = 1, 0


@kernel
def decide_grants(run: State) -> None:
    """Rank the applications, give the grants, and turn the others away."""
    n = drop_withdrawn(run)
    _choose_winners(run, n)
    for i in range(n):
        c = run.applications[i]
        if run.scratch[i] == WINNER:
            run.now[AWARDED] += 1.0
            begin(run, c, 1)
        else:
            _turn_away(run, c)
    run.counts[APPLICATIONS] = 0


@kernel
def drop_withdrawn(run: State) -> int:
    """Leave out applications for projects that have ended since; return how many are left."""
    kept = 0
    for i in range(run.counts[APPLICATIONS]):
        c = run.applications[i]
        if run.cases[c]["stage"] == APPLYING:
            run.applications[kept] = c
            kept += 1
    run.counts[APPLICATIONS] = kept
    return kept


@kernel
def _choose_winners(run: State, n: int) -> None:
    """Mark in ``scratch`` who wins: first the places reserved for reuse, then the rest, by priority."""
    national = funding_of(run.settings[run.counts[STRETCH], 0])
    with_plan = 0
    for i in range(n):
        c = run.applications[i]
        run.keys[i] = WITHOUT_PLAN
        burden = planning_burden(funding_of(run.settings[run.counts[STRETCH], run.cases[c]["row"]]), mode_of(run, c))
        if _draw(run, c, GRANT_PLAN) >= burden:
            run.keys[i] = _draw(run, c, GRANT_PRIORITY)
            with_plan += 1
    sort_by_key(run.keys, run.order, run.scratch, n)
    for i in range(n):
        run.scratch[i] = LOSER
    left = national.grants_per_year
    reserved = reserved_grants(national.grants_per_year, national.reuse_reserved_share)
    for i in range(with_plan):
        if reserved > 0 and mode_of(run, run.applications[run.order[i]]) != OWN:
            run.scratch[run.order[i]] = WINNER
            reserved -= 1
            left -= 1
    for i in range(with_plan):
        if left > 0 and run.scratch[run.order[i]] == LOSER:
            run.scratch[run.order[i]] = WINNER
            left -= 1


@kernel
def mode_of(run: State, c: int) -> int:
    """Return a case's mode as rules take it."""
    return whole(run.cases[c]["mode"])


@kernel
def _draw(run: State, c: int, stream: int) -> float:
    case = run.cases[c]
    identity, code = run.solutions[case["solution"]]["identity"], run.places[case["row"]]["code"]
    return uniform(run.key, identity, code, stream, run.counts[YEAR])


@kernel
def _turn_away(run: State, c: int) -> None:
    """Go on with permanent money, or wait for the next budget year."""
    case, d = run.cases[c], dossier_of(run, c)
    m, row = case["row"], run.settings[run.counts[STRETCH], case["row"]]
    present = run.carriers[m, PRESENT] if run.facts.carriers_move == 1 else 1.0
    chance = goes_on_without_grant(funding_of(row).fallback_share, enthusiasts_of(row).unfunded_share, present)
    goes_on = _draw(run, c, GRANT_FALLBACK) < chance
    if goes_on and free_capacity(run, m, case["problem"], capacity_of(row).projects_per_field) > 0:
        begin(run, c, 0)
        return
    run.dossiers[d]["postponed"] = 1
    if run.solutions[case["solution"]]["origin"] == m:
        close(run, c, ABANDONED, NO_MONEY)
    else:
        clear_desk(run, d)
        case["stage"], case["mode"] = AWARE, 0
        known_here(run, c)
