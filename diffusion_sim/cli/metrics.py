"""``diffusion-sim metrics``: the usual measures of observed diffusion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from diffusion_sim.cli import options, study_options
from diffusion_sim.cli.as_json import print_json
from diffusion_sim.cli.output import note, print_table, say

if TYPE_CHECKING:
    from diffusion_sim.evidence.study import Metric, Study

LEGEND = (
    "Non-adopters are censored unless --non-adopters last_period counts them one period\n"
    "after the last, as netdiffuseR does. A hazard ratio above 1 shows that places adopt\n"
    "after those they look at; likeness and common causes can do that too."
)
NonAdopters = Annotated[str, typer.Option(help="censored, or last_period.")]
Rewired = Annotated[int, typer.Option(min=20, help="Rewired networks of the structural test.")]


def metrics(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command line
    folder: study_options.Folder,
    innovation: study_options.Innovation = None,
    layers: study_options.Layers = None,
    ties: study_options.Ties = "auto",
    weights: study_options.Weights = "ignore",
    period: study_options.Period = "month",
    last_period: study_options.LastPeriod = None,
    non_adopters: NonAdopters = "censored",
    strata: study_options.Strata = None,
    rewired: Rewired = 200,
    seed: options.Seed = 1,
    json: options.Json = False,
) -> None:
    """Measure who adopted when, and whether those they look at had adopted before."""
    from diffusion_sim.evidence.study import load_study
    from diffusion_sim.evidence.study import metrics as measured

    direction: Any = ties  # any text: an unknown one is refused there, in a sentence
    weighing: Any = weights
    counted: Any = non_adopters
    study = load_study(
        folder,
        innovation=innovation,
        layers=layers or (),
        direction=direction,
        weights=weighing,
        period=period,
        last_period=last_period,
    )
    if study.without_outline:
        note(study.without_outline)
    found = measured(study, non_adopters=counted, strata=strata, rewired=rewired, seed=seed)
    if json:
        values = {one.name: one.value for one in found}
        print_json({"study": study.name, "innovation": study.innovation, "non_adopters": non_adopters, **values})
    else:
        _print(study, found)


def _print(study: Study, found: Sequence[Metric]) -> None:
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    title = escape(f"{study.innovation}; period 1 is {study.first_period}")
    table = Table("Measure", "Value", title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for one in found:
        table.add_row(one.label, one.text)
    print_table(table)
    say(LEGEND)
