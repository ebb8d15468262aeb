"""The common task: the engine's scenarios do what a plain C kernel and other packages do."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
sys.path[:0] = [str(BENCHMARKS), str(BENCHMARKS / "peers")]

import plain_kernel  # noqa: E402 - found by the line above
import task  # noqa: E402
import with_diffusion_sim as ours  # noqa: E402
import with_numpy  # noqa: E402
import with_plain_c  # noqa: E402

del sys.path[:2]  # a benchmark may be called as a folder of tests is

from diffusion_sim.codes import Heard  # noqa: E402
from diffusion_sim.results.record import Block  # noqa: E402

FORMS = ("si", "cascade", "threshold")
REPLICATIONS = 400
ERRORS = 4.0
"""Standard errors allowed: for one comparison a chance of one in 16,000 to refuse what is alike."""


@cache
def block(form: str) -> Block:
    return ours.crew(form).block(np.arange(REPLICATIONS))


def curves(form: str) -> np.ndarray:
    return block(form).stocks("in_use_copy")


def test_the_graph_is_the_one_that_all_systems_were_given() -> None:
    drawn = nx.connected_watts_strogatz_graph(98, 6, 0.1, seed=98)
    assert {frozenset(tie) for tie in task.graph().edges()} == {frozenset(tie) for tie in drawn.edges()}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.skipif(not plain_kernel.has_compiler(), reason="gcc is not there")
def test_the_same_nodes_adopt_in_the_same_steps_from_the_same_neighbours_as_in_plain_c(form: str) -> None:
    """The kernel draws at the engine's addresses, so nothing is left to chance."""
    plain, found = with_plain_c.kernel(form).run(1, REPLICATIONS), block(form)
    np.testing.assert_array_equal(curves(form), plain.curves[:, 1:])
    run = np.repeat(np.arange(REPLICATIONS), np.diff(found.ends[:, 0], prepend=0))
    node = found.cases["code"] - 1
    steps = found.cases["implemented"] + (found.cases["heard_via"] != Heard.SEED)
    np.testing.assert_array_equal(plain.adopted[run, node], steps)
    np.testing.assert_array_equal(plain.sources[run, node], found.cases["heard_from"] - 1)
    assert (plain.adopted >= 0).sum() == len(found.cases)


@pytest.mark.parametrize("form", FORMS)
def test_numpy_over_all_replications_finds_the_same_mean(form: str) -> None:
    theirs, final = with_numpy.TASKS[form](REPLICATIONS), curves(form)[:, -1]
    error = np.sqrt((theirs.var() + final.var()) / REPLICATIONS)
    assert abs(final.mean() - theirs.mean()) < ERRORS * error


@pytest.mark.parametrize(("form", "mean"), [("si", 31.0), ("cascade", 15.0)])
def test_the_means_are_those_that_other_systems_were_seen_to_have(form: str, mean: float) -> None:
    """About 31 and 15 in NDlib, Mesa, AgentPy, EoN and CyNetDiff; rounding to whole numbers adds half of one."""
    final = curves(form)[:, -1]
    assert abs(final.mean() - mean) < 0.5 + ERRORS * final.std() / REPLICATIONS**0.5


def test_thresholds_stop_early_or_take_everybody() -> None:
    final = curves("threshold")[:, -1]
    assert ((final < 20) | (final > 80)).mean() > 0.95
    assert 0.6 < (final > 80).mean() < 0.95
