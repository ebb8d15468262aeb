"""Parameters of hearing of solutions: contact, portal, and the forms known from the literature."""

from __future__ import annotations

from typing import Literal

from diffusion_sim.scenario.parameter import Section, choice, number


class Awareness(Section):
    """How a municipality comes to hear of a solution that others run (R1 p. 25, R9 p. 8)."""

    form: Literal["hazard", "probability", "one_shot", "threshold"] = choice(
        "hazard",
        "hazard: 1 - exp(-rate); probability: the rate itself; one_shot: one chance for each new user among the tied; "
        "threshold: when the share of users among the tied reaches a threshold.",
        source="Bass 1969; Kempe, Kleinberg & Tardos 2003; Granovetter 1978")
    contact_per_month: float = number(0.14, "Hazard of hearing when all contacts run the solution.", unit="per month",
                                      between=(0, 100), neutral=0.0, source="assumption; calibrated with the mix")
    one_shot_probability: float = number(0.15, "Chance that one new user among the tied is heard of (form one_shot).",
                                         unit="probability", between=(0, 1), source="Kempe, Kleinberg & Tardos 2003")
    threshold_share: float = number(0.3, "Share of contact that must run a solution (form threshold).", unit="share",
                                    between=(0, 2), source="Granovetter 1978; Watts 2002")


class Portal(Section):
    """A national overview of solutions and how they work (R9 p. 8: there is none)."""

    hearing_per_month: float = number(0.0, "Hazard of finding one documented solution on the portal.", unit="per month",
                                      between=(0, 5), neutral=0.0, source="lever; R9 p. 8: no overview exists")
    documented_share: float = number(0.7, "Share of municipal solutions that are documented on the portal.", unit="share",
                                     between=(0, 1), reach="world", source="assumption")
    evidence_gain: float = number(1.0, "Evidence added to a documented solution, as a multiple of what one visit gives.",
                                  unit="visits", between=(0, 20), reach="national", source="assumption; R9 p. 8, R26 p. 22")
    running_dkk_per_month: float = number(250_000.0, "Cost of running the portal while it is on.", unit="DKK per month",
                                          between=(0, 1e9), reach="national", source="assumption")
