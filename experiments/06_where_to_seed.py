"""Ask where one good solution should be tried first if it is to spread: hubs, one region, front-runners, anywhere.

Uncertainties: the latent draws of the replications.
Levers: which five municipalities run the innovation from the first month: five at random; the five largest; the five that
others are tied to most in the model's graph (hubs); neighbours in Midtjylland; one in each region; the five whose own
solutions are reused most in the baseline (front-runners); five islands.
Outcomes: municipalities that use it, month by month, and the months until 10, 25 and 50 % of them do.
Constants: no other problems, and no source that tells everybody (external.push_per_month = 0: with it all starts are
alike within two years); everything else in the baseline.
Design: the same replications with each set of first users. Run time: under 1 second for each replication on one core.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from asking import COLOURS, DOTS_PER_INCH, MARKS, STYLE, asked, finish, scenario, trial
from matplotlib.figure import Figure

import diffusion_sim as ds

if TYPE_CHECKING:
    import argparse

FIVE = 5
FIRST = {
    "five largest": ["København", "Aarhus", "Odense", "Aalborg", "Esbjerg"],
    "one in each region": ["Herlev", "Slagelse", "Vejle", "Silkeborg", "Hjørring"],
    "neighbours in Midtjylland": ["Silkeborg", "Skanderborg", "Favrskov", "Horsens", "Odder"],
    "five islands": ["Bornholm", "Samsø", "Læsø", "Ærø", "Langeland"],
}
SHARES = (10, 25, 50)
COLUMNS = ["first_users", "outcome", "mean", "low", "high", "difference", "difference_low", "difference_high"]


def main() -> None:
    """Simulate each set of first users, and write table and figure."""
    options = asked(__doc__, "where_to_seed", 60)
    sets = {**FIRST, "hubs of the graph": hubs(options), "front-runners": front_runners(options)}
    scenarios = [seeded("five at random", {"random_first_adopters": FIVE}, options)]
    scenarios += [seeded(name, {"first_adopters": first}, options) for name, first in sets.items()]
    curves = {s.name: users(ds.simulate(s, options.replications, options.seed)) for s in scenarios}
    table = pd.DataFrame([row for name in curves for row in rows(curves, name)], columns=COLUMNS)
    table.assign(municipalities=table["first_users"].map({n: ", ".join(f) for n, f in sets.items()})).to_csv(
        options.out / "effects.csv", index=False
    )
    note = f"{options.replications} replications, the same for each policy, seed {options.seed}.{trial(options.replications)}"
    draw(curves, table, note).savefig(options.out / "effects.png", dpi=DOTS_PER_INCH)


def seeded(name: str, first: dict[str, Any], options: argparse.Namespace) -> ds.Scenario:
    """Return a country in which only one innovation spreads, from one municipality to another: no source pushes it."""
    innovation = {"name": "The innovation", "from": "2014-01", "benefit": 2.0, **first}
    changes = {
        "problems.fields": [], "time.burn_in_months": 0, "external.push_per_month": 0.0, "innovations": [innovation],
    }  # fmt: skip
    return scenario("baseline", options).with_changes({"name": name, **changes})


def hubs(options: argparse.Namespace) -> list[str]:
    """Return the five that others give most weight to."""
    model = ds.DiffusionModel(scenario("baseline", options).with_changes({"time.burn_in_months": 0}), seed=1)
    aware = dict.fromkeys((m.name for m in model.municipalities), 0.0)
    for listener in model.municipalities:
        for neighbour, weight, _ in listener.ties:
            aware[neighbour.name] += weight
    return sorted(aware, key=lambda name: -aware[name])[:FIVE]


def front_runners(options: argparse.Namespace) -> list[str]:
    """Return the five whose own solutions others reuse most in the baseline, in a tenth of the replications."""
    few = max(1, options.replications // 10)
    places = ds.simulate(scenario("baseline", options), few, options.seed).municipalities
    reused = places.groupby("name")["reused_by_others"].mean()
    return [str(name) for name in reused.sort_values(ascending=False, kind="stable").index[:FIVE]]


def users(result: ds.Result) -> pd.DataFrame:
    """Return municipalities that use the innovation: one row for each replication, one column for each month."""
    return result.monthly.pivot_table(index="replication", columns="month", values="in_use")


def months_to(curve: pd.DataFrame, percent: int, places: int = 98) -> pd.Series[float]:
    """Return the first month in which a share uses it, counted from 1; the end where it never comes to that."""
    reached = curve.to_numpy() >= places * percent / 100.0
    months = np.where(reached.any(axis=1), reached.argmax(axis=1) + 1, curve.shape[1] + 1)
    return pd.Series(months, index=curve.index, dtype=float)


def rows(curves: dict[str, pd.DataFrame], name: str) -> list[tuple[str, str, *tuple[float, ...]]]:
    """Return users after some years and months to some shares, and how they differ from five at random."""
    told = {
        f"users after {year} years": lambda c, y=year: c[12 * y - 1]
        for year in (1, 2, 3, 5, 10)
        if 12 * year - 1 in curves[name]
    }
    told |= {f"months to {share} %": lambda c, s=share: months_to(c, s) for share in SHARES}
    base = curves["five at random"]
    return [
        (name, outcome, *interval(of(curves[name])), *interval(of(curves[name]) - of(base)))
        for outcome, of in told.items()
    ]


def interval(values: pd.Series[float]) -> tuple[float, float, float]:
    """Return mean and normal 95 % interval over replications."""
    half = 1.96 * float(values.std(ddof=1)) / np.sqrt(len(values)) if len(values) > 1 else np.nan
    return float(values.mean()), float(values.mean() - half), float(values.mean() + half)


def draw(curves: dict[str, pd.DataFrame], table: pd.DataFrame, note: str) -> Figure:
    """Draw the curves of users, and how many months sooner or later each share is reached."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(10.0, 4.2), layout="constrained")
        left, right = figure.subplots(1, 2, width_ratios=(1.1, 1))
        looks = list(zip(curves, (*COLOURS, "black"), ("-", "--", "-.", ":", "-", "--", "-."), strict=False))
        for name, colour, line in looks:
            left.plot(curves[name].columns / 12, curves[name].mean(), color=colour, linestyle=line, label=name)
        left.set_xlabel("years")
        left.set_ylabel("municipalities that use it (of 98)")
        left.legend(frameon=False, fontsize=8)
        right.axvline(0.0, color="grey", linewidth=0.8)
        names = [name for name in curves if name != "five at random"]
        for place, (share, colour, mark) in enumerate(zip(SHARES, COLOURS, MARKS, strict=False)):
            part = table[table["outcome"] == f"months to {share} %"].set_index("first_users").loc[names]
            error = [part["difference"] - part["difference_low"], part["difference_high"] - part["difference"]]
            at = np.arange(len(names)) + 0.2 * (place - 1)
            right.errorbar(part["difference"], at, xerr=error, fmt=mark, color=colour, capsize=2, label=f"{share} %")
        right.set_yticks(range(len(names)), names)
        right.invert_yaxis()
        right.set_xlabel("months until a share uses it, against five at random")
        right.legend(title="share", frameon=False, fontsize=8)
        finish(
            figure,
            "Where one solution starts",
            f"{note} Bars: 95 % interval of the mean paired difference. A share that is never reached counts as the end.",
        )
    return figure


if __name__ == "__main__":
    main()
