"""The agent: one municipality that hears of solutions, weighs them, works on some and runs them.

Subclass it to change behaviour: ``listen``, ``appraise`` and ``decide`` are the places to start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import mesa
import numpy as np

from diffusion_sim.draws import normal, uniform
from diffusion_sim.draws.streams import FIT, SIGNAL, START_PRIORITY, WICKED
from diffusion_sim.exact import added, value_grid
from diffusion_sim.model import appraising, committing, hearing, outlook, windows, working
from diffusion_sim.model.case import Case, Clock, Dossier
from diffusion_sim.model.counters import CountersOfModels
from diffusion_sim.rules import standing, stigma, wicked
from diffusion_sim.rules.codes import End, Heard, Mode, Stage, Verdict, Window
from diffusion_sim.rules.fit import fit_share
from diffusion_sim.rules.training import Trained

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diffusion_sim.model.case import Appraisal
    from diffusion_sim.model.model import DiffusionModel
    from diffusion_sim.model.solution import Solution
    from diffusion_sim.places import Place
    from diffusion_sim.rules.carriers import Carriers
    from diffusion_sim.rules.foresight import Outlook
    from diffusion_sim.rules.settings import Settings

UNDER_WAY = (Stage.DEVELOPING, Stage.IMPLEMENTING)
FAILED = (End.GAVE_UP, End.CLIFF_UNFINISHED)
"""Ends that bring blame (R25)."""


class Municipality(mesa.Agent):  # type: ignore[misc]  # Mesa has no types
    """One of the 98, or any other deciding unit."""

    _ids: ClassVar = CountersOfModels()
    """Mesa's own table of counters would keep every model there ever was."""
    model: DiffusionModel
    settings: Settings
    """The scenario's numbers as they hold here in this month."""
    outlook: dict[Mode, Outlook]
    """What each mode holds in store, as foreseen in this month."""

    def __init__(self, model: DiffusionModel, place: Place, row: int) -> None:
        super().__init__(model)
        self.place, self.row = place, row
        self.code, self.name, self.region = place.code, place.name, place.region
        self.ties: list[tuple[Municipality, float, int]] = []
        """Neighbour, share of contact, layer."""
        self.whole_contact = 0.0
        self.cases: dict[Solution, Case] = {}
        """Everything heard of or made."""
        self.running: dict[Solution, Case] = {}
        """In operation for a problem's present era: what others can hear of."""
        self.outdated: dict[Solution, Case] = {}
        """In operation for a problem that has changed."""
        self.newly_running: list[Solution] = []
        """Put into use last month."""
        self.newly_begun: list[Solution] = []
        """Of own making, begun last month: partners are invited (R15)."""
        self.dossiers = [Dossier(problem, f) for problem, f in enumerate(model.world.problem_fields)]
        self.contact_clocks: dict[Solution, Clock] = {}
        self.broadcast_clocks: dict[Solution, Clock] = {}
        self.recognition = 0.0
        """Share of stigma worn down by prizes (R7)."""
        self.times_reused = 0
        """How often others took up what was made here (R3)."""
        self.carriers: Carriers | None = None
        """Who carries innovation here (R22-R25); None until they matter."""
        self.trained = Trained(0.0, 0.0)
        """What training has left here (R21)."""
        self.failures = 0
        """Projects that failed since last month."""
        self.freed_fields: set[int] = set()
        self.appraisals: list[Appraisal] = []
        """Every appraisal so far, with its terms."""
        self.intentions: list[tuple[Dossier, Appraisal]] = []

    # ------------------------------------------------------------------ hearing

    def listen(self) -> None:
        """Hear of solutions that others ran at the end of last month."""
        hearing.hear_from_partners(self)
        hearing.FORMS[self.model.scenario.awareness.form](self)

    def exposures(self) -> dict[Solution, float]:
        """Return each unknown solution that the tied run, with the share of contact that runs it."""
        known = self.cases
        exposure: dict[Solution, float] = {}
        for neighbour, weight, _ in self.ties:
            for solution in neighbour.running:
                if solution not in known:
                    exposure[solution] = exposure.get(solution, 0.0) + weight
        return exposure

    def is_wicked(self, problem: int) -> bool:
        """Tell whether a problem, in its present form, needs partners outside the municipality (R16)."""
        share, era = self.settings.wicked, np.uint64((problem << 32) + self.model.era_of(problem))
        return share.share > 0.0 and wicked.is_wicked(share, uniform(self.model.key, era, 0, WICKED, 0))

    def share_running(self, solution: Solution) -> float:
        """Return the share of contact that runs one solution."""
        whole = self.whole_contact if self.whole_contact > 0.0 else 1.0
        return added(weight for neighbour, weight, _ in self.ties if solution in neighbour.running) / whole

    def hear(self, solution: Solution, via: Heard, heard_from: int = 0, layer: int = -1) -> Case:
        """Open a case: from now on the solution can be weighed."""
        case = Case(solution, self.model.month, via, heard_from, layer)
        case.signal_noise = normal(self.model.key, solution.identity, self.code, SIGNAL, 0)
        case.fit = self.fit_of(solution)
        self.cases[solution] = case
        self.contact_clocks.pop(solution, None)
        self.broadcast_clocks.pop(solution, None)
        dossier = self.dossiers[solution.problem]
        dossier.known.append(case)
        dossier.heard_now = True
        self.model.tally["heard"] += 1
        return case

    def fit_of(self, solution: Solution) -> float:
        """Return the share of a solution's gross benefit that a plain copy would keep here (R8)."""
        s = self.settings
        if self.model.fits_perfectly(solution):
            return 1.0
        origin = solution.origin
        distance = self.model.world.country.distance(self.row, origin.row) if origin else s.external.distance
        noise = s.solutions.fit_spread * normal(self.model.key, solution.identity, self.code, FIT, 0)
        return fit_share(s.solutions.fit_level, s.solutions.fit_distance, distance, noise)

    def is_near(self, other: Municipality | None) -> bool:
        """Tell whether another municipality is a land neighbour."""
        return other is not None and (self.code, other.code) in self.model.world.country.near

    # ------------------------------------------------------------------ deciding

    def consider(self) -> None:
        """Weigh each problem whose window is open; what is wanted is carried out after everybody has decided."""
        self.newly_begun = []
        for dossier in self.dossiers:
            window = self.window(dossier)
            dossier.heard_now = False
            if window is not None and self.has_capacity(dossier):
                self.decide(dossier, self.appraise(dossier, window))
        self.freed_fields.clear()

    def window(self, dossier: Dossier) -> Window | None:
        """Return what opens a problem for appraisal this month, if anything does."""
        return windows.window(self, dossier)

    def has_capacity(self, dossier: Dossier) -> bool:
        """Tell whether the problem's field can take on work; what cannot be taken on is postponed."""
        if self.free_capacity(dossier.field) > 0:
            return True
        dossier.postponed = True
        self.model.tally["postponed"] += 1
        return False

    def free_capacity(self, field: int) -> int:
        """Return how many more projects a field can carry."""
        busy = len([d for d in self.dossiers if d.field == field and d.under_way and d.under_way.stage in UNDER_WAY])
        return self.settings.capacity.projects_per_field - busy

    def load_share(self) -> float:
        """Return the share of all capacity that is busy; 1 where there is none."""
        whole = self.settings.capacity.projects_per_field * (1 + max((d.field for d in self.dossiers), default=-1))
        busy = len([d for d in self.dossiers if d.under_way and d.under_way.stage in UNDER_WAY])
        return busy / whole if whole > 0 else 1.0

    def appraise(self, dossier: Dossier, window: Window) -> Appraisal:
        """Weigh copying, adapting, inspiration, own work and leaving it. Override this to decide otherwise."""
        return appraising.RULES[self.model.scenario.appraisal.rule](self, dossier, window)

    def decide(self, dossier: Dossier, appraisal: Appraisal) -> None:
        """Note the outcome of an appraisal; a wish for work is carried out by ``commit``."""
        self.appraisals.append(appraisal)
        self.model.tally["appraised"] += 1
        dossier.postponed = False
        wants = appraisal.decision.mode is not Mode.NOTHING
        appraising.note_on_cases(appraisal, Verdict.STARTED if wants else Verdict.DECLINED)
        if wants:
            self.intentions.append((dossier, appraisal))
        else:
            self.model.tally["declined"] += 1

    # ------------------------------------------------------------------ acting

    def commit(self) -> None:
        """Carry out what was decided, in the order of the year's priorities as far as capacity reaches."""
        self.intentions.sort(key=lambda intention: self._priority(intention[0]))
        for dossier, appraisal in self.intentions:
            if self.free_capacity(dossier.field) > 0:
                self.take_up(dossier, appraisal)
            else:
                dossier.postponed = True
                self.model.tally["postponed"] += 1
                if appraisal.decision.case is not None:
                    appraisal.decision.case.verdict = Verdict.POSTPONED
        self.intentions.clear()

    def _priority(self, dossier: Dossier) -> float:
        return uniform(self.model.key, np.uint64(dossier.problem), self.code, START_PRIORITY, self.model.year)

    def take_up(self, dossier: Dossier, appraisal: Appraisal) -> None:
        """Start work on permanent money, or apply for a grant (R11)."""
        committing.take_up(self, dossier, appraisal)

    def work(self) -> None:
        """Do the month's work on all that is unfinished or in operation."""
        self.newly_running = []
        operating = [*self.running.values(), *self.outdated.values()]
        for dossier in self.dossiers:
            if dossier.under_way is not None and dossier.under_way.stage in UNDER_WAY:
                working.advance(self, dossier.under_way)
        for case in operating:
            if case.stage is Stage.OPERATING:
                working.run_on(self, case)
        self.recognition = stigma.recognition_faded(self.recognition, self.settings.recognition.fade_per_month)

    def take_into_use(self, case: Case) -> None:
        """Enter a finished case among what is in operation; what it replaces ends."""
        dossier = self.dossiers[case.solution.problem]
        for old in self.in_operation():
            if old.solution.problem == dossier.problem:
                self.close(old, Stage.DISCONTINUED, End.REPLACED)
        dossier.under_way, dossier.in_use = None, case
        self.freed_fields.add(dossier.field)
        self.running[case.solution] = case
        self.newly_running.append(case.solution)
        self.model.totals.note_use(self, case, self.model.month)

    def in_operation(self) -> Iterator[Case]:
        """Yield all cases in operation, up to date or not."""
        yield from [*self.running.values(), *self.outdated.values()]

    def close(self, case: Case, stage: Stage, end: End) -> None:
        """End a case that was under way or in operation."""
        dossier = self.dossiers[case.solution.problem]
        if case.stage is Stage.OPERATING:
            self.model.totals.note_end_of_use(case)
            self.running.pop(case.solution, None)
            self.outdated.pop(case.solution, None)
        if dossier.under_way is case:
            dossier.under_way = None
            self.freed_fields.add(dossier.field)
        if dossier.in_use is case:
            dossier.in_use = None
        case.stage, case.end, case.ended = stage, end, self.model.month
        self.failures += end in FAILED
        self.model.totals.count_end(end)

    # ------------------------------------------------------------------ the world changes

    def look_ahead(self) -> None:
        """Work out anew what each mode holds in store, when parameters or the odds of a prize have changed."""
        self.outlook = outlook.outlooks(self)

    @property
    def pride_gain(self) -> float:
        """Share by which standing as a front-runner raises the pride of an inventor (R3)."""
        r = self.settings.recognition
        return standing.pride_gain(r.standing_pride, standing.standing(self.times_reused, r.standing_half))

    def drop_work(self, problem: int) -> None:
        """Give up unfinished work on a problem, because an answer to it is put into use at once."""
        case = self.dossiers[problem].under_way
        if case is not None:
            self.model.grants.withdraw(self, case)
            self.close(case, Stage.ABANDONED, End.SUPERSEDED)

    def begin_era(self, problem: int) -> None:
        """Drop all that was on file for a problem that has changed; what is in operation loses value."""
        dossier, month = self.dossiers[problem], self.model.month
        for case in dossier.known:
            case.stage, case.end, case.ended = Stage.LAPSED, End.PROBLEM_CHANGED, month
        if dossier.under_way is not None:
            self.model.grants.withdraw(self, dossier.under_way)
            self.close(dossier.under_way, Stage.ABANDONED, End.PROBLEM_CHANGED)
        if dossier.in_use is not None:
            self._write_down(dossier.in_use)
        self.dossiers[problem] = Dossier(problem, dossier.field)

    def _write_down(self, case: Case) -> None:
        share = self.settings.operation.outdated_value_share
        lines = tuple(value_grid(line * share) for line in case.lines)
        self.model.totals.note_outdated(case, lines, self.model.month)
        self.running.pop(case.solution)
        self.outdated[case.solution] = case
