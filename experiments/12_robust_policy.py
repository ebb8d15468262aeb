"""Ask which policy holds up in draws that are plausible, and in which draws it does not (scenario discovery).

Uncertainties: all uncertain parameters, drawn so that the baseline agrees with the observed figures (`compare --uncertainty`); replications.
Levers: three prizes a year, a knowledge portal, an implementation tail of 12 months, Madkulturen's partnership.
Outcomes: extra solutions in use and extra public cost; a policy holds up in a parameter draw where it surely adds
solutions (95 % interval) at 10 million DKK or less each. Regret: how many fewer it adds than the best of the four.
Constants: the ranges and the 10 million, both assumptions; the figures agreed with (`docs/calibration.md`).
Design: each parameter draw in the same replications under all policies. PRIM (Friedman and Fisher 1999, by ema_workbench) looks for few
parameters, of the five that differ most, that tell where the prize fails, in two thirds of the draws; the last
third checks what it found.
Needs `pip install 'diffusion-sim[experiments]'`. Run time: about 1 second for each parameter draw and replication on one core.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, NamedTuple

import matplotlib as mpl
import numpy as np
import pandas as pd
from asking import BLUE, DOTS_PER_INCH, FEW, ORANGE, STYLE, VERMILLION, asked, finish, scenario, trial, wrapped
from matplotlib.figure import Figure
from scipy.stats import mannwhitneyu

import diffusion_sim as ds

if TYPE_CHECKING:
    import numpy.typing as npt

    Flags = npt.NDArray[np.bool_]

POLICIES = ("copycat_prize", "knowledge_portal", "implementation_tail", "partnership")
MOST_EACH_MILLION_DKK = 10.0
DRAWS, FEW_DRAWS = 50, 8
MOST_LIMITS = 3
"""Parameters that a box may limit; more cannot be told from chance in so few draws."""
DENSITY = 0.8
SCREENED = 5
"""Parameters that PRIM may cut: those whose values differ most between draws of both kinds (Mann and Whitney)."""
ANY_BOX = 0.01
"""PRIM's own threshold: it takes every box, and which one is told is chosen by density and coverage."""


class Box(NamedTuple):
    """Where a policy fails: limits of a few parameters, and how well they tell in fitted and held-out draws."""

    limits: dict[str, tuple[float, float]]
    coverage: float
    density: float
    held_out_coverage: float
    held_out_density: float
    held_out_failing: float
    """Share of all held-out draws in which it fails: what a box has to beat."""

    @property
    def tells(self) -> bool:
        """Whether it fails inside more often than anywhere, in draws the box was not fitted to."""
        return bool(self.limits) and self.held_out_density > self.held_out_failing


def main() -> None:
    """Draw draws, compare the policies in each, look for where the prize fails, and write tables and figure."""
    options = asked(__doc__, "robust_policy", 5)
    compared = [scenario("baseline", options), *(scenario(name, options) for name in POLICIES)]
    draws = FEW_DRAWS if options.replications < FEW else DRAWS
    found = ds.robustness(compared, draws, options.replications, options.seed)
    table = judged(found.draws)
    parameters = found.draws.drop_duplicates("draw").set_index("draw")[list(found.parameters)]
    table.join(parameters, on="draw").to_csv(options.out / "draws.csv", index=False)
    prize = table[table["scenario"] == "copycat_prize"].set_index("draw")
    box = failing(parameters.loc[prize.index], ~prize["holds"].to_numpy())
    summed(table, box).to_csv(options.out / "effects.csv", index=False)
    note = f"{len(prize)} draws, {options.replications} replications each, seed {options.seed}.{trial(options.replications)}"
    figure = draw(table, parameters.loc[prize.index], prize, box, note)
    figure.savefig(options.out / "effects.png", dpi=DOTS_PER_INCH)


def judged(draws: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each parameter draw and policy: what is added, whether that holds up, and the regret."""
    wide = draws.pivot_table(index=["draw", "scenario"], columns="measure", values=["difference", "low"], sort=False)
    extra, surely = wide["difference"]["in_use"], wide["low"]["in_use"] > 0.0
    cost = wide["difference"]["cost_million_dkk"]
    holds = surely & (cost <= MOST_EACH_MILLION_DKK * extra)
    table = pd.DataFrame({"extra_in_use": extra, "extra_cost_million_dkk": cost, "holds": holds}).reset_index()
    best = table.groupby("draw")["extra_in_use"].transform("max")
    return table.assign(regret=best - table["extra_in_use"])


def failing(parameters: pd.DataFrame, fails: Flags) -> Box:
    """Find the box with PRIM in the first two thirds of the draws, and check it in the rest."""
    fitted = np.arange(len(fails)) < 2 * len(fails) // 3
    limits = peeled(parameters[fitted], fails[fitted]) if 0 < fails[fitted].sum() < fitted.sum() else {}
    inside = np.ones(len(fails), dtype=bool)
    for key, (low, high) in limits.items():
        inside &= parameters[key].between(low, high).to_numpy()
    return Box(limits, *_told(inside, fails, fitted), *_told(inside, fails, ~fitted), float(fails[~fitted].mean()))


def screened(parameters: pd.DataFrame, fails: Flags) -> list[str]:
    """Return the parameters that differ most between draws where the policy fails and the others."""
    chances = {key: mannwhitneyu(values[fails], values[~fails]).pvalue for key, values in parameters.items()}
    return sorted(chances, key=lambda key: (chances[key], key))[:SCREENED]


def _told(inside: Flags, fails: Flags, where: Flags) -> tuple[float, float]:
    """Return what share of the failures is inside, and what share of those inside fail."""
    hits = float((inside & fails & where).sum())
    return hits / max(1, (fails & where).sum()), hits / max(1, (inside & where).sum())


def peeled(parameters: pd.DataFrame, fails: Flags) -> dict[str, tuple[float, float]]:
    """Return the limits of the widest box on PRIM's trajectory that is dense enough and limits few parameters."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package names all that it could also use
        from ema_workbench.analysis import prim  # noqa: PLC0415 - an extra

        chosen_from = parameters[screened(parameters, fails)].reset_index(drop=True)
        box = prim.Prim(chosen_from, fails, threshold=ANY_BOX).find_box()
    steps = box.peeling_trajectory
    allowed = steps[(steps["res_dim"] > 0) & (steps["res_dim"] <= MOST_LIMITS)]
    dense = allowed[allowed["density"] >= DENSITY]
    chosen = allowed["density"].idxmax() if dense.empty else dense["coverage"].idxmax()
    whole, limits = box.box_lims[0], box.box_lims[int(chosen)]
    narrowed = [key for key in chosen_from if list(whole[key]) != list(limits[key])]
    return {key: (float(limits[key].iloc[0]), float(limits[key].iloc[1])) for key in narrowed}


def summed(table: pd.DataFrame, box: Box) -> pd.DataFrame:
    """Return for each policy in what share of draws it holds up, its regret, and where the prize fails."""
    groups = table.groupby("scenario", sort=False)
    result = groups.agg(
        draws=("draw", "size"), holds_share=("holds", "mean"), median_extra=("extra_in_use", "median"),
        least_extra=("extra_in_use", "min"), median_regret=("regret", "median"), largest_regret=("regret", "max"),
    ).reset_index()  # fmt: skip
    limits = "; ".join(f"{key} {low:.3g} to {high:.3g}" for key, (low, high) in box.limits.items())
    where = result["scenario"] == "copycat_prize"
    return result.assign(
        fails_where=np.where(where, limits if box.tells else "no box that tells in draws held out", ""),
        **{name: np.where(where, getattr(box, name), np.nan) for name in Box._fields[1:]},
    )


def draw(table: pd.DataFrame, parameters: pd.DataFrame, prize: pd.DataFrame, box: Box, note: str) -> Figure:
    """Draw what each policy adds in every parameter draw, and the two parameters that best tell where the prize fails."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(10.5, 4.4), layout="constrained")
        left, right = figure.subplots(1, 2)
        jitter = np.random.default_rng(1)
        for row, (_, one) in enumerate(table.groupby("scenario", sort=False)):
            for holds, colour, mark in ((True, BLUE, "o"), (False, VERMILLION, "x")):
                part = one[one["holds"] == holds]
                spread = row + jitter.uniform(-0.25, 0.25, len(part))
                label = "holds up" if holds else "does not"
                left.scatter(
                    part["extra_in_use"],
                    spread,
                    s=14,
                    c=colour,
                    marker=mark,
                    linewidths=0.9,
                    label=label if row == 0 else None,
                )
        names = list(dict.fromkeys(table["scenario"]))
        shares = table.groupby("scenario")["holds"].mean()
        left.set_yticks(
            range(len(names)), [f"{name.replace('_', ' ')}\n{100 * shares[name]:.0f} % hold up" for name in names]
        )
        left.invert_yaxis()
        left.set_xscale("symlog", linthresh=10)
        left.axvline(0.0, color="grey", linewidth=0.8)
        left.set_xlabel("more solutions in use at the end (a mark for each parameter draw)")
        left.legend(frameon=False, fontsize=8, loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2)
        _draw_box(right, parameters, prize, box)
        found = f"In draws held out {100 * box.held_out_density:.0f} % in PRIM's box fail, where {100 * box.held_out_failing:.0f} % of all do."
        told = f"{found} {100 * box.coverage:.0f} % of failures lie in it." if box.tells else found
        finish(
            figure,
            "Which policy holds up, and where the prize does not",
            f"{note} Holds up: surely adds solutions, at {MOST_EACH_MILLION_DKK:g} million DKK or less each. {told}",
        )
    return figure


def _draw_box(axes: mpl.axes.Axes, parameters: pd.DataFrame, prize: pd.DataFrame, box: Box) -> None:
    told = box.limits if box.tells else {}
    keys = [*told, *(key for key in ("prize.reward", "appraisal.nih_distrust") if key not in told)][:2]
    for holds, colour, mark in ((True, BLUE, "o"), (False, VERMILLION, "x")):
        part = parameters[prize["holds"].to_numpy() == holds]
        axes.scatter(part[keys[0]], part[keys[1]], s=18, c=colour, marker=mark, linewidths=0.9)
    axes.set_xlabel(keys[0])
    axes.set_ylabel(keys[1])
    if not told:
        axes.set_title("no few parameters tell where the prize fails: two that might", fontsize=9)
        return
    spans = [told.get(key, (parameters[key].min(), parameters[key].max())) for key in keys]
    (left, right), (low, high) = spans
    axes.add_patch(
        mpl.patches.Rectangle((left, low), right - left, high - low, fill=False, edgecolor=ORANGE, linewidth=2)
    )
    rest = ", ".join(f"{key} {low:.2g} to {high:.2g}" for key, (low, high) in list(told.items())[2:])
    axes.set_title(wrapped("where the prize fails (box)" + (f", with {rest}" if rest else ""), 48), fontsize=9)


if __name__ == "__main__":
    main()
