"""Work on wicked problems waits for partners outside the municipality (R16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.draws.streams import PARTNERS, WICKED
from diffusion_sim.engine.columns import STRETCH
from diffusion_sim.engine.desk import dossier_of
from diffusion_sim.engine.dossiers import place_of, problem_of
from diffusion_sim.engine.kernel import kernel
from diffusion_sim.engine.luck import resistance, uniform
from diffusion_sim.engine.settings import wicked_of
from diffusion_sim.rules.wicked import is_wicked, months_for_partners

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State


@kernel
def needs_partners(run: State, d: int) -> bool:
    """Tell whether a problem, in its present form, needs partners outside the municipality."""
    problem = problem_of(run, d)
    wicked = wicked_of(run.settings[run.counts[STRETCH], place_of(run, d)])
    if wicked.share == 0.0:
        return False
    era = np.uint64((problem << 32) + run.present_era[problem])
    return is_wicked(wicked, uniform(run.key, era, 0, WICKED, 0))


@kernel
def mean_wait(run: State, d: int) -> float:
    """Return the mean months for which work on a problem waits for partners."""
    if not needs_partners(run, d):
        return 0.0
    return wicked_of(run.settings[run.counts[STRETCH], place_of(run, d)]).partner_months


@kernel
def wait_for_partners(run: State, c: int) -> int:
    """Return the months for which one project waits for partners."""
    d, case = dossier_of(run, c), run.cases[c]
    if wicked_of(run.settings[run.counts[STRETCH], case["row"]]).share == 0.0 or not needs_partners(run, d):
        return 0
    code, identity = run.places[case["row"]]["code"], run.solutions[case["solution"]]["identity"]
    wicked = wicked_of(run.settings[run.counts[STRETCH], case["row"]])
    return months_for_partners(wicked, resistance(run.key, identity, code, PARTNERS, 0))
