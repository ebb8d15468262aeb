"""Parameters of innovation as a craft: employees' ideas, help from outside, training."""

from __future__ import annotations

from diffusion_sim.scenario.parameter import Section, number


class Ideas(Section):
    """Employees' ideas, gathered by an idea clinic (R19 p. 12-13)."""

    per_problem: float = number(1.0, "Own ideas for a problem among which the best is chosen.", unit="ideas",
                                between=(1, 100), neutral=1.0, source="assumption; R19 p. 12-13")
    quality_gain: float = number(
        0.1, "How much better own work is with more ideas to choose from: a power of their number.", unit="exponent",
        between=(0, 1), source="assumption; R19 p. 12-13")


class Sparring(Section):
    """Help from outside the public sector, for those who ask (R27 p. 26)."""

    asking_share: float = number(0.0, "Share of projects for which others are asked for help.", unit="share",
                                 between=(0, 1), neutral=0.0, source="assumption; R27 p. 26: others gladly help")
    doubt_relief_share: float = number(0.5, "Share of the aversion to uncertain benefit that such help removes.",
                                       unit="share", between=(0, 1), source="assumption; R27 p. 26")
    cost_relief_share: float = number(0.15, "Share of effort and of months of development that it saves.", unit="share",
                                      between=(0, 1), source="assumption; R27 p. 26")


class Training(Section):
    """Innovation learned as a craft (R21 p. 14)."""

    courses_per_year: float = number(0.0, "Courses that a municipality's staff attend in a year.", unit="per year",
                                     between=(0, 20), neutral=0.0, source="assumption; R21 p. 14")
    frame_share: float = number(0.7, "Share of what is learned that meets a frame at home; the rest turns to frustration.",
                                unit="share", between=(0, 1), source="assumption; R21 p. 14")
    skill_gain: float = number(0.05, "Log skill gained by a course that meets a frame.", unit="log of factor",
                               between=(0, 2), source="assumption; R21 p. 14")
    decay_per_year: float = number(0.3, "Share of gained skill lost in a year where no capacity is in use.",
                                   unit="per year", between=(0, 1), source="assumption; R21 p. 14")
    frustration_gain: float = number(0.1, "Share of carrying lost by a course without a frame.", unit="share",
                                     between=(0, 1), source="assumption; R21 p. 14")
    frustration_fade_per_year: float = number(0.5, "Share of that frustration that is gone a year later.",
                                              unit="per year", between=(0, 1), source="assumption; R21 p. 14")
    ties_each_side: int = number(
        2, "New ties by training: with so many on either side of all who are trained, in random order.", unit="ties",
        between=(0, 1000), reach="world", neutral=0, source="assumption; R21 p. 14: training builds networks")
    tie_weight: float = number(0.05, "Weight of such a tie; all other contact of a municipality together weighs 1.",
                               unit="share of contact", between=(0, 10), reach="world", neutral=0.0,
                               source="assumption; R21 p. 14")
