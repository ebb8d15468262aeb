"""Commands about evidence: ``validate`` the engine, ``metrics`` of observed adoption, ``fit`` to it and predict."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import TYPE_CHECKING, Annotated, Any

import typer

from diffusion_sim.cli import options
from diffusion_sim.cli.output import Table, note, print_json, print_table, say, say_words, shown_progress

if TYPE_CHECKING:
    from diffusion_sim.observed import Estimate, Metric, Outcome, Scores, Study
    from diffusion_sim.verification import Row

QUICK_REPLICATIONS, FULL_REPLICATIONS = 1_000, 10_000
LEGEND_OF_CHECKS = (
    "Two whole numbers are users and steps; club and ring are compared step by step.\n"
    "Power: chance of noticing the planted error that --json names. A random check\n"
    "refuses a right program once in 1,000 times. All this verifies the program; it\n"
    "says nothing about Denmark."
)
Quick = Annotated[bool, typer.Option("--quick/--full", help="1,000 replications of each check, or 10,000.")]
HowMany = Annotated[
    int | None, typer.Option("--replications", help="Replications of each random check.", show_default=False)
]
LEGEND_OF_METRICS = (
    "Non-adopters are censored unless --non-adopters last_period counts them one period after the last, as netdiffuseR "
    "does. A hazard ratio above 1 shows that places adopt after those they look at; likeness and common causes can do "
    "that too."
)
NonAdopters = Annotated[str, typer.Option(help="censored, or last_period.")]
Rewired = Annotated[int, typer.Option(min=20, help="Rewired networks of the structural test.")]
LEGEND_OF_FIT = (
    "Log: minus the log of the chance given to what happened, a place and period; small is good. Brier: small is good. "
    "Calib.: adoptions over those expected, 1 is right. AUC: 0.5 tells nothing. Curve: root mean square error of the "
    "share; Band: observed shares within the 90 % band, in which parameters vary as refits do. One innovation in one "
    "place: no proof of how the next one spreads."
)
TrainShare = Annotated[float, typer.Option(help="Share of the periods used to fit; the rest is predicted.")]
Runs = Annotated[int, typer.Option(min=20, help="Runs of each forecast of the curve.")]


def validate(
    quick: Quick = True,
    replications: HowMany = None,
    seed: options.Seed = 1,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Check the engine against exact results, and against NDlib and EoN where they are installed.

    Exit status 0 if every check passes, 1 otherwise.
    """
    from diffusion_sim.verification import validate as run_checks
    from diffusion_sim.verification.other_programs import missing

    asked = replications if replications is not None else (QUICK_REPLICATIONS if quick else FULL_REPLICATIONS)
    with shown_progress("Checks", quiet=quiet) as progress:
        rows = run_checks(asked, seed, progress=progress)
    failed = [row.check for row in rows if not row.passed]
    if json:
        told = [row.as_dict() for row in rows]
        print_json({"passed": not failed, "replications": asked, "seed": seed, "checks": told, "absent": missing()})
    else:
        _print_checks(rows, failed, missing())
    if failed:
        raise typer.Exit(1)


def _print_checks(rows: Sequence[Row], failed: Sequence[str], absent: Sequence[str]) -> None:
    print_table(_checks_table(rows))
    say(LEGEND_OF_CHECKS)
    if absent:
        note(f"Not installed here, so not compared with: {', '.join(absent)}.")
    say(
        f"{len(rows) - len(failed)} of {len(rows)} checks passed." + (f" Failed: {'; '.join(failed)}" if failed else "")
    )


def _checks_table(rows: Sequence[Row]) -> Table:
    told = [
        (row.check, row.expected, row.got, row.tolerance, "pass" if row.passed else "FAIL", f"{row.power:.3f}")
        for row in rows
    ]
    return Table("", ("Check", "Expected", "Got", "Tolerance", "Verdict", "Power"), told)


def metrics(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command line
    folder: options.StudyFolder,
    innovation: options.Innovation = None,
    layers: options.Layers = None,
    ties: options.Ties = "auto",
    weights: options.Weights = "ignore",
    period: options.Period = None,
    last_period: options.LastPeriod = None,
    non_adopters: NonAdopters = "censored",
    strata: options.Strata = None,
    rewired: Rewired = 200,
    seed: options.Seed = 1,
    json: options.Json = False,
) -> None:
    """Measure who adopted when, and whether those they look at had adopted before."""
    from diffusion_sim.observed import load_study
    from diffusion_sim.observed import metrics as measured

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
        _print_metrics(study, found)


def _print_metrics(study: Study, found: Sequence[Metric]) -> None:
    title = f"{study.innovation}; period 1 is {study.first_period}"
    print_table(Table(title, ("Measure", "Value"), [(one.label, one.text) for one in found]))
    say_words(LEGEND_OF_METRICS)


def fit(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command line
    folder: options.StudyFolder,
    train_share: TrainShare = 0.5,
    innovation: options.Innovation = None,
    layers: options.Layers = None,
    ties: options.Ties = "auto",
    weights: options.Weights = "ignore",
    period: options.Period = None,
    last_period: options.LastPeriod = None,
    runs: Runs = 300,
    seed: options.Seed = 1,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Fit hearing and saying yes to observed adoption; predict its later part beside simpler models."""
    from diffusion_sim.observed import OURS, compare_models, estimates, load_study, panel_of
    from diffusion_sim.observed.model_comparison import cut_period

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
        print_json(_fit_as_json(study, cut, whole, early, outcomes))
    else:
        _print_fit(study, cut, whole, early, outcomes)


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


def _fit_as_json(
    study: Study, cut: int, whole: Sequence[Estimate], early: Sequence[Estimate], outcomes: Sequence[Outcome]
) -> dict[str, Any]:
    from diffusion_sim.observed import OURS

    return {
        "study": study.name, "innovation": study.innovation, "periods": study.periods, "fitted_to": cut,
        "estimates": [one._asdict() for one in whole], "estimates_from_the_earlier_part": [e._asdict() for e in early],
        "models": [
            {**one._asdict(), "next_period": _plain_scores(one.next_period), "by_the_end": _plain_scores(one.by_the_end)}
            for one in outcomes
        ],
        "verdict": verdict(outcomes, OURS.name),
    }  # fmt: skip


def _plain_scores(scores: Scores) -> dict[str, float | None]:
    return {name: None if isnan(value) else value for name, value in scores._asdict().items()}


def _print_fit(
    study: Study, cut: int, whole: Sequence[Estimate], early: Sequence[Estimate], outcomes: Sequence[Outcome]
) -> None:
    from diffusion_sim.observed import OURS

    print_table(_estimate_table(f"{study.innovation}: {OURS.name}", whole, early, cut))
    print_table(_score_table(f"Periods {cut + 1} to {study.periods}, fitted to 1 to {cut}", outcomes))
    say_words(verdict(outcomes, OURS.name))
    say_words(LEGEND_OF_FIT)


def _estimate_table(title: str, whole: Sequence[Estimate], early: Sequence[Estimate], cut: int) -> Table:
    heads = ("Parameter", ">All", ">95 % interval", f">To period {cut}", ">95 % interval")
    pairs = zip(whole, early, strict=True)
    return Table(title, heads, [(one.name, *_estimate_cells(one), *_estimate_cells(first)) for one, first in pairs])


def _estimate_cells(one: Estimate) -> tuple[str, str]:
    from diffusion_sim.results.display import format_significant

    return format_significant(one.value), f"{format_significant(one.low)} to {format_significant(one.high)}"


def _score_table(title: str, outcomes: Sequence[Outcome]) -> Table:
    heads = ("Model", ">Log", ">Brier", ">Calib.", ">AUC", ">Log", ">AUC", ">Curve", ">Band")
    told = f"{title}: next (4 columns), by the end (2), curve (2)"
    return Table(told, heads, [_score_cells(one) for one in outcomes])


def _score_cells(one: Outcome) -> tuple[str, ...]:
    soon, late = one.next_period, one.by_the_end
    return (
        one.model, f"{soon.log_score:.4f}", f"{soon.brier:.3f}", f"{soon.calibration:.2f}", _number(soon.auc),
        f"{late.log_score:.3f}", _number(late.auc), f"{one.curve_error:.3f}", f"{one.curve_inside:.0%}",
    )  # fmt: skip


def _number(value: float) -> str:
    """Return a dash where all or none adopted, so that nothing could be told apart."""
    return "–" if isnan(value) else f"{value:.2f}"
