"""How municipalities, and problems, differ among themselves: log-normal factors that keep the mean. An assumption."""

from __future__ import annotations

from diffusion_sim.draws import streams
from diffusion_sim.exact import exp
from diffusion_sim.jit import rule
from diffusion_sim.mechanisms.declaring import Draw, Mechanism, Parameters, Words, number

MECHANISM = Mechanism(
    phase="environment",
    en=Words("Differences between municipalities", "Municipalities differ in their traits, and keep them."),
    da=Words("Forskelle mellem kommuner", "Kommuner har forskellige træk og beholder dem."),
    draws=(
        Draw(
            streams.TRAIT,
            "spread of a parameter between municipalities (normal)",
            entity="crc32 of its key",
            code="municipality",
            ordinal="0",
        ),
    ),
)


class Traits(Parameters, section="traits", da="Kommunernes træk"):
    """What sets municipalities apart; single ones can be changed by interventions."""

    # fmt: off
    spread: float = number(
        0.3, unit="sd of log", between=(0, 2), neutral=0.0, reach="fixed",
        en=("Spread between municipalities",
            "Spread between municipalities of the traits that vary (log-normal, mean kept)."),
        da=("Forskel mellem kommuner",
            "Spredning mellem kommuner i de træk, der varierer (lognormal, gennemsnit bevaret)."),
        source="assumption",
    )
    # fmt: on


@rule
def spread_factor(spread: float, z: float) -> float:
    """Return exp(spread z - spread^2 / 2), of mean 1 for standard normal ``z``."""
    return exp(spread * z - 0.5 * spread * spread)


@rule
def within(value: float, low: float, high: float) -> float:
    """Return a value kept inside its range."""
    return min(max(value, low), high)
