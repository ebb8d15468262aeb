"""Programs of other people, where they are installed, on the same graph with the same rule and parameters."""

from __future__ import annotations

import random
import warnings
from functools import cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from diffusion_sim.verification.contagion import cases_of, contagion, network_files, users_after
from diffusion_sim.verification.judging import Check, Finding, Setup, alike, exactly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import ModuleType

    from numpy.typing import NDArray


def importable(name: str) -> bool:
    """Tell whether a module and all it needs can be imported; what it warns about is not ours to mend."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import_module(name)
        except ImportError:
            return False
    return True


NODES, NEIGHBOURS, REWIRED, FIRST = 98, 6, 0.1, 5
PEER_RUNS_PER_REPLICATION = 0.1
"""Peers are slow: they run a tenth as often as our engine."""


@cache
def small_world() -> nx.Graph[int]:
    """Return a connected Watts-Strogatz graph of 98 nodes with six neighbours, a tenth of the ties rewired."""
    graph: nx.Graph[int] = nx.connected_watts_strogatz_graph(NODES, NEIGHBOURS, REWIRED, seed=1)
    return graph


def first_adopters() -> list[int]:
    """Return five nodes spread over the ring."""
    return [round(number * NODES / FIRST) for number in range(FIRST)]


def our_users(setup: Setup, months: int, **rule: Any) -> NDArray[np.int64]:  # noqa: ANN401
    """Return the users after the last month in each of our runs."""
    graph = small_world()
    nodes = [{"id": node + 1} for node in graph]
    files = network_files(setup.folder / "small_world", nodes, [(a + 1, b + 1) for a, b in graph.edges()])
    seeds = [{"name": "fashion", "first_adopters": [str(node + 1) for node in first_adopters()]}]
    runs = cases_of(contagion(seeds, months, **rule, **files), setup, setup.replications)
    return users_after(runs, months)[:, months]


def _compared(
    setup: Setup,
    planted: Mapping[str, Any],
    theirs: NDArray[np.int64],
    months: int,
    **rule: Any,  # noqa: ANN401
) -> Finding:
    """Compare our users after so many months with theirs; the planted error moves the mean of ours."""
    ours, wrong = (our_users(one, months, **rule) for one in (setup, setup._replace(planted=planted)))
    return alike(ours, theirs, float(wrong.mean() - theirs.mean()))


def peer_runs(setup: Setup) -> int:
    """Return how often a peer runs."""
    return max(20, round(setup.replications * PEER_RUNS_PER_REPLICATION))


NDLIB = "NDlib, Rossetti et al. 2018"
SI_CHANCE, SI_STEPS = 0.01, 60
"""Chance a step that one adopted neighbour passes it on."""
CASCADE_CHANCE, CASCADE_STEPS = 0.15, 60
LOW_THRESHOLD, THRESHOLD, THRESHOLD_STEPS = 0.16, 0.3, 60
SI_STEP_CONTACT = float(-np.log1p(-SI_CHANCE))
SI_STEP_PLANTED = {"awareness.contact_per_month": 1.25 * SI_STEP_CONTACT}
PROFILE_CHANCE, PROFILE_STEPS, ANYBODY = 0.3, 5, 0.01
PROFILE_MONTHS = float(-1.0 / np.log1p(-PROFILE_CHANCE))
PROFILE_PLANTED = {"implementation.mean_months": 1.2 * PROFILE_MONTHS}
CASCADE_PLANTED = {"awareness.one_shot_probability": 0.20}


def _ndlib_users(
    model: str, steps: int, seeds: Iterable[int], settings: Mapping[str, Mapping[str, Any]]
) -> NDArray[np.int64]:
    """Return the users after the last step in each of NDlib's runs; settings are for the model, its nodes or edges."""
    epidemics = import_module("ndlib.models.epidemics")
    configured = import_module("ndlib.models.ModelConfig").Configuration()
    graph = small_world()
    configured.add_model_initial_configuration("Infected", first_adopters())
    for name, value in settings.get("model", {}).items():
        configured.add_model_parameter(name, value)
    for name, value in settings.get("nodes", {}).items():
        configured.add_node_set_configuration(name, dict.fromkeys(graph, value))
    for name, value in settings.get("edges", {}).items():
        configured.add_edge_set_configuration(name, dict.fromkeys(graph.edges(), value))
    return np.array([_ndlib_run(getattr(epidemics, model)(graph, seed=seed), configured, steps) for seed in seeds])


def _ndlib_run(model: Any, configured: Any, steps: int) -> int:  # noqa: ANN401 - NDlib has no types
    model.set_initial_status(configured)
    model.iteration_bunch(steps + 1)
    return sum(status != 0 for status in model.status.values())


def _ndlib_seeds(setup: Setup) -> range:
    """Return a seed for each of NDlib's runs."""
    first = 100_000 * (setup.seed % 10_000)
    return range(first, first + peer_runs(setup))


def _si_and_ndlib(setup: Setup) -> Finding:
    theirs = _ndlib_users("SIModel", SI_STEPS, _ndlib_seeds(setup), {"model": {"beta": SI_CHANCE}})
    return _compared(setup, SI_STEP_PLANTED, theirs, SI_STEPS, awareness__contact_per_month=SI_STEP_CONTACT)


def _cascades_and_ndlib(setup: Setup) -> Finding:
    settings = {"edges": {"threshold": CASCADE_CHANCE}}
    theirs = _ndlib_users("IndependentCascadesModel", CASCADE_STEPS, _ndlib_seeds(setup), settings)
    rule = {"awareness__form": "one_shot", "awareness__one_shot_probability": CASCADE_CHANCE}
    return _compared(setup, CASCADE_PLANTED, theirs, CASCADE_STEPS, **rule)


def _profile_and_ndlib(setup: Setup) -> Finding:
    """Compare NDlib's profile (without blocked nodes): one try a step once somebody tied has adopted.

    With us, that is to hear as soon as one does and to be implementing from then on, at a hazard.
    """
    settings = {"nodes": {"profile": 1.0 - PROFILE_CHANCE}}
    theirs = _ndlib_users("ProfileModel", PROFILE_STEPS, _ndlib_seeds(setup), settings)
    rule = {
        "awareness__form": "threshold",
        "awareness__threshold_share": ANYBODY,
        "implementation__mean_months": PROFILE_MONTHS,
    }
    return _compared(setup, PROFILE_PLANTED, theirs, PROFILE_STEPS, **rule)


def _threshold_and_ndlib(threshold: float, setup: Setup) -> Finding:
    rule: dict[str, Any] = {"awareness__form": "threshold", "awareness__threshold_share": threshold}
    ours = our_users(setup._replace(replications=1), THRESHOLD_STEPS, network__normalisation="share", **rule)
    theirs = _ndlib_users("ThresholdModel", THRESHOLD_STEPS, [0], {"nodes": {"threshold": threshold}})
    return exactly(theirs.tolist(), ours.tolist())


def ndlib_checks() -> list[Check]:
    """Return the checks against NDlib."""
    return [
        Check(f"SI, NDlib, step {SI_STEPS}", NDLIB, _si_and_ndlib, SI_STEP_PLANTED, "contact 25 % too high"),
        Check("Cascades, NDlib", NDLIB, _cascades_and_ndlib, CASCADE_PLANTED, "p = 0.20"),
        Check(
            f"Profile, NDlib, step {PROFILE_STEPS}", NDLIB, _profile_and_ndlib, PROFILE_PLANTED, "hazard 17 % too low"
        ),
        *(
            Check(
                f"Threshold {at}, NDlib",
                NDLIB,
                partial(_threshold_and_ndlib, at),
                {"awareness.threshold_share": planted},
                f"threshold {planted}",
            )
            for at, planted in ((LOW_THRESHOLD, THRESHOLD), (THRESHOLD, LOW_THRESHOLD))
        ),
    ]


EON = "EoN, Miller & Ting 2019"
ONE_SHOT_PLANTED = {"awareness.one_shot_probability": 0.18}
SI_RATE, SI_TIME, SI_STEP = 0.01, 60.0, 0.25
"""Rate a month and tie in continuous time; our steps are a quarter of a month, so a step's delay hardly counts."""
SI_CONTACT = SI_RATE * SI_STEP
SI_PLANTED = {"awareness.contact_per_month": 1.15 * SI_CONTACT}


def _eon_users(setup: Setup, run: Callable[[ModuleType], int]) -> NDArray[np.int64]:
    """EoN draws from the interpreter's own generators."""
    random.seed(setup.seed)
    np.random.seed(setup.seed)  # noqa: NPY002
    library = import_module("EoN")
    return np.array([run(library) for _ in range(setup.replications)])


def _reached(library: ModuleType) -> int:
    _, _, _, recovered = library.basic_discrete_SIR(small_world(), CASCADE_CHANCE, initial_infecteds=first_adopters())
    return int(recovered[-1])


def _known(library: ModuleType) -> int:
    _, _, infected, _ = library.fast_SIR(small_world(), SI_RATE, 0.0, initial_infecteds=first_adopters(), tmax=SI_TIME)
    return int(infected[-1])


def _cascades_and_eon(setup: Setup) -> Finding:
    rule = {"awareness__form": "one_shot", "awareness__one_shot_probability": CASCADE_CHANCE}
    return _compared(setup, ONE_SHOT_PLANTED, _eon_users(setup, _reached), CASCADE_STEPS, **rule)


def _si_and_eon(setup: Setup) -> Finding:
    theirs, steps = _eon_users(setup, _known), round(SI_TIME / SI_STEP)
    return _compared(setup, SI_PLANTED, theirs, steps, awareness__contact_per_month=SI_CONTACT)


def eon_checks() -> list[Check]:
    """Return the checks against EoN."""
    return [
        Check("Cascades, EoN", EON, _cascades_and_eon, ONE_SHOT_PLANTED, "p = 0.18"),
        Check("SI, EoN, month 60", EON, _si_and_eon, SI_PLANTED, "contact 15 % too high"),
    ]


PEERS = {"NDlib": ("ndlib.models.epidemics", ndlib_checks), "EoN": ("EoN", eon_checks)}
"""What has to be importable, and the checks that then run."""


def peer_checks() -> list[Check]:
    """Return the checks against the peers that can be imported here."""
    return [check for module, checks in PEERS.values() if importable(module) for check in checks()]


def missing() -> list[str]:
    """Name the peers that cannot be imported here."""
    return [name for name, (module, _) in PEERS.items() if not importable(module)]
