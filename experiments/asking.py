"""What the experiments share: their options, one table of paired differences, one figure of it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.figure import Figure

import diffusion_sim as ds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

CONFIGS = Path(__file__).parents[1] / "configs"
BLUE, GREY = "#0072B2", "#777777"
NOT_A_FORECAST = "Model output under the assumptions of the scenarios, not a forecast."
QUICK = {"time.months": 60, "time.burn_in_months": 120}
"""Shorter than the baseline, for tests: fewer replications than this make a table that says little."""


def asked(doc: str | None, name: str, replications: int) -> argparse.Namespace:
    """Read the options of an experiment and make its folder."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replications", type=int, default=replications, help="worlds for each policy")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("results") / name)
    found = parser.parse_args()
    found.out.mkdir(parents=True, exist_ok=True)
    return found


def scenario(name: str) -> ds.Scenario:
    """Load a scenario that comes with the project."""
    file = CONFIGS / "baseline.toml" if name == "baseline" else CONFIGS / "scenarios" / f"{name}.toml"
    return ds.load_scenario(file)


def variants(base: ds.Scenario, changes: Mapping[str, Mapping[str, Any]]) -> list[ds.Scenario]:
    """Return the base with each set of changes, named."""
    return [base.with_changes({"name": name, **change}) for name, change in changes.items()]


def report(effect: ds.Comparison, measures: Sequence[str], title: str, out: Path) -> pd.DataFrame:
    """Write the differences in some measures to effects.csv and draw them; return them."""
    summary = effect.summary()
    table = summary[summary["measure"].isin(measures)]
    table.to_csv(out / "effects.csv", index=False)
    first = effect.baseline.context
    note = f"Against “{first.scenario.name}”, {len(effect.replications)} replications, seed {first.seed}."
    draw(table, measures, title, note).savefig(out / "effects.png", dpi=110)
    return table


def draw(table: pd.DataFrame, measures: Sequence[str], title: str, note: str) -> Figure:
    """Draw each measure's differences as points with their 95 % intervals, one panel a measure."""
    policies = list(dict.fromkeys(table["scenario"]))
    with mpl.rc_context({"axes.spines.top": False, "axes.spines.right": False, "font.size": 9}):
        figure = Figure(figsize=(3.0 + 2.9 * len(measures), 2.0 + 0.36 * len(policies)), layout="constrained")
        panels = figure.subplots(1, len(measures), sharey=True, squeeze=False)[0]
        for axes, key in zip(panels, measures, strict=True):
            rows = table[table["measure"] == key]
            errors = [rows["difference"] - rows["low"], rows["high"] - rows["difference"]]
            axes.axvline(0.0, color=GREY, linewidth=0.8)
            axes.errorbar(rows["difference"], rows["scenario"], xerr=errors, fmt="o", color=BLUE, capsize=3)
            axes.set_title("\n".join(_lines(str(rows["label"].iloc[0]))), fontsize=9)
            axes.set_xlabel(f"difference ({rows['unit'].iloc[0]})")
        panels[0].invert_yaxis()
        figure.suptitle(title, fontweight="bold", x=0.01, ha="left")
        figure.supxlabel(f"{note} Bars: 95 % interval of the mean paired difference.\n{NOT_A_FORECAST}", fontsize=7.5)
    return figure


def _lines(label: str) -> list[str]:
    import textwrap  # noqa: PLC0415 - only here

    return textwrap.wrap(label.lstrip(". "), 34)
