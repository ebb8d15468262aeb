"""Parameters of recognition: the copycat prize, the stigma it wears down, and the standing of those who share."""

from __future__ import annotations

from typing import Literal

from diffusion_sim.scenario.parameter import Section, choice, number


class Prize(Section):
    """The copycat prize (R7 p. 27). Expected reward, recognition and visibility are separate switches."""

    winners_per_year: int = number(0, "Prizes given each year in the scope; 0 is no prize.", unit="prizes per year",
                                   between=(0, 100_000), reach="national", neutral=0,
                                   source="lever; R7 p. 27: Silkeborg's Copycat of the Year")
    scope: tuple[str, ...] = choice((), "Municipalities that take part, by name, code, region: or body:; empty is all.",
                                    source="lever; R7 p. 27")
    from_month: str = choice("2014-01", "First month in which the prize is known, as YYYY-MM.", source="lever")
    month: int = number(12, "Month of the year in which it is given.", unit="month of year", between=(1, 12),
                        reach="world", source="assumption")
    eligible_modes: tuple[Literal["copy", "adapt", "inspired"], ...] = choice(
        ("copy", "adapt", "inspired"), "Modes that may win: those who copied or were strongly inspired.",
        source="R7 p. 27", grade="evidence")
    eligible_stage: Literal["implemented", "started"] = choice(
        "implemented", "What counts: put into use in the last year, or started in it.", source="R7 p. 27: implemented",
        grade="evidence")
    judged_merit: float = number(1.0, "Weight of merit against luck in choosing the winners.", unit="log odds per benefit",
                                 between=(0, 20), reach="world", neutral=0.0, source="assumption")
    reward: float = number(4.0, "Utility of winning, foreseen when choosing.", unit="taste units (Gumbel scale 1)",
                           between=(0, 100), neutral=0.0,
                           source="assumption: no study of prizes for copying was found; R7 p. 27")
    amount_dkk: float = number(50_000.0, "Money paid with one prize.", unit="DKK", between=(0, 1e9), reach="national",
                               source="assumption")
    recognition_winner: float = number(0.5, "Share of its own stigma that a winner loses.", unit="share", between=(0, 1),
                                       reach="national", neutral=0.0, source="assumption; R7 p. 27: attention to reuse")
    recognition_tied: float = number(0.1, "Share of stigma that a municipality loses when all it is tied to win.",
                                     unit="share", between=(0, 1), reach="national", neutral=0.0, source="assumption")
    recognition_media: float = number(0.02, "Share of stigma that everybody loses at each prize day with a winner.",
                                      unit="share", between=(0, 1), reach="national", neutral=0.0, source="assumption")
    visibility_per_month: float = number(0.03, "Hazard of hearing of a winning solution through the prize.",
                                         unit="per month", between=(0, 5), reach="national", neutral=0.0,
                                         source="assumption; R7 p. 27")
    visibility_months: int = number(12, "Months that a winning solution stays visible.", unit="months",
                                    between=(0, 1200), reach="world", source="assumption")


class Recognition(Section):
    """How recognition fades, and what being reused does for the origin (R3 p. 25, R4 p. 26)."""

    fade_per_month: float = number(0.02, "Share of recognition that fades each month.", unit="per month", between=(0, 1),
                                   reach="national", source="assumption; Gallus 2017: effects of an award last about a year")
    standing_pride: float = number(0.0, "Factor by which full standing as a front-runner raises pride.", unit="share",
                                   between=(0, 10), neutral=0.0, source="0 by choice: no evidence; R3 p. 25")
    standing_half: float = number(10.0, "Times reused at which standing is half of full.", unit="times", between=(0.1, 1e4),
                                  reach="world", source="assumption")
