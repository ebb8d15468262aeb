"""Joint work: pilots that partners share (R15), and windows of state and region for wicked problems (R16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.codes import Heard
from diffusion_sim.draws import uniform
from diffusion_sim.draws.streams import PARTNER_WINDOWS, WICKED
from diffusion_sim.jit import kernel
from diffusion_sim.mechanisms.partnerships import joint_cost_left
from diffusion_sim.mechanisms.wicked import (
    FOLLOWS,
    HALF_YEAR,
    LONGEST,
    follows_the_state,
    foreseen_wait,
    is_open,
    is_wicked,
    months_to_half_year,
)
from diffusion_sim.model.ledger import BEGUN, MONTH, PERIOD
from diffusion_sim.model.memory import whole
from diffusion_sim.model.problem_files import file_of, place_of, problem_of
from diffusion_sim.model.records import DEVELOPING, IMPLEMENTING, NONE
from diffusion_sim.model.setting_rows import (
    wicked_of,
)

if TYPE_CHECKING:
    from diffusion_sim.model.state import State


PARTNER = int(Heard.PARTNER)


@kernel
def is_joint(run: State, c: int) -> int:
    """Tell (1 or 0) whether work is joint; before it begins, whether it would be if it began now."""
    case = run.cases[c]
    if case["adopted"] >= 0:
        return whole(case["joint"])
    return 1 if case["via"] == PARTNER and pilot_of(run, c) >= 0 else 0


@kernel
def pilot_of(run: State, c: int) -> int:
    """Return the file in which the origin of a solution still works on it, or NONE."""
    s = run.cases[c]["solution"]
    d = run.solutions[s]["origin"] * run.fields.shape[0] + run.solutions[s]["problem"]
    under_way = run.files[d]["under_way"]
    if under_way < 0 or run.cases[under_way]["solution"] != s:
        return NONE
    stage = run.cases[under_way]["stage"]
    return d if stage in (DEVELOPING, IMPLEMENTING) else NONE


@kernel
def cost_left_of(run: State, c: int) -> float:
    """Return the share of effort and of months of development that a case takes."""
    return joint_cost_left(is_joint(run, c))


@kernel
def months_of_pilot(run: State, c: int) -> int:
    """Return the months for which the origin of joint work still develops it; 0 where it does not."""
    if is_joint(run, c) == 0:
        return 0
    return max(0, run.files[pilot_of(run, c)]["development_ends"] - run.counts[MONTH])


@kernel
def note_pilot(run: State, c: int) -> None:
    """Note that a municipality with partners has begun work of its own."""
    case = run.cases[c]
    place = run.places[case["row"]]
    if place["last_partner"] > place["first_partner"] and run.solutions[case["solution"]]["origin"] == case["row"]:
        run.begun[run.counts[BEGUN]] = c
        run.counts[BEGUN] += 1


@kernel
def needs_partners(run: State, d: int) -> bool:
    """Tell whether a problem, in its present form, needs partners outside the municipality."""
    problem = problem_of(run, d)
    wicked = wicked_of(run.settings[run.counts[PERIOD], place_of(run, d)])
    if wicked.share == 0.0:
        return False
    era = np.uint64((problem << 32) + run.present_era[problem])
    return is_wicked(wicked, uniform(run.key[0], era, 0, WICKED, 0))


@kernel
def mean_wait(run: State, d: int) -> float:
    """Return the mean months for which work on a problem waits for partners."""
    if not needs_partners(run, d):
        return 0.0
    return foreseen_wait(wicked_of(run.settings[run.counts[PERIOD], place_of(run, d)]))


STATE = 0
"""Number of the state among partners outside the municipality; regions follow."""


@kernel
def wait_for_partners(run: State, c: int) -> int:
    """Return the months until the windows of region and state meet, for work on a wicked problem."""
    d = file_of(run, c)
    if not needs_partners(run, d):
        return 0
    m, field, month = place_of(run, d), np.uint64(run.fields[problem_of(run, d)]), run.counts[MONTH]
    wicked, region = wicked_of(run.settings[run.counts[PERIOD], m]), run.places[m]["region"] + 1
    if follows_the_state(wicked, uniform(run.key[0], field, region, PARTNER_WINDOWS, FOLLOWS)):
        region = STATE
    ahead = 0
    while ahead < LONGEST and not _both_are_open(run, field, region, month // HALF_YEAR + ahead):
        ahead += 1
    return months_to_half_year(month, ahead)


@kernel
def _both_are_open(run: State, field: np.uint64, region: int, half_year: int) -> bool:
    """Tell whether the state and a region are open to joint work in a field in one half-year."""
    if not is_open(uniform(run.key[0], field, STATE, PARTNER_WINDOWS, half_year)):
        return False
    return is_open(uniform(run.key[0], field, region, PARTNER_WINDOWS, half_year))
