"""What a check is, and how it is judged: exactly where nothing is random, by a test at a stated level where something is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray


LEVEL = 1e-3
"""Chance with which a check of random results refuses a right program."""


class Setup(NamedTuple):
    """How a check is run."""

    replications: int
    seed: int
    folder: Path
    """For networks that have to be given as files."""
    planted: Mapping[str, Any] = {}
    """Changes of the scenario that make it wrong on purpose; none in an honest run."""


class Finding(NamedTuple):
    """What came out."""

    expected: str
    got: str
    tolerance: str
    passed: bool
    power: float
    """Chance of noticing the check's planted error with so many replications; 1 where nothing is random."""


class Check(NamedTuple):
    """One comparison with a known result."""

    name: str
    source: str
    run: Callable[[Setup], Finding]
    planted: Mapping[str, Any]
    """Changes of the scenario that the check must notice."""
    planted_words: str


FEWEST_EXPECTED = 5.0
"""Classes of a chi-square test are joined until each has as many cases on average (Cochran 1954)."""
SHOWN_STEPS = 2


class Moment(NamedTuple):
    """A mean and the standard deviation of the single values."""

    mean: float
    sd: float


def exactly(expected: Sequence[int], got: Sequence[int]) -> Finding:
    """Compare whole numbers that leave nothing to chance."""
    return Finding(_steps(expected), _steps(got), "exact", list(expected) == list(got), 1.0)


def by_mean(values: ArrayLike, expected: Moment, planted: Moment) -> Finding:
    """Test a mean whose distribution is known, by the normal law.

    ``planted`` is mean and sd under the planted error, for the power.
    """
    sample = np.asarray(values, dtype=float)
    error = expected.sd / len(sample) ** 0.5
    allowed = float(stats.norm.isf(LEVEL / 2)) * error
    got = float(sample.mean())
    text = (f"{expected.mean:.3f}", f"{got:.3f}", f"±{allowed:.3f}")
    return Finding(*text, abs(got - expected.mean) <= allowed, _power_of_mean(allowed, expected, planted, len(sample)))


def by_distribution(counts: ArrayLike, chances: ArrayLike, planted: ArrayLike) -> Finding:
    """Test counts against exact chances with Pearson's chi-square; classes too rare are joined with the next."""
    seen, wanted, other = (np.asarray(values, dtype=float) for values in (counts, chances, planted))
    groups = _groups(wanted * seen.sum())
    seen, wanted, other = (np.add.reduceat(values, groups) for values in (seen, wanted, other))
    p_value = float(stats.chisquare(seen, wanted * seen.sum()).pvalue)
    beyond = float(seen.sum() * ((other - wanted) ** 2 / wanted).sum())
    critical = float(stats.chi2.isf(LEVEL, len(wanted) - 1))
    power = float(stats.ncx2.sf(critical, len(wanted) - 1, beyond))
    got = f"p = {p_value:.3g}"
    return Finding("exact law", got, f"p>{LEVEL}", p_value > LEVEL, power)


def alike(ours: ArrayLike, theirs: ArrayLike, sensitivity: float) -> Finding:
    """Test whether two samples have one mean (Welch's t) and one distribution (Kolmogorov-Smirnov), at half the level.

    ``sensitivity`` is the shift of the mean that the planted error makes, for the power of the first.
    """
    a, b = (np.asarray(values, dtype=float) for values in (ours, theirs))
    error = float((a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b)) ** 0.5)
    p_mean = float(stats.ttest_ind(a, b, equal_var=False).pvalue)
    p_law = float(stats.ks_2samp(a, b, method="asymp").pvalue)
    z = float(stats.norm.isf(LEVEL / 4))
    power = float(stats.norm.sf(z - abs(sensitivity) / error))
    text = (f"{b.mean():.2f}", f"{a.mean():.2f}", f"p>{LEVEL}")
    return Finding(*text, min(1.0, 2.0 * min(p_mean, p_law)) > LEVEL, power)


def _power_of_mean(allowed: float, expected: Moment, planted: Moment, size: int) -> float:
    error = planted.sd / size**0.5
    above = stats.norm.sf(expected.mean + allowed, planted.mean, error)
    return float(above + stats.norm.cdf(expected.mean - allowed, planted.mean, error))


def _groups(expected: NDArray[np.float64]) -> list[int]:
    """Return where each class begins, so that all but rare ends hold enough; the last takes the rest."""
    starts, held = [0], 0.0
    for index, number in enumerate(expected):
        if held >= FEWEST_EXPECTED and expected[index:].sum() >= FEWEST_EXPECTED:
            starts.append(index)
            held = 0.0
        held += float(number)
    return starts


def _steps(numbers: Sequence[int]) -> str:
    """Write whole numbers; of many only the last and how many steps led there."""
    if len(numbers) <= SHOWN_STEPS:
        return " ".join(map(str, numbers))
    return f"{numbers[-1]}, {len(numbers) - 1} steps"
