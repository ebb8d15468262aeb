"""Totals that are meant for Denmark's 98 municipalities, in a country with more or fewer places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.scenario.declarations import declarations, figure, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diffusion_sim.scenario.scenario import Scenario

DANISH_PLACES = 98
TOTALS = ("prize.winners_per_year", "portal.running_dkk_per_month")
"""Parameters whose values count things of the whole country."""


def unscaled_totals(scenario: Scenario, places: int) -> tuple[str, ...]:
    """Return a sentence on each total that counts in a scenario and is meant for Denmark; none in a country of 98.

    A value that the scenario gives itself is taken for its own, but not a number of prizes: it has no default, and
    comes along from the scenario that another extends.
    """
    if places == DANISH_PLACES or scenario.network.whose == "denmark":
        return ()
    return tuple(
        f"{where} is {figure(amount)}, meant for Denmark's {DANISH_PLACES} municipalities; "
        f"as much for each of the {places:,} places here would be {_scaled(key, amount, places)}"
        for key, where, amount in _kept(scenario)
    )


def _kept(scenario: Scenario) -> Iterator[tuple[str, str, float]]:
    """Yield key, how a sentence names it, and value of each total in force."""
    for key in TOTALS:
        value = value_of(scenario, key)
        if (
            _counts(scenario, key)
            and value
            and (key == "prize.winners_per_year" or value == declarations()[key].default)
        ):
            yield key, key, value
        for one in scenario.interventions:
            kind, amount = one.change
            if one.parameter == key and kind != "scale" and amount:
                yield key, f"{key} in intervention {one.name!r} ({kind})", amount


def _counts(scenario: Scenario, key: str) -> bool:
    """Tell whether what a total belongs to is switched on."""
    opened = any(one.parameter == "portal.hearing_per_month" for one in scenario.interventions)
    return key != "portal.running_dkk_per_month" or opened or scenario.portal.hearing_per_month > 0


def _scaled(key: str, amount: float, places: int) -> str:
    scaled = amount * places / DANISH_PLACES
    return figure(round(scaled) if declarations()[key].kind == "whole number" and scaled >= 1 else round(scaled, 2))
