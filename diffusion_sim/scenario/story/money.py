"""Who pays, and what happens when a grant ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.scenario.story.words import count, duration, share, within

if TYPE_CHECKING:
    from diffusion_sim.scenario.scenario import Scenario

MONTHS_PER_YEAR = 12
MONTHS_PER_QUARTER = 3
HARD, SOFT = 0.75, 0.2


def money(scenario: Scenario) -> str:
    """Tell of the grant pool and of the cliff at the end of a grant."""
    funding = scenario.funding
    if not funding.grants_per_year or not funding.grant_seeking_share:
        return "All work is paid from the municipalities' own permanent money."
    reserved = f", {share(funding.reuse_reserved_share)} of them kept for reuse" if funding.reuse_reserved_share else ""
    return (
        "Most work is paid from permanent money, some from a pool of "
        f"{count(funding.grants_per_year, 'grant')} a year for the whole country{reserved}. A grant pays for "
        f"{duration(funding.grant_months)}{_softening(scenario)}. {_cliff(scenario)}"
    )


def _softening(scenario: Scenario) -> str:
    funding = scenario.funding
    taper = f", then fades out over {duration(funding.taper_months)}" if funding.taper_months else ""
    tail = f", with {duration(funding.tail_months)} more for what is being put into use" if funding.tail_months else ""
    return taper + tail


def _cliff(scenario: Scenario) -> str:
    cliff = scenario.cliff
    if not cliff.unfinished_per_month and not cliff.operation_per_month:
        return "Its end costs nothing: the work goes on."
    lost = within(cliff.unfinished_per_month, MONTHS_PER_QUARTER)
    ending = "a hard cliff" if lost >= HARD else "a gentle slope" if lost < SOFT else "a cliff"
    in_use = within(cliff.operation_per_month, MONTHS_PER_YEAR)
    return (
        f"Its end is {ending}: within three months {share(lost)} of the unfinished work is lost where nothing else "
        f"carries it, and within a year {share(in_use)} of what the grant kept in use."
    )
