"""What the reference keeps: solutions, cases, problem files, municipalities, and the run that holds them all.

The reference is a second way through the month, written from `docs/odd.md` and from nothing of `diffusion_sim.model`: plain
objects, and loops over all pairs in every month. It shares rules (`diffusion_sim.mechanisms`), draws and the replication with
the model, which have tests of their own. Names follow section 2 of the ODD.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from diffusion_sim.codes import End, Heard, Mode, Stage, Verdict
from diffusion_sim.draws import replication_key, solution_identity
from diffusion_sim.exact import added
from diffusion_sim.mechanisms.nature import Nature
from diffusion_sim.mechanisms.settings import Settings
from diffusion_sim.setup import Setup, draw_arrivals, draw_eras, draw_settings
from reference.refused import refuse

NEVER = -1


@dataclass
class Clock:
    """6.0: each month its hazard is added; it strikes when the hazard is above 0 and the sum has reached the threshold."""

    threshold: float
    accumulated: float = 0.0

    def strikes(self, hazard: float) -> bool:
        # Hazards lie on a grid, so their sum is exact: it does not matter that the model adds up many months at once.
        self.accumulated += hazard
        return hazard > 0.0 and self.accumulated >= self.threshold


@dataclass(eq=False)
class Solution:
    index: int
    identity: np.uint64
    origin: Municipality | None
    problem: int
    era: int
    ordinal: int
    parent: Solution | None
    born: int
    nature: Nature
    source: int = -1
    innovation: int = -1
    live: bool = True
    first_use: int = NEVER
    push_until: int = NEVER
    visible_until: int = NEVER


@dataclass(eq=False)
class Case:
    solution: Solution
    aware: int
    via: Heard
    heard_from: int = 0
    layer: int = -1
    stage: Stage = Stage.AWARE
    mode: Mode = Mode.NOTHING
    end: End = End.NONE
    decided: int = NEVER
    adopted: int = NEVER
    developed: int = NEVER
    implemented: int = NEVER
    ended: int = NEVER
    outdated: int = NEVER
    granted: bool = False
    grant_ends: int = NEVER
    duplicated: bool = False
    fit: float = 1.0
    signal_noise: float = 0.0
    development_months: int = 0
    clocks: dict[int, Clock] = field(default_factory=dict)
    """By stream of its threshold."""
    told: int = NEVER
    """The month in which it is one chance to hear for everybody tied (one_shot)."""
    lines: tuple[float, ...] = ()
    taste: float = 0.0
    prizes: int = 0
    appraised: int = NEVER
    times_appraised: int = 0
    verdict: Verdict = Verdict.NONE
    shortfall: float = 0.0
    flips: int = 0

    @property
    def net_benefit(self) -> float:
        return added(self.lines)


@dataclass(eq=False)
class ProblemFile:
    """One municipality's file on one problem in its present era."""

    problem: int
    field: int
    known: list[Case] = field(default_factory=list)
    under_way: Case | None = None
    in_use: Case | None = None
    agenda: float = 0.0
    reviews: int = 0
    heard_now: bool = False
    postponed: bool = False
    made: Counter[Solution | None] = field(default_factory=Counter)
    """Own solutions so far, by parent."""


@dataclass(eq=False)
class Municipality:
    row: int
    code: int
    files: list[ProblemFile]
    cases: dict[Solution, Case] = field(default_factory=dict)
    hearing: dict[tuple[Solution, int], Clock] = field(default_factory=dict)
    """Clocks of what is not known, by solution and stream."""
    recognition: float = 0.0
    times_reused: int = 0
    freed: set[int] = field(default_factory=set)
    """Fields in which a project ended or was implemented since last month's look."""
    wishes: list[tuple[ProblemFile, Mode, Case | None, float]] = field(default_factory=list)

    def in_use(self) -> list[Case]:
        return [case for case in self.cases.values() if case.stage is Stage.IN_USE]

    def runs(self, solution: Solution) -> bool:
        case = self.files[solution.problem].in_use
        return case is not None and case.solution is solution


class Run:
    """One replication: the replication, who is in it, and the month at hand."""

    def __init__(self, setup: Setup, seed: int, replication: int) -> None:
        refuse(setup)
        self.setup, self.scenario, self.calendar = setup, setup.scenario, setup.calendar
        self.replication, self.month, months = replication, 0, setup.calendar.total_months
        self.key = np.uint64(replication_key(np.uint64(seed), replication))
        self.period = setup.policy.period_of_month(months)
        self.all_settings = draw_settings(setup.policy, setup.places, self.key)
        self.eras = [draw_eras(self.scenario, self.key, p, months) for p in range(setup.drawn_problems)]
        self.present_era = [0] * len(setup.problem_fields)
        arrivals = [a for eras in self.eras for era in eras for a in draw_arrivals(self.scenario, self.key, era)]
        self.arrivals = sorted(arrivals, key=lambda a: (a.month, a.problem, a.ordinal))
        self.solutions: list[Solution] = []
        self.municipalities = [
            Municipality(row, place.code, [ProblemFile(*at) for at in enumerate(setup.problem_fields)])
            for row, place in enumerate(setup.places)
        ]
        self.ties = [self._ties_of(row) for row in range(len(setup.places))]
        self.applications: list[tuple[Municipality, Case]] = []
        self.eligible_last_year = 0
        self.flows: Counter[str] = Counter()
        self.rows: list[dict[str, float]] = []

    def _ties_of(self, row: int) -> list[tuple[Municipality, float, int]]:
        """Neighbour, weight and layer, in order of code: the teller and the sum of weights go by it (6.5)."""
        contact = self.setup.contact
        ties = range(contact.indptr[row], contact.indptr[row + 1])
        columns = contact.indices, contact.weights, contact.layers
        found = [tuple(column[at] for column in columns) for at in ties]
        return [(self.municipalities[other], float(weight), int(layer)) for other, weight, layer in found]

    def settings(self, m: Municipality) -> Settings:
        return self.all_settings[self.period[self.month]][m.row]

    @property
    def national(self) -> Settings:
        """6.2: national numbers are read off the settings of the first municipality by code."""
        return self.settings(self.municipalities[0])

    @property
    def year(self) -> int:
        return self.calendar.year(self.month)

    def is_month_of_year(self, number: int) -> bool:
        return self.calendar.month_of_year(self.month) == number

    def takes_part(self, m: Municipality) -> bool:
        return m.row in self.setup.prize_scope

    def draw(self, kind: Callable[..., Any], entity: Any, code: int, stream: int, ordinal: int = 0) -> Any:
        return kind(self.key, np.uint64(entity), code, stream, ordinal)

    def identity(self, m: Municipality, problem: int, ordinal: int, parent: Solution | None) -> np.uint64:
        of_parent = parent.identity if parent else np.uint64(0)
        return np.uint64(solution_identity(m.code, problem, self.present_era[problem], ordinal, of_parent))
