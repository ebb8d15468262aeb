"""How long things take, and where they get stuck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.scenario.story.words import duration, share, within

if TYPE_CHECKING:
    from diffusion_sim.scenario.scenario import Scenario


def work(scenario: Scenario) -> str:
    """Tell of development, of putting into use and of stopping."""
    months, implementation = scenario.work, scenario.implementation
    speed = (
        f"Copying takes about {duration(months.months_copy)}, adapting {duration(months.months_adapt)}, "
        f"own development {duration(months.months_own)}."
    )
    return f"{speed} {_into_use(implementation.mean_months, implementation.failure_per_month)} {_stopping(scenario)}"


def _into_use(mean_months: float, failure_per_month: float) -> str:
    if not mean_months:
        return "What is developed is in use at once."
    given_up = within(failure_per_month, mean_months)
    return (
        f"Then it has to be put into use, for about {duration(mean_months)}: here the opponents are met, and where "
        f"nobody feels ownership {share(given_up)} are given up."
    )


def _stopping(scenario: Scenario) -> str:
    yearly = scenario.operation.stop_per_year
    if not yearly:
        return "What is in use stays in use while its problem lasts."
    return f"Of what is in use {share(within(yearly, 10))} is stopped within ten years, sooner once it is out of date."
