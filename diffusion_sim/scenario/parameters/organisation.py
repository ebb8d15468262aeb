"""Parameters of who carries the work: leaders and what they can attend to, councils, enthusiasts; and of early trials.

Carrying = traits.carrying * (1 + sum of share * (level - 1)), over attention, backing and enthusiasts.
"""

from __future__ import annotations

from diffusion_sim.scenario.parameter import Section, number


class Leadership(Section):
    """Attention with a span, crowded agendas, and orders from the top (R22 p. 16-18)."""

    carrying_share: float = number(0.0, "Share of the carrying index that hangs on the leaders' attention.", unit="share",
                                   between=(0, 1), neutral=0.0, source="assumption; R22 p. 16-18")
    attention_span_months: float = number(24.0, "Mean months for which innovation stays on the leaders' agenda.",
                                          unit="months", between=(0.5, 600),
                                          source="assumption; R22 p. 16-18: agendas shift, patience is needed")
    distraction_months: float = number(12.0, "Mean months until it is back there once the agenda has shifted.",
                                       unit="months", between=(0.5, 600), source="assumption; R22 p. 16-18")
    crowding_share: float = number(0.5, "Share of attention lost where all capacity was busy at the start of the year.",
                                   unit="share", between=(0, 1), source="assumption; R22 p. 16-18: crowded attention")
    top_down_share: float = number(0.0, "Share of appraisals in which the top orders something to be delivered.",
                                   unit="share", between=(0, 1), neutral=0.0, source="assumption; R22 p. 16-18")
    ordered_ownership_share: float = number(0.2, "Share of the usual ownership that is felt for ordered work.",
                                            unit="share", between=(0, 1), source="assumption; R22 p. 16-18")


class Politics(Section):
    """Backing by the council, redrawn at the real elections, blame, and pressure to act (R25 p. 19-21)."""

    carrying_share: float = number(0.0, "Share of the carrying index that hangs on political backing.", unit="share",
                                   between=(0, 1), neutral=0.0, source="assumption; R25 p. 19-21")
    backing_spread: float = number(0.5, "Spread of backing between councils (log-normal, mean 1).", unit="sd of log",
                                   between=(0, 2), source="assumption; R25 p. 19-21")
    accord_share: float = number(0.0, "Share of backing that a cross-party accord carries over elections and blame.",
                                 unit="share", between=(0, 1), neutral=0.0, source="lever; R25 p. 19-21")
    committee_gain: float = number(0.0, "Backing added by an innovation committee, as a share of what there is.",
                                   unit="share", between=(0, 5), neutral=0.0, source="lever; R25 p. 19-21")
    blame_share: float = number(0.1, "Share of backing lost with each project that fails, until the next council.",
                                unit="share", between=(0, 1), source="assumption; R25 p. 19-21: risk of blame")
    pressure: float = number(
        0.0, "Utility that politicians who ask for innovation add to doing anything at all. Default: none; national "
        "drive comes from the central push alone.", unit="taste units (Gumbel scale 1)", between=(0, 20), neutral=0.0,
        source="assumption; R25 p. 19-21; Andersen & Jakobsen 2018: managers answer political pressure, not peers")


class Enthusiasts(Section):
    """Those who carry work under the radar, and leave (R23 p. 17)."""

    carrying_share: float = number(0.0, "Share of the carrying index that hangs on enthusiasts.", unit="share",
                                   between=(0, 1), neutral=0.0, source="assumption; R23 p. 17")
    turnover_per_year: float = number(0.2, "Rate at which a municipality's enthusiasts leave.", unit="per year",
                                      between=(0, 10), source="assumption; R23 p. 17")
    vacancy_months: float = number(12.0, "Mean months until others take their place.", unit="months", between=(0.5, 600),
                                   source="assumption; R23 p. 17")
    unfunded_share: float = number(0.0, "Share of projects without any money that enthusiasts carry on all the same.",
                                   unit="share", between=(0, 1), neutral=0.0, source="assumption; R23 p. 17")
    dependence_share: float = number(0.0, "Share of unfinished work without a grant that ends when they leave.",
                                     unit="share", between=(0, 1), neutral=0.0, source="assumption; R23 p. 17")


class Trials(Section):
    """Errors made early and cheaply: weak projects end before the dear part (R17 p. 12, 16)."""

    ending_share: float = number(
        0.0, "Share of weak projects that are ended at an early check where errors are fully tolerated.", unit="share",
        between=(0, 1), neutral=0.0, source="assumption; R17 p. 12, 16")
    check_share: float = number(0.5, "Share of development after which the check is made.", unit="share", between=(0, 1),
                                source="assumption; R17 p. 12, 16")
    weak_below: float = number(0.3, "Net benefit below which a project counts as weak.", unit="benefit",
                               between=(-10, 10), source="assumption; the mean gross benefit is 1")
