"""R7 p. 27: Silkeborg's Copycat of the Year honours staff who copied or were strongly inspired, and implemented it.

Expected reward of an eligible project: reward * chance of finishing * min(1, winners / eligible projects last year).
The denominator makes a national prize a small incentive and a local one a larger. No study of such prizes was found:
the size of the reward is an assumption.

At each prize day recognition R becomes R + x (1 - R), one after another for x = w * TIED_SHARE * the share of contact that won,
x = w * MEDIA_SHARE, and for winners x = w, their own recognition (for the nominated theirs). Sizes are assumptions.
"""

from __future__ import annotations

from typing import Literal

from diffusion_sim.draws import streams
from diffusion_sim.exact import exp, log
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Parameters, Words, choice, number

MECHANISM = Mechanism(
    phase="institutions",
    en=Words(
        "The copycat prize", "A prize for those who copied or were inspired: a reward, recognition and visibility."
    ),
    da=Words(
        "Kopiprisen", "En pris til dem, der kopierede eller lod sig inspirere: belønning, anerkendelse og synlighed."
    ),
    claims=(
        Claim(
            number=7,
            page="27",
            en="the copycat prize; reuse is quicker and cheaper",
            da="kopiprisen; genbrug er hurtigere og billigere",
            neutral={
                "prize.winners_per_year": 0,
                "prize.reward": 0.0,
                "prize.recognition_winner": 0.0,
                "prize.visibility_per_month": 0.0,
            },
            scenario="copycat_prize",
            measure="adopted_copy_per_year",
            others=("silkeborg_prize",),
        ),
    ),
    draws=(
        Draw(
            streams.PRIZE_LUCK,
            "chance with the jury",
            entity="the solution",
            code="municipality",
            ordinal="calendar year",
        ),
    ),
)


class Prize(Parameters, section="prize", da="Kopipris"):
    """The copycat prize (R7 p. 27). Expected reward, recognition and visibility are separate switches."""

    # fmt: off
    winners_per_year: int = number(
        0, unit="prizes per year", between=(0, 100_000), neutral=0, reach="national",
        en=("Prizes per year", "Prizes given each year in the scope; 0 is no prize."),
        da=("Kopipriser pr. år", "Antal priser, der hvert år gives til dem, der kopierer; 0 er ingen pris."),
        source="lever; R7 p. 27: Silkeborg's Copycat of the Year",
    )
    scope: tuple[str, ...] = choice(
        (),
        en=("Who takes part", "Municipalities that take part, by name, code, region: or body:; empty is all."),
        da=("Hvem der deltager", "Kommuner, der deltager, angivet ved navn, kode, region: eller body:; tom betyder alle."),
        source="lever; R7 p. 27",
    )
    from_month: str = choice(
        "2014-01",
        en=("Prize known from", "First month in which the prize is known, as YYYY-MM."),
        da=("Prisen fra", "Den første måned, hvor prisen er kendt, som ÅÅÅÅ-MM."),
        source="lever",
    )
    until_month: str = choice(
        "",
        en=("Prize known until", "Last month in which the prize is known, as YYYY-MM; empty: it stays."),
        da=("Prisen til", "Den sidste måned, hvor prisen er kendt, som ÅÅÅÅ-MM; tom: den bliver."),
        source="lever",
    )
    eligible_modes: tuple[Literal["copy", "adapt", "inspired"], ...] = choice(
        ("copy", "adapt", "inspired"), grade="evidence",
        en=("What may win", "Modes that may win: those who copied or were strongly inspired."),
        da=("Hvad der kan vinde", "At kopiere, tilpasse eller lade sig stærkt inspirere af andres løsninger."),
        source="R7 p. 27",
    )
    eligible_stage: Literal["implemented", "adopted"] = choice(
        "implemented", grade="evidence",
        en=("What counts", "implemented: put into use in the last year; adopted: begun in it."),
        da=("Hvad der tæller", "Taget i brug inden for det seneste år eller påbegyndt inden for det."),
        source="R7 p. 27: implemented",
    )
    reward: float = number(
        4.0, unit="utility (Gumbel scale 1)", between=(0, 100), neutral=0.0,
        en=("Reward of winning", "Utility of winning, foreseen when choosing."),
        da=("Nytten af at vinde", "Nytten af at vinde, som man forudser den ved valget."),
        source="assumption: no study of prizes for copying was found; R7 p. 27",
    )
    crowding: float = number(
        0.0, unit="exponent", between=(0, 2), neutral=0.0, reach="national",
        plausible=(0.0, 1.0),
        en=("Prestige that winners share", "Exponent by which the reward falls with the number of winners a year."),
        da=("Prestige, som vinderne deler", "Eksponent, hvormed nytten af at vinde falder med antallet af vindere pr. år."),
        source="assumption",
    )
    kroner_utility: float = number(
        0.0, unit="utility (Gumbel scale 1)", between=(0, 20), neutral=0.0, reach="national",
        plausible=(0.0, 1.0),
        en=("Worth of the kroner", "Utility that the first 100,000 kroner add to winning; each doubling adds about as much again."),
        da=("Pengenes nytte", "Nytten, som de første 100.000 kr. føjer til det at vinde; hver fordobling giver omtrent lige så meget igen."),
        source="assumption; diminishing returns",
    )
    attention_outside: float = number(
        1.0, unit="share", between=(0, 1), neutral=1.0, reach="national",
        en=("Attention outside the scope",
            "Share of a prize's visibility and of recognition through the media that reaches those who do not take part."),
        da=("Opmærksomhed uden for kredsen",
            "Andelen af prisens synlighed og af anerkendelsen gennem medierne, der når dem, som ikke deltager."),
        source="assumption; 0 for a local prize that no media tell of",
    )
    amount_dkk: float = number(
        50_000.0, unit="DKK", between=(0, 1_000_000_000.0), reach="national",
        en=("Money of a prize", "Money paid with one prize."),
        da=("Prisens beløb", "Beløbet, der følger med én pris."),
        source="assumption",
    )
    recognition_winner: float = number(
        0.5, unit="share", between=(0, 1), neutral=0.0, reach="national",
        en=("Recognition of the winner", "Share of its own stigma that a winner loses; who is tied to it loses up to a fifth of that, everybody a twenty-fifth."),
        da=("Vinderens anerkendelse", "Andelen af sit eget stigma, som en vinder slipper for; dens forbindelser slipper for op til en femtedel heraf, alle for en femogtyvendedel."),
        source="assumption; R7 p. 27: attention to reuse",
    )
    recognition_nominated: float = number(
        0.0, unit="share", between=(0, 1), neutral=0.0, reach="national", plausible=(0.0, 0.3),
        en=("Recognition of the nominated", "Share of its own stigma that one who is nominated and does not win loses."),
        da=("De nomineredes anerkendelse", "Andelen af sit eget stigma, som en nomineret, der ikke vinder, slipper for."),
        source="assumption; R7 p. 27 also tells of other projects that were nominated",
    )
    visibility_per_month: float = number(
        0.03, unit="per month", between=(0, 5), neutral=0.0, reach="national",
        en=("Visibility of what won", "Hazard of becoming aware of a winning solution through the prize."),
        da=("Vinderens synlighed", "Hyppigheden, hvormed man hører om en vindende løsning gennem prisen."),
        source="assumption; R7 p. 27",
    )
    # fmt: on


PRIZE_MONTH = 12
"""Month of the year in which the prize is given: assumption."""
# fmt: off
CHANNELS = {
    "incentive": ("prize.reward", "prize.kroner_utility"),
    "recognition": (
        "prize.recognition_winner", "prize.recognition_nominated",
    ),
    "visibility": ("prize.visibility_per_month",),
}
# fmt: on
"""The three ways in which a prize can work, and what is zero where one is switched off; all else is what it costs."""

TIED_SHARE = 0.2
"""Of a winner's recognition, what a municipality gains when all it is tied to win: assumption."""
MEDIA_SHARE = 0.04
"""Of a winner's recognition, what everybody gains at each prize day with a winner: assumption."""
VISIBILITY_MONTHS = 12
"""Months for which a winning solution is visible: assumption."""
JUDGED_NET_BENEFIT = 1.0
"""Weight of net benefit against chance in choosing the winners, in log odds per benefit: assumption."""
NOMINATED_PER_PRIZE = 3
"""Projects that are nominated for each prize beside its winner, the next best: assumption."""
FIRST_KRONER, LN_2 = 100_000.0, 0.6931471805599453


@rule
def chance_of_winning(winners_per_year: float, eligible_last_year: float) -> float:
    """Return the odds as a municipality sees them; with nobody eligible last year, one competitor: itself."""
    return min(1.0, winners_per_year / max(1.0, eligible_last_year))


@rule
def worth_of_winning(prize: Prize, winners_per_year: float) -> float:
    """Return the utility of winning: prestige that all winners share, and what the kroner add, ever less."""
    prestige = prize.reward * exp(-prize.crowding * log(max(1.0, winners_per_year)))
    return prestige + prize.kroner_utility * log(1.0 + prize.amount_dkk / FIRST_KRONER) / LN_2


@rule
def judged_score(net_benefit: float, noise: float) -> float:
    """Return the score by which winners are ranked: net benefit and chance in log odds, ``noise`` uniform in (0, 1)."""
    return JUDGED_NET_BENEFIT * net_benefit + log(noise / (1.0 - noise))


@rule
def nominations(prize: Prize, winners: int) -> int:
    """Return how many are nominated beside the winners, where it makes a difference to them."""
    return NOMINATED_PER_PRIZE * winners if prize.recognition_nominated > 0.0 else 0
