"""Every summary measure, declared once: the results table, the comparison and the figures read them here."""

from __future__ import annotations

from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.results.measures.cliff import CLIFF
from diffusion_sim.results.measures.declaration import Measure
from diffusion_sim.results.measures.spreading import SPREADING
from diffusion_sim.results.measures.use import IN_OPERATION, MIX, STARTED
from diffusion_sim.results.measures.worth import COST, WORTH

MEASURES: tuple[Measure, ...] = (*IN_OPERATION, *MIX, *STARTED, *SPREADING, *CLIFF, *WORTH, *COST)
_BY_KEY = {measure.key: measure for measure in MEASURES}

__all__ = ["MEASURES", "Measure", "measure"]


def measure(key: str) -> Measure:
    """Return the measure with this key, or say which is nearest."""
    if key not in _BY_KEY:
        raise InputError("measure", f'"{key}" is not a measure', did_you_mean(key, _BY_KEY))
    return _BY_KEY[key]
