"""R25 p. 19-21: where politicians back and ask for innovation, more happens; each council anew; failures bring blame.

new political support = accord * old + (1 - accord) * drawn (log-normal, mean 1); each failure takes blame * (1 - accord) of it.
Councils change with the real elections (November 2013, 2017, 2021, 2025) and sit from January. Sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.draws import streams
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Parameters, Words, number
from diffusion_sim.mechanisms.traits import spread_factor

MECHANISM = Mechanism(
    phase="environment",
    en=Words(
        "Politicians", "Councils support and ask for innovation, differ from election to election, and fear blame."
    ),
    da=Words(
        "Politikerne",
        "Kommunalbestyrelser bakker op om og efterspørger innovation, skifter ved valg og frygter kritik.",
    ),
    claims=(
        Claim(
            number=25,
            page="19-21",
            en="support by politicians, blame, accords, committees",
            da="politisk opbakning, kritik, forlig og udvalg",
            neutral={
                "politics.carrying_share": 0.0,
                "politics.pressure": 0.0,
                "politics.accord_share": 0.0,
                "politics.committee_gain": 0.0,
            },
            scenario="political_support",
            measure="implemented_per_year",
            others=("cross_party_accord",),
        ),
    ),
    draws=(
        Draw(
            streams.COUNCIL,
            "political support of a council (normal)",
            entity="0",
            code="municipality",
            ordinal="0 at first, then the year in which it sits",
        ),
    ),
)


class Politics(Parameters, section="politics", da="Politik"):
    """Support by the council, redrawn at the real elections, blame, and pressure to act (R25 p. 19-21)."""

    # fmt: off
    carrying_share: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("Weight of political support", "Share of the carrying index that depends on political support."),
        da=("Opbakningens vægt", "Den del af bæreevnen, der afhænger af politisk opbakning."),
        source="assumption; R25 p. 19-21",
    )
    accord_share: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0,
        en=("Cross-party accord", "Share of political support that a cross-party accord keeps through elections and blame."),
        da=("Bredt forlig", "Andelen af opbakningen, som et forlig på tværs af partier bevarer efter valg og kritik."),
        source="lever; R25 p. 19-21",
    )
    committee_gain: float = number(
        0.0, unit="share", between=(0, 5), neutral=0.0,
        en=("Innovation committee", "Political support added by an innovation committee, as a share of what there is."),
        da=("Innovationsudvalg", "Ekstra opbakning fra et innovationsudvalg, som andel af den, der er."),
        source="lever; R25 p. 19-21",
    )
    blame_share: float = number(
        0.1, unit="share", between=(0, 1),
        en=("Blame", "Share of political support lost with each project that fails, until the next council."),
        da=("Kritik efter fejl",
            "Andelen af opbakningen, der mistes for hvert mislykket projekt, indtil den næste kommunalbestyrelse."),
        source="assumption; R25 p. 19-21: risk of blame",
    )
    pressure: float = number(
        0.0, unit="utility (Gumbel scale 1)", between=(0, 20), neutral=0.0,
        en=("Political pressure",
            "Utility that politicians who ask for innovation add to doing anything at all. Default: none; national drive comes from the central push alone."),
        da=("Politisk pres",
            "Nytte ved overhovedet at gøre noget, når politikere efterspørger innovation. Som udgangspunkt ingen; det nationale pres kommer alene fra afsenderens indsats."),
        source="assumption; R25 p. 19-21; Andersen & Jakobsen 2018: managers answer political pressure, not peers",
    )
    # fmt: on


SUPPORT_SPREAD = 0.5
"""Spread of political support between councils and elections (log-normal sd): assumption."""


@rule
def drawn_support(z: float) -> float:
    """Return the political support of a new council, ``z`` standard normal."""
    return spread_factor(SUPPORT_SPREAD, z)


@rule
def support_carried_over(politics: Politics, before: float, drawn: float) -> float:
    """Return the political support after an election, part of which an accord across parties carries over."""
    return politics.accord_share * before + (1.0 - politics.accord_share) * drawn


@rule
def support_after_blame(politics: Politics, before: float, failures: int) -> float:
    """Return the political support left after so many projects have failed in a month."""
    left = before
    for _ in range(failures):
        left *= 1.0 - politics.blame_share * (1.0 - politics.accord_share)
    return left


@rule
def felt_support(politics: Politics, support: float) -> float:
    """Return the political support that work feels, with a committee's gain."""
    return support * (1.0 + politics.committee_gain)
