"""What the experiments share: their options, one table of paired differences, one figure of it."""

from __future__ import annotations

import argparse
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.figure import Figure

import diffusion_sim as ds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

CONFIGS = Path(__file__).parents[1] / "configs"
BLUE, VERMILLION, GREEN, ORANGE, PURPLE, GREY = "#0072B2", "#D55E00", "#009E73", "#E69F00", "#CC79A7", "#777777"
COLOURS, MARKS = (BLUE, VERMILLION, GREEN, ORANGE, PURPLE, GREY), "osD^vX"
"""Hues of Okabe and Ito (2008), and a mark for each, so that nothing hangs on colour alone."""
STYLE = {"axes.spines.top": False, "axes.spines.right": False, "font.size": 9}
DOTS_PER_INCH = 90
NOT_A_FORECAST = "Model output under the assumptions of the scenarios, not a forecast."
FEW = 5
QUICK = {"time.months": 36, "time.burn_in_months": 36, "problems.per_field": 2}
"""With fewer than this many replications a script is only tried out: the replications are small and short then."""
TRIAL = "Only a trial of the script: 36 months after a burn-in of 36, two problems in each field."


def asked(doc: str | None, name: str, replications: int) -> argparse.Namespace:
    """Read the options of an experiment and make its folder."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    told = f"replications for each policy; fewer than {FEW} only try the script, in small and short replications"
    parser.add_argument("--replications", type=int, default=replications, help=told)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("results") / name)
    found = parser.parse_args()
    if found.replications < 1:
        parser.error("--replications: valid are whole numbers from 1")
    if found.replications < FEW:
        print(TRIAL, file=sys.stderr)
    try:
        found.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        parser.error(f"--out: {found.out} cannot be made ({error.strerror})")
    return found


def scenario(name: str, options: argparse.Namespace | None = None) -> ds.Scenario:
    """Load a scenario that comes with the project; small and short where the options ask for few replications."""
    file = CONFIGS / "baseline.toml" if name == "baseline" else CONFIGS / "scenarios" / f"{name}.toml"
    return ds.load_scenario(file).with_changes(quick(options))


def quick(options: argparse.Namespace | None) -> dict[str, Any]:
    """Return the changes of a run that only tries the script."""
    return dict(QUICK) if options is not None and options.replications < FEW else {}


def variants(base: ds.Scenario, changes: Mapping[str, Mapping[str, Any]]) -> list[ds.Scenario]:
    """Return the base with each set of changes, named."""
    return [base.with_changes({"name": name, **change}) for name, change in changes.items()]


def report(effect: ds.Comparison, measures: Sequence[str], title: str, out: Path) -> pd.DataFrame:
    """Write the differences in some measures to effects.csv and draw them; return them."""
    summary = effect.summary()
    table = summary[summary["measure"].isin(measures)]
    table.to_csv(out / "effects.csv", index=False)
    draw(table, measures, title, against(effect)).savefig(out / "effects.png", dpi=DOTS_PER_INCH)
    return table


def against(effect: ds.Comparison) -> str:
    """Return what the differences are taken to, and in how many replications."""
    first = effect.baseline.context
    replications = len(effect.replications)
    return f"Against “{first.scenario.name}”, {replications} replications, seed {first.seed}.{trial(replications)}"


def trial(replications: int) -> str:
    """Return what a note says further where a script is only tried out."""
    return f" {TRIAL}" if replications < FEW else ""


def draw(table: pd.DataFrame, measures: Sequence[str], title: str, note: str) -> Figure:
    """Draw each measure's differences as points with their 95 % intervals, one panel a measure."""
    policies = list(dict.fromkeys(table["scenario"]))
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(2.6 + 2.7 * len(measures), 2.0 + 0.3 * len(policies)), layout="constrained")
        panels = figure.subplots(1, len(measures), sharey=True, squeeze=False)[0]
        for axes, key in zip(panels, measures, strict=True):
            rows = table[table["measure"] == key]
            errors = [rows["difference"] - rows["low"], rows["high"] - rows["difference"]]
            axes.axvline(0.0, color=GREY, linewidth=0.8)
            names = rows["scenario"].str.replace("_", " ")
            axes.errorbar(rows["difference"], names, xerr=errors, fmt="o", color=BLUE, capsize=3)
            axes.set_title(wrapped(str(rows["label"].iloc[0]), 30), fontsize=9)
            unit = str(rows["unit"].iloc[0])
            axes.set_xlabel(f"difference ({'percentage points' if unit == '%' else unit})")
            axes.margins(y=0.15 if len(policies) < FEW else 0.05)
        panels[0].invert_yaxis()
        finish(figure, title, f"{note} Bars: 95 % interval of the mean paired difference.")
    return figure


def finish(figure: Figure, title: str, note: str) -> None:
    """Give a figure its title, and under it how to read it."""
    figure.suptitle(title, fontweight="bold", x=0.01, ha="left")
    width = int(15 * figure.get_figwidth())
    figure.supxlabel(f"{wrapped(note, width)}\n{NOT_A_FORECAST}", fontsize=7.5, x=0.01, ha="left")


def wrapped(label: str, letters: int) -> str:
    """Break a label into lines."""
    return "\n".join(textwrap.wrap(label.lstrip(". "), letters))
