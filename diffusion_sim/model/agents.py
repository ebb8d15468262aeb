"""The step-by-step driver: a Mesa model whose agents are live views of the municipalities' rows.

Each phase of a month calls the kernels that the compiled driver calls. What a subclass overrides runs in Python in its place,
municipality by municipality; for all else, one call does a whole phase.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cached_property, partial
from itertools import count
from typing import TYPE_CHECKING, ClassVar
from weakref import WeakKeyDictionary

import mesa
import networkx as nx
import numpy as np
from mesa.discrete_space import CellAgent, Network

from diffusion_sim.codes import Mode, Stage, Window
from diffusion_sim.draws import replication_key
from diffusion_sim.errors import InputError, RunError
from diffusion_sim.mechanisms.foresight import Outlook
from diffusion_sim.mechanisms.innovation_leaders import InnovationLeaders
from diffusion_sim.mechanisms.sharing import pride_gain, reputation
from diffusion_sim.mechanisms.training import Trained
from diffusion_sim.mechanisms.utility import Prospect
from diffusion_sim.model.driver import perform, record_of
from diffusion_sim.model.ground import prepare_ground
from diffusion_sim.model.harvest import NO_HARVEST
from diffusion_sim.model.institutions import WINNER
from diffusion_sim.model.ledger import (
    APPLICATIONS,
    CASES,
    ELIGIBLE_LAST_YEAR,
    FULL,
    OPENED_BY,
    PERIOD,
    SOLUTIONS,
    WATCHED,
)
from diffusion_sim.model.month import EVERYBODY
from diffusion_sim.model.records import NONE
from diffusion_sim.model.setting_rows import settings_of
from diffusion_sim.model.steps import Task
from diffusion_sim.model.views import Appraisal, Case, ProblemFile, Solution, appraisal_at_hand, put_at_hand
from diffusion_sim.model.workspace import first_room, grown, workspace
from diffusion_sim.results.record import MONTHLY
from diffusion_sim.scenario import Scenario
from diffusion_sim.scenario.values import LARGEST_REPLICATION, LARGEST_SEED, whole_number
from diffusion_sim.setup import Setup, build_setup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diffusion_sim.codes import Heard
    from diffusion_sim.country.places import Place
    from diffusion_sim.mechanisms.settings import Settings
    from diffusion_sim.results.record import RunRecord

A_QUARTER = 0.25
"""Of a pool is never left behind in one month."""


class CountersOfModels(WeakKeyDictionary["mesa.Model", Iterator[int]]):
    """A counter from 1 for each model that is asked for, forgotten with the model."""

    def __getitem__(self, model: mesa.Model) -> Iterator[int]:
        """Return the model's counter."""
        return self.setdefault(model, count(1))


class Municipality(CellAgent):  # type: ignore[misc]  # Mesa has no types
    """One of the 98, or any other deciding unit: a live view of its rows.

    Override ``listen``, ``consider``, ``window``, ``has_capacity``, ``appraise``, ``decide``, ``commit`` or ``work`` to
    change what it does; ``step``, where a subclass has one, is called when the month's work is done.
    """

    _ids: ClassVar = CountersOfModels()
    """Mesa's own table of counters would keep every model there ever was."""
    model: DiffusionModel

    def __init__(self, model: DiffusionModel, place: Place, row: int) -> None:
        super().__init__(model)
        self.place, self.row = place, row
        self.code, self.name, self.region = place.code, place.name, place.region
        problems = model.setup.problem_fields
        self.files = [ProblemFile(model, row * len(problems) + p, p, field) for p, field in enumerate(problems)]
        """One for each problem."""
        self.appraisals: list[Appraisal] = []
        """Every appraisal so far, with its terms."""
        self._cases: dict[Solution, Case] = {}

    # ------------------------------------------------------------------ what it is and knows

    @property
    def _agent(self) -> np.void:
        row: np.void = self.model.state.agents[self.row]
        return row

    @property
    def settings(self) -> Settings:
        """The scenario's numbers as they hold here in this month."""
        state = self.model.state
        return settings_of(state.settings[state.counts[PERIOD], self.row])

    @property
    def ties(self) -> list[tuple[Municipality, float, int]]:
        """Whom it hears from: neighbour, share of contact, layer."""
        state = self.model.state
        mine = state.ties[state.places[self.row]["first_tie"] : state.places[self.row]["last_tie"]]
        of = self.model.municipalities
        return [
            (of[tie["row"]], float(tie["weight"]), int(tie["layer"]))
            for tie in mine
            if tie["since"] <= self.model.last_month
        ]

    @property
    def whole_contact(self) -> float:
        """Sum of these shares."""
        return float(self._agent["whole_contact"])

    @property
    def cases(self) -> dict[Solution, Case]:
        """Everything known or made."""
        self.model.note_new_cases()
        return self._cases

    @property
    def running(self) -> dict[Solution, Case]:
        """In use for a problem's present era: what others can hear of."""
        return {case.solution: case for file in self.files if (case := file.in_use)}

    @property
    def outdated(self) -> dict[Solution, Case]:
        """In use for a problem that has changed."""
        return {case.solution: case for file in self.files if (case := file.outdated)}

    def in_use(self) -> Iterator[Case]:
        """Yield all cases in use, up to date or not."""
        yield from [*self.running.values(), *self.outdated.values()]

    @property
    def recognition(self) -> float:
        """Share of stigma worn down by prizes (R7)."""
        return float(self._agent["recognition"])

    @property
    def times_reused(self) -> int:
        """How often others adopted what was made here (R3)."""
        return int(self._agent["times_reused"])

    @property
    def failures(self) -> int:
        """Projects that failed since blame was last counted (R25)."""
        return int(self._agent["failures"])

    @property
    def innovation_leaders(self) -> InnovationLeaders | None:
        """Who carries innovation here (R22-R25); None where they make no difference."""
        state = self.model.state
        return (
            InnovationLeaders(*state.innovation_leaders[self.row].tolist())
            if state.facts.innovation_leaders_move
            else None
        )

    @property
    def trained(self) -> Trained:
        """What training has left here (R21)."""
        return Trained(float(self._agent["log_skill"]), float(self._agent["frustration"]))

    @property
    def outlook(self) -> dict[Mode, Outlook]:
        """What each mode holds in store, as foreseen in this month."""
        rows = self.model.state.outlooks[self.row]
        return {mode: Outlook(*rows[mode].tolist()) for mode in Mode if mode is not Mode.NOTHING}

    @property
    def pride_gain(self) -> float:
        """Share by which reputation as a front-runner raises the pride of an inventor (R3)."""
        r = self.settings.recognition
        return pride_gain(r.reputation_pride, reputation(self.times_reused))

    def free_capacity(self, field: int) -> int:
        """Return how many more projects a field can carry."""
        return int(self.settings.capacity.projects_per_field - self.model.state.busy[self.row, field])

    def exposures(self) -> dict[Solution, float]:
        """Return each unknown solution that the tied run, with the share of contact that runs it."""
        known, exposure = self.cases, dict[Solution, float]()
        for neighbour, weight, _ in self.ties:
            for solution in neighbour.running:
                if solution not in known:
                    exposure[solution] = exposure.get(solution, 0.0) + weight
        return exposure

    def share_running(self, solution: Solution) -> float:
        """Return the share of contact that runs one solution."""
        total = 0.0
        for neighbour, weight, _ in self.ties:
            total += weight if solution in neighbour.running else 0.0
        return total / (self.whole_contact if self.whole_contact > 0.0 else 1.0)

    def is_near(self, other: Municipality | None) -> bool:
        """Tell whether another municipality is a land neighbour."""
        return other is not None and (self.code, other.code) in self.model.setup.country.near

    # ------------------------------------------------------------------ a month

    def listen(self) -> None:
        """Hear of solutions that others ran at the end of last month, or that partners began."""
        self.model.perform(Task.LISTEN, self.row)

    def hear(self, solution: Solution, via: Heard, heard_from: int = 0, layer: int = NONE) -> Case:
        """Open a case: from now on the solution can be weighed."""
        if solution in self.cases:
            return self.cases[solution]
        return self.model.case(self.model.perform(Task.HEAR, solution.index, self.row, int(via), heard_from, layer))

    def prospect(self, case: Case) -> Prospect:
        """Return a known solution as it is seen here (R8, R9)."""
        self.model.perform(Task.SEE, case.at)
        return Prospect(*self.model.state.keys[: len(Prospect._fields)].tolist())

    def consider(self) -> None:
        """Weigh each problem whose window is open; what is wanted is carried out after everybody has decided."""
        number = self.model.perform(Task.NOTE_LOOKS_OF, self.row)
        for at in [int(at) for at in self.model.state.noted[:number]]:
            file = self.files[at - self.files[0].at]
            window = self.window(file)
            if window is not None and self.has_capacity(file):
                self.decide(file, self.appraise(file, window))
            self.model.perform(Task.LOOK_LATER, at)

    def window(self, file: ProblemFile) -> Window | None:
        """Return what opens a problem for appraisal this month, if anything does."""
        opened = 0 if file.under_way else self.model.perform(Task.WINDOW, file.at)
        return Window(opened) if opened else None

    def has_capacity(self, file: ProblemFile) -> bool:
        """Tell whether the problem's field can take on work; what cannot be taken on is postponed."""
        return bool(self.model.perform(Task.HAS_CAPACITY, file.at))

    def appraise(self, file: ProblemFile, window: Window) -> Appraisal:
        """Weigh copying, adapting, inspiration, own work and leaving it; nothing is changed."""
        self.model.perform(Task.WEIGH, file.at)
        return appraisal_at_hand(self.model, file, window)

    def decide(self, file: ProblemFile, appraisal: Appraisal) -> None:
        """Note the outcome of an appraisal; a wish for work is carried out by ``commit``."""
        self.appraisals.append(appraisal)
        put_at_hand(self.model, appraisal)
        self.model.perform(Task.DECIDE, file.at)

    def commit(self) -> None:
        """Carry out what was decided, in the order of the year's priorities as far as capacity reaches."""
        self.model.perform(Task.COMMIT, self.row)

    def work(self) -> None:
        """Do the month's work on all that is unfinished or in use."""
        self.model.perform(Task.WORK_OF, self.row)


CONSIDERING = ("consider", "window", "has_capacity", "appraise", "decide")


class DiffusionModel(mesa.Model):  # type: ignore[misc]  # Mesa has no types
    """One replication of a scenario.

    The burn-in is run on construction, so the first ``step`` simulates the first reported month. Steps past the last
    month do nothing.

    Parameters
    ----------
    scenario
        A scenario, or a :class:`Setup` already built from one (saves reading the data again).
    seed, replication
        Together they name the replication: same numbers, same draws, under any policy; seed 1 if none is given. ``random``
        and ``rng`` of the model and of its agents are seeded with them.
    rng
        Another name of the seed, which newer releases of Mesa use in ``batch_run``.
    municipality
        The agent class; subclass :class:`Municipality` to change behaviour.

    Raises
    ------
    InputError
        If one of these cannot be used.

    Notes
    -----
    With ``mesa.batch_run`` vary ``replication``: ``{"scenario": [scenario], "replication": range(10)}``. Its
    ``iterations`` would run the same replication again and again.
    """

    def __init__(
        self,
        scenario: Scenario | Setup,
        seed: int | None = None,
        replication: int = 0,
        *,
        rng: int | None = None,
        municipality: type[Municipality] = Municipality,
    ) -> None:
        super().__init__()
        self.setup: Setup = _setup_of(scenario)
        self.calendar = self.setup.calendar
        self.seed_number = chosen_seed(seed, rng)
        self.replication = whole_number("replication", replication, 0, LARGEST_REPLICATION)
        self.key = np.uint64(replication_key(np.uint64(self.seed_number), self.replication))
        self.random = random.Random(int(self.key))  # noqa: S311 - for what subclasses draw
        self.rng = np.random.default_rng(int(self.key))
        self.month = 0
        """The month being simulated, or about to be; 0 is the first of the burn-in."""
        self.rows: list[dict[str, float]] = []
        """A row for each month so far, by column of the monthly table."""
        self._views_of_solutions: dict[int, Solution] = {}
        self._views_of_cases: dict[int, Case] = {}
        self._noted_cases = 0
        self._start()
        self.municipalities = [municipality(self, place, row) for row, place in enumerate(self.setup.places)]
        self._own = frozenset(name for name in PHASES if _is_overridden(municipality, name))
        self.datacollector = mesa.DataCollector(
            model_reporters={"date": _date, **{c: partial(_latest, c) for c in MONTHLY}}
        )
        while self.month < self.calendar.burn_in_months:
            self.simulate_month()

    def _start(self) -> None:
        ground = prepare_ground(self.setup)
        room = first_room(ground)
        while True:
            self.state = workspace(ground, room, self.seed_number)
            self.state.key[0] = self.key
            self.perform(Task.RESET)
            if not self.state.counts[FULL]:
                break
            room = room.larger(self.state)
        self.state.counts[WATCHED] = 1
        self._room = room

    def perform(self, task: Task, a: int = 0, b: int = 0, how: int = 0, whom: int = 0, layer: int = 0) -> int:
        """Have the kernels do one step; see :class:`diffusion_sim.model.steps.Task`."""
        return int(perform(self.state, NO_HARVEST, _NO_NUMBERS, int(task), a, b, how, whom, layer))

    @property
    def scenario(self) -> Scenario:
        """What is simulated."""
        return self.setup.scenario

    @scenario.setter
    def scenario(self, _: object) -> None:
        """Ignore what Mesa (from 3.5) puts here: a scenario of its own kind. Ours comes with the setup."""

    # ------------------------------------------------------------------ a month

    def step(self) -> None:
        """Simulate one reported month and collect its row."""
        if self.month < self.calendar.total_months:
            self.simulate_month()
            self.datacollector.collect(self)
        self.running = self.month < self.calendar.total_months

    def run(self) -> DiffusionModel:
        """Simulate all months that are left."""
        while self.month < self.calendar.total_months:
            self.step()
        return self

    def simulate_month(self) -> None:
        """Simulate one month: everybody decides on the state at the end of the last, then all is carried out."""
        self._make_room()
        self.begin_month()
        self._phase("listen", Task.LISTEN)
        self.perform(Task.END_LISTENING)
        self.perform(Task.NO_INTENTIONS)
        if self._own.isdisjoint(CONSIDERING):
            self._consider_all()
        else:
            self._phase("consider", None)
        self.decide_grants()
        self._phase("commit", Task.COMMIT if self._own.isdisjoint(CONSIDERING) else None)
        self._phase("work", Task.WORK)
        self.perform(Task.WEAR)
        self.award_prize()
        if "step" in self._own:
            self._phase("step", None)
        self._end_month()

    def begin_month(self) -> None:
        """Turn the calendar: new parameters, eras that end, answers from outside, the scenario's innovations."""
        self.perform(Task.BEGIN, self.month)

    def decide_grants(self) -> None:
        """In the pool's month, give the year's grants (R10, R11)."""
        self.perform(Task.DECIDE_GRANTS)

    def award_prize(self) -> None:
        """In the prize's month, honour the winners (R7)."""
        self.perform(Task.AWARD)

    def _phase(self, name: str, task: Task | None) -> None:
        """Do a phase at once, or in the order of municipalities what a subclass does in its place."""
        if name in self._own or task is None:
            for m in self.municipalities:
                getattr(m, name)()
        elif task is not None:
            self.perform(task, EVERYBODY)

    def _consider_all(self) -> None:
        """Consider as :meth:`Municipality.consider` does, with one call for each appraisal."""
        number = self.perform(Task.NOTE_LOOKS)
        problems, place = len(self.setup.problem_fields), 0
        while place := self.perform(Task.NEXT_APPRAISAL, place, number):
            at = int(self.state.noted[place - 1])
            m = self.municipalities[at // problems]
            window = Window(int(self.state.outcome[OPENED_BY]))
            m.appraisals.append(appraisal_at_hand(self, m.files[at % problems], window))

    def _end_month(self) -> None:
        self.perform(Task.END)
        if self.state.counts[FULL]:
            raise RunError(f"more happened in {self.calendar.text(self.month)} than there was room for")
        self.rows.append(dict(zip(MONTHLY, self.state.rows[self.month].tolist(), strict=True)))
        self.month += 1

    def _make_room(self) -> None:
        """Move to a larger workspace in time: a step of Python cannot be done again."""
        if any(self._room.fuller_than(A_QUARTER, self.state)):
            self._room = self._room.larger(self.state, A_QUARTER)
            self.state = grown(self.state, self._room)
            self.perform(Task.BLOCKS)

    # ------------------------------------------------------------------ what there is

    @property
    def last_month(self) -> int:
        """The last month that has begun."""
        return max(self.month - 1, 0) if len(self.rows) == self.month else self.month

    @property
    def solutions(self) -> list[Solution]:
        """All solutions, in the order in which they came."""
        return [self.solution(index) for index in range(int(self.state.counts[SOLUTIONS]))]

    def solution(self, index: int) -> Solution:
        """Return the view of a solution: always the same one."""
        return self._views_of_solutions.setdefault(index, Solution(self, index))

    def case(self, at: int) -> Case:
        """Return the view of a case: always the same one."""
        return self._views_of_cases.setdefault(at, Case(self, at))

    def note_new_cases(self) -> None:
        """Give municipalities the cases that have been opened since they were last asked for."""
        number = int(self.state.counts[CASES])
        for at in range(self._noted_cases, number):
            case = self.case(at)
            case.municipality._cases[case.solution] = case  # noqa: SLF001 - its own list
        self._noted_cases = number

    @property
    def national(self) -> Settings:
        """The parameters that are the same everywhere."""
        return self.municipalities[0].settings

    @property
    def applications(self) -> list[Case]:
        """What waits for the pool's decision."""
        return [self.case(int(c)) for c in self.state.applications[: int(self.state.counts[APPLICATIONS])]]

    @applications.setter
    def applications(self, cases: Sequence[Case]) -> None:
        """Have others wait for it."""
        self.state.counts[APPLICATIONS] = len(cases)
        self.state.applications[: len(cases)] = [case.at for case in cases]

    def grant_winners(self) -> list[Case]:
        """Return who would win if the pool decided now (R11)."""
        number = self.perform(Task.RANK_GRANTS)
        return [self.case(int(self.state.applications[i])) for i in range(number) if self.state.scratch[i] == WINNER]

    @property
    def eligible_last_year(self) -> int:
        """How many could have won the last prize."""
        return int(self.state.counts[ELIGIBLE_LAST_YEAR])

    @property
    def year(self) -> int:
        """The calendar year of the month being simulated."""
        return self.calendar.year(self.month)

    def era_of(self, problem: int) -> int:
        """Return the number of a problem's present era."""
        return int(self.state.present_era[problem])

    def end_of_era(self, problem: int) -> int:
        """Return the month in which a problem's present era ends."""
        return int(self.state.eras[self.state.first_era[problem] + self.era_of(problem)]["end"])

    def under_way(self) -> Iterator[Case]:
        """Yield all projects that are developed or implemented."""
        for m in self.municipalities:
            for file in m.files:
                case = file.under_way
                if case is not None and case.stage is not Stage.APPLYING:
                    yield case

    @cached_property
    def network(self) -> Network:
        """The ties as a space of Mesa, for its own components: a cell for each municipality."""
        network = Network(nx.Graph(self.setup.country.graph), random=self.random)
        for m in self.municipalities:
            m.cell = network[m.code]
        return network

    @property
    def grid(self) -> Network:
        """The same: Mesa's pages look for it under this name."""
        return self.network

    def record(self) -> RunRecord:
        """Return everything that has happened, as plain arrays."""
        return record_of(self.state, self.replication, self.month)


PHASES = ("listen", *CONSIDERING, "commit", "work", "step")
_OURS = {name: getattr(Municipality, name, None) for name in PHASES}
_NO_NUMBERS = np.empty(0, dtype=np.int64)


def _is_overridden(kind: type[Municipality], name: str) -> bool:
    return getattr(kind, name, None) is not _OURS[name]


def chosen_seed(seed: int | None, rng: int | None) -> int:
    """Return the seed given under either name; 1 when none is."""
    if seed is not None and rng is not None and seed != rng:
        raise InputError("rng", f"is {rng!r} while seed is {seed!r}", "valid: one of the two")
    given = seed if seed is not None else rng
    return 1 if given is None else whole_number("seed", given, 0, LARGEST_SEED)


def _setup_of(given: object) -> Setup:
    if isinstance(given, Setup):
        return given
    if isinstance(given, Scenario):
        return build_setup(given)
    raise InputError("scenario", f"is {given!r:.60}", "valid: a Scenario, as load_scenario returns it, or a Setup")


def _date(model: DiffusionModel) -> str:
    return model.calendar.text(model.month - 1)


def _latest(column: str, model: DiffusionModel) -> float:
    return model.rows[-1][column]
