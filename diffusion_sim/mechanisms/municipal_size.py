"""The 98 differ in size: large municipalities have more workplaces behind a problem, more skill, more contacts outside.

f = N^e / mean of N^e over the municipalities whose population is known, so that the mean stays; 1 where it is unknown.
Workplaces behind a problem are f on average: where f is below 1, a problem has one with chance f, and without one nobody
takes the problem up; where f is above 1, it comes up for review f times as often. Projects at once grow with f: a whole
number drawn for each municipality between the two nearest, so that its expectation is kept, and at least 1 where there are
any. Skill and hearing through contacts have exponents of their own. More reviews, and more skill in developing, are what
makes large ones imitate less.

Size goes with innovation (Damanpour & Schneider 2009; Walker 2014), and large cities learn more and imitate less
(Shipan & Volden 2008). That is the direction; the exponents are assumptions.
"""

from __future__ import annotations

import math

from diffusion_sim.draws import streams
from diffusion_sim.exact import exp
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Draw, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="environment",
    en=Words("Municipalities of different size", "Large municipalities have more workplaces, skill and contacts."),
    da=Words("Kommuner af forskellig størrelse", "Store kommuner har flere arbejdspladser, kompetencer og kontakter."),
    draws=(
        Draw(
            streams.WHOLE_PROJECTS,
            "whole number of projects at once, where size makes it a fraction",
            entity="0",
            code="municipality",
            ordinal="0",
        ),
        Draw(
            streams.WORKPLACE,
            "whether a municipality has a workplace for a problem",
            entity="the problem",
            code="municipality",
            ordinal="0",
        ),
    ),
)


class Workplaces(Parameters, section="capacity"):
    """Who is there to take a problem up."""

    # fmt: off
    workplace_share: float = number(
        1.0, unit="share", between=(0, 1), neutral=1.0,
        en=("Problems with a workplace", "Share of problems that somebody in the municipality can work on."),
        da=("Problemer med en arbejdsplads", "Andelen af problemer, som nogen i kommunen kan tage op."),
        source="assumption",
    )
    # fmt: on


class Size(Parameters, section="size", da="Kommunernes størrelse"):
    """What grows with the number of inhabitants."""

    # fmt: off
    weight: float = number(
        1.0, unit="factor", between=(0, 5), neutral=0.0, reach="fixed", plausible=(0.0, 2.0),
        en=("Weight of size",
            "Factor on the exponents of population: 0.3 in the workplaces behind a problem, 0.1 in the skill in developing, 0.2 in hearing through contacts; 0: size makes no difference."),
        da=("Størrelsens vægt",
            "Faktor på folketallets eksponenter: 0,3 i arbejdspladserne bag et problem, 0,1 i kompetencerne i at udvikle, 0,2 i kendskabet gennem kontakter; 0: størrelsen gør ingen forskel."),
        source="assumption; direction: Damanpour & Schneider 2009, Walker 2014 (size and capacity), Shipan & Volden 2008 (large cities learn more)",
    )
    # fmt: on


WORKPLACES_EXPONENT, SKILL_EXPONENT, CONTACTS_EXPONENT = 0.3, 0.1, 0.2
"""Exponents of population where the weight of size is 1: assumptions."""


@rule
def power_of_size(exponent: float, log_population: float) -> float:
    """Return N^e."""
    return exp(exponent * log_population)


@rule
def whole_projects(projects: float, u: float) -> float:
    """Return a whole number of projects at once: that below with chance 1 - fraction, else that above; 0 only of 0."""
    below = math.floor(projects)
    drawn = below + 1.0 if u < projects - below else below
    return max(drawn, 1.0) if projects > 0.0 else 0.0


@rule
def has_workplace(workplace_share: float, u: float) -> bool:
    """Tell whether somebody is there to take a problem up."""
    return workplace_share >= 1.0 or u < workplace_share
