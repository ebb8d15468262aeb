"""The model: one world under one policy, month by month, with municipalities as Mesa agents."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import mesa
import numpy as np

from diffusion_sim.draws import normal, uniform, world_key
from diffusion_sim.draws.streams import FIRST_ADOPTERS, SOLUTION
from diffusion_sim.errors import InputError, RunError
from diffusion_sim.exact import added, log, weight_grid
from diffusion_sim.model import working
from diffusion_sim.model.grants import GrantPool
from diffusion_sim.model.municipality import Municipality
from diffusion_sim.model.people import move_people
from diffusion_sim.model.prize import CopycatPrize
from diffusion_sim.model.record import month_row, run_record
from diffusion_sim.model.solution import Solution
from diffusion_sim.results.record import MONTHLY
from diffusion_sim.rules.codes import End, Heard, Mode
from diffusion_sim.rules.ideas import quality_factor
from diffusion_sim.rules.value import inspired_log_benefit
from diffusion_sim.world import (
    World,
    build_world,
    draw_arrivals,
    draw_eras,
    draw_log_benefit,
    draw_nature,
    draw_settings,
    innovation_identity,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from diffusion_sim.draws.address import Entity
    from diffusion_sim.model.case import Case
    from diffusion_sim.results.record import RunRecord
    from diffusion_sim.rules.nature import Nature
    from diffusion_sim.rules.settings import Settings
    from diffusion_sim.scenario import Scenario
    from diffusion_sim.world.latent import Arrival, Era


class DiffusionModel(mesa.Model):  # type: ignore[misc]  # Mesa has no types
    """One replication of a scenario.

    The burn-in is run on construction, so the first ``step`` simulates the first reported month. Steps past the last
    month do nothing.

    Parameters
    ----------
    scenario
        A scenario, or a :class:`World` already built from one (saves reading the data again).
    seed, replication
        Together they name the world: same numbers, same draws, under any policy.
    rng
        What Mesa's ``batch_run`` passes instead of a seed: a whole number, used as the seed.
    municipality
        The agent class; subclass :class:`Municipality` to change behaviour.
    """

    def __init__(
        self,
        scenario: Scenario | World,
        seed: int | None = None,
        replication: int = 0,
        *,
        rng: int | None = None,
        municipality: type[Municipality] = Municipality,
    ) -> None:
        super().__init__()
        self.world: World = scenario if isinstance(scenario, World) else build_world(scenario)
        self.calendar = self.world.calendar
        self.seed_number = chosen_seed(seed, rng)
        self.replication = replication
        self.key = np.uint64(world_key(np.uint64(self.seed_number), replication))
        self.month = 0
        """The month being simulated, or about to be; 0 is the first of the burn-in."""
        self.tally: Counter[str] = Counter()
        """What has happened this month, by column of the monthly table."""
        self.rows: list[dict[str, float]] = []
        self.solutions: list[Solution] = []
        self.live_solutions: list[Solution] = []
        self.broadcasting: list[Solution] = []
        """What can be heard of without ties this month."""
        self.portal_is_on = False
        self._known_identities: set[int] = set()
        self.carriers_move, self.skills_move = self.world.carriers_move, self.world.skills_move
        self.value_lines = [0.0] * 5
        self.merit_reused = self.merit_own = self.running_complexity = 0.0
        self._in_use_by_problem: Counter[int] = Counter()
        self.grants, self.prize = GrantPool(self), CopycatPrize(self)
        self._draw_world()
        self.municipalities = [municipality(self, place, row) for row, place in enumerate(self.world.places)]
        self.datacollector = mesa.DataCollector(model_reporters={"date": _date, **{c: _reporter(c) for c in MONTHLY}})
        while self.month < self.calendar.burn_in_months:
            self.simulate_month()

    @property
    def scenario(self) -> Scenario:
        """What is simulated."""
        return self.world.scenario

    @scenario.setter
    def scenario(self, _: object) -> None:
        """Ignore what Mesa (from 3.5) puts here: a scenario of its own kind. Ours comes with the world."""

    def _draw_world(self) -> None:
        total, world = self.calendar.total_months, self.world
        self._settings = draw_settings(world.policy, world.places, self.key)
        self._stretch = world.policy.stretch_of_month(total)
        self.eras: list[tuple[Era, ...]] = [
            draw_eras(self.scenario, self.key, problem, total) for problem in range(world.drawn_problems)
        ]
        self._present_era = [0] * len(world.problem_fields)
        arrivals = [a for eras in self.eras for era in eras for a in draw_arrivals(self.scenario, self.key, era)]
        self._arrivals = sorted(arrivals, key=lambda a: (a.month, a.problem, a.ordinal))

    def _tie(self) -> None:
        """Tie municipalities to those from whom they hear this month."""
        contact, since = self.world.ties
        for m in self.municipalities:
            m.ties, m.whole_contact = [], 0.0
            for at in range(contact.indptr[m.row], contact.indptr[m.row + 1]):
                if since[at] > self.month:
                    continue
                neighbour = self.municipalities[contact.indices[at]]
                m.ties.append((neighbour, float(contact.weights[at]), int(contact.layers[at])))
                m.whole_contact += float(contact.weights[at])

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
        self.tally.clear()
        self.begin_month()
        for m in self.municipalities:
            m.listen()
        for m in self.municipalities:
            m.consider()
        if self.calendar.month_of_year(self.month) == self.scenario.funding.decision_month:
            self.grants.decide()
        for m in self.municipalities:
            m.commit()
        for m in self.municipalities:
            m.work()
        if self.calendar.month_of_year(self.month) == self.scenario.prize.month:
            self.prize.award()
            self._look_ahead()
        self.rows.append(month_row(self))
        self.month += 1

    def begin_month(self) -> None:
        """Turn the calendar: new parameters, eras that end, answers from outside, the scenario's innovations."""
        month = self.month
        if month == 0 or self._stretch[month] != self._stretch[month - 1]:
            for m in self.municipalities:
                m.settings = self.policy_of(m)
            self._tie()
            self._look_ahead()
        move_people(self)
        for problem, eras in enumerate(self.eras):
            if month >= eras[self._present_era[problem]].end:
                self._begin_era(problem)
        while self._arrivals and self._arrivals[0].month <= month:
            self._arrive(self._arrivals.pop(0))
        for index, innovation in enumerate(self.scenario.innovations):
            start = self.calendar.month_of(innovation.from_month) if innovation.from_month else 0
            if month == max(start, 0):
                self._introduce(index)
        self.portal_is_on = any(m.settings.portal.hearing_per_month > 0.0 for m in self.municipalities)
        self.broadcasting = [s for s in self.live_solutions if self._is_broadcast(s)]

    def _look_ahead(self) -> None:
        for m in self.municipalities:
            m.look_ahead()

    def _begin_era(self, problem: int) -> None:
        for m in self.municipalities:
            m.begin_era(problem)
        self._present_era[problem] += 1
        self._in_use_by_problem[problem] = 0
        for solution in self.live_solutions:
            solution.live = solution.live and solution.problem != problem
        self.live_solutions = [s for s in self.live_solutions if s.live]

    def _is_broadcast(self, s: Solution) -> bool:
        on_portal = s.nature.documented and s.first_use >= 0 and self.portal_is_on
        return on_portal or self.month < s.push_until or self.month < s.visible_until

    # ------------------------------------------------------------------ solutions

    def _arrive(self, a: Arrival) -> None:
        log_benefit = draw_log_benefit(self.scenario, self.key, a.identity, self.scenario.external.benefit_advantage)
        nature = draw_nature(self.scenario, self.key, a.identity, log_benefit)._replace(documented=True)
        solution = self._add(a.identity, None, a.problem, None, nature)
        solution.source, solution.ordinal = a.source, a.ordinal
        solution.push_until = self.month + self.scenario.external.push_months

    def _introduce(self, index: int) -> None:
        """Bring in one of the scenario's own innovations, with its first adopters."""
        innovation = self.scenario.innovations[index]
        identity = innovation_identity(innovation.name)
        nature = draw_nature(self.scenario, self.key, identity, log(innovation.benefit))
        nature = nature._replace(complexity=weight_grid(innovation.complexity), drawback=(0.0,) * 5, documented=True)
        solution = self._add(identity, None, self.world.drawn_problems + index, None, nature)
        solution.innovation, solution.source = index, 0
        solution.push_until = self.calendar.total_months
        for m in self._first_adopters(index, solution):
            m.drop_work(solution.problem)
            case = m.hear(solution, Heard.SEED)
            m.dossiers[solution.problem].known.remove(case)
            case.mode, case.decided = Mode.COPY, self.month
            working.begin(m, case, granted=False)
            working.put_to_use(m, case)

    def _first_adopters(self, index: int, solution: Solution) -> list[Municipality]:
        innovation = self.scenario.innovations[index]
        luck = [uniform(self.key, solution.identity, m.code, FIRST_ADOPTERS, 0) for m in self.municipalities]
        drawn = sorted(range(len(luck)), key=luck.__getitem__)[: innovation.random_first_adopters]
        return [self.municipalities[row] for row in sorted({*self.world.first_adopters[index], *drawn})]

    def create_solution(self, m: Municipality, problem: int, identity: Entity, parent: Solution | None) -> Solution:
        """Bring a municipality's own solution into the world."""
        log_benefit = draw_log_benefit(self.scenario, self.key, identity, 0.0)
        if parent is not None:
            log_benefit = self._inspired(parent, identity)
        skill = m.settings.traits.skill * (quality_factor(m.settings.ideas) if parent is None else 1.0)
        nature = draw_nature(self.scenario, self.key, identity, log_benefit + log(skill))
        return self._add(identity, m, problem, parent, nature)

    def _inspired(self, parent: Solution, identity: Entity) -> float:
        s = self.scenario.solutions
        z = normal(self.key, identity, 0, SOLUTION, 0)
        return inspired_log_benefit(s.benefit_sd, s.parent_share, parent.nature.log_benefit, z)

    def _add(
        self, identity: Entity, origin: Municipality | None, problem: int, parent: Solution | None, nature: Nature
    ) -> Solution:
        if int(identity) in self._known_identities:
            raise RunError(f"two solutions share the identity {int(identity)}; use another seed")
        self._known_identities.add(int(identity))
        era = self.era_of(problem)
        ordinal = origin.dossiers[problem].attempts.get(parent.index if parent else -1, 1) - 1 if origin else 0
        solution = Solution(
            len(self.solutions), identity, origin, -1, problem, era, ordinal, parent, self.month, nature
        )
        self.solutions.append(solution)
        self.live_solutions.append(solution)
        return solution

    def fits_perfectly(self, solution: Solution) -> bool:
        """Tell whether the scenario says that a solution fits everywhere."""
        return solution.innovation >= 0 and self.scenario.innovations[solution.innovation].fit == "perfect"

    # ------------------------------------------------------------------ what agents ask

    def policy_of(self, m: Municipality) -> Settings:
        """Return a municipality's settings by policy, before people move them."""
        settings: Settings = self._settings[int(self._stretch[self.month])][m.row]
        return settings

    @property
    def national(self) -> Settings:
        """The parameters that are the same everywhere."""
        return self.municipalities[0].settings

    @property
    def year(self) -> int:
        """The calendar year of the month being simulated."""
        return self.calendar.year(self.month)

    @property
    def is_budget_month(self) -> bool:
        """Tell whether postponed work is taken up again this month."""
        return self.calendar.month_of_year(self.month) == self.scenario.agenda.budget_month

    @property
    def is_after_election(self) -> bool:
        """Tell whether new councils take stock this month."""
        return self.month in self.calendar.election_months

    def era_of(self, problem: int) -> int:
        """Return the number of a problem's present era."""
        return self._present_era[problem]

    def salience_of(self, problem: int) -> float:
        """Return how often, relative to others, a problem comes on the agenda in its present era."""
        return self.eras[problem][self._present_era[problem]].salience if problem < len(self.eras) else 1.0

    def is_answered_elsewhere(self, problem: int, m: Municipality) -> bool:
        """Tell whether another municipality runs an answer to a problem's present form."""
        mine = 1 if m.dossiers[problem].in_use else 0
        return self._in_use_by_problem[problem] > mine

    def under_way(self) -> Iterator[tuple[Municipality, Case]]:
        """Yield all unfinished work."""
        for m in self.municipalities:
            for dossier in m.dossiers:
                if dossier.under_way is not None and dossier.under_way.started >= 0:
                    yield m, dossier.under_way

    def money_gone(self, m: Municipality, case: Case) -> float:
        """Return the share of a case's grant that is gone (1 without one)."""
        return working.money_gone(m, case)

    # ------------------------------------------------------------------ what agents report

    def note_use(self, m: Municipality, case: Case) -> None:
        """Count a case that has come into operation."""
        solution = case.solution
        self.tally[f"put_to_use_{case.mode.name.lower()}"] += 1
        self._in_use_by_problem[solution.problem] += 1
        if solution.first_use < 0:
            solution.first_use = self.month
        copied = solution.parent if case.mode is Mode.INSPIRED else solution
        if copied is not None and copied.origin is not None and copied.origin is not m:
            copied.origin.times_reused += 1
        self._add_value(case, 1.0)
        self._add_merit(case, 1.0)
        self.running_complexity += solution.nature.complexity

    def note_end_of_use(self, case: Case) -> None:
        """Take a case that was in operation out of the totals."""
        self._add_value(case, -1.0)
        if case.outdated < 0:
            self._in_use_by_problem[case.solution.problem] -= 1
            self._add_merit(case, -1.0)
        self.running_complexity -= case.solution.nature.complexity

    def note_outdated(self, case: Case, lines: tuple[float, ...]) -> None:
        """Write a case in operation down, because its problem has changed."""
        self.note_end_of_use(case)
        case.lines, case.merit, case.outdated = lines, added(lines), self.month
        self._add_value(case, 1.0)
        self.running_complexity += case.solution.nature.complexity

    def _add_value(self, case: Case, sign: float) -> None:
        for line, value in enumerate(case.lines):
            self.value_lines[line] += sign * value

    def _add_merit(self, case: Case, sign: float) -> None:
        if case.mode is Mode.OWN:
            self.merit_own += sign * case.merit
        else:
            self.merit_reused += sign * case.merit

    def count_end(self, end: End) -> None:
        """Count why a case ended."""
        column = COLUMN_OF_END.get(end)
        if column is not None:
            self.tally[column] += 1

    def record(self) -> RunRecord:
        """Return everything that has happened, as plain arrays."""
        return run_record(self)


COLUMN_OF_END = {
    End.GAVE_UP: "gave_up",
    End.CLIFF_UNFINISHED: "lost_unfinished_at_cliff",
    End.CLIFF_OPERATION: "lost_in_operation_at_cliff",
    End.STOPPED: "stopped",
    End.REPLACED: "replaced",
    End.PROBLEM_CHANGED: "overtaken",
}


def chosen_seed(seed: int | None, rng: int | None) -> int:
    """Return the seed given under either name; 1 when none is."""
    given = seed if seed is not None else rng
    if given is None:
        return 1
    number = int(given)
    if not 0 <= number < 2**64:
        raise InputError("seed", f"is {number}", "valid: a whole number from 0 to 2**64 - 1")
    return number


def _date(model: DiffusionModel) -> str:
    return model.calendar.text(model.month - 1)


def _reporter(column: str) -> Callable[[DiffusionModel], float]:
    return lambda model: model.rows[-1][column]
