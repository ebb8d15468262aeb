"""R3 p. 25: sharing costs a municipality nothing and may make it a recognised front-runner; R4 p. 26: inventors' pride.

Sharing is an act: a solution is documented and presented to others with chance documented share * (1 - balance), at most 1
(R28 p. 12: who is rewarded for profiling the own unit shares less). It takes months of development; what is not documented
becomes known through ties at ``undocumented_contact`` times the hazard, and is not on a portal. Form and sizes: assumption.

Reputation = reuses / (reuses + half), a saturating count. Its effect on pride is 0 by default: there is no evidence.

R27 p. 26: others gladly help when asked (ATP, Nykredit): sparring from outside lowers uncertainty and cost.

Left of the aversion to uncertain benefit: 1 - asking * doubt relief; of effort and of months of development, and so of
kroner: 1 - asking * cost relief. The report gives no numbers; sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.draws import streams
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="consider",
    draws=(Draw(streams.DOCUMENTED, "documented for others", entity="the solution", code="0", ordinal="0"),),
    en=Words("Sharing", "Being reused makes a front-runner, and others help when asked."),
    da=Words(
        "At dele", "Den, hvis løsninger genbruges, bliver foregangskommune, og andre hjælper, når de bliver spurgt."
    ),
    claims=(
        Claim(
            number=3,
            page="25",
            en="sharing costs nothing and may bring reputation",
            da="det koster intet at dele og kan give omdømme som foregangskommune",
            neutral={"recognition.reputation_pride": 0.0},
            scenario="front_runners",
            measure="own_percent",
        ),
        Claim(
            number=27,
            page="26",
            en="others gladly help when asked",
            da="andre hjælper gerne, når de bliver spurgt",
            neutral={"sparring.asking_share": 0.0},
            scenario="external_sparring",
            measure="adopted_own_per_year",
        ),
    ),
)


class Documenting(Parameters, section="sharing", da="Deling af løsninger"):
    """How a solution is documented and presented to others (R3 p. 25, R9 p. 8)."""

    # fmt: off
    documented_share: float = number(
        0.7, unit="share", between=(0, 1),
        en=("Solutions that are documented",
            "Share of municipal solutions that are documented for others; these can be found on a portal."),
        da=("Dokumenterede løsninger",
            "Andelen af kommunernes løsninger, der dokumenteres for andre; kun de kan findes på en portal."),
        source="assumption; R9 p. 8: nobody has an overview of what there is",
    )
    undocumented_contact: float = number(
        0.2, unit="factor", between=(0, 1), neutral=1.0, plausible=(0.1, 1.0),
        en=("How what is not documented travels",
            "Factor on hearing through contacts of a solution that nobody has documented (forms hazard and probability)."),
        da=("Udbredelse uden dokumentation",
            "Faktor på kendskab gennem kontakter til en løsning, som ingen har dokumenteret (form hazard og probability)."),
        source="assumption; R9 p. 8",
    )
    documenting_months: float = number(
        0.0, unit="months", between=(0, 24), neutral=0.0, plausible=(0.0, 2.0),
        en=("Months that documenting takes", "Months that documenting adds to the development of an own or inspired solution."),
        da=("Tid til dokumentation", "Måneder, som dokumentation lægger til udviklingen af en egen eller inspireret løsning."),
        source="assumption",
    )
    # fmt: on


class Standing(Parameters, section="recognition"):
    """What being reused does for the origin (R3 p. 25)."""

    # fmt: off
    reputation_pride: float = number(
        0.0, unit="share", between=(0, 10), neutral=0.0,
        en=("Pride of a front-runner", "Factor by which full reputation as a front-runner raises pride."),
        da=("Foregangskommunens stolthed", "Faktor, hvormed fuldt omdømme som foregangskommune øger stoltheden."),
        source="0 by choice: no evidence; R3 p. 25",
    )
    # fmt: on


class Sparring(Parameters, section="sparring", da="Sparring udefra"):
    """Help from outside the public sector, for those who ask (R27 p. 26)."""

    # fmt: off
    asking_share: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("Projects that ask for help", "Share of projects for which others are asked for help."),
        da=("Beder om sparring", "Andelen af projekterne, hvor andre bliver bedt om hjælp."),
        source="assumption; R27 p. 26: others gladly help",
    )
    # fmt: on


HALF_REPUTATION = 10.0
"""Adoptions elsewhere that give half of full reputation: assumption; R3 p. 25."""
DOUBT_RELIEF = 0.5
"""Share of the aversion to uncertain benefit that help takes away: assumption; R27 p. 26."""
COST_RELIEF = 0.15
"""Share of effort and months of development that help takes away: assumption; R27 p. 26."""


@rule
def documented_chance(documented_share: float, incentive_balance: float) -> float:
    """Return the chance that a municipality documents what it has made; less where profiling is rewarded (R28)."""
    return min(1.0, documented_share * (1.0 - incentive_balance))


@rule
def travelling(contact_per_month: float, documented: int, undocumented_contact: float) -> float:
    """Return the hazard of hearing of a solution when all contacts use it, by whether it is documented (1 or 0)."""
    return contact_per_month if documented == 1 else contact_per_month * undocumented_contact


@rule
def reputation(times_reused: int) -> float:
    """Return reputation in [0, 1) from how often a municipality's solutions were adopted elsewhere."""
    return times_reused / (times_reused + HALF_REPUTATION)


@rule
def pride_gain(reputation_pride: float, reputation_now: float) -> float:
    """Return the share by which reputation raises the pride of being seen as the inventor."""
    return reputation_pride * reputation_now


@rule
def doubt_left(sparring: Sparring) -> float:
    """Return the share of the aversion to uncertain benefit that is left."""
    return 1.0 - sparring.asking_share * DOUBT_RELIEF


@rule
def cost_left(sparring: Sparring) -> float:
    """Return the share of effort and of months of development that is left."""
    return 1.0 - sparring.asking_share * COST_RELIEF
