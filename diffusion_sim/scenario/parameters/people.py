"""Parameters of municipalities: traits, what comes on the agenda, how much work a field can carry."""

from __future__ import annotations

from diffusion_sim.scenario.parameter import Section, number


class Traits(Section):
    """What sets municipalities apart; single ones can be changed by interventions."""

    spread: float = number(0.3, "Spread between municipalities of the traits that vary (log-normal, mean kept).",
                           unit="sd of log", between=(0, 2), reach="world", neutral=0.0, source="assumption")
    skill: float = number(1.0, "Skill in developing: scales benefit of own and inspired work, and agenda reviews.",
                          unit="factor", between=(0.05, 10), neutral=1.0, source="assumption; R21 p. 14")
    error_tolerance: float = number(0.3, "Share of the aversion to uncertain benefit that a tolerant culture removes.",
                                    unit="share", between=(0, 1), neutral=0.0, varies="traits.spread",
                                    source="assumption; R17 p. 12, 16")
    permanence: float = number(0.6, "Share of work on permanent money; embeds projects when a grant ends.",
                               unit="share", between=(0, 1), neutral=0.0, varies="traits.spread",
                               source="assumption; R13 p. 10")
    carrying: float = number(1.0, "Carrying index: attention, political backing and enthusiasts taken together.",
                             unit="factor", between=(0.05, 10), neutral=1.0, varies="traits.spread",
                             source="assumption; R22-R25 p. 16-21")
    silo_friction: float = number(
        0.0, "Share of what is heard of that does not reach those who decide in a given year, scaling the delay by silos too.",
        unit="share", between=(0, 1), neutral=0.0, varies="traits.spread", source="assumption; R18 p. 12")
    silo_delay_share: float = number(1.0, "Implementation time that full silo friction adds.", unit="share",
                                     between=(0, 10), source="assumption; R18 p. 12")
    incentive_balance: float = number(
        0.0, "Whom the organisation highlights: -1 those who work across, 1 those who profile their own unit.",
        unit="balance", between=(-1, 1), neutral=0.0, source="assumption; R28 p. 12")
    perceived_constraint: float = number(
        0.0, "Share of options that are wrongly thought to be forbidden.", unit="share", between=(0, 1), neutral=0.0,
        varies="traits.spread", source="assumption; R20 p. 14")


class Agenda(Section):
    """When a problem is taken up for appraisal."""

    reviews_per_year: float = number(0.6, "Rate at which a problem comes on the agenda (times salience, carrying, skill).",
                                     unit="per year", between=(0, 100), neutral=0.0, source="assumption; R22 p. 16-18")
    budget_month: int = number(1, "Month of the year in which postponed work is taken up again.", unit="month of year",
                               between=(1, 12), reach="world", source="the municipal budget year begins in January",
                               grade="definition")
    election_lag_months: int = number(
        2, "Months after a municipal election at which all known options are appraised again; 0 means never.",
        unit="months", between=(0, 24), reach="world", neutral=0, grade="definition",
        source="elections in November, new councils sit from 1 January (denmark/data/elections.csv); R25 p. 19-21")


class Capacity(Section):
    """How many projects a field of a municipality can have at once: one node hides many workplaces."""

    projects_per_field: int = number(3, "Projects at once in one policy field of one municipality.", unit="projects",
                                     between=(0, 10_000), source="assumption")
