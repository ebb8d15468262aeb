"""The engine against results that are known exactly: Bass, SI, cascades, thresholds; and its two drivers against each other."""

from __future__ import annotations

from functools import cache, partial
from itertools import product
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from diffusion_sim.model.agents import DiffusionModel
from diffusion_sim.scenario import Scenario
from diffusion_sim.verification.contagion import (
    cases_of,
    chain,
    contagion,
    moments,
    network_files,
    reference_results,
    users_after,
    users_by_step,
)
from diffusion_sim.verification.judging import Check, Finding, Moment, Setup, by_distribution, by_mean, exactly

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


SIZE, P, Q = 98, 0.03, 0.38
"""Bass's coefficients a year: the mean of consumer studies (Sultan, Farley & Lehmann 1990)."""
TOO_LITTLE = 0.9
"""Factor on a rate that every check here must notice."""
YEAR = 8
"""Of Bass's curve: about its steepest, where an error shows most."""
SI_STEP_YEARS = 0.125
SI_STEPS = 200
PUSH_PER_MONTH, PUSH_MONTHS, PUSH_SOLUTIONS = 0.05, 24, 6
COMPLETE: dict[str, Any] = {"network__kind": "complete", "network__size": SIZE}
LESS_CONTACT = {"awareness.contact_per_month": TOO_LITTLE * Q / SIZE}


def bass_scenario() -> Scenario:
    """Return Bass's model in yearly steps: one month of the model stands for a year."""
    return contagion([{"name": "hybrid corn"}], months=20, awareness__form="probability", external__push_per_month=P,
                     awareness__contact_per_month=Q / SIZE, **COMPLETE)  # fmt: skip


@cache
def bass_chain(q: float) -> NDArray[np.float64]:
    """Return the exact distribution of users by year."""
    return chain(SIZE, 0, lambda n: P + q * n / SIZE, 20)


def _bass_users(setup: Setup) -> NDArray[np.int64]:
    return users_after(cases_of(bass_scenario(), setup, setup.replications), 20)[:, YEAR]


def _bass_mean(setup: Setup) -> Finding:
    expected = Moment(*reference_results()["bass_abm_N98_p.03_q.38_exact_mean_sd"][str(YEAR)])
    planted = Moment(*moments(bass_chain(TOO_LITTLE * Q)[YEAR])[:2])
    return by_mean(_bass_users(setup), expected, planted)


def _bass_law(setup: Setup) -> Finding:
    counts = np.bincount(_bass_users(setup), minlength=SIZE + 1)
    return by_distribution(counts, bass_chain(Q)[YEAR], bass_chain(TOO_LITTLE * Q)[YEAR])


def _si_time(contact: float) -> Moment:
    """Return mean and sd of the time until all of them know, from one, in years."""
    known = chain(SIZE, 1, lambda n: 1.0 - np.exp(-SI_STEP_YEARS * contact * n / SIZE), SI_STEPS)[:, SIZE]
    later = 1.0 - known
    mean = float(later.sum())
    square = float(((2 * np.arange(len(later)) + 1) * later).sum())
    return Moment(SI_STEP_YEARS * mean, SI_STEP_YEARS * (square - mean**2) ** 0.5)


def _si(setup: Setup) -> Finding:
    scenario = contagion([{"name": "rumour", "first_adopters": ["Place 1"]}], months=SI_STEPS,
                         awareness__contact_per_month=SI_STEP_YEARS / SIZE, **COMPLETE)  # fmt: skip
    users = users_after(cases_of(scenario, setup, setup.replications), SI_STEPS)
    return by_mean(SI_STEP_YEARS * (users < SIZE).sum(axis=1), _si_time(1.0), _si_time(TOO_LITTLE))


def _waits(rate: float) -> NDArray[np.float64]:
    """Return the chance of hearing in each month, and of not having heard by the last."""
    known = 1.0 - np.exp(-rate * np.arange(PUSH_MONTHS + 1))
    return np.append(np.diff(known), 1.0 - known[-1])


def _push(setup: Setup) -> Finding:
    given = [{"name": f"solution {number}"} for number in range(PUSH_SOLUTIONS)]
    scenario = contagion(given, PUSH_MONTHS, awareness__contact_per_month=0.0,
                         external__push_per_month=PUSH_PER_MONTH, **COMPLETE)  # fmt: skip
    replications = -(-setup.replications // 10)
    aware = np.concatenate([cases["aware"] for cases in cases_of(scenario, setup, replications)])
    waiting = replications * PUSH_SOLUTIONS * SIZE - len(aware)
    seen = np.append(np.bincount(aware, minlength=PUSH_MONTHS), waiting)
    return by_distribution(seen, _waits(PUSH_PER_MONTH), _waits(TOO_LITTLE * PUSH_PER_MONTH))


def complete_checks() -> list[Check]:
    """Return the checks on the complete graph."""
    words = "contact 10 % too low"
    bass = "Bass 1969, as a chain of 98 agents"
    return [
        Check(f"Bass, year {YEAR}: mean users", bass, _bass_mean, LESS_CONTACT, words),
        Check(f"Bass, year {YEAR}: all sizes", bass, _bass_law, LESS_CONTACT, words),
        Check("SI: mean years until all", "Markov chain; 10.314 years as steps shrink", _si,
              {"awareness.contact_per_month": TOO_LITTLE * SI_STEP_YEARS / SIZE}, words),
        Check("Source: 1 - exp(-pt)", "exponential waits", _push,
              {"external.push_per_month": TOO_LITTLE * PUSH_PER_MONTH}, "push 10 % too low"),
    ]  # fmt: skip


GRAPHS: dict[str, nx.Graph[Any]] = {
    "path3_seed_end": nx.path_graph(3),
    "triangle": nx.complete_graph(3),
    "cycle4": nx.cycle_graph(4),
    "K4": nx.complete_graph(4),
}
WRONG_CHANCE = {"0.1": 0.125, "0.5": 0.55}
"""A chance that is a quarter, or a tenth, too high."""
AT_ONCE = 30
"""Cascades in one replication, each a solution of its own; three for each replication asked for."""
SERIES_PER_REPLICATION = 0.1


def exact_sizes(graph: str, probability: str) -> NDArray[np.float64]:
    """Return the exact chance of each final size, from 1 up, as the reference has it."""
    distribution = reference_results()["IC_exact"][graph][probability]["dist"]
    return np.array([distribution[str(size)] for size in range(1, len(GRAPHS[graph]) + 1)])


def enumerated_sizes(graph: nx.Graph[Any], probability: float) -> NDArray[np.float64]:
    """Return the exact chances of final sizes from all ways in which ties can be live, from node 0."""
    edges = list(graph.edges())
    chances = np.zeros(len(graph))
    for live in product([False, True], repeat=len(edges)):
        kept: nx.Graph[Any] = nx.Graph([edge for edge, on in zip(edges, live, strict=True) if on])
        kept.add_node(0)
        chance = float(np.prod([probability if on else 1 - probability for on in live]))
        chances[len(nx.node_connected_component(kept, 0)) - 1] += chance
    return chances


def final_sizes(setup: Setup, graph: str, probability: float) -> NDArray[np.int64]:
    """Run cascades from node 0, many at once; return how many had each size from 1 up."""
    g = GRAPHS[graph]
    nodes = [{"id": node + 1} for node in g]
    files = network_files(setup.folder / graph, nodes, [(a + 1, b + 1) for a, b in g.edges()])
    seeds = [{"name": f"fashion {number}", "first_adopters": ["1"]} for number in range(AT_ONCE)]
    scenario = contagion(seeds, months=len(g) + 1, awareness__form="one_shot",
                         awareness__one_shot_probability=probability, **files)  # fmt: skip
    replications = max(1, round(setup.replications * SERIES_PER_REPLICATION))
    sizes = [
        np.bincount(cases["solution"][cases["implemented"] >= 0], minlength=AT_ONCE)
        for cases in cases_of(scenario, setup, replications)
    ]
    return np.bincount(np.concatenate(sizes) - 1, minlength=len(g))


def _cascade(graph: str, probability: str, setup: Setup) -> Finding:
    planted = enumerated_sizes(GRAPHS[graph], WRONG_CHANCE[probability])
    return by_distribution(final_sizes(setup, graph, float(probability)), exact_sizes(graph, probability), planted)


def cascade_checks() -> list[Check]:
    """Return a check for each graph and chance."""
    return [
        Check(
            f"Cascade, {graph.removesuffix('_seed_end')}, {probability}",
            "Kempe, Kleinberg & Tardos 2003; all live ties enumerated",
            partial(_cascade, graph, probability),
            {"awareness.one_shot_probability": WRONG_CHANCE[probability]},
            f"p = {WRONG_CHANCE[probability]}",
        )
        for graph, probability in product(GRAPHS, WRONG_CHANCE)
    ]


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


def _users_of(scenario: Scenario, setup: Setup) -> list[int]:
    return users_by_step(cases_of(scenario, setup, 1)[0])


def _crowd(name: str, setup: Setup) -> Finding:
    steps = _users_of(crowd(CROWDS[name]), setup)
    return exactly([reference_results()["granovetter"][name]], [steps[-1] if steps else 0])


def _karate(threshold: str, setup: Setup) -> Finding:
    expected = reference_results()["threshold_karate_seed0"][threshold]
    return exactly(expected, _users_of(karate(setup.folder / "karate", float(threshold)), setup))


def _ring(name: str, setup: Setup) -> Finding:
    needed, seeds = (int("".join(filter(str.isdigit, part))) for part in name.split("_"))
    steps = _users_of(ring(needed, seeds), setup)
    return exactly(reference_results()["complex_contagion_ring98_k4"][name], [steps[-1], len(steps) - 1])


def threshold_checks() -> list[Check]:
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


FOUR_YEARS = {"problems.fields": ["Eldercare"], "problems.per_field": 2, "time.burn_in_months": 24, "time.months": 24}
"""All 98 municipalities with two problems for four years."""


def _same_bytes(setup: Setup) -> Finding:
    """Compare the cases of one replication; a planted error reaches the compiled driver only."""
    scenario = Scenario().with_changes(FOUR_YEARS)
    (compiled,) = cases_of(scenario, setup, 1)
    stepped = DiffusionModel(scenario, setup.seed).run().record().cases
    same = compiled.tobytes() == stepped.tobytes()
    return Finding(f"{len(stepped)} cases", "the same" if same else "other cases", "bytes", same, 1.0)


def engine_checks() -> list[Check]:
    """Return the check that both drivers run the phases alike."""
    planted = {"awareness.contact_per_month": 0.15}
    return [Check("Compiled driver = Mesa", "the package's own", _same_bytes, planted, "contact 0.15, not 0.14")]
