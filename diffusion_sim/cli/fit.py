"""Commands about evidence: ``validate`` the engine, ``metrics`` of observed adoption, ``fit`` to it and predict."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import TYPE_CHECKING, Annotated, Any

import typer

from diffusion_sim.cli import options
from diffusion_sim.cli.output import Table, note, print_json, print_table, say, say_words, shown_progress

if TYPE_CHECKING:
    from pathlib import Path

    from diffusion_sim.observed import Comparison, CurveScores, Estimate, FittedModel, Metric, Scores, Study
    from diffusion_sim.observed.adoption_model import Kind
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
    "Non-adopters are censored unless --non-adopters last_period counts them one period after the last in thresholds "
    "and measures of the network, as netdiffuseR does. A hazard ratio above 1 shows that places adopt after those they look at; likeness and common causes can do "
    "that too."
)
NonAdopters = Annotated[str, typer.Option(help="censored, or last_period.")]
Rewired = Annotated[int, typer.Option(min=20, help="Rewired networks of the structural test.")]
LEGEND_OF_FIT = (
    "Log score: minus the log of the chances given to what happened and what did not, per adoption; small is good. Worse by: "
    "than ours, with its standard error. Brier: small is good. Calib.: adoptions over those expected, 1 is right. AUC: 0.5 "
    "tells nothing. Curve: root mean square error of the share; In band: later shares within the 90 % band. Intervals are 95 % "
    "of the posterior. Model output, not a forecast: what held for these innovations need not hold for the next."
)
EVENTS = ("adoption", "discontinuance")
FORMS: tuple[Kind, ...] = ("steady", "drifting")
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
    unlisted: options.Unlisted = None,
    event: options.Event = "adoption",
    non_adopters: NonAdopters = "censored",
    strata: options.Strata = None,
    rewired: Rewired = 200,
    seed: options.Seed = 1,
    json: options.Json = False,
) -> None:
    """Measure who adopted when, and whether those they are tied to had done so before; of one innovation or of many together."""
    from diffusion_sim.observed import metrics as measured
    from diffusion_sim.observed import pooled_metrics

    counted: Any = non_adopters
    studies = _loaded(
        folder, event, innovation=innovation, layers=layers or (), direction=ties, weights=weights, period=period,
        last_period=last_period, unlisted=unlisted,
    )  # fmt: skip
    if studies[0].without_outline:
        note(studies[0].without_outline)
    if len(studies) > 1:
        found = pooled_metrics(studies, non_adopters=counted, strata=strata, rewired=rewired, seed=seed)
    else:
        found = measured(studies[0], non_adopters=counted, strata=strata, rewired=rewired, seed=seed)
    if json:
        values = {one.name: one.value for one in found}
        print_json({**_named(studies), "event": event, "non_adopters": non_adopters, **values})
    else:
        _print_metrics(studies, found)


def _loaded(folder: Path, event: str, **how: Any) -> tuple[Study, ...]:  # noqa: ANN401 - refused there, in a sentence
    """Read the innovations of a folder, and take the event that is asked for."""
    from diffusion_sim.errors import InputError
    from diffusion_sim.observed import load_studies

    if event not in EVENTS:
        raise InputError("event", f"found {event!r}", f"valid: {', '.join(EVENTS)}")
    studies = load_studies(folder, **how)
    if event == "adoption":
        return studies
    stopping = [one for one in studies if not all(map(isnan, one.stopped))] or studies[:1]
    return tuple(one.discontinuance() for one in stopping)


def _named(studies: Sequence[Study]) -> dict[str, Any]:
    several = len(studies) > 1
    which = {"innovations": [one.innovation for one in studies]} if several else {"innovation": studies[0].innovation}
    return {"study": studies[0].name, **which}


def _title(studies: Sequence[Study]) -> str:
    one = studies[0]
    event = "" if one.event == "adoption" else f", {one.event}"
    if len(studies) > 1:
        return f"{len(studies)} innovations{event}, each from its own first period"
    return f"{one.innovation}{event}; period 1 is {one.first_period}"


def _print_metrics(studies: Sequence[Study], found: Sequence[Metric]) -> None:
    title = _title(studies)
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
    unlisted: options.Unlisted = None,
    event: options.Event = "adoption",
    covariates: options.Covariates = None,
    runs: Runs = 300,
    seed: options.Seed = 1,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Fit our model to observed adoption, of one innovation or of many together, and score it beside simpler models."""
    from diffusion_sim.observed import (
        compare_by_innovation,
        compare_in_time,
        covariates_of,
        curve_scores,
        fit_model,
        rows_of,
    )
    from diffusion_sim.observed.model_comparison import FOLDS, cut_periods

    studies = _loaded(
        folder, event, innovation=innovation, layers=layers or (), direction=ties, weights=weights, period=period,
        last_period=last_period, unlisted=unlisted,
    )  # fmt: skip
    columns = covariates or ()
    cut_periods(studies, train_share)
    if not quiet:
        note("Fitting; two hundred innovations among fifty places take a minute.")
    model = fit_model(rows_of(studies), covariates_of(studies, columns), seed=seed)
    told = [compare_in_time(studies, train_share, columns, seed, model)]
    if len(studies) >= FOLDS:
        told.insert(0, compare_by_innovation(studies, columns, seed, model))
    curves = curve_scores(studies[0], train_share, runs, seed, columns) if len(studies) == 1 else ()
    if json:
        print_json(_fit_as_json(studies, model, told, curves))
    else:
        _print_fit(studies, model, told, curves)


def _fit_as_json(
    studies: Sequence[Study], model: FittedModel, told: Sequence[Comparison], curves: Sequence[CurveScores]
) -> dict[str, Any]:
    from diffusion_sim.observed import OURS
    from diffusion_sim.observed.model_comparison import verdict

    return {
        **_named(studies),
        "forms": [
            {"form": kind, "weight": model.weight_of(kind), "estimates": [e._asdict() for e in model.estimates(kind)]}
            for kind in FORMS
        ],
        "comparisons": [
            {
                "split": one.split, "adoptions": int(one.rows.adopted.sum()), "outcomes": len(one.rows),
                "models": [{"model": name, **_plain_scores(one.scores(name))} for name in one.models],
                "verdicts": [
                    {"rival": name, **one.difference(name)._asdict(), "standard_errors": one.difference(name).errors,
                     "sentence": verdict(name, one.difference(name))}
                    for name in one.models if name != OURS
                ],
                "groups_of_chances": [group._asdict() for group in one.chance_groups(OURS)],
            }
            for one in told
        ],
        "curves": [{**one._asdict(), "by_the_end": _plain_scores(one.by_the_end)} for one in curves],
    }  # fmt: skip


def _plain_scores(scores: Scores) -> dict[str, float | None]:
    return {name: None if isnan(value) else value for name, value in scores._asdict().items()}


def _print_fit(
    studies: Sequence[Study], model: FittedModel, told: Sequence[Comparison], curves: Sequence[CurveScores]
) -> None:
    for kind in FORMS:
        print_table(
            _estimate_table(f"{_title(studies)}: {kind} (counts {model.weight_of(kind):.0%})", model.estimates(kind))
        )
    for one in told:
        print_table(_score_table(one))
        for sentence in one.verdicts():
            say_words(sentence)
        say_words(_groups_told(one))
    if curves:
        print_table(_curve_table(curves))
    say_words(LEGEND_OF_FIT)


def _estimate_table(title: str, estimates: Sequence[Estimate]) -> Table:
    from diffusion_sim.results.display import format_significant

    rows = [
        (one.name, format_significant(one.value), f"{format_significant(one.low)} to {format_significant(one.high)}")
        for one in estimates
    ]
    return Table(title, ("Parameter", ">Median", ">95 % interval"), rows)


def _score_table(told: Comparison) -> Table:
    from diffusion_sim.observed import OURS

    heads = ("Model", ">Log score", ">Worse by", ">± SE", ">Brier", ">Calib.", ">AUC")
    rows = []
    for name in told.models:
        scores, worse = told.scores(name), told.difference(name)
        apart = ("", "") if name == OURS else (f"{worse.mean:+.3f}", f"{worse.standard_error:.3f}")
        rows.append(
            (
                name,
                f"{scores.log_score:.4f}",
                *apart,
                f"{scores.brier:.4f}",
                f"{scores.calibration:.2f}",
                _number(scores.auc),
            )
        )
    return Table(f"Told before it was known: {told.split}, {int(told.rows.adopted.sum()):,} adoptions", heads, rows)


def _groups_told(told: Comparison) -> str:
    from diffusion_sim.observed import OURS

    groups = ", ".join(f"{one.expected:.0f} and {one.happened}" for one in told.chance_groups(OURS))
    return f"Adoptions that ours expected, and that came, from the lowest chances to the highest: {groups}."


def _curve_table(curves: Sequence[CurveScores]) -> Table:
    heads = ("Model", ">Curve", ">In band", ">By the end: log", ">AUC")
    rows = [
        (
            one.model,
            f"{one.curve_error:.3f}",
            f"{one.curve_inside:.0%}",
            f"{one.by_the_end.log_score:.3f}",
            _number(one.by_the_end.auc),
        )
        for one in curves
    ]
    return Table("The later curve, told at the cut", heads, rows)


def _number(value: float) -> str:
    """Return a dash where all or none adopted, so that nothing could be told apart."""
    return "–" if isnan(value) else f"{value:.2f}"
