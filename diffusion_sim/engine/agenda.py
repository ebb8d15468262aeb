"""R22 p. 16-18: when problems come on the agenda; the clock stands still while work on a problem is under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.draws.streams import AGENDA
from diffusion_sim.engine.clocks import months_to_strike
from diffusion_sim.engine.columns import EFFECTIVE, MONTH, STRETCH
from diffusion_sim.engine.dossiers import place_of, problem_of
from diffusion_sim.engine.kernel import kernel, whole
from diffusion_sim.engine.luck import resistance
from diffusion_sim.engine.records import FAR, UNDRAWN
from diffusion_sim.engine.settings import agenda_of, traits_of
from diffusion_sim.engine.waiting import wait_for_look
from diffusion_sim.rules.agenda import agenda_hazard

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State


@kernel
def wind_up_agenda(run: State, d: int) -> None:
    """Draw anew how long a problem waits for its next review."""
    run.dossiers[d]["agenda_resistance"], run.dossiers[d]["agenda"] = UNDRAWN, 0.0
    resume_agenda(run, d)


@kernel
def _draw_resistance(run: State, d: int) -> float:
    problem = problem_of(run, d)
    entity = np.uint64((problem << 32) + run.present_era[problem])
    code, reviews = run.places[place_of(run, d)]["code"], whole(run.dossiers[d]["reviews"])
    return resistance(run.key, entity, code, AGENDA, reviews)


@kernel
def resume_agenda(run: State, d: int) -> None:
    """Work out when a problem comes on the agenda, counting from the next look at it."""
    dossier, now = run.dossiers[d], run.counts[EFFECTIVE]
    problem, m = problem_of(run, d), place_of(run, d)
    row = run.settings[run.counts[STRETCH], m]
    traits = traits_of(row)
    salience = 1.0
    if problem < run.facts.drawn_problems:
        salience = run.eras[run.first_era[problem] + run.present_era[problem]]["salience"]
    hazard = agenda_hazard(agenda_of(row).reviews_per_year, salience, traits.carrying, traits.skill)
    if hazard > 0.0 and dossier["agenda_resistance"] == UNDRAWN:
        dossier["agenda_resistance"] = _draw_resistance(run, d)
    dossier["agenda_hazard"], dossier["agenda_since"] = hazard, now
    dossier["agenda_due"] = now - 1 + months_to_strike(dossier["agenda"], hazard, dossier["agenda_resistance"])
    look_later(run, d)


@kernel
def look_later(run: State, d: int) -> None:
    """Work out when a problem without work under way has to be looked at again: at once if it was postponed."""
    dossier = run.dossiers[d]
    wait_for_look(run, d, run.counts[EFFECTIVE] if dossier["postponed"] == 1 else whole(dossier["agenda_due"]))


@kernel
def pause_agenda(run: State, d: int) -> None:
    """Stop the clock of a problem on which work begins."""
    dossier = run.dossiers[d]
    dossier["agenda"] += dossier["agenda_hazard"] * (run.counts[EFFECTIVE] - dossier["agenda_since"])
    dossier["agenda_due"] = FAR
    wait_for_look(run, d, FAR)


@kernel
def retune_agenda(run: State) -> None:
    """Set all running clocks to new settings."""
    for m in range(run.places.shape[0]):
        retune_agenda_of(run, m)


@kernel
def retune_agenda_of(run: State, m: int) -> None:
    """Set one municipality's running clocks to new settings."""
    problems = run.fields.shape[0]
    for d in range(m * problems, (m + 1) * problems):
        if run.dossiers[d]["under_way"] < 0:
            pause_agenda(run, d)
            resume_agenda(run, d)


@kernel
def comes_on_agenda(run: State, d: int) -> bool:
    """Tell whether a problem comes on the agenda this month; if so, the wait for its next review begins."""
    if run.dossiers[d]["agenda_due"] > run.counts[MONTH]:
        return False
    run.dossiers[d]["reviews"] += 1
    wind_up_agenda(run, d)
    return True
