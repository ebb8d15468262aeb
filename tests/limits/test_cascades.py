"""Independent cascades on small graphs have the exact distribution of final sizes (Kempe, Kleinberg & Tardos 2003)."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats
from small_setups import contagion, run, write_network

from diffusion_sim.verification.exact_checks import GRAPHS
from diffusion_sim.verification.exact_checks import enumerated_sizes as by_enumeration
from diffusion_sim.verification.exact_checks import exact_sizes as expected

pytestmark = pytest.mark.slow


RUNS = 3_000
EACH = pytest.mark.parametrize(("graph", "probability"), list(product(GRAPHS, ["0.1", "0.5"])))


def final_sizes(folder: Path, graph: str, probability: float) -> np.ndarray:
    """Run many cascades from node 0 at once, each a solution of its own; return how many had each size."""
    g = GRAPHS[graph]
    files: dict[str, Any] = write_network(
        folder, [{"id": node + 1} for node in g], [(a + 1, b + 1) for a, b in g.edges()]
    )
    counts = np.zeros(len(g), dtype=int)
    at_once = 100
    for seed in range(RUNS // at_once):
        seeds = [{"name": f"fashion {seed}-{number}", "first_adopters": ["1"]} for number in range(at_once)]
        model = run(contagion(seeds, months=len(g) + 1, awareness__form="one_shot",
                              awareness__one_shot_probability=probability, **files), seed)  # fmt: skip
        cases = model.record().cases
        sizes = np.bincount(cases["solution"][cases["implemented"] >= 0], minlength=at_once)
        counts += np.bincount(sizes - 1, minlength=len(g))
    return counts


def p_value(counts: np.ndarray, chances: np.ndarray) -> float:
    return float(stats.chisquare(counts, counts.sum() * chances).pvalue)


def power_against(chances: np.ndarray, others: np.ndarray, level: float) -> float:
    """Return the chance that a chi-square test at this level refuses when the truth is other."""
    beyond = float(RUNS * ((others - chances) ** 2 / chances).sum())
    critical = stats.chi2.isf(level, len(chances) - 1)
    return float(stats.ncx2.sf(critical, len(chances) - 1, beyond))


@EACH
def test_the_reference_is_what_enumeration_gives(graph: str, probability: str) -> None:
    assert by_enumeration(GRAPHS[graph], float(probability)) == pytest.approx(expected(graph, probability))


@EACH
def test_final_sizes_have_the_exact_distribution(graph: str, probability: str, tmp_path: Path) -> None:
    """Chi-square of 3,000 cascades at level 0.001."""
    assert p_value(final_sizes(tmp_path, graph, float(probability)), expected(graph, probability)) > 1e-3


@EACH
def test_so_many_cascades_would_show_a_chance_that_is_a_quarter_or_a_tenth_off(graph: str, probability: str) -> None:
    """Power above 0.9 at level 0.001 against p = 0.125 for 0.1 and against 0.55 for 0.5."""
    other = {"0.1": 0.125, "0.5": 0.55}[probability]
    assert power_against(expected(graph, probability), by_enumeration(GRAPHS[graph], other), 1e-3) > 0.9


def test_a_cascade_with_a_wrong_chance_is_refused(tmp_path: Path) -> None:
    assert p_value(final_sizes(tmp_path, "K4", 0.55), expected("K4", "0.5")) < 1e-3
