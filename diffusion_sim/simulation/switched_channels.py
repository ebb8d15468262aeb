"""A prize with each set of its channels switched on, in the same replications."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from diffusion_sim.errors import InputError
from diffusion_sim.mechanisms.copycat_prize import CHANNELS
from diffusion_sim.results.prize_channels import NAMES, Channels, PrizeChannels, sets_of
from diffusion_sim.setup import build_setup
from diffusion_sim.simulation.ensemble import compare

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diffusion_sim.results.result import Result
    from diffusion_sim.scenario import Scenario
    from diffusion_sim.scenario.posterior import Posterior
    from diffusion_sim.simulation.arguments import EngineName
    from diffusion_sim.simulation.together import Progress

_Found = TypeVar("_Found")
WINNERS = "prize.winners_per_year"


def prize_channels(  # noqa: PLR0913 - as compare
    baseline: Scenario,
    prize: Scenario,
    *,
    replications: int = 50,
    seed: int = 1,
    engine: EngineName = "compiled",
    workers: int | None = None,
    progress: Progress | None = None,
    posterior: Posterior | None = None,
) -> PrizeChannels:
    """Split what a prize does into incentive, recognition and visibility, in the same replications.

    Parameters are those of :func:`compare`. Up to nine scenarios are simulated.

    Raises
    ------
    InputError
        If the policy has no prize, or the baseline has one.
    """
    refuse_without_prize(baseline, prize)
    wanted = switched(prize)
    effect = compare(
        baseline, prize, *wanted.values(), replications=replications, seed=seed, engine=engine, workers=workers,
        progress=progress, posterior=posterior,
    )  # fmt: skip
    return split(effect.baseline, effect.others[0], dict(zip(wanted, effect.others[1:], strict=True)))


def refuse_without_prize(baseline: Scenario, prize: Scenario) -> None:
    """Refuse a policy without a prize, and a baseline with one."""
    if not _has_prize(prize):
        raise InputError(prize.name, "has no prize to split", f"set {WINNERS} to 1 or more")
    if _has_prize(baseline):
        raise InputError(baseline.name, "has a prize itself", "split a prize against a baseline without one")


def _has_prize(scenario: Scenario) -> bool:
    return bool(build_setup(scenario).policy.values[WINNERS].any())


def channels_of(prize: Scenario) -> Channels:
    """Return the channels in which a policy's prize works at all."""
    return frozenset(name for name in NAMES if without(prize, name).identity() != prize.identity())


def switched(prize: Scenario) -> dict[Channels, Scenario]:
    """Return the policy with each set of its channels but all of them."""
    own = channels_of(prize)
    return {on: _only(prize, own, on) for on in sets_of(tuple(name for name in NAMES if name in own)) if on != own}


def _only(prize: Scenario, own: Channels, on: Channels) -> Scenario:
    for name in sorted(own - on):
        prize = without(prize, name)
    kept = " and ".join(name for name in NAMES if name in on) or "no channel"
    return prize.with_changes({"name": f"{prize.name}, {kept}"})


def without(prize: Scenario, channel: str) -> Scenario:
    """Return a policy with one channel of its prize switched off, at all times."""
    keys = CHANNELS[channel]
    kept = [one for one in prize.to_dict()["interventions"] if one["parameter"] not in keys]
    return prize.with_changes({**dict.fromkeys(keys, 0.0), "interventions": kept})


def split(baseline: Result, policy: Result, others: dict[Channels, Result]) -> PrizeChannels:
    """Put results together; a channel that the policy does not have changes nothing where it is switched on."""
    simulated = others | {channels_of(policy.context.scenario): policy}
    return PrizeChannels(baseline, every_set(policy.context.scenario, simulated))


def every_set(prize: Scenario, simulated: Mapping[Channels, _Found]) -> dict[Channels, _Found]:
    """Return what belongs to each set of all channels, from the sets of those that the policy has."""
    own = channels_of(prize)
    return {on: simulated[on & own] for on in sets_of(NAMES)}
