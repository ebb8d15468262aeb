"""Threshold models with known outcomes: who joins when in Granovetter's crowd and Zachary's karate club; Watts' window.

How many join, there and on a ring, is tested in ``tests/verification/test_validation.py``.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from small_setups import contagion, record_of, write_network

from diffusion_sim.results.record import RunRecord
from diffusion_sim.verification import reference_results
from diffusion_sim.verification.exact_checks import CROWDS
from diffusion_sim.verification.exact_checks import crowd as crowd_scenario
from diffusion_sim.verification.exact_checks import karate as karate_scenario

pytestmark = pytest.mark.slow


REFERENCE = reference_results()
KARATE = REFERENCE["threshold_karate_seed0"]


def users_by_step(record: RunRecord) -> list[set[int]]:
    """Return who uses the first innovation, at the start and after each month in which somebody was added."""
    cases = record.cases
    used = cases[cases["implemented"] >= 0]
    adopted = {int(case["code"]): int(case["implemented"]) + (case["heard_via"] != 5) for case in used}
    last = max(adopted.values(), default=0)
    return [{code for code, month in adopted.items() if month <= step} for step in range(last + 1)]


# ------------------------------------------------------------------ Granovetter 1978: a crowd in which all see all


def crowd(waits_for: list[int]) -> RunRecord:
    return record_of(crowd_scenario(waits_for))


def test_the_domino_falls_one_by_one() -> None:
    """Threshold 0 acts in the first month, each next one a month later, in the order of thresholds."""
    steps = users_by_step(crowd(CROWDS["uniform_0_99"]))
    assert [len(users) for users in steps] == list(range(101))
    assert all(users == set(range(1, size + 1)) for size, users in enumerate(steps))


# ------------------------------------------------------------------ Zachary's karate club, by shares of neighbours


def karate(folder: Path, threshold: float) -> RunRecord:
    return record_of(karate_scenario(folder, threshold))


def cascade(graph: nx.Graph, seeds: set[int], threshold: Fraction) -> list[set[int]]:
    """Return the users after each synchronous step, in exact fractions."""
    steps = [set(seeds)]
    while True:
        users = steps[-1]
        joining = {
            node
            for node in graph
            if node not in users and Fraction(len(users & set(graph[node])), graph.degree(node)) >= threshold
        }
        if not joining:
            return steps
        steps.append(users | joining)


@pytest.mark.parametrize("threshold", KARATE)
def test_the_club_follows_its_leader_member_by_member(threshold: str, tmp_path: Path) -> None:
    exact = Fraction(threshold).limit_denominator(20)
    expected = cascade(nx.karate_club_graph(), {0}, exact)
    steps = users_by_step(karate(tmp_path, float(threshold)))
    assert [{code - 1 for code in users} for users in steps] == expected
    assert [len(users) for users in steps] == KARATE[threshold]


def test_a_threshold_a_little_higher_gives_another_cascade(tmp_path: Path) -> None:
    """One third counts as reached by one of three; 0.34 does not."""
    sizes = [len(users) for users in users_by_step(karate(tmp_path, 0.34))]
    assert sizes != KARATE["0.3333333333333333"]


# ------------------------------------------------------------------ Watts 2002


def watts(mean_degree: int, seeds: int, size: int = 400) -> list[int]:
    """Return cascade sizes from single random seeds on a random graph, threshold 0.18 of neighbours."""
    innovations = [{"name": f"fashion {number}", "random_first_adopters": 1} for number in range(seeds)]
    cases = record_of(contagion(
        innovations, months=25, awareness__form="threshold", awareness__threshold_share=0.18,
        network__kind="erdos_renyi", network__size=size, network__degree=mean_degree, network__isolated="allow",
        network__normalisation="share", network__graph_seed=3,
    )).cases  # fmt: skip
    return [int(((cases["solution"] == number) & (cases["implemented"] >= 0)).sum()) for number in range(seeds)]


def test_global_cascades_happen_inside_watts_window_and_not_outside() -> None:
    """K = floor(1 / 0.18) = 5: cascades for mean degrees from 1.02 to 5.76 only (reference, Watts' condition).

    At 3 a random seed starts one with chance 0.87; at 10 none of 12 seeds may reach a tenth of 400 places.
    """
    low, high = REFERENCE["watts_window_K=floor(1/phi)"]["5"]
    assert low < 3 < high < 10
    inside, outside = watts(3, 12), watts(10, 12)
    assert sum(size > 200 for size in inside) >= 6  # at chance 0.87: all but one in 10,000 of such tests
    assert max(outside) < 40


def test_an_isolated_place_never_reaches_a_threshold_above_zero(tmp_path: Path) -> None:
    files = write_network(tmp_path, [{"id": 1}, {"id": 2}, {"id": 3}], [(1, 2)])
    seed = [{"name": "habit", "first_adopters": ["1"]}]
    record = record_of(contagion(seed, months=6, awareness__form="threshold", awareness__threshold_share=0.5,
                                 network__isolated="allow", **files))  # fmt: skip
    assert users_by_step(record)[-1] == {1, 2}


# ------------------------------------------------------------------ synchronous and monotone


def test_a_neighbour_that_refused_never_subtracts(tmp_path: Path) -> None:
    """A star's centre (1) waits for one of its four leaves; leaf 2 uses the habit from the second month on, by way of
    places 7 and 6. That three leaves have known and refused it since the first month must not hold the centre back."""
    edges = [(1, 2), (1, 3), (1, 4), (1, 5), (2, 6), (6, 7)]
    files = write_network(tmp_path, [{"id": i} for i in range(1, 8)], edges)
    leaves = ["3", "4", "5"]
    refusing = [
        {"name": "no hands", "parameter": "capacity.projects_per_field", "set": 0, "municipalities": leaves},
        {"name": "open ears", "parameter": "awareness.threshold_share", "set": 0.0, "municipalities": leaves},
    ]

    def aware(**interventions: Any) -> dict[int, int]:
        seed = [{"name": "habit", "first_adopters": ["7"]}]
        record = record_of(contagion(seed, months=4, awareness__form="threshold", awareness__threshold_share=0.25, **files,
                                     **interventions))  # fmt: skip
        return {int(case["code"]): int(case["aware"]) for case in record.cases}

    without, with_refusals = aware(), aware(interventions=refusing)
    assert [with_refusals[leaf] for leaf in (3, 4, 5)] == [0, 0, 0]
    assert min(without[leaf] for leaf in (3, 4, 5)) == 3
    assert with_refusals[1] == without[1] == 2
