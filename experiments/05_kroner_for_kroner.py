"""Ask what one more solution in use costs under a prize, a portal and an implementation tail, each in two sizes.

Uncertainties: the latent draws of the replications; costs in kroner are assumptions throughout.
Levers: prizes a year (3, 60: as much money as the portal), hearing through the portal (half, whole), months of the tail (6, 12).
Outcomes: solutions in use at the end; extra public cost in all and the policy's own outlay (prizes, the portal, more grants)
over the reported years; both for each extra solution, with 95 % intervals (bootstrap over replications; empty where the number of extra
solutions is not clearly above 0).
Constants: everything else in the baseline.
Design: the same replications under each policy. Run time: 2 seconds for each replication on one core.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import pandas as pd
from asking import BLUE, DOTS_PER_INCH, GREY, STYLE, against, asked, finish, scenario
from matplotlib.figure import Figure

import diffusion_sim as ds

if TYPE_CHECKING:
    import argparse

    import numpy.typing as npt

RESAMPLES = 2000
OUTLAY = {"prize": "prizes_million_dkk", "portal": "portal_million_dkk", "tail": "grants_million_dkk"}
"""What each policy itself pays: a grant is a transfer, and the tail is more of it."""
PANELS = {
    "extra_in_use": "more solutions in use\nat the end (uses)",
    "cost_each": "extra public cost for each\n(million DKK)",
    "outlay_each": "the policy's own outlay for each\n(million DKK)",
}


def main() -> None:
    """Compare the policies, and write table and figure."""
    options = asked(__doc__, "kroner_for_kroner", 24)
    effect = ds.compare(
        scenario("baseline", options), *policies(options), replications=options.replications, seed=options.seed
    )
    told = [_told(effect, name, other) for name, other in zip(effect.names, effect.others, strict=True)]
    table = pd.DataFrame([row for policy in told for row in policy])
    table.to_csv(options.out / "effects.csv", index=False)
    draw(table, against(effect)).savefig(options.out / "effects.png", dpi=DOTS_PER_INCH)


def policies(options: argparse.Namespace) -> list[ds.Scenario]:
    """Return each policy in two sizes."""
    prize, portal, tail = (scenario(n, options) for n in ("copycat_prize", "knowledge_portal", "implementation_tail"))
    return [
        prize.with_changes({"name": "prize, 3 a year"}),
        prize.with_changes({"name": "prize, 60 a year", "prize.winners_per_year": 60}),
        _sized(portal, "portal, half the hearing", 0.005),
        portal.with_changes({"name": "portal"}),
        _sized(tail, "tail of 6 months", 6),
        tail.with_changes({"name": "tail of 12 months"}),
    ]


def _sized(policy: ds.Scenario, name: str, size: float) -> ds.Scenario:
    """Return a policy of one intervention with another size."""
    (lever,) = policy.to_dict()["interventions"]
    return policy.with_changes({"name": name, "interventions": [lever | {"set": size}]})


def _told(effect: ds.Comparison, name: str, other: ds.Result) -> list[dict[str, object]]:
    """Return a row for each number: what is added, and what each of them costs."""
    before, after = effect.baseline.measures, other.measures
    uses = (after["in_use"] - before["in_use"]).to_numpy()
    cost = (after["cost_million_dkk"] - before["cost_million_dkk"]).to_numpy()
    (paid,) = (key for word, key in OUTLAY.items() if name.startswith(word))
    outlay = (after[paid] - before[paid]).to_numpy()
    draws = np.random.default_rng(1).integers(len(uses), size=(RESAMPLES, len(uses)))
    rows = {
        "extra_in_use": (float(uses.mean()), *np.quantile(uses[draws].mean(axis=1), (0.025, 0.975))),
        "extra_cost_million_dkk": (float(cost.mean()), *np.quantile(cost[draws].mean(axis=1), (0.025, 0.975))),
        "outlay_million_dkk": (float(outlay.mean()), *np.quantile(outlay[draws].mean(axis=1), (0.025, 0.975))),
        "cost_each": each(cost, uses, draws),
        "outlay_each": each(outlay, uses, draws),
    }
    return [
        {"scenario": name, "number": key, "mean": m, "low": low, "high": high} for key, (m, low, high) in rows.items()
    ]


def each(
    cost: npt.NDArray[np.float64], uses: npt.NDArray[np.float64], draws: npt.NDArray[np.int64]
) -> tuple[float, float, float]:
    """Return cost for each extra solution with its 95 % bootstrap interval; NaN where it may be none at all."""
    extra = uses[draws].mean(axis=1)
    if np.quantile(extra, 0.025) <= 0.0:
        return (np.nan, np.nan, np.nan)
    low, high = np.quantile(cost[draws].mean(axis=1) / extra, (0.025, 0.975))
    return (float(cost.mean() / uses.mean()), float(low), float(high))


def draw(table: pd.DataFrame, note: str) -> Figure:
    """Draw what each policy adds, and what one more solution costs."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(10.0, 3.6), layout="constrained")
        panels = figure.subplots(1, len(PANELS), sharey=True)
        for axes, (number, label) in zip(panels, PANELS.items(), strict=True):
            rows = table[table["number"] == number]
            errors = [rows["mean"] - rows["low"], rows["high"] - rows["mean"]]
            axes.axvline(0.0, color=GREY, linewidth=0.8)
            axes.errorbar(rows["mean"], rows["scenario"], xerr=errors, fmt="o", color=BLUE, capsize=3)
            axes.set_xlabel(label)
        panels[0].invert_yaxis()
        more = "Bars: 95 % bootstrap interval; none where it is not clear that anything is added. All costs are assumptions."
        finish(figure, "Prize, portal, tail: kroner for kroner", f"{note} {more}")
    return figure


if __name__ == "__main__":
    main()
