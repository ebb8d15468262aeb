"""What two policies do together beyond the sum of what each does alone: the difference of differences of a 2 x 2."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from diffusion_sim.results.intervals import mean_interval
from diffusion_sim.results.measures import MEASURES
from diffusion_sim.scenario.combining import is_combination

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diffusion_sim.scenario.scenario import Scenario


class Square(NamedTuple):
    """Numbers of the policies of a 2 x 2; the baseline is its first cell."""

    first: int
    second: int
    both: int


def squares(baseline: Scenario, policies: Sequence[Scenario]) -> list[Square]:
    """Return every 2 x 2 among some policies."""
    return [
        Square(i, j, k)
        for i, j in combinations(range(len(policies)), 2)
        for k in range(len(policies))
        if k not in {i, j} and is_combination(baseline, policies[i], policies[j], policies[k])
    ]


def interaction_table(measures: Sequence[pd.DataFrame], names: Sequence[str], found: Sequence[Square]) -> pd.DataFrame:
    """Return a row for each 2 x 2 and measure.

    Parameters
    ----------
    measures
        Of the baseline and then of each policy: a row for each replication, the same in all, and a column for each measure.
    names
        Of the policies.
    """
    columns = ["first", "second", "both", "measure", "label", "unit", "kind", "first_alone", "second_alone", "together",
               "interaction", "low", "high", "replications"]  # fmt: skip
    rows = [row for square in found for row in _rows(measures, names, square)]
    return pd.DataFrame(rows, columns=columns)


def _rows(measures: Sequence[pd.DataFrame], names: Sequence[str], square: Square) -> Iterator[tuple[object, ...]]:
    baseline, policies = measures[0], measures[1:]
    first, second, both = (policies[number] - baseline for number in square)
    for measure in MEASURES:
        told = mean_interval((both - first - second)[measure.key])
        key, _, *words = measure.told
        means = (float(table[measure.key].mean()) for table in (first, second, both))
        yield (*(names[number] for number in square), key, *words, *means, told.mean, told.low, told.high, told.known)
