"""Measure the tables of observed adoption in docs/evidence-tables.md anew: ``python docs/build_evidence.py DATA [PART ...]``.

DATA is a folder with ``us_policies``, ``medical_innovation`` and ``finland_copay``, which are not part of this repository.
Parts are ``pooled``, ``single`` and ``recovery``; all if none is named. Each is written between its marks.

The form of our model was chosen on every second policy by name (the first, third, ...); only the others are reported.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from written_parts import table

from diffusion_sim.observed import (
    OURS,
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
from diffusion_sim.observed.model_comparison import FOLDS

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from recovery import recovery_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
        "Adoptions expected by ours, and those that came, from the lowest chances to the highest (policies left out): "
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
                f"{command}, {int(later.rows.adopted.sum())} later adoptions; the steady forms count "
                f"{model.weight_of('steady'):.0%}:"
            ),
            table(HEADS[1:], [row[1:] for row in score_rows(later, "")]),
            table(("model", "error of the later curve", "later periods in the 90 % band"), curves),
            table(("parameter (steady forms, all periods)", "median", "95 % interval"), estimates(model, "steady")),
        ]
    return "\n\n".join(told)


def recovery(_: Path) -> str:
    """Return how often intervals hold the truth on simulated diffusions."""
    return table(("data", "parameter", "truth", "mean of medians", "intervals that hold it"), recovery_rows())


PARTS: dict[str, Callable[[Path], str]] = {"pooled": pooled, "single": single, "recovery": recovery}


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
