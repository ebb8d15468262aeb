"""A complete first answer in three lines: Denmark with and without a copycat prize."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress

from diffusion_sim import plots
from diffusion_sim.scenario import Scenario
from diffusion_sim.simulation import compare

if TYPE_CHECKING:
    from diffusion_sim.plots.figure import TracedFigure

PRIZE = {"name": "copycat prize", "prize.winners_per_year": 3}


def demo(replications: int = 50, seed: int = 1) -> TracedFigure:
    """Return a figure of Denmark with and without a national copycat prize, in the same replications.

    Parameters
    ----------
    replications
        Replications on each side; progress is shown on stderr.
    seed
        Number that all random draws follow from.

    Returns
    -------
    matplotlib.figure.Figure
        Shown by a notebook as it is; ``figure.savefig("denmark.png")`` elsewhere.

    Examples
    --------
    >>> import diffusion_sim as ds
    >>> figure = ds.demo()  # doctest: +SKIP
    >>> figure.savefig("denmark.png")  # doctest: +SKIP
    """
    baseline = Scenario()
    prize = baseline.with_changes(PRIZE)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Denmark with and without a prize", total=2 * replications)
        effect = compare(
            baseline, prize, replications=replications, seed=seed,
            progress=lambda done, _: bar.update(task, completed=done),
        )  # fmt: skip
    return plots.demo(effect)
