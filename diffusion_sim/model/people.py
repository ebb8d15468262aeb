"""People who carry innovation, and what they learn (R21-R25): they change carrying and skill during a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.codes import End
from diffusion_sim.draws import uniform
from diffusion_sim.draws.streams import PERSON_LEFT
from diffusion_sim.jit import kernel
from diffusion_sim.mechanisms.funding_cliff import POOL
from diffusion_sim.mechanisms.innovation_leaders import (
    Circumstances,
    InnovationLeaders,
    carrying,
    first_innovation_leaders,
    next_innovation_leaders,
)
from diffusion_sim.mechanisms.training import Trained, carrying_left, next_trained, trained_skill
from diffusion_sim.model.ending import close
from diffusion_sim.model.ledger import MONTH, PERIOD, YEAR
from diffusion_sim.model.outlook import look_ahead_of
from diffusion_sim.model.problem_files import retune_agenda_of
from diffusion_sim.model.projects import retune_work_of
from diffusion_sim.model.records import ABANDONED, APPLYING
from diffusion_sim.model.setting_rows import (
    COLUMNS,
    capacity_of,
    enthusiasts_of,
    leadership_of,
    politics_of,
    training_of,
    traits_of,
)

if TYPE_CHECKING:
    from diffusion_sim.model.state import State


CARRYING, SKILL = COLUMNS.index("traits.carrying"), COLUMNS.index("traits.skill")
PROCESSES = len(InnovationLeaders._fields)
LEFT = int(End.PERSON_LEFT)


@kernel
def note_policy(run: State) -> None:
    """Keep what policy says of carrying and skill, before people move them, when new settings begin."""
    if run.facts.innovation_leaders_move == 0 and run.facts.skills_move == 0:
        return
    for m in range(run.places.shape[0]):
        traits = traits_of(run.settings[run.counts[PERIOD], m])
        run.agents[m]["carrying"], run.agents[m]["skill"] = traits.carrying, traits.skill


@kernel
def move_people(run: State) -> None:
    """Let attention, political support, enthusiasts and skill change; nothing moves where they make no difference."""
    if run.facts.innovation_leaders_move == 0 and run.facts.skills_move == 0:
        return
    for m in range(run.places.shape[0]):
        if run.facts.innovation_leaders_move == 1:
            innovation_leaders = _innovation_leaders(run, m)
            for at in range(PROCESSES):
                run.innovation_leaders[m, at] = innovation_leaders[at]
            run.agents[m]["failures"] = 0
        if run.facts.skills_move == 1 and run.months[run.counts[MONTH]]["is_budget"] == 1:
            _train(run, m)
        _carry(run, m)
        if run.facts.innovation_leaders_move == 1 and innovation_leaders_of(run, m).left == 1.0:
            _lose_what_hung_on_them(run, m)


@kernel
def _train(run: State, m: int) -> None:
    """Add what a year's training leaves."""
    before = trained_of(run, m)
    after = next_trained(before, training_of(run.settings[run.counts[PERIOD], m]), load_share(run, m))
    run.agents[m]["log_skill"], run.agents[m]["frustration"] = after.log_skill, after.frustration


@kernel
def trained_of(run: State, m: int) -> Trained:
    """Return what training has left, as rules take it."""
    return Trained(run.agents[m]["log_skill"], run.agents[m]["frustration"])


@kernel
def innovation_leaders_of(run: State, m: int) -> InnovationLeaders:
    """Return who carries innovation, as rules take it."""
    row = run.innovation_leaders[m]
    return InnovationLeaders(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8])


@kernel
def _innovation_leaders(run: State, m: int) -> InnovationLeaders:
    row, code, month = run.settings[run.counts[PERIOD], m], run.places[m]["code"], run.months[run.counts[MONTH]]
    leadership, politics = leadership_of(row), politics_of(row)
    if run.counts[MONTH] == 0:
        return first_innovation_leaders(leadership, run.key[0], code)
    load = load_share(run, m) if month["is_budget"] == 1 else 0.0
    now = Circumstances(run.key[0], code, run.counts[YEAR], month["new_council"], month["is_budget"], load,
                        run.agents[m]["failures"])  # fmt: skip
    return next_innovation_leaders(innovation_leaders_of(run, m), leadership, politics, enthusiasts_of(row), now)


@kernel
def load_share(run: State, m: int) -> float:
    """Return the share of all capacity that is busy; 1 where there is none."""
    fields, busy = run.busy.shape[1], 0
    for field in range(fields):
        busy += run.busy[m, field]
    whole = capacity_of(run.settings[run.counts[PERIOD], m]).projects_per_field * fields
    return busy / whole if whole > 0 else 1.0


@kernel
def _carry(run: State, m: int) -> None:
    """Set carrying and skill to what people now give them; clocks and outlook follow where that has changed."""
    row = run.settings[run.counts[PERIOD], m]
    now, skill = run.agents[m]["carrying"], run.agents[m]["skill"]
    if run.facts.innovation_leaders_move == 1:
        now = carrying(now, innovation_leaders_of(run, m), leadership_of(row), politics_of(row), enthusiasts_of(row))
    if run.facts.skills_move == 1:
        now, skill = carrying_left(now, trained_of(run, m)), trained_skill(skill, trained_of(run, m))
    if now != row[CARRYING] or skill != row[SKILL]:
        row[CARRYING], row[SKILL] = now, skill
        retune_agenda_of(run, m)
        retune_work_of(run, m)
        if run.facts.adopts_when_aware == 0:
            look_ahead_of(run, m)


@kernel
def _lose_what_hung_on_them(run: State, m: int) -> None:
    """End unfinished work without a grant that hung on those who have left (R23)."""
    problems = run.fields.shape[0]
    for d in range(m * problems, (m + 1) * problems):
        c = run.files[d]["under_way"]
        if (
            c >= 0
            and run.cases[c]["stage"] != APPLYING
            and run.cases[c]["granted"] != POOL
            and _hung_on_them(run, m, c)
        ):
            close(run, c, ABANDONED, LEFT)


@kernel
def _hung_on_them(run: State, m: int, c: int) -> bool:
    share = enthusiasts_of(run.settings[run.counts[PERIOD], m]).dependence_share
    identity = run.solutions[run.cases[c]["solution"]]["identity"]
    return uniform(run.key[0], identity, run.places[m]["code"], PERSON_LEFT, 0) < share
