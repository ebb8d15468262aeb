"""All measures of a study, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from diffusion_sim.errors import RunError
from diffusion_sim.evidence.study.adoption import adoption_hazard, adoption_share, categories, time_to_share
from diffusion_sim.evidence.study.bass import fit_bass
from diffusion_sim.evidence.study.exposure import looking, mean_threshold
from diffusion_sim.evidence.study.morans_i import morans_i
from diffusion_sim.evidence.study.peer_hazard import peer_hazard_ratio
from diffusion_sim.evidence.study.permutation import structural_test

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diffusion_sim.evidence.study.study import NonAdopters, Study

SHARES = (0.1, 0.25, 0.5, 0.75)
HALF = 0.5
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
        ``censored``, or ``last_period`` to count them as adopters one period after the last, as netdiffuseR does. The
        peer hazard ratio always treats them as censored.
    strata
        A column of ``nodes.csv`` within which the peer hazard ratio compares places.
    rewired, seed
        Rewired networks of the structural test, and the seed of their swaps.
    """
    counted = study.counted_as(non_adopters)
    return (
        *_sizes(study),
        *_curve(counted),
        *_network_measures(counted, rewired, seed),
        _peers(study, strata),
    )


def _sizes(study: Study) -> Iterator[Metric]:
    degree = (study.ties > 0.0).sum(axis=1)
    yield Metric("places", len(study.ids), "Places watched", str(len(study.ids)))
    yield Metric("places_not_watched", len(study.unobserved), "Places not watched", str(len(study.unobserved)))
    yield Metric("adopters", study.adopters, "Adopters", f"{study.adopters} in {study.periods} periods")
    kind = "directed" if study.directed else "undirected"
    text = f"{degree.mean():.2f}, {kind}; {int((degree == 0).sum())} places have none"
    yield Metric("mean_ties", float(degree.mean()), "Mean ties of a place", text)
    if study.outlines:
        yield Metric("outlines", len(study.outlines), "Places with an outline", str(len(study.outlines)))


def _curve(study: Study) -> Iterator[Metric]:
    share, hazard = adoption_share(study), adoption_hazard(study)
    yield Metric("share_by_period", share.tolist(), "Share at the end", f"{share[-1]:.4f}")
    for wanted in SHARES:
        period = time_to_share(study, wanted)
        text = "not reached" if period is None else f"period {period}"
        yield Metric(f"period_of_{wanted:.0%}".replace("%", "_percent"), period, f"Time to {wanted:.0%}", text)
    shown = " ".join(f"{value:.4f}" for value in hazard[1:7])
    yield Metric("hazard_by_period", hazard.tolist(), "Hazard, periods 2 to 7", shown)
    yield _categories(study)
    yield _bass(study)


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
    yield _structural(study, rewired, seed)


def _structural(study: Study, rewired: int, seed: int) -> Metric:
    test = structural_test(study, rewired, seed)
    text = f"{test.observed:.3f} against {test.expected:.3f} ± {test.sd:.3f} rewired, p {test.p_value:.2g}"
    if np.isnan(test.observed):
        text = f"{MISSING} (no adopter has ties)"
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


def _peers(study: Study, strata: str | None) -> Metric:
    label = "Peer hazard ratio, 0 to 1" + (f", by {strata}" if strata else "")
    try:
        ratio = peer_hazard_ratio(study, strata)
    except RunError:
        return Metric("peer_hazard_ratio", None, label, "cannot be estimated: exposure does not vary enough")
    text = f"{ratio.ratio:.2f} (95 % {ratio.low:.2f} to {ratio.high:.2f}, p {ratio.p_value:.2g})"
    return Metric("peer_hazard_ratio", ratio._asdict(), label, text)


def _known(values: dict[str, Any]) -> dict[str, Any]:
    """Return null for what is no number."""
    return {key: None if isinstance(value, float) and np.isnan(value) else value for key, value in values.items()}
