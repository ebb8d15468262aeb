"""The bridge from files to engines: everything about a scenario that all its replications share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diffusion_sim.country.selectors import find_municipalities
from diffusion_sim.errors import InputError
from diffusion_sim.mechanisms.organisation_forms import FORMS, MATURING_YEARS, maturity
from diffusion_sim.scenario.parameters import unscaled_totals
from diffusion_sim.setup.acquaintance import Group, Ties, build_ties, partners_by_row
from diffusion_sim.setup.calendar import MONTHS_PER_YEAR, Calendar, build_calendar
from diffusion_sim.setup.country import Country, build_country
from diffusion_sim.setup.policy import Change, Policy, build_policy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diffusion_sim.country.contact import ContactWeights
    from diffusion_sim.country.places import Place
    from diffusion_sim.scenario import Intervention, Scenario
    from diffusion_sim.scenario.interventions import Innovation, Organisation, Partners
    from diffusion_sim.setup.acquaintance import Partner


MOVED_BY = (
    "leadership.carrying_share", "politics.carrying_share",
    "enthusiasts.carrying_share", "enthusiasts.unfunded_share", "enthusiasts.dependence_share",
)  # fmt: skip
"""Parameters that give those who carry innovation something to carry."""


@dataclass(frozen=True)
class Setup:
    """A scenario with its country: frozen, shared by all replications, cheap to send to a worker."""

    scenario: Scenario
    country: Country
    calendar: Calendar
    policy: Policy
    problem_fields: tuple[int, ...]
    """Field of each problem; the scenario's innovations come last, each with a field of its own."""
    prize_scope: frozenset[int]
    """Rows of the municipalities that take part in the prize."""
    first_adopters: tuple[tuple[int, ...], ...]
    """Named first adopters of each of the scenario's innovations, by row."""
    partners: tuple[tuple[Partner, ...], ...]
    """Who pilots with whom, by row."""
    ties: Ties
    """Who hears how much from whom, with the ties that training makes."""

    @property
    def places(self) -> tuple[Place, ...]:
        """Municipalities in order of their code."""
        return self.country.places

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences that a user should read: how files were read, what is meant for Denmark but kept here, what never holds."""
        never = "changes nothing: its months are not among those simulated"
        idle = (f"{self.scenario.name}: {what} {never}" for what in self.scenario.never_in_force)
        return (*self.country.notes, *unscaled_totals(self.scenario, len(self.places)), *idle)

    @property
    def contact(self) -> ContactWeights:
        """Who hears how much from whom, sooner or later."""
        return self.ties.contact

    @property
    def innovation_leaders_move(self) -> bool:
        """Tell whether attention, political support or enthusiasts make a difference anywhere at any time."""
        return any((self.policy.values[key] != 0.0).any() for key in MOVED_BY)

    @property
    def skills_move(self) -> bool:
        """Tell whether anybody is trained at any time."""
        return bool((self.policy.values["training.courses_per_year"] != 0.0).any())

    @property
    def drawn_problems(self) -> int:
        """Number of problems that are drawn."""
        return len(self.scenario.problems.fields) * self.scenario.problems.per_field


def build_setup(scenario: Scenario) -> Setup:
    """Load the country and work out calendar and policy.

    Raises
    ------
    InputError
        When a municipality, file or intervention of the scenario cannot be used.
    """
    if not scenario.problems.fields and not scenario.innovations:
        raise InputError(
            "problems.fields", "is empty, so that nothing can spread", "name a field, or give [[innovations]]"
        )
    country = build_country(scenario)
    calendar = build_calendar(scenario, country.elections)
    everybody = range(len(country.places))
    changes = list(_changes(scenario, calendar, country))
    policy = build_policy(scenario, calendar, country.log_population, changes)
    fields = len(scenario.problems.fields)
    drawn = [field for field in range(fields) for _ in range(scenario.problems.per_field)]
    scope = scenario.prize.scope
    return Setup(
        scenario=scenario,
        country=country,
        calendar=calendar,
        policy=policy,
        problem_fields=(*drawn, *range(fields, fields + len(scenario.innovations))),
        prize_scope=frozenset(_rows(scope, country, "prize.scope") if scope else everybody),
        first_adopters=tuple(_first_adopters(innovation, country) for innovation in scenario.innovations),
        ties=build_ties(scenario, country.contact, country.places, policy),
        partners=partners_by_row(_groups(scenario, calendar, country), len(country.places)),
    )


def _groups(scenario: Scenario, calendar: Calendar, country: Country) -> Iterator[Group]:
    """Yield each partnership; one alone is no partnership."""
    for group in scenario.partnerships:
        where = f"partnership {group.name!r}: municipalities"
        rows = _rows(group.municipalities, country, where)
        if len(rows) == 1:
            raise InputError(where, f"found {country.places[rows[0]].name} alone", "valid: two or more")
        yield Group(*_months_of(group, calendar), rows)


def _changes(scenario: Scenario, calendar: Calendar, country: Country) -> Iterator[Change]:
    """Yield what forms of organisation change, then what interventions do."""
    for organisation in scenario.organisations:
        for what in organisation.interventions:
            whole = _change(what, f"organisation {organisation.name!r}", calendar, country)
            yield from _years_of(organisation, whole, calendar)
    for what in scenario.interventions:
        yield _change(what, f"intervention {what.name!r}", calendar, country)


def _years_of(organisation: Organisation, whole: Change, calendar: Calendar) -> Iterator[Change]:
    """Yield what a form changes, year by year until it is mature."""
    if not (organisation.from_month and FORMS[organisation.form].matures):
        yield whole
        return
    begun = calendar.month_of(organisation.from_month)
    for year in range(MATURING_YEARS):
        first = begun + year * MONTHS_PER_YEAR
        last = whole.end if year == MATURING_YEARS - 1 else min(whole.end, first + MONTHS_PER_YEAR)
        if max(first, whole.start) < last:
            yield whole._replace(start=max(first, whole.start), end=last, share=maturity(year))


def _change(what: Intervention, label: str, calendar: Calendar, country: Country) -> Change:
    chosen = (
        _rows(what.municipalities, country, f"{label}: municipalities")
        if what.municipalities
        else range(len(country.places))
    )
    return Change(what, *_months_of(what, calendar), tuple(chosen))


def _months_of(what: Intervention | Partners, calendar: Calendar) -> tuple[int, int]:
    """Return the first month in which something holds, and the one after the last."""
    start = calendar.month_of(what.from_month) if what.from_month else 0
    end = calendar.month_of(what.until_month) + 1 if what.until_month else calendar.total_months
    return max(start, 0), end


def _first_adopters(innovation: Innovation, country: Country) -> tuple[int, ...]:
    """Return the rows of those named; more to be drawn than there are places are refused."""
    where, places = f"innovation {innovation.name!r}", len(country.places)
    if innovation.random_first_adopters > places:
        found = f"is {innovation.random_first_adopters:,}"
        raise InputError(f"{where}: random_first_adopters", found, f"valid: 0 to {places}, the number of places")
    return _rows(innovation.first_adopters, country, f"{where}: first_adopters")


def _rows(names: tuple[str, ...], country: Country, where: str) -> tuple[int, ...]:
    row_of = {place.code: row for row, place in enumerate(country.places)}
    found = find_municipalities(names, country.places, country.bodies, where)
    return tuple(sorted(row_of[code] for code in found))
