"""Threshold models whose outcome is known step by step: nothing in them is left to chance."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import networkx as nx

from diffusion_sim.evidence.verification.check import Check, Finding, Setup
from diffusion_sim.evidence.verification.contagion import contagion, network_files
from diffusion_sim.evidence.verification.judging import exactly
from diffusion_sim.evidence.verification.observing import cases_of, users_by_step
from diffusion_sim.evidence.verification.reference import reference_results

if TYPE_CHECKING:
    from pathlib import Path

    from diffusion_sim.scenario import Scenario

CROWDS = {
    "uniform_0_99": list(range(100)),
    "replace1by2": [0, 2, *range(2, 100)],
    "uniform_98": list(range(98)),
    "remove0_by1": [1, *range(1, 100)],
}
"""How many others each of a crowd waits for (Granovetter 1978)."""
SHOWN_CLUB = ("0.2", "0.25", "0.3", "0.3333333333333333", "0.4")
A_LITTLE_HIGHER = {"awareness.threshold_share": 0.51}


def crowd(waits_for: list[int]) -> Scenario:
    """Return a crowd in which all see all; a threshold is a share of the others."""
    n = len(waits_for)
    return contagion(
        [{"name": "riot"}], months=n + 1, awareness__form="threshold", network__kind="complete", network__size=n,
        interventions=thresholds(waits_for),
    )  # fmt: skip


def thresholds(waits_for: list[int]) -> list[dict[str, Any]]:
    """Return an intervention for each of a crowd that sets how many others it waits for."""
    others = len(waits_for) - 1
    return [
        {"name": f"wait {row}", "parameter": "awareness.threshold_share", "set": needed / others,
         "municipalities": [str(row + 1)]}
        for row, needed in enumerate(waits_for)
    ]  # fmt: skip


def karate(folder: Path, threshold: float) -> Scenario:
    """Return Zachary's club without weights, as its first description has it; node 0 is the seed."""
    graph = nx.karate_club_graph()
    nodes = [{"id": node + 1, "name": f"member {node}"} for node in graph]
    files = network_files(folder, nodes, [(a + 1, b + 1) for a, b in graph.edges()])
    seed = [{"name": "new teacher", "first_adopters": ["member 0"]}]
    return contagion(seed, months=12, awareness__form="threshold", awareness__threshold_share=threshold,
                     network__normalisation="share", **files)  # fmt: skip


def ring(needed: int, seeds: int) -> Scenario:
    """Return a ring of 98 with two ties to each side, where so many of four must use it first."""
    adopters = [f"Place {number}" for number in range(1, seeds + 1)]
    return contagion(
        [{"name": "costly habit", "first_adopters": adopters}], months=60, awareness__form="threshold",
        awareness__threshold_share=needed / 4, network__kind="ring", network__size=98, network__degree=4,
    )  # fmt: skip


def _run(scenario: Scenario, setup: Setup) -> list[int]:
    return users_by_step(cases_of(scenario, setup, 1)[0])


def _crowd(name: str, setup: Setup) -> Finding:
    steps = _run(crowd(CROWDS[name]), setup)
    return exactly([reference_results()["granovetter"][name]], [steps[-1] if steps else 0])


def _karate(threshold: str, setup: Setup) -> Finding:
    expected = reference_results()["threshold_karate_seed0"][threshold]
    return exactly(expected, _run(karate(setup.folder / "karate", float(threshold)), setup))


def _ring(name: str, setup: Setup) -> Finding:
    needed, seeds = (int("".join(filter(str.isdigit, part))) for part in name.split("_"))
    steps = _run(ring(needed, seeds), setup)
    return exactly(reference_results()["complex_contagion_ring98_k4"][name], [steps[-1], len(steps) - 1])


def checks() -> list[Check]:
    """Return the crowds, the club and the rings."""
    return [
        *(Check(f"Granovetter, {name}", "Granovetter 1978", partial(_crowd, name), *_crowd_error(name))
          for name in CROWDS),
        *(Check(f"Karate club, {float(at):.3g}", "Zachary 1977; exact fractions", partial(_karate, at),
                A_LITTLE_HIGHER, "threshold 0.51") for at in SHOWN_CLUB),
        *(Check(f"Ring, {name[1]} of 4, seeds {name.rpartition('seeds')[2]}", "Centola & Macy 2007",
                partial(_ring, name), *_ring_error(name))
          for name in reference_results()["complex_contagion_ring98_k4"]),
    ]  # fmt: skip


def _crowd_error(name: str) -> tuple[dict[str, Any], str]:
    """Return a crowd in which one person is another: who waits for nobody waits for one, or the other way round."""
    waits_for = CROWDS[name]
    changed = [1 if waits_for[0] == 0 else 0, *waits_for[1:]]
    return {"interventions": thresholds(changed)}, f"first waits for {changed[0]}"


def _ring_error(name: str) -> tuple[dict[str, Any], str]:
    """Return one neighbour too many where it spreads, too few where it does not."""
    spreads = reference_results()["complex_contagion_ring98_k4"][name][1] > 0
    share = (int(name[1]) + (1 if spreads else -1)) / 4
    return {"awareness.threshold_share": share}, f"{share * 4:.0f} of 4"
