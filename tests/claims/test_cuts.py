"""Cut a mechanism's rule out of the code, and the claim that rests on it is false.

Rules can be replaced only while they are plain Python, so these tests run without the compiler:

    NUMBA_DISABLE_JIT=1 python -m pytest tests/claims/test_cuts.py
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

import numba
import numpy as np
import pytest

from claims import CLAIMS
from claims.cuts import CUTS
from claims.replications import QUICK, Runs
from diffusion_sim.model.agents import DiffusionModel
from diffusion_sim.scenario import Scenario

if not numba.config.DISABLE_JIT:
    pytest.skip("compiled rules cannot be replaced; run with NUMBA_DISABLE_JIT=1", allow_module_level=True)

if TYPE_CHECKING:
    from claims.cutting import Cut

SHORT = {"time.burn_in_months": 12, "time.months": 24}
pytestmark = [pytest.mark.slow, pytest.mark.rare]


def one_run(changes: dict[str, Any]) -> Runs:
    """Run one replication, in which something comes from outside, on the engine that calls its rules by name."""
    model = DiffusionModel(Scenario().with_changes(QUICK | SHORT | changes), 1, replication=1).run()
    return Runs(model.setup, (model.record(),))


def cut_out(cut: Cut, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put another function in the place of one, wherever the package has imported it."""
    whole = getattr(importlib.import_module(cut.module), cut.name)
    for name, module in list(sys.modules.items()):
        if name.startswith("diffusion_sim.") and getattr(module, cut.name, None) is whole:
            monkeypatch.setattr(module, cut.name, cut.cut(whole))


@pytest.mark.parametrize("name", CLAIMS)
def test_without_the_rule_the_claim_is_false(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for cut in CUTS[name]:
        cut_out(cut, monkeypatch)
    ratio = CLAIMS[name].ratio(one_run)
    assert np.isfinite(ratio)
    assert not CLAIMS[name].holds_at(ratio), ratio
