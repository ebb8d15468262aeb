"""Ask what a copycat prize changes, by number, size and scope, and what it costs elsewhere.

Uncertainties: the latent draws of the replications; parameters stay at their defaults.
Levers: prize.winners_per_year (1 to 30), prize.reward (2 to 8, by default 4), prize.scope (all, Silkeborg, a region, the
five largest, the five islands).
Outcomes: what is implemented, own development among it, net benefit of what is reused, public cost; paired differences.
Constants: everything else in the baseline.
Design: the same replications under each prize; the effect of three a year is split into incentive, recognition and
visibility. Run time: 6 seconds for each replication on one core.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
from asking import (
    BLUE,
    DOTS_PER_INCH,
    GREEN,
    GREY,
    ORANGE,
    STYLE,
    VERMILLION,
    asked,
    finish,
    report,
    scenario,
    variants,
    wrapped,
)
from matplotlib.figure import Figure

import diffusion_sim as ds

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

THREE = "national, 3 a year"
NUMBER = {f"national, {n} a year": {"prize.winners_per_year": n} for n in (1, 3, 10, 30)}
SIZE = {
    f"national, 3 a year, worth {reward:g}": {"prize.winners_per_year": 3, "prize.reward": reward}
    for reward in (2.0, 8.0)
}
REGIONS = ("Hovedstaden", "Sjælland", "Syddanmark", "Midtjylland", "Nordjylland")
WHERE = {
    "Silkeborg alone": ["Silkeborg"],
    **{f"{region} alone": [f"region:{region}"] for region in REGIONS},
    "the five largest": ["København", "Aarhus", "Odense", "Aalborg", "Esbjerg"],
    "five islands": ["Bornholm", "Samsø", "Læsø", "Ærø", "Langeland"],
}
SCOPE = {f"{name}, 1 a year": {"prize.winners_per_year": 1, "prize.scope": places} for name, places in WHERE.items()}
MEASURES = ("implemented_per_year", "own_percent", "reused_net_benefit", "cost_million_dkk")


PARTS = {"incentive": BLUE, "recognition": ORANGE, "visibility": GREEN, "other": GREY, "whole": VERMILLION}
"""Parts of the effect that are drawn."""
SHOWN = ("implemented_per_year", "relabelled_per_year", "value_total", "cost_million_dkk")


def main() -> None:
    """Compare the prizes with no prize, split that of three national prizes, and write tables and figures."""
    options = asked(__doc__, "copycat_prize", 16)
    base = scenario("baseline", options)
    prizes = variants(base, NUMBER | SIZE | SCOPE)
    effect = ds.compare(base, *prizes, replications=options.replications, seed=options.seed)
    report(effect, MEASURES, "The copycat prize by number, size and scope", options.out)
    split(base, prizes[list(NUMBER).index(THREE)], options.replications, options.seed, options.out)


def split(base: ds.Scenario, prize: ds.Scenario, replications: int, seed: int, out: Path) -> None:
    """Write and draw how much of what a prize does comes through incentive, recognition and visibility."""
    table = ds.prize_channels(base, prize, replications=replications, seed=seed).table()
    table.to_csv(out / "channels.csv", index=False)
    note = f"{prize.name}, against no prize, {replications} replications, seed {seed}. Shares by Shapley; bars: 95 % interval."
    draw_channels(table, note).savefig(out / "channels.png", dpi=DOTS_PER_INCH)


def draw_channels(table: pd.DataFrame, note: str) -> Figure:
    """Draw the parts of the effect on some measures, one panel a measure."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(2.0 + 2.4 * len(SHOWN), 3.0), layout="constrained")
        for axes, key in zip(figure.subplots(1, len(SHOWN), sharey=True), SHOWN, strict=True):
            rows = table[table["measure"] == key].set_index("channel").loc[list(PARTS)]
            errors = [rows["difference"] - rows["low"], rows["high"] - rows["difference"]]
            axes.barh([*PARTS], rows["difference"], xerr=errors, color=list(PARTS.values()), capsize=3)
            axes.axvline(0.0, color=GREY, linewidth=0.8)
            axes.set_title(wrapped(str(rows["label"].iloc[0]), 26), fontsize=9)
            axes.set_xlabel(str(rows["unit"].iloc[0]))
        figure.axes[0].invert_yaxis()
        finish(figure, "What three national prizes do, and through which channel", note)
    return figure


if __name__ == "__main__":
    main()
