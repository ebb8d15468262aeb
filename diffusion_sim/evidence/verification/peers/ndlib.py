"""NDlib (Rossetti et al. 2018): SI, independent cascades and thresholds, step by step on the shared graph."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from diffusion_sim.evidence.verification.check import Check, Finding, Setup
from diffusion_sim.evidence.verification.judging import alike, exactly
from diffusion_sim.evidence.verification.peers.importing import importable
from diffusion_sim.evidence.verification.peers.shared_graph import (
    first_adopters,
    our_users,
    peer_runs,
    small_world,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

SOURCE = "NDlib, Rossetti et al. 2018"
SI_CHANCE, SI_STEPS = 0.01, 60
"""Chance a step that one adopted neighbour passes it on."""
CASCADE_CHANCE, CASCADE_STEPS = 0.15, 60
LOW_THRESHOLD, THRESHOLD, THRESHOLD_STEPS = 0.16, 0.3, 60
SI_CONTACT = float(-np.log1p(-SI_CHANCE))
SI_PLANTED = {"awareness.contact_per_month": 1.25 * SI_CONTACT}
PROFILE_CHANCE, PROFILE_STEPS, ANYBODY = 0.3, 5, 0.01
PROFILE_MONTHS = float(-1.0 / np.log1p(-PROFILE_CHANCE))
PROFILE_PLANTED = {"implementation.mean_months": 1.2 * PROFILE_MONTHS}
CASCADE_PLANTED = {"awareness.one_shot_probability": 0.20}


def installed() -> bool:
    """Tell whether NDlib and what it needs can be imported."""
    return importable("ndlib.models.epidemics")


def _their_users(
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
    return np.array([_one_run(getattr(epidemics, model)(graph, seed=seed), configured, steps) for seed in seeds])


def _one_run(model: Any, configured: Any, steps: int) -> int:  # noqa: ANN401 - NDlib has no types
    model.set_initial_status(configured)
    model.iteration_bunch(steps + 1)
    return sum(status != 0 for status in model.status.values())


def _seeds(setup: Setup) -> range:
    """Return a seed for each of NDlib's runs."""
    first = 100_000 * (setup.seed % 10_000)
    return range(first, first + peer_runs(setup))


def _si(setup: Setup) -> Finding:
    ours = our_users(setup, SI_STEPS, awareness__contact_per_month=SI_CONTACT)
    theirs = _their_users("SIModel", SI_STEPS, _seeds(setup), {"model": {"beta": SI_CHANCE}})
    planted = our_users(setup._replace(planted=SI_PLANTED), SI_STEPS, awareness__contact_per_month=SI_CONTACT)
    return alike(ours, theirs, float(planted.mean() - theirs.mean()))


def _cascades(setup: Setup) -> Finding:
    rule = {"awareness__form": "one_shot", "awareness__one_shot_probability": CASCADE_CHANCE}
    ours = our_users(setup, CASCADE_STEPS, **rule)
    settings = {"edges": {"threshold": CASCADE_CHANCE}}
    theirs = _their_users("IndependentCascadesModel", CASCADE_STEPS, _seeds(setup), settings)
    planted = our_users(setup._replace(planted=CASCADE_PLANTED), CASCADE_STEPS, **rule)
    return alike(ours, theirs, float(planted.mean() - theirs.mean()))


def _profile(setup: Setup) -> Finding:
    """Compare NDlib's profile (without blocked nodes): one try a step once somebody tied has adopted.

    With us, that is to hear as soon as one does and to be implementing from then on, at a hazard.
    """
    rule = {
        "awareness__form": "threshold",
        "awareness__threshold_share": ANYBODY,
        "implementation__mean_months": PROFILE_MONTHS,
    }
    ours = our_users(setup, PROFILE_STEPS, **rule)
    settings = {"nodes": {"profile": 1.0 - PROFILE_CHANCE}}
    theirs = _their_users("ProfileModel", PROFILE_STEPS, _seeds(setup), settings)
    planted = our_users(setup._replace(planted=PROFILE_PLANTED), PROFILE_STEPS, **rule)
    return alike(ours, theirs, float(planted.mean() - theirs.mean()))


def _threshold(threshold: float, setup: Setup) -> Finding:
    rule: dict[str, Any] = {"awareness__form": "threshold", "awareness__threshold_share": threshold}
    ours = our_users(setup._replace(replications=1), THRESHOLD_STEPS, network__normalisation="share", **rule)
    theirs = _their_users("ThresholdModel", THRESHOLD_STEPS, [0], {"nodes": {"threshold": threshold}})
    return exactly(theirs.tolist(), ours.tolist())


def checks() -> list[Check]:
    """Return the checks against NDlib."""
    return [
        Check(f"SI, NDlib, step {SI_STEPS}", SOURCE, _si, SI_PLANTED, "contact 25 % too high"),
        Check("Cascades, NDlib", SOURCE, _cascades, CASCADE_PLANTED, "p = 0.20"),
        Check(f"Profile, NDlib, step {PROFILE_STEPS}", SOURCE, _profile, PROFILE_PLANTED, "hazard 17 % too low"),
        *(
            Check(
                f"Threshold {at}, NDlib",
                SOURCE,
                partial(_threshold, at),
                {"awareness.threshold_share": planted},
                f"threshold {planted}",
            )
            for at, planted in ((LOW_THRESHOLD, THRESHOLD), (THRESHOLD, LOW_THRESHOLD))
        ),
    ]
