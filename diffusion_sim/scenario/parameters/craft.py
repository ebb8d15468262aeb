"""Parameters of innovation as a craft: employees' ideas, help from outside."""

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
