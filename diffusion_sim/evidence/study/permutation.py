"""Would the measure be the same if ties were others? A test with rewired networks of the same degrees."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.evidence.study.exposure import mean_threshold

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diffusion_sim.evidence.study.study import Study

SWAPS_PER_TIE = 6
"""Tried between one rewired network and the next, which goes on from it."""


class PermutationTest(NamedTuple):
    """Mean threshold as it is, and over rewired networks; nan where no adopter has a tie."""

    observed: float
    expected: float
    sd: float
    p_value: float
    """Two-sided, counting the observed network among the rewired."""
    rewired: int


def structural_test(study: Study, rewired: int = 200, seed: int = 1) -> PermutationTest:
    """Compare the mean threshold with networks in which each place keeps how many it names and is named by.

    Adoption times stay; only who is tied to whom changes, by swaps of the ends of two ties (netdiffuseR's
    ``struct_test`` with ``rewire_graph(algorithm="swap")``). A small p-value says that ties and times go together, not
    that peers are the cause: like places may adopt alike.
    """
    draw = np.random.default_rng(seed)
    observed = mean_threshold(study)
    if np.isnan(observed):
        return PermutationTest(np.nan, np.nan, np.nan, np.nan, rewired)
    ties = study.ties
    found = np.empty(rewired)
    for index in range(rewired):
        ties = swapped(ties, draw, study.directed)
        found[index] = mean_threshold(replace(study, ties=ties))
    distance = abs(observed - found.mean())
    beyond = int((np.abs(found - found.mean()) >= distance).sum())
    return PermutationTest(
        observed, float(found.mean()), float(found.std(ddof=1)), (beyond + 1) / (rewired + 1), rewired
    )


def swapped(ties: NDArray[np.float64], draw: np.random.Generator, directed: bool) -> NDArray[np.float64]:  # noqa: FBT001
    """Return ties after many swaps a-b, c-d to a-d, c-b; none makes a tie double or to itself."""
    new = ties.copy()
    source, target = np.nonzero(new if directed else np.triu(new))
    for one, other in draw.integers(len(source), size=(SWAPS_PER_TIE * len(source), 2)):
        a, b, c, d = source[one], target[one], source[other], target[other]
        if not directed and draw.integers(2):
            c, d = d, c
        if a == d or c == b or new[a, d] or new[c, b]:
            continue
        for old_end, new_end, at in ((b, d, a), (d, b, c)):
            new[at, new_end], new[at, old_end] = new[at, old_end], 0.0  # a tie keeps its weight
            if not directed:
                new[new_end, at], new[old_end, at] = new[old_end, at], 0.0
        target[one], source[other], target[other] = d, c, b
    return new
