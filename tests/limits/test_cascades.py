"""The exact distribution of final sizes that cascades are checked against, worked out a second way.

That cascades on these graphs have it, and have not another, is tested in ``tests/verification/test_validation.py``.
"""

from __future__ import annotations

from itertools import product

import pytest

from diffusion_sim.verification.exact_checks import GRAPHS, WRONG_CHANCE, enumerated_sizes, exact_sizes


@pytest.mark.parametrize(("graph", "probability"), list(product(GRAPHS, WRONG_CHANCE)))
def test_the_reference_is_what_enumeration_gives(graph: str, probability: str) -> None:
    assert enumerated_sizes(GRAPHS[graph], float(probability)) == pytest.approx(exact_sizes(graph, probability))
