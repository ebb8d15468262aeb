"""Emptying the workspace for the next replication, as far as the last one has filled it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.draws.streams import TRAIT
from diffusion_sim.engine.columns import CASES, COUNTERS, FULL
from diffusion_sim.engine.desk import dossier_of, open_dossier
from diffusion_sim.engine.kernel import kernel
from diffusion_sim.engine.latent import draw_latent
from diffusion_sim.engine.luck import normal
from diffusion_sim.engine.pairs import forget_all
from diffusion_sim.engine.records import FAR, NONE
from diffusion_sim.engine.settings import external_of, portal_of, prize_of
from diffusion_sim.rules.spread import spread_factor, within

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State


@kernel
def reset(run: State) -> None:
    """Make everything ready for the replication whose key the run has."""
    is_new = run.age[0] == 0
    if is_new or run.facts.settings_stay == 0:
        draw_settings(run)
    cases = run.counts[CASES]
    whole = is_new or run.counts[FULL] == 1 or run.facts.only_cases_change == 0
    for counter in range(COUNTERS):
        run.counts[counter] = 0
    _empty_sums(run)
    draw_latent(run)
    if run.counts[FULL] == 1:
        return
    if whole:
        for m in range(run.agents.shape[0]):
            _empty_municipality(run, m)
        for d in range(run.dossiers.shape[0]):
            _empty_dossier(run, d)
        return
    for c in range(cases):
        _empty_municipality(run, run.cases[c]["row"])
        _empty_dossier(run, dossier_of(run, c))


@kernel
def draw_settings(run: State) -> None:
    """Give each municipality its own settings: the policy's, times its factors."""
    stretches, n, columns = run.policy.shape
    for stretch in range(stretches):
        for m in range(n):
            for column in range(columns):
                run.settings[stretch, m, column] = run.policy[stretch, m, column]
    for at in range(run.varying.shape[0]):
        what = run.varying[at]
        column, spread = what["column"], run.policy[0, 0, what["spread_column"]]
        for m in range(n):
            factor = spread_factor(spread, normal(run.key, what["entity"], run.places[m]["code"], TRAIT, 0))
            for stretch in range(stretches):
                value = run.policy[stretch, m, column] * factor
                run.settings[stretch, m, column] = within(value, what["low"], what["high"])
    for stretch in range(stretches):
        _note_sources(run, stretch)


@kernel
def _note_sources(run: State, stretch: int) -> None:
    """Note whether anybody can use a portal, or hear of anything without ties, in a stretch of months."""
    run.portals[stretch], run.broadcasts[stretch] = 0, 0
    for m in range(run.places.shape[0]):
        row = run.settings[stretch, m]
        if portal_of(row).hearing_per_month > 0.0:
            run.portals[stretch], run.broadcasts[stretch] = 1, 1
        if external_of(row).push_per_month > 0.0 or prize_of(row).visibility_per_month > 0.0:
            run.broadcasts[stretch] = 1


@kernel
def _empty_sums(run: State) -> None:
    run.now[:] = 0.0
    run.effort[:] = 0.0
    run.present_era[:] = 0
    run.users[:] = 0
    run.newest[:] = NONE
    forget_all(run)
    run.due[:] = NONE
    run.look_bounds[:] = FAR
    run.event_bounds[:] = FAR
    run.touched[:] = NONE


@kernel
def _empty_municipality(run: State, m: int) -> None:
    agent = run.agents[m]
    agent["recognition"], agent["times_reused"], agent["failures"] = 0.0, 0, 0
    agent["whole_contact"] = run.places[m]["whole_contact"]
    agent["log_skill"], agent["frustration"], agent["edition"] = 0.0, 0.0, 0
    for field in range(run.busy.shape[1]):
        run.busy[m, field], run.freed[m, field] = 0, NONE


@kernel
def _empty_dossier(run: State, d: int) -> None:
    run.dossiers[d]["outdated"], run.dossiers[d]["use_due"] = NONE, FAR
    open_dossier(run, d)
