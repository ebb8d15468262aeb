"""Parameters of the decision: how a municipality weighs copying, adapting, inspiration, own work and waiting."""

from __future__ import annotations

from typing import Literal

from diffusion_sim.scenario.parameter import Section, choice, number

TASTE = "taste units (Gumbel scale 1)"


class Appraisal(Section):
    """Random utility (McFadden 1974); every term is in units of the taste scale."""

    rule: Literal["utility", "adopt_when_heard"] = choice(
        "utility", "adopt_when_heard: hearing is adopting, as in models of contagion.", source="McFadden 1974")
    consideration_size: int = number(3, "Known solutions that are looked at closely, the most promising first; with 0 nothing is reused.",
                                     unit="solutions", between=(0, 50), neutral=0, reach="world", source="assumption")
    benefit_weight: float = number(3.0, "Utility of one unit of expected benefit.", unit="taste units per benefit",
                                   between=(0, 50), source="assumption; scale of the random part")
    signal_sd: float = number(0.6, "Noise in what a municipality sees of a solution's log benefit from one visit.",
                              unit="sd of log", between=(0, 5), neutral=0.0, source="assumption; R9 p. 8: evidence is local")
    risk_aversion: float = number(0.5, "Utility lost for each sd of expected benefit, before tolerance.",
                                  unit="per sd", between=(0, 5), neutral=0.0, source="assumption; R17 p. 12, 16")
    adapt_uncertainty_sd: float = number(0.15, "Uncertainty that adapting adds.", unit="sd of log", between=(0, 2),
                                         neutral=0.0, source="assumption")
    adaptation_gain: float = number(0.6, "Share of missing fit that adapting makes good.", unit="share", between=(0, 1),
                                    neutral=0.0, source="assumption; R2 p. 25")
    discount_per_month: float = number(0.004, "Impatience: rate at which later benefit counts less.", unit="per month",
                                       between=(0, 0.5), neutral=0.0, source="assumption: about 5 % a year")
    foresight: float = number(0.5, "Share of the risk of losing the work at a grant's end that is foreseen.",
                              unit="share", between=(0, 1), neutral=0.0, source="assumption; R10 p. 15")
    effort_copy: float = number(0.4, "Utility cost of copying, for each unit of complexity.", unit=TASTE, between=(0, 20),
                                neutral=0.0, source="assumption; R7 p. 27: reuse takes less work")
    effort_adapt: float = number(0.7, "Utility cost of adapting, for each unit of complexity.", unit=TASTE,
                                 between=(0, 20), neutral=0.0, source="assumption")
    effort_inspired: float = number(1.2, "Utility cost of inspired development, for each unit of complexity.", unit=TASTE,
                                    between=(0, 20), neutral=0.0, source="assumption")
    effort_own: float = number(1.6, "Utility cost of own development, for each unit of complexity.", unit=TASTE,
                               between=(0, 20), neutral=0.0, source="assumption")
    constant_copy: float = number(0.8, "What the other terms do not explain about copying.", unit=TASTE,
                                  between=(-20, 20), neutral=0.0, source="fitted to the barometer's mix, wave 4",
                                  grade="calibrated")
    constant_adapt: float = number(0.8, "What the other terms do not explain about adapting.", unit=TASTE,
                                   between=(-20, 20), neutral=0.0, source="fitted to the barometer's mix, wave 4",
                                   grade="calibrated")
    constant_inspired: float = number(0.2, "What the other terms do not explain about inspiration.", unit=TASTE,
                                      between=(-20, 20), neutral=0.0, source="fitted to the barometer's mix, wave 4",
                                      grade="calibrated")
    constant_own: float = number(-0.6, "What the other terms do not explain about own development.", unit=TASTE,
                                 between=(-20, 20), neutral=0.0, source="fitted to the barometer's mix, wave 4",
                                 grade="calibrated")
    nih_bias: float = number(0.3, "Not Invented Here: benefit taken off what others made, before ownership.",
                             unit="sd of benefit", between=(0, 5), neutral=0.0, varies="traits.spread",
                             # From none to three times the default: nothing published narrows it.
                             plausible=(0.0, 0.9), source="assumption: no usable effect size is published; R5 p. 26")
    nih_near_factor: float = number(1.0, "Factor on NIH towards solutions from a land neighbour.", unit="factor",
                                    between=(0, 10), neutral=1.0,
                                    source="assumption; R5 p. 26 quotes near neighbours (Skanderborg on Horsens)")
    ownership_adapt: float = number(0.5, "Ownership that adapting gives, from 0 (copy) to 1 (own).", unit="share",
                                    between=(0, 1), neutral=0.0,
                                    source="assumption; R6 p. 26, a conjecture of the report")
    ownership_inspired: float = number(0.8, "Ownership that inspired development gives.", unit="share", between=(0, 1),
                                       neutral=0.0, source="assumption; R6 p. 26")
    copy_stigma: float = number(0.3, "Stigma of being seen to copy.", unit=TASTE, between=(0, 20), neutral=0.0,
                                varies="traits.spread", source="assumption; R4 p. 26")
    stigma_adapt_share: float = number(0.3, "Share of the stigma that falls on adapting.", unit="share", between=(0, 1),
                                       neutral=0.0, source="assumption; R4 p. 26")
    pride: float = number(0.3, "Reward of being seen as the inventor.", unit=TASTE, between=(0, 20), neutral=0.0,
                          source="assumption; R4 p. 26")
    social_proof: float = number(0.0, "Utility when all contacts run the solution.", unit=TASTE, between=(0, 20),
                                 neutral=0.0, source="0 by choice: peers already act through hearing")
    switching_cost: float = number(1.0, "Utility lost by replacing what is in operation.", unit=TASTE, between=(0, 20),
                                   neutral=0.0, source="assumption")
    taste_correlation: float = number(0.6, "Share of the variance of tastes that stays from year to year.", unit="share",
                                      between=(0, 1), reach="world", source="assumption")
