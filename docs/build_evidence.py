"""Measure the tables of observed adoption in docs/evidence-tables.md anew: ``python docs/build_evidence.py DATA [PART ...]``.

DATA is a folder with ``us_policies``, ``medical_innovation`` and ``finland_copay``, which are not part of this repository.
Parts are ``pooled``, ``single``, ``simpler`` and ``recovery``; all if none is named. Each is written between its marks.

The form of our model was chosen on every second policy by name (the first, third, ...); only the others are reported.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from written_parts import table

from diffusion_sim.observed import (
    OURS,
    RIVALS,
    Comparison,
    FittedModel,
    Study,
    compare_by_innovation,
    compare_in_time,
    covariates_of,
    curve_scores,
    fit_model,
    load_studies,
    load_study,
    rows_of,
)
from diffusion_sim.observed.adoption_model import CHANNELS
from diffusion_sim.observed.hazard_models import fitted, log_likelihood, seen_in
from diffusion_sim.observed.model_comparison import FOLDS, cut_periods

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from recovery import recovery_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from diffusion_sim.observed import RiskRows

PAGE = Path(__file__).parent / "evidence-tables.md"
SINGLE = (("medical_innovation", ()), ("finland_copay", ("contiguity",)))


def reporting_half(studies: Sequence[Study]) -> list[Study]:
    """Return the second, fourth, ... innovation by name: those on which nothing was chosen."""
    return sorted(studies, key=lambda one: one.innovation)[1::2]


def score_rows(told: Comparison, split: str) -> list[tuple[str, ...]]:
    """Return a line for each model: log score, how much worse than ours, in standard errors too, and the rest."""
    rows = []
    for name in told.models:
        scores, worse = told.scores(name), told.difference(name)
        apart = (
            ("", "") if name == OURS else (f"{worse.mean:+.3f} ± {worse.standard_error:.3f}", f"{worse.errors:+.1f}")
        )
        shown = f"**{name}**" if name == OURS else name
        rows.append((split, shown, f"{scores.log_score:.3f}", *apart, f"{scores.calibration:.2f}", f"{scores.auc:.2f}"))
    return rows


HEADS = ("split", "model", "log score per adoption", "worse than ours", "standard errors", "adopted / expected", "AUC")


def pooled(data: Path) -> str:
    """Return the scores on the half of the policies that is reported."""
    half = reporting_half(load_studies(data / "us_policies", unlisted="never"))
    model = fit_model(rows_of(half), covariates_of(half, ()))
    left_out = compare_by_innovation(half, like=model)
    later = compare_in_time(half, like=model)
    adoptions = [int(one.rows.adopted.sum()) for one in (left_out, later)]
    told = [
        (f"{len(half)} policies; {adoptions[0]:,} adoptions in policies that were left out ({FOLDS} folds), {adoptions[1]:,} in "
        "later periods."),
        table(HEADS, score_rows(left_out, "policies left out") + score_rows(later, "later half of the periods")),
        table(("parameter (drifting form)", "median", "95 % interval"), estimates(model, "drifting")),
        "Adoptions that our model expected and those that came, in five groups from the lowest chances to the highest (policies left "
        "out): "
        + ", ".join(f"{one.expected:.0f} and {one.happened}" for one in left_out.chance_groups(OURS)) + ".",
    ]  # fmt: skip
    return "\n\n".join(told)


def estimates(model: FittedModel, kind: str) -> list[tuple[str, str, str]]:
    """Return a line for each parameter of a form."""
    return [(one.name, f"{one.value:.3g}", f"{one.low:.3g} to {one.high:.3g}") for one in model.estimates(kind)]


def single(data: Path) -> str:
    """Return the scores of the later half of the two studies, and how well the later curve was told."""
    told = []
    for name, layers in SINGLE:
        study = load_study(data / name, layers=layers)
        model = fit_model(rows_of([study]), covariates_of([study], ()))
        command = f"`fit {name}" + "".join(f" --layer {one}" for one in layers) + "`"
        later = compare_in_time([study])
        curves = [(one.model, f"{one.curve_error:.3f}", f"{one.curve_inside:.0%}") for one in curve_scores(study)]
        told += [
            (
                f"{command}, {int(later.rows.adopted.sum())} later adoptions; the steady forms have a weight of "
                f"{model.weight_of('steady'):.0%}:"
            ),
            table(HEADS[1:], [row[1:] for row in score_rows(later, "")]),
            table(("model", "error of the later curve", "later periods in the 90 % band"), curves),
            table(("parameter (steady forms, all periods)", "median", "95 % interval"), estimates(model, "steady")),
        ]
    return "\n\n".join(told)


CHANNEL_ODDS = (1.0, 0.3, 0.1, 0.01)
CONSTANT_SHARES = (0.5, 0.9, 0.99)
BESIDE = ("constant hazard", "logistic on exposure")
BY_NAME = {rival.name: rival for rival in RIVALS}


def simpler(data: Path) -> str:
    """Return what it takes on single studies to draw ours towards a constant hazard, by less belief in channels or by a mixture."""
    told, columns = [], []
    for name, layers in SINGLE:
        study = load_study(data / name, layers=layers)
        rows, cut = rows_of([study]), cut_periods([study], 0.5)[0]
        known, asked = rows.where(rows.period <= cut), rows.where(rows.period > cut)
        told.append(f"`{name}`: " + gains_of_bass(known))
        tried = ways(fit_model(known, covariates_of([study], ())), rows, known)
        columns.append([(way, behind(chances[rows.period > cut], known, asked)) for way, chances in tried])
    rivals = [f"{name}: behind {rival}" for name, _ in SINGLE for rival in BESIDE]
    heads = ("ours, drawn towards a constant hazard by", *rivals)
    lines = [(one[0][0], *(text for _, part in one for text in part)) for one in zip(*columns, strict=True)]
    return "\n\n".join([*told, table(heads, lines)])


def gains_of_bass(known: RiskRows) -> str:
    """Say how much likelier Bass makes what was fitted to than a constant hazard, which is Bass without a rise."""
    bass, constant = (BY_NAME[name] for name in ("Bass", "constant hazard"))
    (gain,) = np.diff([log_likelihood(one, fitted(one, known), seen_in(known)) for one in (constant, bass)])
    middle = int(known.period.max()) // 2
    first, second = known.where(known.period <= middle), known.where(known.period > middle)
    later = seen_in(second)
    scores = [-log_likelihood(one, fitted(one, first), later) / second.adopted.sum() for one in (bass, constant)]
    return (
        f"twice the log likelihood ratio of Bass and a constant hazard in the periods fitted to is {2 * gain:.1f}. Fitted to "
        f"their first half, Bass predicts the second with a log score of {scores[0]:.3f}, a constant hazard with {scores[1]:.3f}."
    )


def ways(model: FittedModel, rows: RiskRows, known: RiskRows) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """Yield each way with its chances."""
    parts = np.array([sum(one.name in CHANNELS[1:] for one in fit.form.parameters) for fit in model.fits])
    for odds in CHANNEL_ODDS:
        weights = model.weights * odds**parts
        yield f"odds of {odds:g} for each channel", replace(model, weights=weights / weights.sum()).chances(rows)
    constant = BY_NAME["constant hazard"]
    flat, ours = constant.chances(fitted(constant, known), rows), model.chances(rows)
    for share in CONSTANT_SHARES:
        yield f"a mixture, {share:.0%} constant hazard", share * flat + (1 - share) * ours


def behind(ours: NDArray[np.float64], known: RiskRows, asked: RiskRows) -> list[str]:
    """Return how far such chances are behind the two rivals, per adoption and in standard errors."""
    rivals = {name: rival.chances(fitted(rival, known), asked) for name, rival in BY_NAME.items()}
    told = Comparison("later periods", asked, {OURS: ours} | rivals)
    found = [told.difference(name) for name in BESIDE]
    return [f"{-one.mean:+.3f} ± {one.standard_error:.3f} ({-one.errors:+.1f})" for one in found]


def recovery(_: Path) -> str:
    """Return how often intervals hold the truth on simulated diffusions."""
    return table(("data", "parameter", "truth", "mean of medians", "intervals that hold it"), recovery_rows())


PARTS: dict[str, Callable[[Path], str]] = {"pooled": pooled, "single": single, "simpler": simpler, "recovery": recovery}


def write(part: str, text: str) -> None:
    """Put a part between its marks."""
    page = PAGE.read_text(encoding="utf-8")
    begin, end = (f"<!-- {word}: {part} -->" for word in ("begin", "end"))
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    PAGE.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    np.seterr(all="raise", under="ignore")
    for part in sys.argv[2:] or PARTS:
        write(part, PARTS[part](Path(sys.argv[1])))
