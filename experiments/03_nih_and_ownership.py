"""Ask how the strength of Not Invented Here and the ownership that adapting gives change who reuses.

Uncertainties: appraisal.nih_distrust (0 to 0.9), which no data identify; replications.
Levers: appraisal.ownership_adapt (0 to 1), what involvement in adapting may bring back.
Outcomes: by size of the municipality (thirds by inhabitants): reuse implemented a year in one municipality, and own
development among all that is implemented; with 95 % intervals over replications and paired differences to the baseline.
Constants: everything else in the baseline.
Design: a grid of both in the same replications. Run time: 3 seconds for each replication on one core.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import pandas as pd
from asking import COLOURS, DOTS_PER_INCH, MARKS, STYLE, asked, finish, scenario, trial
from matplotlib.figure import Figure

import diffusion_sim as ds

if TYPE_CHECKING:
    import numpy.typing as npt

BIASES, OWNERSHIPS = (0.0, 0.4, 0.65, 0.9), (0.0, 0.5, 1.0)
THIRDS = ("smallest third", "middle third", "largest third")
OUTCOMES = {
    "reused": "reuse implemented\n(per municipality and year)",
    "own": "own development among\nwhat is implemented (%)",
}


def main() -> None:
    """Simulate the grid, and write table and figure."""
    options = asked(__doc__, "nih_and_ownership", 16)
    base = scenario("baseline", options)
    found = {}
    for bias in BIASES:
        for owned in OWNERSHIPS:
            there = base.with_changes({"appraisal.nih_distrust": bias, "appraisal.ownership_adapt": owned})
            found[bias, owned] = by_size(ds.simulate(there, options.replications, options.seed))
    table = pd.DataFrame([row for place in found for row in rows(found, place)])
    table.to_csv(options.out / "effects.csv", index=False)
    figure = draw(
        table,
        f"{options.replications} replications, the same in each country, seed {options.seed}.{trial(options.replications)}",
    )
    figure.savefig(options.out / "effects.png", dpi=DOTS_PER_INCH)


def by_size(result: ds.Result) -> dict[str, pd.DataFrame]:
    """Return each outcome: one row for each replication, one column for each third."""
    people = {place.code: place.population for place in result.context.places}
    rank = pd.Series(people).rank(method="first")
    third = pd.cut(rank, 3, labels=THIRDS)
    table = result.municipalities.assign(third=lambda t: t["code"].map(third))
    table["reused"] = table["implemented"] - table["implemented_own"]
    sums = table.groupby(["replication", "third"], observed=True)[["reused", "implemented_own", "implemented"]].sum()
    years = result.context.scenario.time.months / 12
    members = third.value_counts()
    sums["own"] = 100.0 * sums["implemented_own"] / sums["implemented"]
    wide = sums.pivot_table(index="replication", columns="third", values=["reused", "own"], observed=True)
    reused, own = wide["reused"] / years / members, wide["own"]
    return {"reused": reused[list(THIRDS)], "own": own[list(THIRDS)]}


def rows(
    found: dict[tuple[float, float], dict[str, pd.DataFrame]], place: tuple[float, float]
) -> list[dict[str, object]]:
    """Return a row for each outcome and third: mean and paired difference to the baseline, with intervals."""
    base = found[0.4, 0.5]
    told = []
    for outcome in OUTCOMES:
        for third in THIRDS:
            here = found[place][outcome][third].to_numpy()
            mean, low, high = interval(here)
            change, change_low, change_high = interval(here - base[outcome][third].to_numpy())
            told.append({
                "nih_distrust": place[0], "ownership_adapt": place[1], "outcome": outcome, "municipalities": third,
                "mean": mean, "low": low, "high": high,
                "difference": change, "difference_low": change_low, "difference_high": change_high,
            })  # fmt: skip
    return told


def interval(values: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    """Return mean and normal 95 % interval over replications."""
    mean = float(values.mean())
    half = 1.96 * float(values.std(ddof=1)) / np.sqrt(len(values)) if len(values) > 1 else np.nan
    return mean, mean - half, mean + half


def draw(table: pd.DataFrame, note: str) -> Figure:
    """Draw both outcomes against the bias, a column for each third and a line for each ownership."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9.5, 5.6), layout="constrained")
        panels = figure.subplots(len(OUTCOMES), len(THIRDS), sharex=True, sharey="row")
        for line, (outcome, label) in zip(panels, OUTCOMES.items(), strict=True):
            line[0].set_ylabel(label)
            for axes, third in zip(line, THIRDS, strict=True):
                chosen = table[(table["outcome"] == outcome) & (table["municipalities"] == third)]
                for owned, colour, mark in zip(OWNERSHIPS, COLOURS, MARKS, strict=False):
                    curve = chosen[chosen["ownership_adapt"] == owned]
                    error = [curve["mean"] - curve["low"], curve["high"] - curve["mean"]]
                    axes.errorbar(curve["nih_distrust"], curve["mean"], yerr=error, fmt=f"{mark}-", color=colour, capsize=2,
                                  label=f"{owned:g}", markersize=5)  # fmt: skip
            line[0].set_ylim(0.0, 1.05 * table.loc[table["outcome"] == outcome, "high"].max())
        for axes, third in zip(panels[0], THIRDS, strict=True):
            axes.set_title(third, fontsize=9)
        for axes in panels[-1]:
            axes.set_xlabel("distrust of others' evidence (share)")
        panels[0, 0].legend(title="ownership by adapting", frameon=False, loc="lower left")
        finish(
            figure,
            "Who reuses, by bias and by the ownership that adapting gives",
            f"Thirds by inhabitants. {note} Bars: 95 % interval of the mean.",
        )
    return figure


if __name__ == "__main__":
    main()
