"""Who takes part in development: users and citizens, employees, firms (p. 10, 12, 25); each changes something else.

fit gained = 0.3 u + 0.1 s; benefit * (1 + 0.1 u + 0.1 f); months * (1 + 0.25 u + 0.1 s - 0.2 f);
ownership = (usual + 0.5 s * (1 - usual)) * (1 - 0.5 f), for shares u of users, s of staff and f of firms. Users know what
hits (p. 12: involvement increases accuracy), those who will use it own it, firms bring hands and take ownership with them;
it takes time (p. 25). The report names who and no sizes: form and sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="work",
    en=Words(
        "Who takes part",
        "Users make a solution fit better, employees own what they took part in, and firms save time and take ownership away.",
    ),
    da=Words(
        "Hvem der deltager",
        "Brugere får en løsning til at passe bedre, medarbejdere ejer det, de har været med til, og virksomheder sparer tid og"
        " tager ejerskab med sig.",
    ),
    supports=(12,),
)


class CoCreation(Parameters, section="implementation"):
    """Who takes part in development (p. 10, 12, 25)."""

    # fmt: off
    user_involvement: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("Involvement of users", "Share of users and citizens drawn in during development: fit and benefit for time."),
        da=("Inddragelse af brugere",
            "Andelen af brugere og borgere, der inddrages under udviklingen: egnethed og nytte mod tid."),
        source="lever; R12 p. 12",
    )
    staff_involvement: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("Involvement of employees", "Share of the employees concerned who take part in development: ownership for time."),
        da=("Inddragelse af medarbejdere",
            "Andelen af de berørte medarbejdere, der deltager i udviklingen: ejerskab mod tid."),
        source="lever; R12 p. 12",
    )
    firm_involvement: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("Involvement of firms", "Share of development in which firms take part: time and benefit for ownership."),
        da=("Inddragelse af virksomheder",
            "Andelen af udviklingen, som virksomheder deltager i: tid og nytte mod ejerskab."),
        source="lever; p. 10, 25-26",
    )
    # fmt: on


USERS_RELIEF = 0.4
"""Share of the hazard of giving up that full involvement of users removes. Assumption; R12 p. 12."""

USERS_FIT = 0.3
"""Share of missing fit that users make good. Assumption; R12 p. 12: involving users hits better."""

STAFF_FIT = 0.1
"""Share of missing fit that employees make good. Assumption; R12 p. 12."""

USERS_BENEFIT = 0.1
"""Share by which users raise benefit. Assumption; R12 p. 12."""

FIRMS_BENEFIT = 0.1
"""Share by which firms raise benefit. Assumption; p. 25-26."""

USERS_MONTHS = 0.25
"""Share of the months of development that users add. Assumption; p. 25: it takes time."""

STAFF_MONTHS = 0.1
"""Share of the months of development that employees add. Assumption; p. 25."""

FIRMS_MONTHS_SAVED = 0.2
"""Share of the months of development that firms, with hands of their own, save. Assumption; p. 26."""

STAFF_OWNERSHIP = 0.5
"""Share of missing ownership that employees bring. Assumption; p. 12, R6 p. 26."""

FIRMS_OWNERSHIP = 0.5
"""Share of ownership that firms take away. Assumption; R6 p. 26."""


@rule
def fit_gained(who: CoCreation) -> float:
    """Return the share of missing fit that those who take part make good."""
    return USERS_FIT * who.user_involvement + STAFF_FIT * who.staff_involvement


@rule
def benefit_factor(who: CoCreation) -> float:
    """Return the factor on gross benefit."""
    return 1.0 + USERS_BENEFIT * who.user_involvement + FIRMS_BENEFIT * who.firm_involvement


@rule
def months_added(who: CoCreation) -> float:
    """Return the share of the months of development that is added; below 0 where it is saved."""
    added = USERS_MONTHS * who.user_involvement + STAFF_MONTHS * who.staff_involvement
    return added - FIRMS_MONTHS_SAVED * who.firm_involvement


@rule
def co_owned(who: CoCreation, usual_share: float) -> float:
    """Return the share of ownership felt for what was developed together."""
    gained = usual_share + STAFF_OWNERSHIP * who.staff_involvement * (1.0 - usual_share)
    return gained * (1.0 - FIRMS_OWNERSHIP * who.firm_involvement)


@rule
def opposition_left(who: CoCreation) -> float:
    """Return the share of the hazard of giving up that users who took part leave."""
    return 1.0 - USERS_RELIEF * who.user_involvement
