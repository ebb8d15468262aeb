"""R22 p. 16-18, R25 p. 19-21: problems come on the agenda now and then; patience and political support make it happen more often.

rate = reviews per year / 12 * salience * carrying * skill. The form is an assumption.
"""

from __future__ import annotations

from diffusion_sim.draws import streams
from diffusion_sim.exact import hazard_grid
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Draw, Mechanism, Parameters, Words, choice, number

MECHANISM = Mechanism(
    phase="environment",
    en=Words(
        "Problems on the agenda", "Problems differ in salience, change with time, and come on the agenda now and then."
    ),
    da=Words(
        "Problemer på dagsordenen",
        "Problemer er mere eller mindre aktuelle, ændrer sig med tiden og kommer på dagsordenen med mellemrum.",
    ),
    supports=(22, 25),
    draws=(
        Draw(streams.ERA, "length of an era", entity="the problem", code="0", ordinal="number of the era"),
        Draw(streams.SALIENCE, "salience (normal)", entity="the problem", code="0", ordinal="number of the era"),
        Draw(
            streams.AGENDA,
            "threshold of the agenda",
            entity="era entity",
            code="municipality",
            ordinal="reviews so far",
        ),
    ),
)


class Problems(Parameters, section="problems", da="Problemer"):
    """What municipalities need answers to."""

    # fmt: off
    fields: tuple[str, ...] = choice(
        ("Eldercare and health", "Children and youth", "Schools", "Employment", "Social services", "Technology and environment", "Culture and citizens", "Administration and digital"),
        grade="assumption",
        en=("Policy fields", "Names of the policy fields; each has its own capacity."),
        da=("Fagområder", "Navne på fagområderne; hvert har sin egen kapacitet."),
        source="assumption: usual municipal departments",
    )
    per_field: int = number(
        5, unit="problems", between=(0, 200), reach="fixed",
        en=("Problems per field", "Problems in each field."),
        da=("Problemer pr. område", "Antal problemer i hvert fagområde."),
        source="assumption",
    )
    era_end_per_year: float = number(
        0.1, unit="per year", between=(0, 2), neutral=0.0, reach="fixed",
        en=("Rate at which problems change",
            "Rate at which a problem changes so much that old answers lose relevance (mean era 10 years)."),
        da=("Problemer ændrer sig",
            "Hvor ofte et problem ændrer sig så meget, at kendte løsninger mister relevans (i gennemsnit efter 10 år)."),
        source="assumption: without renewal own development dies out and the mix is not stable",
    )
    # fmt: on


class Agenda(Parameters, section="agenda", da="Dagsorden"):
    """When a problem comes up for appraisal."""

    # fmt: off
    reviews_per_year: float = number(
        1.0, unit="per year", between=(0, 100), neutral=0.0,
        en=("Reviews per year", "Rate at which a problem comes on the agenda (times salience, carrying index and skill)."),
        da=("Gennemgange pr. år",
            "Hvor ofte et problem kommer på dagsordenen (gange aktualitet, bæreevne og kompetencer)."),
        source="assumption; R22 p. 16-18",
    )
    election_lag_months: int = number(
        2, unit="months", between=(0, 24), neutral=0, grade="definition", reach="fixed",
        en=("Months after an election",
            "Months after a municipal election at which all known options are appraised again; 0 means never."),
        da=("Måneder efter valg",
            "Antal måneder efter et kommunalvalg, før alle kendte muligheder vurderes på ny; 0 betyder aldrig."),
        source="elections in November, new councils sit from 1 January (country/data/elections.csv); R25 p. 19-21",
    )
    # fmt: on


MONTHS_PER_YEAR = 12.0
SALIENCE_SPREAD = 0.5
"""How unequally problems come up (log-normal sd of their salience): assumption."""
BUDGET_MONTH = 1
"""Month of the year in which postponed work comes up again: the municipal budget year begins in January."""


@rule
def agenda_hazard(reviews_per_year: float, salience: float, carrying: float, skill: float) -> float:
    """Return the hazard per month that a problem comes on the agenda."""
    return hazard_grid(reviews_per_year / MONTHS_PER_YEAR * salience * carrying * skill)
