"""Emptying the workspace for the next replication, as far as the last one has filled it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.jit import kernel
from diffusion_sim.model.environment import draw_latent, draw_settings
from diffusion_sim.model.ledger import CASES, COUNTERS, FULL
from diffusion_sim.model.pairs import forget_all
from diffusion_sim.model.problem_files import file_of, open_file
from diffusion_sim.model.records import FAR, NONE

if TYPE_CHECKING:
    from diffusion_sim.model.state import State


@kernel
def reset(run: State) -> None:
    """Make everything ready for the replication whose key the run has."""
    is_new = run.age[0] == 0
    if is_new or run.facts.settings_stay == 0:
        draw_settings(run, 0)
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
        for d in range(run.files.shape[0]):
            _empty_file(run, d)
        return
    for c in range(cases):
        _empty_municipality(run, run.cases[c]["row"])
        _empty_file(run, file_of(run, c))


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
    agent["log_skill"], agent["frustration"] = 0.0, 0.0
    agent["version"], agent["experience"] = 0, 0
    for at in range(run.memories.shape[1]):
        run.memories[m, at] = 0.0
    for field in range(run.busy.shape[1]):
        run.busy[m, field], run.freed[m, field] = 0, NONE


@kernel
def _empty_file(run: State, d: int) -> None:
    run.files[d]["outdated"], run.files[d]["use_due"] = NONE, FAR
    open_file(run, d)
