"""Ask which headline answers hold in a second country that agrees with the same observed figures, and which turn.

Uncertainties: the structure of the model (Not Invented Here as distrust or as a discount; money with or without a limit;
municipalities of different size or alike); latent draws of the replications.
Levers: three and thirty national prizes, a portal, a tail of a year, no grants, twice the grants, a cliff that takes nothing,
all from 2014; and a country without Not Invented Here.
Outcomes: solutions implemented a year, value and public cost over the reported years in per cent of the country's own; and a
verdict: same sign, of another size, turned, or not told apart from nothing in one of the two.
Besides, `forms.csv`: what a country without Not Invented Here changes in value where its form alone is exchanged.
Constants: everything else in the two countries, baseline.toml and scenarios/plentiful_and_alike.toml.
Design: the same replications under each policy of a country. Run time: 6 seconds for each replication on one core.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from asking import BLUE, DOTS_PER_INCH, GREY, STYLE, VERMILLION, asked, finish, scenario
from matplotlib.figure import Figure

import diffusion_sim as ds

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BEGIN = "2014-01"
COUNTRIES = {"baseline": BLUE, "plentiful_and_alike": VERMILLION}
MEASURES = {
    "implemented_per_year": "Solutions implemented a year",
    "value_total": "Value over ten years",
    "cost_million_dkk": "Public cost over ten years",
}


def lever(parameter: str, **change: float) -> dict[str, Any]:
    """Return the change of one parameter from 2014 on."""
    return {"name": parameter, "parameter": parameter, "from": BEGIN, **change}


POLICIES: dict[str, dict[str, Any]] = {
    "three prizes": {"prize.winners_per_year": 3},
    "thirty prizes": {"prize.winners_per_year": 30},
    "portal": {"interventions": [lever("portal.hearing_per_month", set=0.01)]},
    "tail of a year": {"interventions": [lever("funding.tail_months", set=12)]},
    "no grants": {"interventions": [lever("funding.grants_per_year", set=0)]},
    "twice the grants": {"interventions": [lever("funding.grants_per_year", scale=2)]},
    "cliff takes nothing": {
        "interventions": [lever("cliff.unfinished_per_month", set=0), lever("cliff.operation_per_month", set=0)]
    },
    "no Not Invented Here": {"appraisal.nih_bias": 0.0, "appraisal.nih_distrust": 0.0},
}


NONE = POLICIES["no Not Invented Here"]
FORMS: dict[str, dict[str, Any]] = {
    "distrust": {
        "appraisal.nih_bias": 0.0, "appraisal.nih_distrust": 0.4, "appraisal.nih_near_factor": 1.2,
        "appraisal.nih_central_factor": 0.5, "appraisal.nih_experience": 0.3,
    },
    "discount": {"appraisal.nih_bias": 0.3, "appraisal.nih_distrust": 0.0, "appraisal.nih_near_factor": 1.0},
}  # fmt: skip
"""As in the baseline and in the other country."""


def main() -> None:
    """Compare the policies in each country; write the tables with their verdicts, and the figure."""
    options = asked(__doc__, "two_countries", 20)
    table = pd.concat([answers(scenario(name, options), options.replications, options.seed) for name in COUNTRIES])
    table["verdict"] = [verdict(table, row["policy"], row["measure"]) for row in table.to_dict("records")]
    table.to_csv(options.out / "effects.csv", index=False)
    forms = [
        without_bias(scenario(name, options), form, options.replications, options.seed)
        for name in COUNTRIES
        for form in FORMS
    ]
    pd.concat(forms).to_csv(options.out / "forms.csv", index=False)
    note = f"Each country against itself, {options.replications} replications, seed {options.seed}."
    draw(table, note).savefig(options.out / "effects.png", dpi=DOTS_PER_INCH)


def answers(country: ds.Scenario, replications: int, seed: int) -> pd.DataFrame:
    """Return what each policy changes in a country: differences and intervals, in per cent of the country's own."""
    return effects(country, POLICIES, replications, seed)


def without_bias(country: ds.Scenario, form: str, replications: int, seed: int) -> pd.DataFrame:
    """Return what a country with one form of Not Invented Here gains without it."""
    return effects(country.with_changes(FORMS[form]), {"without": NONE}, replications, seed).assign(form=form)


def effects(country: ds.Scenario, policies: dict[str, dict[str, Any]], replications: int, seed: int) -> pd.DataFrame:
    """Return paired differences to a country, with their intervals, also in per cent of the country's own."""
    changed = [country.with_changes({**change, "name": name}) for name, change in policies.items()]
    summary = ds.compare(country, *changed, replications=replications, seed=seed).summary()
    rows = summary[summary["measure"].isin(MEASURES) & (summary["scenario"] != country.name)]
    per_cent = 100.0 / rows["baseline_mean"]
    return pd.DataFrame({
        "country": country.name,
        "policy": rows["scenario"],
        "measure": rows["measure"],
        "difference": rows["difference"],
        "unit": rows["unit"],
        "percent": rows["difference"] * per_cent,
        "percent_low": rows["low"] * per_cent,
        "percent_high": rows["high"] * per_cent,
    })  # fmt: skip


def verdict(table: pd.DataFrame, policy: str, measure: str) -> str:
    """Return whether an answer is the same in both countries."""
    rows = table[(table["policy"] == policy) & (table["measure"] == measure)]
    low, high = rows["percent_low"].to_numpy(), rows["percent_high"].to_numpy()
    signs = np.where(low > 0.0, 1, np.where(high < 0.0, -1, 0))
    if not signs.all():
        return "nothing in both" if not signs.any() else "told in one only"
    if signs[0] != signs[1]:
        return "turns"
    return "holds" if low.max() <= high.min() else "holds, of another size"


def draw(table: pd.DataFrame, note: str) -> Figure:
    """Draw each outcome's differences in both countries, a panel an outcome."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(11, 4.8), layout="constrained")
        panels = figure.subplots(1, len(MEASURES), sharey=True)
        for axes, (measure, label) in zip(panels, MEASURES.items(), strict=True):
            axes.axvline(0.0, color=GREY, linewidth=0.8)
            for at, (country, colour) in enumerate(COUNTRIES.items()):
                rows = table[(table["country"] == country) & (table["measure"] == measure)]
                points(axes, rows, 0.36 * at - 0.18, colour, "os"[at])
            axes.set_title(label, fontsize=9)
            axes.set_xlabel("difference (% of the country's own)")
        panels[0].set_yticks(range(len(POLICIES)), labels=list(POLICIES))
        panels[0].invert_yaxis()
        names = [name.replace("_", " ") for name in COUNTRIES]
        figure.legend(panels[0].containers[: len(names)], names, loc="outside upper right", ncols=2, frameon=False)
        finish(figure, "Which answers hold in both countries", f"{note} Bars: 95 % interval of the mean difference.")
    return figure


def points(axes: Axes, rows: pd.DataFrame, shift: float, colour: str, mark: str) -> None:
    """Draw one country's differences, a little above or below the policy's line."""
    places = [at + shift for at in range(len(rows))]
    errors = [rows["percent"] - rows["percent_low"], rows["percent_high"] - rows["percent"]]
    axes.errorbar(rows["percent"], places, xerr=errors, fmt=mark, color=colour, capsize=2, markersize=4)


if __name__ == "__main__":
    main()
