"""The general engine set up as a plain model of contagion, and exact results for it, computed apart from this package."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import stats

from diffusion_sim.codes import Heard
from diffusion_sim.model.driver import simulate_records
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import build_setup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from diffusion_sim.verification.judging import Setup

    Cases = NDArray[np.void]


CONTAGION = {
    "problems.fields": [], "time.burn_in_months": 0, "appraisal.rule": "adopt_when_aware",
    "work.months_copy": 0.0, "implementation.mean_months": 0.0, "implementation.failure_per_month": 0.0,
    "capacity.projects_per_field": 10_000, "operation.stop_per_year": 0.0,
    "funding.grant_seeking_share": 0.0, "funding.project_share": 0.0, "budget.dkk_per_inhabitant": 0.0,
    "size.weight": 0.0,
    "agenda.reviews_per_year": 0.0, "external.push_per_month": 0.0, "external.promotes_share": 0.0,
    "awareness.attention_cost": 0.0, "sharing.undocumented_contact": 1.0,
    "network.places": "synthetic", "network.normalisation": "count",
}  # fmt: skip
"""Hearing is adopting at once, nothing else happens, every tie weighs 1."""


def contagion(innovations: Sequence[Mapping[str, Any]], months: int, **changes: Any) -> Scenario:  # noqa: ANN401
    """Return a model of contagion with given innovations; keys are written with two underscores for the dot."""
    given = {"innovations": list(innovations), "time.months": months}
    return Scenario().with_changes(CONTAGION | given | dotted(changes))


def dotted(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return changes with a dot for each two underscores."""
    return {key.replace("__", "."): value for key, value in changes.items()}


def network_files(folder: Path, nodes: Iterable[Mapping[str, Any]], edges: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    """Write a network to two files; return the changes that make a scenario use it."""
    rows = list(nodes)
    header = list(rows[0])
    folder.mkdir(parents=True, exist_ok=True)
    lines = [",".join(header), *(",".join(str(row[column]) for column in header) for row in rows)]
    (folder / "nodes.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "edges.csv").write_text("source,target\n" + "".join(f"{a},{b}\n" for a, b in edges), encoding="utf-8")
    return {
        "network.kind": "file",
        "network.nodes_file": str(folder / "nodes.csv"),
        "network.edges_file": str(folder / "edges.csv"),
    }


def cases_of(scenario: Scenario, setup: Setup, replications: int) -> list[Cases]:
    """Run a scenario, with the planted error if there is one; return the cases of each replication."""
    built = build_setup(scenario.with_changes(dict(setup.planted)))
    records = simulate_records(built, setup.seed, range(replications), 1)
    return [record.cases for record in sorted(records, key=lambda record: record.replication)]


def starts(cases: Cases) -> dict[int, int]:
    """Return the step from which each user of the only innovation uses it; 0 for first adopters."""
    used = cases[cases["implemented"] >= 0]
    return {int(case["code"]): int(case["implemented"]) + (case["heard_via"] != Heard.SEED) for case in used}


def users_by_step(cases: Cases) -> list[int]:
    """Return the number of users at the start and after each step until the last that added one."""
    steps = np.array(list(starts(cases).values()), dtype=int)
    return [int(users) for users in np.cumsum(np.bincount(steps, minlength=1))]


def users_after(runs: Sequence[Cases], months: int) -> NDArray[np.int64]:
    """Return the number of users after 0, 1, ... months of each run: (runs, months + 1)."""
    steps = [np.array(list(starts(cases).values()), dtype=int) for cases in runs]
    return np.array([np.cumsum(np.bincount(step, minlength=months + 1))[: months + 1] for step in steps])


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


@cache
def reference_results() -> dict[str, Any]:
    """Return the content of ``reference_results.json``."""
    text = (files(__package__) / "reference_results.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content
