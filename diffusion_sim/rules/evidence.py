"""R9 p. 8: how and why a solution works is hard to see from outside, so a municipality believes a shrunken signal.

Normal learning on the log scale: prior N(-s^2/2, s^2) for the log gross benefit (mean benefit 1), a visit shows it with
noise sd e, a portal adds the worth of some visits. Posterior mean = m0 + r (signal - m0), variance = (1 - r) s^2,
r = s^2 / (s^2 + e^2 / visits). Source: Bayes' rule; the sizes are assumptions.
"""

from __future__ import annotations

from diffusion_sim.compiled import rule


@rule
def prior_log_benefit(benefit_sd: float) -> float:
    """Return the mean of log gross benefit that makes mean gross benefit 1."""
    return -0.5 * benefit_sd * benefit_sd


@rule
def reliability(benefit_sd: float, signal_sd: float, visits: float) -> float:
    """Return r, the share of the signal that is believed: 1 for a noiseless one, 0 when solutions do not differ."""
    spread = benefit_sd * benefit_sd
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
