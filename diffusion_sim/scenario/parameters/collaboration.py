"""Parameters of work with partners outside the municipality."""

from __future__ import annotations

from diffusion_sim.scenario.parameter import Section, number


class Wicked(Section):
    """Problems that one sector cannot solve alone (R16 p. 11)."""

    share: float = number(0.0, "Share of problems that need partners outside the municipality.", unit="share",
                          between=(0, 1), neutral=0.0, source="assumption; R16 p. 11")
    partner_months: float = number(
        12.0, "Mean months for which work on such a problem waits for partners; lower where they are near.",
        unit="months", between=(0, 240), neutral=0.0, source="assumption; R15, R16 p. 10-11")


class Partnership(Section):
    """What joint pilots bring to the members of [[partnerships]]; without any, nothing (R15 p. 10-11)."""

    cost_relief_share: float = number(0.3, "Share of effort and of months of development that joining a pilot saves.",
                                      unit="share", between=(0, 1), neutral=0.0,
                                      source="assumption; R15 p. 10-11: shared cost")
    ownership_share: float = number(0.7, "Least share of ownership that is felt for what partners piloted together.",
                                    unit="share", between=(0, 1), neutral=0.0,
                                    source="assumption; R15 p. 10-11, R6 p. 26")
