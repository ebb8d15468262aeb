"""One municipality's file on one problem: its number, when it is looked at (R22 p. 16-18), and the work that lies on it.

Problem files that follow each other share a bound, the first month in which anything can be due for them, so that most
need not be asked. It falls with each earlier month that is entered, and is found anew when their months are gone through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.draws import solution_identity, threshold, uniform
from diffusion_sim.draws.streams import AGENDA, SECOND_FIELD
from diffusion_sim.jit import inlined, kernel
from diffusion_sim.mechanisms.budget import IMPLEMENTATION
from diffusion_sim.mechanisms.departments import felt_friction, friction_met, second_field
from diffusion_sim.mechanisms.problem_agenda import agenda_hazard
from diffusion_sim.model.hazards import months_to_strike
from diffusion_sim.model.ledger import (
    DKK_GRANTS,
    EFFECTIVE,
    EFFORT_OF_MODE,
    MONTH,
    PERIOD,
    STAGE_COLUMN,
)
from diffusion_sim.model.memory import soon, whole
from diffusion_sim.model.records import APPLYING, FAR, IMPLEMENTING, NONE, UNDRAWN
from diffusion_sim.model.setting_rows import agenda_of, traits_of

if TYPE_CHECKING:
    from diffusion_sim.model.state import Smalls, State


PART_SHIFT = 40
"""Exact while files times problems stay below 2**40 and municipalities below 2**22."""


def part_of_one(problems: int) -> int:
    """Return what a file's number is multiplied by to find its municipality: 1 / problems, a little more, times 2**40."""
    return (1 << PART_SHIFT) // max(problems, 1) + 1


@inlined
def place_of(run: State, d: int) -> int:
    """Return the row of the municipality that a file belongs to."""
    return (whole(d) * run.facts.part_of_one) >> PART_SHIFT


@inlined
def problem_of(run: State, d: int) -> int:
    """Return the problem that a file is about."""
    return d - place_of(run, d) * run.fields.shape[0]


@kernel
def departments(run: State) -> int:
    """Return how many fields are departments; an innovation of the scenario's own has a field to itself."""
    drawn = run.facts.drawn_problems
    return run.fields[drawn - 1] + 1 if drawn > 0 else 0


@kernel
def second_field_of(run: State, problem: int) -> int:
    """Return the department that a problem crosses into; its own field where it lies within one (R18)."""
    if problem >= run.facts.drawn_problems:
        return run.fields[problem]
    draw = uniform(run.key[0], np.uint64(problem), 0, SECOND_FIELD, 0)
    return second_field(run.fields[problem], departments(run), draw)


@kernel
def friction_at(run: State, d: int) -> float:
    """Return the friction between units that a problem meets (R18, R28)."""
    felt, problem = felt_friction(traits_of(run.settings[run.counts[PERIOD], place_of(run, d)])), problem_of(run, d)
    if felt == 0.0:
        return 0.0
    return friction_met(felt, 1 if second_field_of(run, problem) != run.fields[problem] else 0)


BOUND_SHIFT = 5
"""Problems that share a bound: 2**5."""
ASKED = 64
"""Noted problems in a batch that is asked for ahead: of a whole month's in a large country, the first would be gone again."""


def bounds_of(files: int) -> int:
    """Return how many bounds so many problems have."""
    return (files >> BOUND_SHIFT) + 1


@inlined
def wait(months: Smalls, bounds: Smalls, d: int, until: int) -> None:
    """Let a problem wait until a month."""
    months[d] = until
    bounds[d >> BOUND_SHIFT] = min(bounds[d >> BOUND_SHIFT], until)


@inlined
def wait_for_look(run: State, d: int, until: int) -> None:
    """Let a problem wait to be looked at."""
    wait(run.look, run.look_bounds, d, until)


@inlined
def wait_for_work(run: State, d: int, until: int) -> None:
    """Let a problem wait for something to happen to the work under way."""
    run.files[d]["work_due"] = until
    wait(run.event, run.event_bounds, d, min(until, run.files[d]["use_due"]))


@inlined
def wait_for_use(run: State, d: int, until: int) -> None:
    """Let a problem wait for something to happen to what is in use."""
    run.files[d]["use_due"] = until
    wait(run.event, run.event_bounds, d, min(until, run.files[d]["work_due"]))


@kernel
def note_due(run: State, months: Smalls, bounds: Smalls, month: int) -> int:
    """Note the problems that wait no longer; return how many. Each has to be told anew how long to wait."""
    number = 0
    for block in range(bounds.shape[0]):
        if bounds[block] <= month:
            bound = FAR
            for d in range(block << BOUND_SHIFT, min((block + 1) << BOUND_SHIFT, months.shape[0])):
                run.noted[number] = d
                number += months[d] <= month
                bound = min(bound, months[d] if months[d] > month else FAR)
            bounds[block] = bound
    return number


@kernel
def end_of_batch(run: State, first: int, number: int) -> int:
    """Return where a batch of the noted problems ends, and ask for the files of the next: of this, too, if it is the first."""
    last = min(first + ASKED, number)
    for i in range(0 if first == 0 else last, min(last + ASKED, number)):
        soon(run.files, run.noted[i])
    return last


@kernel
def earliest(months: Smalls, bounds: Smalls) -> int:
    """Return the first month in which a problem waits no longer."""
    first = FAR
    for block in range(bounds.shape[0]):
        if bounds[block] < first:
            bound = FAR
            for d in range(block << BOUND_SHIFT, min((block + 1) << BOUND_SHIFT, months.shape[0])):
                bound = min(bound, months[d])
            bounds[block], first = bound, min(first, bound)
    return first


@kernel
def file_of(run: State, c: int) -> int:
    """Return the number of the file that a case belongs to."""
    return whole(run.cases[c]["row"]) * run.fields.shape[0] + whole(run.cases[c]["problem"])


@kernel
def wind_up_agenda(run: State, d: int) -> None:
    """Draw anew how long a problem waits for its next review."""
    run.files[d]["agenda_threshold"], run.files[d]["agenda"] = UNDRAWN, 0.0
    resume_agenda(run, d)


@kernel
def _draw_threshold(run: State, d: int) -> float:
    problem = problem_of(run, d)
    entity = np.uint64((problem << 32) + run.present_era[problem])
    code, reviews = run.places[place_of(run, d)]["code"], whole(run.files[d]["reviews"])
    return threshold(run.key[0], entity, code, AGENDA, reviews)


@kernel
def resume_agenda(run: State, d: int) -> None:
    """Work out when a problem comes on the agenda, counting from the next look at it."""
    file, now = run.files[d], run.counts[EFFECTIVE]
    problem, m = problem_of(run, d), place_of(run, d)
    row = run.settings[run.counts[PERIOD], m]
    traits = traits_of(row)
    salience = 1.0
    if problem < run.facts.drawn_problems:
        salience = run.eras[run.first_era[problem] + run.present_era[problem]]["salience"]
    hazard = agenda_hazard(agenda_of(row).reviews_per_year, salience, traits.carrying, traits.skill)
    if hazard > 0.0 and file["agenda_threshold"] == UNDRAWN:
        file["agenda_threshold"] = _draw_threshold(run, d)
    file["agenda_hazard"], file["agenda_since"] = hazard, now
    file["agenda_due"] = now - 1 + months_to_strike(file["agenda"], hazard, file["agenda_threshold"])
    look_later(run, d)


@kernel
def look_later(run: State, d: int) -> None:
    """Work out when a problem without work under way has to be looked at again: at once if it was postponed."""
    file = run.files[d]
    wait_for_look(run, d, run.counts[EFFECTIVE] if file["postponed"] == 1 else whole(file["agenda_due"]))


@kernel
def pause_agenda(run: State, d: int) -> None:
    """Stop the clock of a problem on which work begins."""
    file = run.files[d]
    file["agenda"] += file["agenda_hazard"] * (run.counts[EFFECTIVE] - file["agenda_since"])
    file["agenda_due"] = FAR
    wait_for_look(run, d, FAR)


@kernel
def bring_forward(run: State, d: int) -> None:
    """Let a problem that employees hand in come up for its next review at once, unless work on it is under way (R19)."""
    file = run.files[d]
    if file["under_way"] < 0 and file["agenda_hazard"] > 0.0:
        file["agenda"] = file["agenda_threshold"]
        resume_agenda(run, d)


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
        if run.files[d]["under_way"] < 0:
            pause_agenda(run, d)
            resume_agenda(run, d)


@kernel
def comes_on_agenda(run: State, d: int) -> bool:
    """Tell whether a problem comes on the agenda this month; if so, the wait for its next review begins."""
    if run.files[d]["agenda_due"] > run.counts[MONTH]:
        return False
    run.files[d]["reviews"] += 1
    wind_up_agenda(run, d)
    return True


@kernel
def open_file(run: State, d: int) -> None:
    """Begin a file on a problem in its present era."""
    file = run.files[d]
    file["known"], file["under_way"], file["in_use"] = NONE, NONE, NONE
    file["reviews"], file["own"], file["aware"], file["postponed"] = 0, 0, NONE, 0
    file["paid"], run.answers[d] = 0.0, NONE
    wait_for_work(run, d, FAR)
    run.own_terms[d, run.own_terms.shape[1] - 1] = NONE
    if run.facts.adopts_when_aware == 0:
        file["leaving_identity"] = _own_identity(run, d)
        name_own_work(run, d)
    wind_up_agenda(run, d)


@kernel
def name_own_work(run: State, d: int) -> None:
    """Note the identity that a municipality's next solution of its own would have."""
    run.files[d]["own_identity"] = _own_identity(run, d)


@kernel
def _own_identity(run: State, d: int) -> np.uint64:
    problem, attempts = problem_of(run, d), whole(run.files[d]["own"])
    code, era = run.places[place_of(run, d)]["code"], run.present_era[problem]
    return np.uint64(solution_identity(code, problem, era, attempts, np.uint64(0)))


@kernel
def open_work(run: State, c: int) -> None:
    """Make a case the work under way on its problem."""
    d = file_of(run, c)
    run.files[d]["under_way"] = c
    for at in range(run.project_memories.shape[1]):
        run.project_memories[d, at] = 0.0
    pause_agenda(run, d)


@kernel
def close_work(run: State, d: int) -> None:
    """End the work under way on a problem."""
    count_stage(run, run.files[d]["under_way"], -1.0)
    pay(run, d, 0.0)
    run.files[d]["under_way"] = NONE
    wait_for_work(run, d, FAR)
    resume_agenda(run, d)


@kernel
def pay(run: State, d: int, dkk_per_month: float) -> None:
    """Book what a grant pays each month for the work on a problem, from now on."""
    run.now[DKK_GRANTS] += dkk_per_month - run.files[d]["paid"]
    run.files[d]["paid"] = dkk_per_month


@kernel
def count_stage(run: State, c: int, sign: float) -> None:
    """Add the work under way to its stage, its field's load and its kind of effort, or take it off."""
    case = run.cases[c]
    stage = case["stage"]
    run.now[STAGE_COLUMN[stage]] += sign
    if stage != APPLYING:
        run.busy[case["row"], run.fields[case["problem"]]] += int(sign)
        run.effort[kind_of_work(run, c)] += sign * run.solutions[case["solution"]]["complexity"]


@kernel
def kind_of_work(run: State, c: int) -> int:
    """Return the ledger's kind of an unfinished case."""
    if run.cases[c]["stage"] == IMPLEMENTING:
        return IMPLEMENTATION
    return EFFORT_OF_MODE[run.cases[c]["mode"]]


@kernel
def free_capacity(run: State, m: int, problem: int, projects_per_field: int) -> int:
    """Return how many more projects the field of a problem can carry."""
    return projects_per_field - run.busy[m, run.fields[problem]]
