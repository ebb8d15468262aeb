"""Measures of several innovations over one network, one line each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.observed.network_effects import mean_threshold
from diffusion_sim.observed.risk_rows import places_of, rows_of
from diffusion_sim.observed.study_metrics import MISSING, Metric, peer_metric, structural_metric

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diffusion_sim.observed.study import NonAdopters, Study

SHOWN_PERIODS = 6


def pooled_metrics(
    studies: Sequence[Study],
    *,
    non_adopters: NonAdopters = "censored",
    strata: str | None = None,
    rewired: int = 200,
    seed: int = 1,
) -> tuple[Metric, ...]:
    """Measure several innovations together.

    Parameters
    ----------
    studies
        From :func:`load_studies`.
    non_adopters, strata, rewired, seed
        As for :func:`metrics`; the hazard ratio compares places within an innovation only, and thresholds are means over
        all adoptions.
    """
    counted = [one.counted_as(non_adopters) for one in studies]
    mean = mean_threshold(counted)
    known = None if np.isnan(mean) else mean
    threshold = Metric("mean_threshold", known, "Mean threshold", MISSING if known is None else f"{known:.4f}")
    structural = structural_metric(counted, rewired, seed)
    return (*_counts(studies), *_curve(studies), threshold, structural, peer_metric(studies, strata))


def _counts(studies: Sequence[Study]) -> Iterator[Metric]:
    adopters, periods = (np.array([getattr(one, part) for one in studies]) for part in ("adopters", "periods"))
    yield Metric("innovations", len(studies), "Innovations", str(len(studies)))
    places = len(places_of(studies))
    yield Metric("places", places, "Places", str(places))
    yield Metric("adoptions", int(adopters.sum()), "Adoptions", f"{adopters.sum():,}")
    for name, label, values in (
        ("adopters", "Adopters of an innovation", adopters),
        ("periods", "Periods from the first to the end of watching", periods),
    ):
        low, middle, high = np.quantile(values, [0, 0.5, 1], method="inverted_cdf").tolist()
        yield Metric(f"{name}_by_innovation", values.tolist(), label, f"{low:g} to {high:g}, median {middle:g}")
    degree = float(np.mean(np.concatenate([(one.ties > 0).sum(axis=1) for one in studies])))
    kind = "directed" if studies[0].directed else "undirected"
    yield Metric("mean_ties", degree, "Mean ties of a place", f"{degree:.2f}, {kind}")


def _curve(studies: Sequence[Study]) -> Iterator[Metric]:
    rows = rows_of([replace(one, start=1) for one in studies])
    at_risk, adopted = (np.bincount(rows.period, of, rows.period.max() + 1)[1:] for of in (None, rows.adopted))
    hazard = np.divide(adopted, at_risk, out=np.zeros(len(adopted)), where=at_risk > 0)
    shown = " ".join(f"{value:.4f}" for value in hazard[1 : 1 + SHOWN_PERIODS])
    yield Metric("hazard_by_period", hazard.tolist(), f"Hazard, periods 2 to {1 + SHOWN_PERIODS}", shown)
    shares = np.array([one.adopters / len(one.ids) for one in studies])
    yield Metric("share_at_the_end", float(shares.mean()), "Mean share at the end", f"{shares.mean():.4f}")
