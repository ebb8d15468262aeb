"""Ask which parameters the headline depends on: what national prizes add, and what is implemented at all.

Uncertainties: all uncertain parameters, drawn so that the baseline agrees with the observed figures (`compare --uncertainty`);
replications.
Levers: thirty prizes a year against none; what three add is too little to be told from chance at so many draws.
Outcomes: rank correlation (Spearman) of each parameter with the paired difference and with the level of what is implemented.
What chance alone shows is grey: a correlation no larger than the largest of all parameters where the outcome is moved along the
chain of draws (`Robustness.correlations`).
Constants: the ranges, which are assumptions (`diffusion-sim describe`), and the figures agreed with (`docs/calibration.md`).
Design: each draw in the same replications with and without the prize. Run time: about half a second for each draw and replication
on one core.
"""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
from asking import BLUE, DOTS_PER_INCH, FEW, GREY, STYLE, asked, finish, scenario, trial
from matplotlib.figure import Figure

import diffusion_sim as ds

MEASURE = "implemented_per_year"
DRAWS, FEW_DRAWS = 50, 8
SHOWN, WINNERS = 12, 30
HEADS = {"difference": "what thirty prizes a year add", "baseline_mean": "all that is implemented, without prizes"}
"""Columns of the draws, and what they are."""


def main() -> None:
    """Compare at every draw, correlate, and write table and figure."""
    options = asked(__doc__, "headline_sensitivity", 6)
    base = scenario("baseline", options)
    prize = base.with_changes({"name": "thirty prizes", "prize.winners_per_year": WINNERS})
    draws = FEW_DRAWS if options.replications < FEW else DRAWS
    found = ds.robustness([base, prize], draws, options.replications, options.seed)
    found.draws.to_csv(options.out / "draws.csv", index=False)
    told = [found.correlations(prize.name, MEASURE, outcome).assign(outcome=outcome) for outcome in HEADS]
    table = pd.concat(told, ignore_index=True)
    table.to_csv(options.out / "effects.csv", index=False)
    note = f"{draws} draws that agree with the observed figures, {options.replications} replications each, seed {options.seed}.{trial(options.replications)}"
    draw(table, note).savefig(options.out / "effects.png", dpi=DOTS_PER_INCH)


def draw(table: pd.DataFrame, note: str) -> Figure:
    """Draw the largest correlations with the effect and with the level."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(11.0, 4.8), layout="constrained")
        for axes, (outcome, head) in zip(figure.subplots(1, len(HEADS)), HEADS.items(), strict=True):
            top = table[table["outcome"] == outcome].head(SHOWN)
            colours = np.where(top["beyond_chance"], BLUE, GREY)
            axes.barh(top["parameter"], top["correlation"], color=colours, height=0.7)
            axes.axvline(0.0, color="black", linewidth=0.8)
            axes.invert_yaxis()
            axes.set_xlim(-1.0, 1.0)
            axes.set_title(head, fontsize=9)
            axes.set_xlabel("rank correlation with the parameter")
        finish(
            figure,
            "What the headline depends on",
            f"{note} Grey: chance alone would show as much of one of so many parameters.",
        )
    return figure


if __name__ == "__main__":
    main()
