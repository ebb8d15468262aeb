"""R8 p. 28 (a heading): innovation depends on context, so an answer made elsewhere fits more or less well.

Fit is a share of the gross benefit that arrives: 1 / (1 + exp(-(level - distance_weight * distance + noise))).
The form and the sizes are assumptions. Adapting and involving users make good a share of what is missing.
"""

from __future__ import annotations

from diffusion_sim.draws import streams
from diffusion_sim.exact import exp
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Claim, Draw, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="consider",
    en=Words(
        "Fit to the context",
        "An answer made elsewhere fits more or less well; adapting makes good part of what is missing.",
    ),
    da=Words(
        "Egnethed",
        "En løsning fra et andet sted passer mere eller mindre godt; tilpasning retter op på noget af det, der mangler.",
    ),
    claims=(
        Claim(
            number=8,
            page="28",
            en="context, persons and time",
            da="kontekst, personer og tid",
            neutral={"solutions.fit_distance": 0.0, "solutions.fit_spread": 0.0, "traits.carrying": 1.0},
            scenario="baseline",
            measure="reused_net_benefit",
        ),
    ),
    draws=(Draw(streams.FIT, "fit (normal)", entity="the solution", code="municipality", ordinal="0"),),
)


class Fit(Parameters, section="solutions"):
    """How well an answer from elsewhere fits (R8 p. 28)."""

    # fmt: off
    fit_level: float = number(
        1.2, unit="log odds", between=(-6, 20), reach="fixed",
        en=("Fit of an average solution", "Log odds that an average solution from a like municipality fits."),
        da=("Egnethed", "Log-odds for, at en gennemsnitlig løsning fra en lignende kommune passer."),
        source="assumption; R8 p. 28",
    )
    fit_distance: float = number(
        0.6, unit="log odds per unit", between=(0, 5), neutral=0.0, reach="fixed",
        en=("Fit lost with distance", "Log odds of fit lost for each unit of context distance."),
        da=("Egnethed og afstand",
            "Hvor meget log-odds for, at løsningen passer, falder, for hver enhed kommunernes vilkår er forskellige."),
        source="assumption; R8 p. 28",
    )
    fit_spread: float = number(
        0.8, unit="sd of log odds", between=(0, 5), neutral=0.0, reach="fixed",
        en=("Spread of fit", "Spread of fit that distance does not explain."),
        da=("Spredning i egnethed", "Spredning i egnethed, som afstanden ikke forklarer."),
        source="assumption",
    )
    # fmt: on


class Adapting(Parameters, section="appraisal"):
    """What adapting brings (R2 p. 25)."""

    # fmt: off
    adaptation_gain: float = number(
        0.6, unit="share", between=(0, 1), neutral=0.0,
        en=("Fit gained by adapting", "Share of missing fit that adapting makes good."),
        da=("Gevinst ved tilpasning", "Den del af den manglende egnethed, som tilpasning retter op på."),
        source="assumption; R2 p. 25",
    )
    # fmt: on


REGION_DISTANCE = 0.3
"""Distance between municipalities of different regions, beside that of size: assumption; R8 p. 28."""
ADAPT_UNCERTAINTY_SD = 0.15
"""What is not known of the log benefit of an adaptation (sd): assumption."""


@rule
def context_distance(log_population_gap: float, region_gap: float) -> float:
    """Return how unlike two municipalities are: |ln(N_i / N_j)| plus a constant between regions."""
    return abs(log_population_gap) + region_gap


@rule
def fit_share(level: float, distance_weight: float, distance: float, noise: float) -> float:
    """Return the share of gross benefit that a plain copy keeps, between 0 and 1."""
    return 1.0 / (1.0 + exp(-(level - distance_weight * distance + noise)))


@rule
def improved_fit(fit: float, gain: float) -> float:
    """Return fit + gain * (1 - fit)."""
    return fit + gain * (1.0 - fit)
