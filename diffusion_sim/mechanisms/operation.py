"""What is in use creates value until it is stopped, replaced or out of date; users help it fit (R12 p. 12).

Value per month = gross benefit * fit - drawback, by bottom line (R26 p. 22-23); stopping has a constant hazard, higher
once the problem has changed. Users of 12 farm practices stopped in 6.8-18.7 % of cases in time; the rate is assumed.
"""

from __future__ import annotations

from diffusion_sim.codes import Mode
from diffusion_sim.draws import streams
from diffusion_sim.exact import hazard_grid, value_grid
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.co_creation import CoCreation, benefit_factor, fit_gained
from diffusion_sim.mechanisms.context_fit import improved_fit
from diffusion_sim.mechanisms.declaring import Draw, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="use",
    en=Words("Use", "What is in use creates value until it is discontinued, replaced or out of date."),
    da=Words("Brug", "Det, der er i brug, skaber værdi, indtil det ophører, erstattes eller bliver forældet."),
    supports=(12,),
    draws=(Draw(streams.STOP, "threshold of stopping", entity="the solution", code="municipality", ordinal="0"),),
)


class Operation(Parameters, section="operation", da="Løsninger i brug"):
    """What is in use, until it is stopped, replaced or out of date."""

    # fmt: off
    stop_per_year: float = number(
        0.05, unit="per year", between=(0, 10), neutral=0.0,
        en=("Discontinuance", "Hazard of discontinuing a solution in normal use."),
        da=("Ophører", "Risikoen for, at en løsning i almindelig brug ophører."),
        source="assumption; 6.8-18.7 % of users of 12 farm practices stopped in time (evidence on dis-adoption)",
    )
    # fmt: on


COPY, ADAPT = int(Mode.COPY), int(Mode.ADAPT)
MONTHS_PER_YEAR = 12.0
OUTDATED_STOP_FACTOR = 5.0
"""Factor on the hazard of discontinuing once the problem has changed: assumption."""
OUTDATED_VALUE_SHARE = 0.4
"""Share of value that remains once the problem has changed: assumption."""


@rule
def stop_hazard(stop_per_year: float, outdated_factor: float) -> float:
    """Return the hazard per month of stopping."""
    return hazard_grid(stop_per_year * outdated_factor / MONTHS_PER_YEAR)


@rule
def realised_fit(mode: int, copy_fit: float, adaptation_gain: float, who: CoCreation) -> float:
    """Return the fit in use: a copy's own, an adapted one's improved, 1 for what was made here; who takes part improves it."""
    fit = copy_fit if mode == COPY else improved_fit(copy_fit, adaptation_gain) if mode == ADAPT else 1.0
    return improved_fit(fit, fit_gained(who))


@rule
def realised_benefit(benefit: float, fit: float, who: CoCreation) -> float:
    """Return the gross benefit in use."""
    return benefit * benefit_factor(who) * fit


@rule
def line_value(gross: float, share: float, drawback: float) -> float:
    """Return the value per month on one bottom line."""
    return value_grid(gross * share - drawback)
