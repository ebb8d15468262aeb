"""Covariates of places: columns of ``nodes.csv``, numbers standardised, texts as one column for each value but the commonest."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.country.csv_tables import number_in
from diffusion_sim.errors import InputError
from diffusion_sim.observed.model_posterior import Covariates
from diffusion_sim.observed.risk_rows import places_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from diffusion_sim.observed.study import Study

MOST_VALUES = 30
"""Of a column of texts; each takes a parameter."""
_LOG = re.compile(r"log\((.+)\)")


def covariates_of(studies: Sequence[Study], columns: Sequence[str]) -> Covariates:
    """Read columns of ``nodes.csv`` as covariates.

    Parameters
    ----------
    studies
        All over one network.
    columns
        Names; ``log(NAME)`` is the logarithm of a column of positive numbers. Numbers are given in standard deviations from
        their mean, blanks at the mean; a text is compared with the most frequent one.

    Raises
    ------
    InputError
        There is no such column, or it cannot be used.
    """
    places = places_of(studies)
    parts = [part for column in columns for part in _read(studies, places, column)]
    values = np.column_stack([value for _, value in parts]) if parts else np.zeros((len(places), 0))
    return Covariates(tuple(name for name, _ in parts), values)


def _read(studies: Sequence[Study], places: dict[str, int], column: str) -> Iterator[tuple[str, NDArray[np.float64]]]:
    wanted = found[1] if (found := _LOG.fullmatch(column)) else column
    texts = np.full(len(places), "", dtype=object)
    for study in studies:
        texts[[places[name] for name in study.ids]] = study.column(wanted)
    known = [number_in(text) for text in texts if text]
    if known and None not in known:
        yield column, _standardised(texts, column, logarithm=found is not None)
    elif found:
        raise InputError("covariate", f"{wanted!r} holds what is no number", "valid: log() of positive numbers")
    else:
        yield from _dummies(texts, column)


def _standardised(texts: NDArray[np.object_], column: str, *, logarithm: bool) -> NDArray[np.float64]:
    numbers = np.array([float("nan") if not text else number_in(text) for text in texts], dtype=np.float64)
    if logarithm and np.nanmin(numbers) <= 0:
        raise InputError(
            "covariate", f"{column!r} has numbers that are not positive", "valid: the column without log()"
        )
    numbers = np.log(numbers) if logarithm else numbers
    sd = float(np.nanstd(numbers))
    if sd == 0:
        raise InputError("covariate", f"{column!r} is the same everywhere", "valid: a column that tells places apart")
    return np.nan_to_num((numbers - np.nanmean(numbers)) / sd)


def _dummies(texts: NDArray[np.object_], column: str) -> Iterator[tuple[str, NDArray[np.float64]]]:
    counts = Counter(texts.tolist())
    if not 1 < len(counts) <= MOST_VALUES:
        found = f"{column!r} has {len(counts)} different texts"
        raise InputError("covariate", found, f"valid: numbers, or 2 to {MOST_VALUES} different texts")
    commonest = max(sorted(counts), key=lambda text: counts[text])
    for text in sorted(counts):
        if text != commonest:
            yield f"{column}={text or 'blank'}", (texts == text).astype(np.float64)
