"""People who carry innovation, month by month (R22-R25): they change a municipality's carrying during a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.draws.streams import PERSON_LEFT
from diffusion_sim.engine.agenda import retune_agenda_of
from diffusion_sim.engine.columns import MONTH, STRETCH, YEAR
from diffusion_sim.engine.ending import close
from diffusion_sim.engine.kernel import kernel
from diffusion_sim.engine.luck import uniform
from diffusion_sim.engine.outlook import look_ahead_of
from diffusion_sim.engine.rules import carrying, first_carriers, next_carriers
from diffusion_sim.engine.settings import (
    COLUMNS,
    capacity_of,
    enthusiasts_of,
    leadership_of,
    politics_of,
    traits_of,
)  # fmt: skip
from diffusion_sim.rules.carriers import Carriers, Circumstances
from diffusion_sim.rules.codes import End, Stage

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State

CARRYING = COLUMNS.index("traits.carrying")
FIELDS = len(Carriers._fields)
APPLYING, ABANDONED, LEFT = int(Stage.APPLYING), int(Stage.ABANDONED), int(End.PERSON_LEFT)


@kernel
def note_policy(run: State) -> None:
    """Keep what policy says of carrying, before people move it, when new settings begin."""
    for m in range(run.places.shape[0]):
        run.agents[m]["carrying"] = traits_of(run.settings[run.counts[STRETCH], m]).carrying


@kernel
def move_people(run: State) -> None:
    """Let attention, backing and enthusiasts change; nothing moves where they make no difference."""
    if run.facts.carriers_move == 1:
        for m in range(run.places.shape[0]):
            carriers = _carriers(run, m)
            for at in range(FIELDS):
                run.carriers[m, at] = carriers[at]
            run.agents[m]["failures"] = 0
            _carry(run, m, carriers)
            if carriers.left == 1.0:
                _lose_what_hung_on_them(run, m)


@kernel
def carriers_of(run: State, m: int) -> Carriers:
    """Return who carries innovation, as rules take it."""
    row = run.carriers[m]
    return Carriers(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8])


@kernel
def _carriers(run: State, m: int) -> Carriers:
    row, code, month = run.settings[run.counts[STRETCH], m], run.places[m]["code"], run.months[run.counts[MONTH]]
    leadership, politics = leadership_of(row), politics_of(row)
    if run.counts[MONTH] == 0:
        return first_carriers(leadership, politics, run.key, code)
    load = load_share(run, m) if month["is_budget"] == 1 else 0.0
    now = Circumstances(run.key, code, run.counts[YEAR], month["new_council"], month["is_budget"], load,
                        run.agents[m]["failures"])  # fmt: skip
    return next_carriers(carriers_of(run, m), leadership, politics, enthusiasts_of(row), now)


@kernel
def load_share(run: State, m: int) -> float:
    """Return the share of all capacity that is busy; 1 where there is none."""
    fields, busy = run.busy.shape[1], 0
    for field in range(fields):
        busy += run.busy[m, field]
    whole = capacity_of(run.settings[run.counts[STRETCH], m]).projects_per_field * fields
    return busy / whole if whole > 0 else 1.0


@kernel
def _carry(run: State, m: int, carriers: Carriers) -> None:
    """Set carrying to what people now give it; clocks and outlook follow where that has changed."""
    row = run.settings[run.counts[STRETCH], m]
    now = carrying(run.agents[m]["carrying"], carriers, leadership_of(row), politics_of(row), enthusiasts_of(row))
    if now != row[CARRYING]:
        row[CARRYING] = now
        retune_agenda_of(run, m)
        look_ahead_of(run, m)


@kernel
def _lose_what_hung_on_them(run: State, m: int) -> None:
    """End unfinished work without a grant that hung on those who have left (R23)."""
    problems = run.fields.shape[0]
    share, code = enthusiasts_of(run.settings[run.counts[STRETCH], m]).dependence_share, run.places[m]["code"]
    for d in range(m * problems, (m + 1) * problems):
        c = run.dossiers[d]["under_way"]
        if c >= 0 and run.cases[c]["stage"] != APPLYING and run.cases[c]["granted"] == 0:
            identity = run.solutions[run.cases[c]["solution"]]["identity"]
            if uniform(run.key, identity, code, PERSON_LEFT, 0) < share:
                close(run, c, ABANDONED, LEFT)
