"""Contagion on the complete graph, worked out exactly: the number of users is a Markov chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


def chain(size: int, first: int, joins: Callable[[float], float], steps: int) -> NDArray[np.float64]:
    """Return the distribution of users after each step: (steps + 1, size + 1).

    Parameters
    ----------
    size
        Places on the complete graph.
    first
        Users at the start.
    joins
        Chance with which one who is no user becomes one in a step, given the number of users.
    steps
        Number of synchronous steps.
    """
    n = np.arange(size + 1)
    moves = np.array([stats.binom.pmf(n - now, size - now, joins(float(now))) for now in n])
    distribution = np.zeros((steps + 1, size + 1))
    distribution[0, first] = 1.0
    for step in range(steps):
        distribution[step + 1] = distribution[step] @ moves
    return distribution


def moments(distribution: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return mean, standard deviation and fourth central moment of a number of users."""
    n = np.arange(len(distribution))
    mean = float(distribution @ n)
    return mean, float(distribution @ (n - mean) ** 2) ** 0.5, float(distribution @ (n - mean) ** 4)
