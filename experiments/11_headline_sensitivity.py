"""Ask which parameters the headline hangs on: what national prizes add, and what is implemented at all.

Uncertainties: every uncertain parameter of a mechanism that is on, over its plausible range; replications.
Levers: thirty prizes a year against none; what three add is too little to be told from chance at so many points.
Outcomes: Morris' mean absolute elementary effects on the paired difference and on the level of what is implemented, with
95 % intervals, and how much of the variance between points is chance.
Constants: the ranges themselves, which are assumptions (`diffusion-sim describe`).
Design: Morris trajectories (10; 2 over a few parameters in a trial run), each point in the same replications with and without the prize
(configs/sweeps/headline.toml). Run time: about 15 minutes for each replication on one core; a stopped run continues.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
import pandas as pd
from asking import BLUE, CONFIGS, DOTS_PER_INCH, FEW, STYLE, asked, finish, quick
from matplotlib.figure import Figure

import diffusion_sim as ds

if TYPE_CHECKING:
    import argparse

MEASURE = "implemented_per_year"
OFF = (
    "leadership", "politics", "enthusiasts", "trials", "ideas", "sparring", "evaluation", "training", "wicked",
    "partnership", "portal", "costs", "awareness.one_shot_probability", "awareness.threshold_share",
)  # fmt: skip
"""Sections of mechanisms that are off under both policies, and kroner, which decide nothing."""
SHOWN, WINNERS = 12, 30
HEADS = {"effect of prizes": "what thirty prizes a year add", "level": "all that is implemented, without prizes"}


def main() -> None:
    """Screen the effect and the level, and write table and figure."""
    options = asked(__doc__, "headline_sensitivity", 6)
    found = {"effect of prizes": screened(options, "effect"), "level": screened(options, "level")}
    table = pd.concat([one.indices.assign(headline=name) for name, one in found.items()], ignore_index=True)
    noise = {name: float(one.noise["noise_share"].iloc[0]) for name, one in found.items()}
    table.assign(noise_share=table["headline"].map(noise)).to_csv(options.out / "effects.csv", index=False)
    noise = ", ".join(f"{100 * share:.2g} % ({name})" for name, share in noise.items())
    note = f"{options.replications} replications (level: half) in the same replications, seed {options.seed}. Chance's share of the variance between points: {noise}."
    draw(table, note).savefig(options.out / "effects.png", dpi=DOTS_PER_INCH)


def screened(options: argparse.Namespace, what: str) -> ds.Sensitivity:
    """Run the plan, for the paired difference or for the country without the prize."""
    plan = ds.load_plan(CONFIGS / "sweeps" / "headline.toml")
    changes = {"replications": options.replications, "seed": options.seed}
    changes["ranges"] = {key: ends for key, ends in plan.ranges.items() if not key.startswith(OFF)}
    if options.replications < FEW:
        changes["points"] = 2
        changes["ranges"] = dict(list(changes["ranges"].items())[::6])
    base = plan.against.with_changes(quick(options))
    policy = plan.scenario.with_changes({**quick(options), "prize.winners_per_year": WINNERS})
    if what == "level":
        changes["replications"] = max(2, options.replications // 2)  # its chance is small beside what parameters do
    compared = {"scenario": policy, "against": base} if what == "effect" else {"scenario": base, "against": None}
    plan = plan.model_copy(update={**changes, **compared})
    return ds.sensitivity(plan, options.out / f"sweep_{what}", measures=[MEASURE])


def draw(table: pd.DataFrame, note: str) -> Figure:
    """Draw a tornado for the effect and one for the level."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(11.0, 4.6), layout="constrained")
        for axes, (headline, head) in zip(figure.subplots(1, len(HEADS)), HEADS.items(), strict=True):
            top = table[table["headline"] == headline].head(SHOWN)
            axes.barh(top["parameter"], top["effect"], color=BLUE, height=0.7)
            axes.errorbar(top["effect"], top["parameter"], xerr=top["interval"], fmt="none", ecolor="black")
            axes.invert_yaxis()
            axes.set_xlim(left=0.0)
            axes.set_title(head, fontsize=9)
            axes.set_xlabel("mean absolute effect of going through the range\n(solutions implemented a year)")
        finish(figure, "What the headline hangs on", f"{note} Whiskers: 95 % interval over trajectories.")
    return figure


if __name__ == "__main__":
    main()
