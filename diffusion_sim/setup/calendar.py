"""Simulated months: they count from the start of the burn-in; month 0 of a report is the first reported one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.scenario.values import month_number, month_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from diffusion_sim.scenario import Scenario

MONTHS_PER_YEAR = 12


class Calendar(NamedTuple):
    """What the date is in each simulated month."""

    first_number: int
    """Months since year 0 of the first simulated month."""
    burn_in_months: int
    months: int
    election_months: frozenset[int]
    """Simulated months in which known options are appraised again after an election."""
    council_months: frozenset[int]
    """Simulated months in which a new council first sits: January after an election."""

    @property
    def total_months(self) -> int:
        """Burn-in and reported months."""
        return self.burn_in_months + self.months

    def month_of_year(self, month: int) -> int:
        """Return 1 to 12."""
        return (self.first_number + month) % MONTHS_PER_YEAR + 1

    def year(self, month: int) -> int:
        """Return the calendar year."""
        return (self.first_number + month) // MONTHS_PER_YEAR

    def text(self, month: int) -> str:
        """Return YYYY-MM."""
        return month_text(self.first_number + month)

    def month_of(self, text: str) -> int:
        """Return the simulated month of YYYY-MM; negative or past the end where it lies outside."""
        return month_number(text) - self.first_number


def build_calendar(scenario: Scenario, elections: Sequence[date]) -> Calendar:
    """Return the calendar of a scenario."""
    time = scenario.time
    first = month_number(time.first_month) - time.burn_in_months
    lag = scenario.agenda.election_lag_months
    after = {day.year * MONTHS_PER_YEAR + day.month - 1 + lag - first for day in elections} if lag else set()
    councils = {(day.year + 1) * MONTHS_PER_YEAR - first for day in elections}
    return Calendar(first, time.burn_in_months, time.months, frozenset(after), frozenset(councils))
