"""Ask which headline answers hold in other countries and under other rules of decision that agree with all or most figures.

Uncertainties: the structure of the model: the rule of decision (highest utility, the first that is good enough, imitation of the
successful, political pressure), the people and organisations of the report, and the simplest form of Not Invented Here, money
and size; latent draws of the replications.
Levers: three and thirty national prizes, a portal, a tail of a year, no grants, twice the grants, a cliff that takes nothing,
all from 2014; and a country without Not Invented Here.
Outcomes: solutions implemented a year, value and public cost over the reported years in per cent of the country's own; and a
verdict over all countries: holds, holds where told, turns (with the countries in which it does), or nothing told.
Besides, `forms.csv`: what a country without Not Invented Here changes in value where its form alone is exchanged.
Constants: everything else in the countries: baseline.toml, report_country.toml, decision_rules/, scenarios/plentiful_and_alike.toml.
How near each is to the figures: docs/defaults.md.
Design: the same replications under each policy of a country. Run time: 25 seconds for each replication on one core.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from asking import COLOURS, CONFIGS, DOTS_PER_INCH, GREY, MARKS, STYLE, asked, finish, quick, trial
from matplotlib.figure import Figure

import diffusion_sim as ds

if TYPE_CHECKING:
    import argparse

    from matplotlib.axes import Axes

BEGIN = "2014-01"
COUNTRIES = {
    "baseline": "baseline.toml",
    "report country": "report_country.toml",
    "satisficing": "decision_rules/satisficing.toml",
    "imitation": "decision_rules/imitation_of_the_successful.toml",
    "political pressure": "decision_rules/political_pressure.toml",
    "plentiful and alike": "scenarios/plentiful_and_alike.toml",
}
OTHER_FORM = ("baseline", "plentiful and alike")
"""Countries in which the form of Not Invented Here is exchanged."""
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
    "no grants": {"interventions": [lever("funding.grants_per_municipality", set=0)]},
    "twice the grants": {"interventions": [lever("funding.grants_per_municipality", scale=2)]},
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
    options = asked(__doc__, "other_countries", 20)
    how = options.replications, options.seed
    table = pd.concat([effects(name, country(name, options), POLICIES, *how) for name in COUNTRIES])
    table.to_csv(options.out / "effects.csv", index=False)
    verdicts(table).to_csv(options.out / "verdicts.csv", index=False)
    forms = [without_bias(name, country(name, options), form, *how) for name in OTHER_FORM for form in FORMS]
    pd.concat(forms).to_csv(options.out / "forms.csv", index=False)
    note = f"Each country against itself, {options.replications} replications, seed {options.seed}.{trial(options.replications)}"
    draw(table, note).savefig(options.out / "effects.png", dpi=DOTS_PER_INCH)


def country(name: str, options: argparse.Namespace) -> ds.Scenario:
    """Load one of the countries; small and short where the options ask for few replications."""
    return ds.load_scenario(CONFIGS / COUNTRIES[name]).with_changes(quick(options))


def without_bias(name: str, base: ds.Scenario, form: str, replications: int, seed: int) -> pd.DataFrame:
    """Return what a country with one form of Not Invented Here gains without it."""
    return effects(name, base.with_changes(FORMS[form]), {"without": NONE}, replications, seed).assign(form=form)


def effects(
    name: str, base: ds.Scenario, policies: dict[str, dict[str, Any]], replications: int, seed: int
) -> pd.DataFrame:
    """Return paired differences to a country, with their intervals, also in per cent of the country's own."""
    changed = [base.with_changes({**change, "name": policy}) for policy, change in policies.items()]
    summary = ds.compare(base, *changed, replications=replications, seed=seed).summary()
    rows = summary[summary["measure"].isin(MEASURES) & (summary["scenario"] != base.name)]
    per_cent = 100.0 / rows["baseline_mean"]
    return pd.DataFrame({
        "country": name,
        "policy": rows["scenario"],
        "measure": rows["measure"],
        "difference": rows["difference"],
        "unit": rows["unit"],
        "percent": rows["difference"] * per_cent,
        "percent_low": rows["low"] * per_cent,
        "percent_high": rows["high"] * per_cent,
    })  # fmt: skip


def verdicts(table: pd.DataFrame) -> pd.DataFrame:
    """Return for each policy and outcome whether the answer is the same in all countries."""
    groups = table.groupby(["policy", "measure"], sort=False)
    told = [(policy, measure, *verdict(rows)) for (policy, measure), rows in groups]
    return pd.DataFrame(told, columns=["policy", "measure", "verdict", "countries"])


def verdict(rows: pd.DataFrame) -> tuple[str, str]:
    """Return whether an answer has the same sign in all countries, and where it has another or none."""
    low, high = rows["percent_low"].to_numpy(), rows["percent_high"].to_numpy()
    signs = np.where(low > 0.0, 1, np.where(high < 0.0, -1, 0))
    if not signs.any():
        return "nothing told", ""
    usual = 1 if signs.sum() > 0 else -1
    turned, untold = rows["country"][signs == -usual], rows["country"][signs == 0]
    if len(turned):
        return "turns", ", ".join(turned)
    return ("holds where told", ", ".join(untold)) if len(untold) else ("holds", "")


def draw(table: pd.DataFrame, note: str) -> Figure:
    """Draw each outcome's differences in all countries, a panel an outcome."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(11, 8.6), layout="constrained")
        panels = figure.subplots(1, len(MEASURES), sharey=True)
        for axes, (measure, label) in zip(panels, MEASURES.items(), strict=True):
            axes.axvline(0.0, color=GREY, linewidth=0.8)
            for at, (name, colour, mark) in enumerate(zip(COUNTRIES, COLOURS, MARKS, strict=True)):
                rows = table[(table["country"] == name) & (table["measure"] == measure)]
                points(axes, rows, 0.8 * (at + 0.5) / len(COUNTRIES) - 0.4, colour, mark)
            for between in range(1, len(POLICIES)):
                axes.axhline(between - 0.5, color=GREY, linewidth=0.3)
            axes.set_title(label, fontsize=9)
            axes.set_xlabel("difference (% of the country's own)")
        panels[0].set_yticks(range(len(POLICIES)), labels=list(POLICIES))
        panels[0].set_ylim(len(POLICIES) - 0.5, -0.5)
        figure.legend(
            panels[0].containers[: len(COUNTRIES)], list(COUNTRIES), loc="outside upper right", ncols=3, frameon=False
        )
        finish(figure, "Which answers hold in other countries", f"{note} Bars: 95 % interval of the mean difference.")
    return figure


def points(axes: Axes, rows: pd.DataFrame, shift: float, colour: str, mark: str) -> None:
    """Draw one country's differences, a little above or below the policy's line."""
    places = [at + shift for at in range(len(rows))]
    errors = [rows["percent"] - rows["percent_low"], rows["percent_high"] - rows["percent"]]
    axes.errorbar(rows["percent"], places, xerr=errors, fmt=mark, color=colour, capsize=2, markersize=4)


if __name__ == "__main__":
    main()
