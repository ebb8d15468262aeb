"""``--posterior [FILE]``: read, spelled out where the file is left out, and told under the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diffusion_sim.results.result import Result
    from diffusion_sim.scenario.posterior import Posterior

OPTION = "--posterior"
SHIPPED = "shipped"
"""What stands for the posterior that comes with the package."""
SHORT_HASH = 12


def spelled_out(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with the shipped posterior named where the option stands alone, or before a scenario."""
    given = list(arguments)
    told = []
    for argument, following in zip(given, [*given[1:], ""], strict=True):
        alone = argument == OPTION and (not following or following.startswith("-") or following.endswith(".toml"))
        told.append(f"{OPTION}={SHIPPED}" if alone else argument)
    return told


def read_posterior(text: str | None) -> Posterior | None:
    """Return the posterior that an option names; None where it was left out."""
    if text is None:
        return None
    from diffusion_sim.scenario.posterior import load_posterior

    return load_posterior() if text == SHIPPED else load_posterior(text)


def told_posterior(results: Sequence[Result]) -> str:
    """Return where parameters were drawn from, and how to read the interval; nothing where none were."""
    from diffusion_sim.results.intervals import FEWEST_WORLDS

    posterior = results[0].context.posterior
    if posterior is None:
        return ""
    lines = [
        (
            f"{len(posterior.keys)} parameters drawn anew for each replication from {posterior.name} "
            f"({posterior.digest[:SHORT_HASH]})."
        ),
        *(
            f"{result.context.scenario.name} sets {', '.join(kept)} itself: not drawn."
            for result in results
            if (kept := posterior.kept_by(result.context.scenario))
        ),
        "95 % of worlds: luck and unknown parameters together; more replications do not narrow it, and fewer than",
        f"{FEWEST_WORLDS} do not show it. The interval of the mean alone (low, high) is in the results folder.",
    ]
    return "\n".join(lines)
