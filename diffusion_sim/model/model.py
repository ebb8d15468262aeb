"""The model: one world under one policy, month by month, with municipalities as Mesa agents."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import mesa
import numpy as np

from diffusion_sim.draws import world_key
from diffusion_sim.errors import InputError
from diffusion_sim.model import making, working
from diffusion_sim.model.grants import GrantPool
from diffusion_sim.model.municipality import Municipality
from diffusion_sim.model.people import move_people
from diffusion_sim.model.prize import CopycatPrize
from diffusion_sim.model.record import month_row, run_record
from diffusion_sim.model.totals import Totals
from diffusion_sim.results.record import MONTHLY
from diffusion_sim.scenario import Scenario
from diffusion_sim.scenario.whole_numbers import LARGEST_REPLICATION, LARGEST_SEED, whole_number
from diffusion_sim.world import (
    World,
    build_world,
    draw_arrivals,
    draw_eras,
    draw_settings,
)

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from diffusion_sim.model.case import Case
    from diffusion_sim.model.solution import Solution
    from diffusion_sim.results.record import RunRecord
    from diffusion_sim.rules.settings import Settings
    from diffusion_sim.world.latent import Era


class DiffusionModel(mesa.Model):  # type: ignore[misc]  # Mesa has no types
    """One replication of a scenario.

    The burn-in is run on construction, so the first ``step`` simulates the first reported month. Steps past the last
    month do nothing.

    Parameters
    ----------
    scenario
        A scenario, or a :class:`World` already built from one (saves reading the data again).
    seed, replication
        Together they name the world: same numbers, same draws, under any policy; seed 1 if none is given.
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
    ``iterations`` would run the same world again and again.
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
        self.world: World = _world_of(scenario)
        self.calendar = self.world.calendar
        self.seed_number = chosen_seed(seed, rng)
        self.replication = whole_number("replication", replication, 0, LARGEST_REPLICATION)
        self.key = np.uint64(world_key(np.uint64(self.seed_number), self.replication))
        self.month = 0
        """The month being simulated, or about to be; 0 is the first of the burn-in."""
        self.totals = Totals()
        self.rows: list[dict[str, float]] = []
        self.solutions: list[Solution] = []
        self.live_solutions: list[Solution] = []
        self.broadcasting: list[Solution] = []
        """What can be heard of without ties this month."""
        self.portal_is_on = False
        self.known_identities: set[int] = set()
        self.carriers_move, self.skills_move = self.world.carriers_move, self.world.skills_move
        self.grants, self.prize = GrantPool(self), CopycatPrize(self)
        self._draw_world()
        self.municipalities = [municipality(self, place, row) for row, place in enumerate(self.world.places)]
        self.datacollector = mesa.DataCollector(
            model_reporters={"date": _date, **{c: partial(_latest, c) for c in MONTHLY}}
        )
        while self.month < self.calendar.burn_in_months:
            self.simulate_month()

    @property
    def tally(self) -> Counter[str]:
        """What has happened this month, by column of the monthly table."""
        return self.totals.tally

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
            making.arrive(self, self._arrivals.pop(0))
        for index, innovation in enumerate(self.scenario.innovations):
            start = self.calendar.month_of(innovation.from_month) if innovation.from_month else 0
            if month == max(start, 0):
                making.introduce(self, index)
        self.portal_is_on = any(m.settings.portal.hearing_per_month > 0.0 for m in self.municipalities)
        self.broadcasting = [s for s in self.live_solutions if self._is_broadcast(s)]

    def _look_ahead(self) -> None:
        for m in self.municipalities:
            m.look_ahead()

    def _begin_era(self, problem: int) -> None:
        for m in self.municipalities:
            m.begin_era(problem)
        self._present_era[problem] += 1
        self.totals.in_use_by_problem[problem] = 0
        for solution in self.live_solutions:
            solution.live = solution.live and solution.problem != problem
        self.live_solutions = [s for s in self.live_solutions if s.live]

    def _is_broadcast(self, s: Solution) -> bool:
        on_portal = s.nature.documented and s.first_use >= 0 and self.portal_is_on
        return on_portal or self.month < s.push_until or self.month < s.visible_until

    # ------------------------------------------------------------------ what agents ask

    def fits_perfectly(self, solution: Solution) -> bool:
        """Tell whether the scenario says that a solution fits everywhere."""
        return solution.innovation >= 0 and self.scenario.innovations[solution.innovation].fit == "perfect"

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
        return self.totals.in_use_by_problem[problem] > mine

    def under_way(self) -> Iterator[tuple[Municipality, Case]]:
        """Yield all unfinished work."""
        for m in self.municipalities:
            for dossier in m.dossiers:
                if dossier.under_way is not None and dossier.under_way.started >= 0:
                    yield m, dossier.under_way

    def money_gone(self, m: Municipality, case: Case) -> float:
        """Return the share of a case's grant that is gone (1 without one)."""
        return working.money_gone(m, case)

    def record(self) -> RunRecord:
        """Return everything that has happened, as plain arrays."""
        return run_record(self)


def chosen_seed(seed: int | None, rng: int | None) -> int:
    """Return the seed given under either name; 1 when none is."""
    if seed is not None and rng is not None and seed != rng:
        raise InputError("rng", f"is {rng!r} while seed is {seed!r}", "valid: one of the two")
    given = seed if seed is not None else rng
    return 1 if given is None else whole_number("seed", given, 0, LARGEST_SEED)


def _world_of(given: object) -> World:
    if isinstance(given, World):
        return given
    if isinstance(given, Scenario):
        return build_world(given)
    raise InputError("scenario", f"is {given!r:.60}", "valid: a Scenario, as load_scenario returns it, or a World")


def _date(model: DiffusionModel) -> str:
    return model.calendar.text(model.month - 1)


def _latest(column: str, model: DiffusionModel) -> float:
    return model.rows[-1][column]
