"""R9 p. 8: how and why a solution works is hard to see from outside, so a municipality believes a shrunken signal.

Normal learning on the log scale: prior N(-s^2/2, s^2) for the log gross benefit (mean benefit 1), a visit shows it with
noise sd e, a portal adds the worth of some visits. Posterior mean = m0 + r (signal - m0), variance = (1 - r) s^2,
r = s^2 / (s^2 + e^2 / visits). Source: Bayes' rule; the sizes are assumptions.

A municipality that imitates (`appraisal.rule`) goes by the mean net benefit of tied users instead, weighted by contact, as if it
would get the same, and by the prior where none uses it (payoff-biased imitation, after Schlag 1998; the form is an assumption).
"""

from __future__ import annotations

from diffusion_sim.draws import streams
from diffusion_sim.exact import log
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Draw, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="consider",
    en=Words("Evidence", "What a solution is worth elsewhere is seen with noise, and believed in part."),
    da=Words(
        "Viden om virkning", "Det, en løsning er værd andre steder, ses med usikkerhed, og man tror på en del af det."
    ),
    supports=(9,),
    draws=(
        Draw(streams.SIGNAL, "noise of what is seen (normal)", entity="the solution", code="municipality", ordinal="0"),
    ),
)


class Evidence(Parameters, section="appraisal"):
    """What a visit shows (R9 p. 8)."""

    # fmt: off
    signal_sd: float = number(
        0.6, unit="sd of log", between=(0, 5), neutral=0.0,
        en=("Noise of a visit", "Noise in what a municipality sees of a solution's log benefit from one visit."),
        da=("Usikkerhed ved besøg", "Støj i det, en kommune ved ét besøg ser af en løsnings nytte (logaritmisk)."),
        source="assumption; R9 p. 8: evidence is local",
    )
    # fmt: on


@rule
def prior_log_benefit(benefit_sd: float) -> float:
    """Return the mean of log gross benefit that makes mean gross benefit 1."""
    return -0.5 * benefit_sd * benefit_sd


@rule
def reliability(benefit_sd: float, signal_sd: float, visits: float) -> float:
    """Return r, the share of the signal that is believed: 1 for a noiseless one, 0 when solutions do not differ."""
    spread = benefit_sd * benefit_sd
    if visits <= 0.0:
        return 0.0
    noise = signal_sd * signal_sd / visits
    return spread / (spread + noise) if spread > 0.0 else 0.0


@rule
def believed_log_benefit(benefit_sd: float, signal: float, trust: float) -> float:
    """Return the posterior mean of log gross benefit."""
    prior = prior_log_benefit(benefit_sd)
    return prior + trust * (signal - prior)


@rule
def doubt(benefit_sd: float, trust: float) -> float:
    """Return the posterior variance of log gross benefit."""
    return (1.0 - trust) * benefit_sd * benefit_sd


@rule
def believed_drawback(drawback: float, drawback_mean: float, trust: float) -> float:
    """Return the drawback expected: what is seen, shrunk to the mean like the benefit."""
    return drawback_mean + trust * (drawback - drawback_mean)


LEAST_SUCCESS = 0.01
"""What is seen of users who get nothing out of it, or less: the logarithm needs more than 0."""


@rule
def log_of_success(net_benefit_of_users: float, drawback_mean: float) -> float:
    """Return the log gross benefit that would give the net benefit seen, where drawbacks are as usual."""
    return log(max(LEAST_SUCCESS, net_benefit_of_users + drawback_mean))
