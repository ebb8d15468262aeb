"""``diffusion-sim fit``: parameters from observed adoption, and how well they predict its later part."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import TYPE_CHECKING, Annotated, Any

import typer

from diffusion_sim.cli import options, study_options
from diffusion_sim.cli.as_json import print_json
from diffusion_sim.cli.output import note, print_table, say

if TYPE_CHECKING:
    from rich.table import Table

    from diffusion_sim.evidence.prediction import Estimate, Outcome, Scores
    from diffusion_sim.evidence.study import Study

LEGEND = (
    "Log: minus the log of the chance given to what happened, a place and period; small is\n"
    "good. Brier: small is good. Calib.: adoptions over those expected, 1 is right. AUC: 0.5\n"
    "tells nothing. Curve: root mean square error of the share; Band: observed shares within\n"
    "the 90 % band, in which parameters vary as refits do. One innovation in one place: no proof\n"
    "of how the next one spreads."
)
TrainShare = Annotated[float, typer.Option(help="Share of the periods used to fit; the rest is predicted.")]
Runs = Annotated[int, typer.Option(min=20, help="Runs of each forecast of the curve.")]


def fit(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command line
    folder: study_options.Folder,
    train_share: TrainShare = 0.5,
    innovation: study_options.Innovation = None,
    layers: study_options.Layers = None,
    ties: study_options.Ties = "auto",
    weights: study_options.Weights = "ignore",
    period: study_options.Period = "month",
    last_period: study_options.LastPeriod = None,
    runs: Runs = 300,
    seed: options.Seed = 1,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Fit hearing and saying yes to observed adoption; predict its later part beside simpler models."""
    from diffusion_sim.evidence.prediction import OURS, compare_models, estimates, panel_of
    from diffusion_sim.evidence.prediction.comparing import cut_period
    from diffusion_sim.evidence.study import load_study

    direction: Any = ties  # any text: an unknown one is refused there, in a sentence
    weighing: Any = weights
    study = load_study(
        folder,
        innovation=innovation,
        layers=layers or (),
        direction=direction,
        weights=weighing,
        period=period,
        last_period=last_period,
    )
    cut = cut_period(study, train_share)
    if not quiet:
        note("Fitting four models; a few hundred places take half a minute.")
    outcomes = compare_models(study, train_share, runs, seed)
    whole, early = (estimates(OURS, panel_of(one)) for one in (study, study.until(cut)))
    if json:
        print_json(_as_json(study, cut, whole, early, outcomes))
    else:
        _print(study, cut, whole, early, outcomes)


def verdict(outcomes: Sequence[Outcome], ours: str) -> str:
    """Say which model has the best log score, and whether the data can tell it from ours."""
    best, names = outcomes[0], [one.model for one in outcomes]
    if best.model == ours:
        rival = outcomes[1]
        sure = rival.worse_than_ours[1] > 0
        told = f"The {ours} model predicts the next period best, ahead of {rival.model}"
    else:
        sure = best.worse_than_ours[2] < 0
        told = f"{best.model.capitalize()} predicts the next period best; {ours} is number {names.index(ours) + 1}"
    return f"{told}{'' if sure else ' (a difference within chance)'}."


def _as_json(
    study: Study, cut: int, whole: Sequence[Estimate], early: Sequence[Estimate], outcomes: Sequence[Outcome]
) -> dict[str, Any]:
    from diffusion_sim.evidence.prediction import OURS

    return {
        "study": study.name, "innovation": study.innovation, "periods": study.periods, "fitted_to": cut,
        "estimates": [one._asdict() for one in whole], "estimates_from_the_earlier_part": [e._asdict() for e in early],
        "models": [
            {**one._asdict(), "next_period": _plain(one.next_period), "by_the_end": _plain(one.by_the_end)}
            for one in outcomes
        ],
        "verdict": verdict(outcomes, OURS.name),
    }  # fmt: skip


def _plain(scores: Scores) -> dict[str, float | None]:
    return {name: None if isnan(value) else value for name, value in scores._asdict().items()}


def _print(
    study: Study, cut: int, whole: Sequence[Estimate], early: Sequence[Estimate], outcomes: Sequence[Outcome]
) -> None:
    from diffusion_sim.evidence.prediction import OURS

    print_table(_estimate_table(f"{study.innovation}: {OURS.name}", whole, early, cut))
    print_table(_score_table(f"Periods {cut + 1} to {study.periods}, fitted to 1 to {cut}", outcomes))
    say(verdict(outcomes, OURS.name))
    say(LEGEND)


def _estimate_table(title: str, whole: Sequence[Estimate], early: Sequence[Estimate], cut: int) -> Table:
    table = _table(title, ("Parameter", ">All", ">95 % interval", f">To period {cut}", ">95 % interval"))
    for interval in table.columns[2::2]:
        interval.no_wrap = False  # else a terminal cuts those of small rates
    for all_of_it, first in zip(whole, early, strict=True):
        table.add_row(all_of_it.name, *_estimate_cells(all_of_it), *_estimate_cells(first))
    return table


def _estimate_cells(one: Estimate) -> tuple[str, str]:
    from diffusion_sim.results.display import format_significant

    return format_significant(one.value), f"{format_significant(one.low)} to {format_significant(one.high)}"


def _score_table(title: str, outcomes: Sequence[Outcome]) -> Table:
    heads = (">Log", ">Brier", ">Calib.", ">AUC", ">Log", ">AUC", ">Curve", ">Band")
    table = _table(f"{title}: next (4 columns), by the end (2), curve (2)", ("Model", *heads))
    for one in outcomes:
        soon, late = one.next_period, one.by_the_end
        table.add_row(
            one.model, f"{soon.log_score:.4f}", f"{soon.brier:.3f}", f"{soon.calibration:.2f}", _number(soon.auc),
            f"{late.log_score:.3f}", _number(late.auc), f"{one.curve_error:.3f}", f"{one.curve_inside:.0%}",
        )  # fmt: skip
    return table


def _number(value: float) -> str:
    """Return a dash where all or none adopted, so that nothing could be told apart."""
    return "–" if isnan(value) else f"{value:.2f}"


def _table(title: str, columns: Sequence[str]) -> Table:
    """Return a table; ``>`` begins a column of numbers."""
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=escape(title), title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    table.padding = (0, 1, 0, 0)
    for column in columns:
        table.add_column(column.removeprefix(">"), justify="right" if column.startswith(">") else "left", no_wrap=True)
    return table
