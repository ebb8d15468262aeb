"""EoN (Miller & Ting 2019): one-shot transmission and SI in continuous time on the shared graph."""

from __future__ import annotations

import random
from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.evidence.verification.check import Check, Finding, Setup
from diffusion_sim.evidence.verification.judging import alike
from diffusion_sim.evidence.verification.peers.importing import importable
from diffusion_sim.evidence.verification.peers.shared_graph import first_adopters, our_users, small_world

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from numpy.typing import NDArray

SOURCE = "EoN, Miller & Ting 2019"
CHANCE, MONTHS = 0.15, 60
PLANTED = {"awareness.one_shot_probability": 0.18}
SI_RATE, SI_TIME, SI_STEP = 0.01, 60.0, 0.25
"""Rate a month and tie in continuous time; our steps are a quarter of a month, so a step's delay hardly counts."""
SI_CONTACT = SI_RATE * SI_STEP
SI_PLANTED = {"awareness.contact_per_month": 1.15 * SI_CONTACT}


def installed() -> bool:
    """Tell whether EoN can be imported."""
    return importable("EoN")


def _their_users(setup: Setup, run: Callable[[ModuleType], int]) -> NDArray[np.int64]:
    """EoN draws from the interpreter's own generators."""
    random.seed(setup.seed)
    np.random.seed(setup.seed)  # noqa: NPY002
    library = import_module("EoN")
    return np.array([run(library) for _ in range(setup.replications)])


def _reached(library: ModuleType) -> int:
    _, _, _, recovered = library.basic_discrete_SIR(small_world(), CHANCE, initial_infecteds=first_adopters())
    return int(recovered[-1])


def _known(library: ModuleType) -> int:
    _, _, infected, _ = library.fast_SIR(small_world(), SI_RATE, 0.0, initial_infecteds=first_adopters(), tmax=SI_TIME)
    return int(infected[-1])


def _cascades(setup: Setup) -> Finding:
    rule = {"awareness__form": "one_shot", "awareness__one_shot_probability": CHANCE}
    ours = our_users(setup, MONTHS, **rule)
    planted = our_users(setup._replace(planted=PLANTED), MONTHS, **rule)
    theirs = _their_users(setup, _reached)
    return alike(ours, theirs, float(planted.mean() - theirs.mean()))


def _si(setup: Setup) -> Finding:
    steps = round(SI_TIME / SI_STEP)
    ours = our_users(setup, steps, awareness__contact_per_month=SI_CONTACT)
    planted = our_users(setup._replace(planted=SI_PLANTED), steps, awareness__contact_per_month=SI_CONTACT)
    theirs = _their_users(setup, _known)
    return alike(ours, theirs, float(planted.mean() - theirs.mean()))


def checks() -> list[Check]:
    """Return the checks against EoN."""
    return [
        Check("Cascades, EoN", SOURCE, _cascades, PLANTED, "p = 0.18"),
        Check("SI, EoN, month 60", SOURCE, _si, SI_PLANTED, "contact 15 % too high"),
    ]
