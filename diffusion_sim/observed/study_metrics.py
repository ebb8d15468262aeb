"""All measures of a study, or of several over one network, one line each; Bass's curve, fitted to the share of adopters, is among them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.optimize import least_squares

from diffusion_sim.errors import RunError
from diffusion_sim.observed.network_effects import looking, mean_threshold, morans_i, peer_hazard_ratio, structural_test
from diffusion_sim.observed.risk_rows import places_of, rows_of
from diffusion_sim.observed.study import (
    Study,
    adoption_hazard,
    adoption_share,
    at_risk,
    categories,
    in_use_share,
    time_to_share,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from scipy.optimize import OptimizeResult

    from diffusion_sim.observed.study import NonAdopters

LOWEST = np.array([np.log(1e-9), -1.0])
HIGHEST = np.array([np.log(5.0), 10.0])
"""Bounds of log p and of q. The logarithm lets the fit tell a small p from a tiny one."""
EDGE = 1e-4
"""A fit as near to a bound would have gone beyond it."""
FEWEST_RISES = 3
LEAST_SINGULAR_VALUE = 1e-3
"""Of the Jacobian with columns of length 1: below, what p and q do to the curve is correlated beyond 1 - 1e-6."""


class BassFit(NamedTuple):
    """Innovation and imitation, per period, and how far the curve is from the data."""

    p: float
    q: float
    root_mean_square_error: float
    """Of the cumulative share."""


def bass_share(period: NDArray[np.float64], p: float, q: float) -> NDArray[np.float64]:
    r"""Return the cumulative share :math:`F(t) = (1 - e^{-(p+q)t}) / (1 + (q/p) e^{-(p+q)t})` (Bass 1969, eq. 4)."""
    fading = np.exp(-(p + q) * period)
    return (1.0 - fading) / (1.0 + q / p * fading)


def fit_bass(study: Study) -> BassFit:
    """Fit p and q by least squares to the cumulative share at the end of each period, as netdiffuseR's ``fitbass``.

    The ceiling is all watched places, so non-adopters pull the curve down; the study says what they count as.

    Two parameters are identified, and their fit can be judged, only where the share rises in three periods or more:
    some curve passes near one or two rises whatever made them. The best fit must also lie within the bounds, and p and q
    must move its curve in different ways (a Jacobian of full rank); otherwise other values fit as well.

    Raises
    ------
    RunError
        The data do not identify p and q; the sentence ends with the reason.
    """
    share = adoption_share(study)
    if np.count_nonzero(np.diff(share, prepend=0.0)) < FEWEST_RISES:
        raise _not_identified(study, f"adoptions in fewer than {FEWEST_RISES} periods")
    found = _least_squares(share)
    if min((found.x - LOWEST).min(), (HIGHEST - found.x).min()) < EDGE:
        raise _not_identified(study, "the fit runs to the edge of its range")
    if _is_singular(found.jac):
        raise _not_identified(study, "other p and q fit as well")
    return BassFit(float(np.exp(found.x[0])), float(found.x[1]), float(np.sqrt(np.mean(found.fun**2))))


def _least_squares(share: NDArray[np.float64]) -> OptimizeResult:
    period = np.arange(1.0, len(share) + 1.0)

    def distance(log_p_and_q: NDArray[np.float64]) -> NDArray[np.float64]:
        return bass_share(period, np.exp(log_p_and_q[0]), log_p_and_q[1]) - share

    return least_squares(distance, (np.log(max(share[0], 1e-3)), 0.3), bounds=(LOWEST, HIGHEST))


def _is_singular(jacobian: NDArray[np.float64]) -> bool:
    lengths = np.linalg.norm(jacobian, axis=0)
    columns = np.divide(jacobian, lengths, out=np.zeros_like(jacobian), where=lengths > 0)
    return bool(np.linalg.svd(columns, compute_uv=False)[-1] < LEAST_SINGULAR_VALUE)


def _not_identified(study: Study, reason: str) -> RunError:
    return RunError(f"{study.name}: Bass's p and q are not identified: {reason}")


SHARES = (0.1, 0.25, 0.5, 0.75)
HALF = 0.5
SHOWN_PERIODS = 6
MISSING = "–"
"""Stands in the table for what the data do not tell, before the reason; JSON has null."""


class Metric(NamedTuple):
    """One measure: for machines a name and plain values, for people a label and a text."""

    name: str
    value: Any
    label: str
    text: str


def metrics(
    study: Study,
    *,
    non_adopters: NonAdopters = "censored",
    strata: str | None = None,
    rewired: int = 200,
    seed: int = 1,
) -> tuple[Metric, ...]:
    """Measure a study.

    Parameters
    ----------
    study
        From :func:`load_study`.
    non_adopters
        ``censored``, or ``last_period`` to count them as adopters one period after the last in the measures of thresholds
        and of the network, as netdiffuseR does. The curve and the peer hazard ratio always treat them as censored.
    strata
        A column of ``nodes.csv`` within which the peer hazard ratio compares places.
    rewired, seed
        Rewired networks of the structural test, and the seed of their swaps.
    """
    counted = study.counted_as(non_adopters)
    return (
        *_sizes(study),
        *_curve(study),
        *_network_measures(counted, rewired, seed),
        peer_metric(study, strata),
    )


def _sizes(study: Study) -> Iterator[Metric]:
    degree = (study.ties > 0.0).sum(axis=1)
    yield Metric("places", len(study.ids), "Places watched", str(len(study.ids)))
    yield Metric("places_not_watched", len(study.unobserved), "Places not watched", str(len(study.unobserved)))
    if len(set(study.entry)) > 1 or len(set(study.leave)) > 1:
        watched = int(at_risk(study).sum())
        yield Metric("periods_at_risk", watched, "Periods at risk, all places", f"{watched:,}")
    if not np.isnan(study.stopped).all():
        using = in_use_share(study)
        text = f"{using[-1]:.4f}; {int((~np.isnan(study.stopped)).sum())} of {study.adopters} adopters discontinued"
        yield Metric("share_in_use_by_period", using.tolist(), "Share in use at the end", text)
    yield Metric("adopters", study.adopters, "Adopters", f"{study.adopters} in {study.periods} periods")
    kind = "directed" if study.directed else "undirected"
    alone = int((degree == 0).sum())
    text = f"{degree.mean():.2f}, {kind}; {alone} {'place has' if alone == 1 else 'places have'} none"
    yield Metric("mean_ties", float(degree.mean()), "Mean ties of a place", text)
    if study.outlines:
        yield Metric("outlines", len(study.outlines), "Places with an outline", str(len(study.outlines)))


def _curve(study: Study) -> Iterator[Metric]:
    share = adoption_share(study)
    yield Metric("share_by_period", share.tolist(), "Share at the end", f"{share[-1]:.4f}")
    for wanted in SHARES:
        period = time_to_share(study, wanted)
        text = "not reached" if period is None else f"period {period}"
        yield Metric(f"period_of_{wanted:.0%}".replace("%", "_percent"), period, f"Time to {wanted:.0%}", text)
    yield _hazard(adoption_hazard(study))
    yield _categories(study)
    yield _bass(study)


def _hazard(hazard: NDArray[np.float64]) -> Metric:
    shown = hazard[1 : 1 + SHOWN_PERIODS]
    label = f"Hazard, periods 2 to {1 + len(shown)}" if len(shown) > 1 else "Hazard, period 2"
    text = " ".join(f"{value:.4f}" for value in shown) or MISSING
    return Metric("hazard_by_period", hazard.tolist(), label, text)


def _categories(study: Study) -> Metric:
    groups = categories(study)
    counts = ", ".join(f"{count} {name}" for name, count in groups.items() if count is not None)
    one_period = f"{MISSING} (all adopters in one period), " if None in groups.values() else ""
    return Metric("categories", groups, "Adopter categories", one_period + counts)


def _bass(study: Study) -> Metric:
    label = "Bass fit, per period"
    try:
        bass = fit_bass(study)
    except RunError as error:
        return Metric("bass", None, label, f"{MISSING} ({str(error).rpartition(': ')[2]})")
    text = f"p {bass.p:.5f}, q {bass.q:.5f} (error {bass.root_mean_square_error:.3f})"
    return Metric("bass", bass._asdict(), label, text)


def _network_measures(study: Study, rewired: int, seed: int) -> Iterator[Metric]:
    yield _mean_threshold(study)
    yield _moran(study)
    yield structural_metric(study, rewired, seed)


def structural_metric(study: Study | Sequence[Study], rewired: int, seed: int) -> Metric:
    """Return the structural test, of one innovation or of several."""
    test = structural_test(study, rewired, seed)
    text = f"{test.observed:.3f} against {test.expected:.3f} ± {test.sd:.3f} rewired, p {test.p_value:.2g}"
    if np.isnan(test.observed):
        text = f"{MISSING} (no adopter has ties, ties change, or places differ)"
    return Metric("structural_test", _known(test._asdict()), "Structural test of threshold", text)


def _mean_threshold(study: Study) -> Metric:
    mean = mean_threshold(study)
    without = int((~np.isnan(study.times) & ~looking(study)).sum())
    counted = f" (adopters without ties counted as 0: {without})" if without else ""
    known = None if np.isnan(mean) else mean
    return Metric("mean_threshold", known, "Mean threshold", (MISSING if known is None else f"{mean:.4f}") + counted)


def _moran(study: Study) -> Metric:
    middle = int(np.nanquantile(study.times, HALF))
    moran = morans_i((study.times <= middle).astype(float), study.ties)
    text = f"{moran.observed:.3f} in period {middle} (expected {moran.expected:.3f}, p {moran.p_value:.2g})"
    if np.isnan(moran.p_value):
        text = f"{MISSING} (fewer than four places, no ties, or nothing to tell apart in period {middle})"
    return Metric("morans_i", _known({"period": middle, **moran._asdict()}), "Moran's I of adoption", text)


def peer_metric(study: Study | Sequence[Study], strata: str | None) -> Metric:
    """Return the peer hazard ratio, of one innovation or within each of several."""
    within = "" if isinstance(study, Study) else ", within innovations"
    label = f"Peer hazard ratio, 0 to 1{within}" + (f", by {strata}" if strata else "")
    try:
        ratio = peer_hazard_ratio(study, strata)
    except RunError:
        return Metric("peer_hazard_ratio", None, label, "cannot be estimated: exposure does not vary enough")
    text = f"{ratio.ratio:.2f} (95 % {ratio.low:.2f} to {ratio.high:.2f}, p {ratio.p_value:.2g})"
    return Metric("peer_hazard_ratio", ratio._asdict(), label, text)


def _known(values: dict[str, Any]) -> dict[str, Any]:
    """Return null for what is no number."""
    return {key: None if isinstance(value, float) and np.isnan(value) else value for key, value in values.items()}


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
    return (*_pooled_counts(studies), *_pooled_curve(studies), threshold, structural, peer_metric(studies, strata))


def _pooled_counts(studies: Sequence[Study]) -> Iterator[Metric]:
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


def _pooled_curve(studies: Sequence[Study]) -> Iterator[Metric]:
    rows = rows_of([replace(one, start=1) for one in studies])
    watched, adopted = (np.bincount(rows.period, of, rows.period.max() + 1)[1:] for of in (None, rows.adopted))
    yield _hazard(np.divide(adopted, watched, out=np.zeros(len(adopted)), where=watched > 0))
    shares = np.array([one.adopters / len(one.ids) for one in studies])
    yield Metric("share_at_the_end", float(shares.mean()), "Mean share at the end", f"{shares.mean():.4f}")
