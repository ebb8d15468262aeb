"""Draws for many addresses at once: plain loops over plain arrays, which processors carry out several at a time.

The number of draws is rounded up to whole batches; what is drawn beyond those asked for is not looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim import draws
from diffusion_sim.draws.streams import FIT, HEARD_FROM, SIGNAL, TASTE_LASTING, TASTE_YEARLY
from diffusion_sim.jit import into_loops, kernel
from diffusion_sim.mechanisms import choice as tastes
from diffusion_sim.model.ledger import CLOCKS

if TYPE_CHECKING:
    import numpy as np

    from diffusion_sim.model.state import Bits, Reals, State, Wholes


BATCH = 4
"""Numbers of 64 bits that compiled code takes at once on processors of today."""
MOST_CONSIDERED = 50
LANE = 64
"""Room for one word of each solution of an appraisal: leaving it, own work, and the most that can be considered."""
_block, _threshold, _taste = into_loops(draws.block), into_loops(draws.threshold), into_loops(tastes.taste)
_uniform, _normal = into_loops(draws.uniform), into_loops(draws.normal)


@kernel
def whole_batches(n: int) -> int:
    """Round a number up to whole batches."""
    return (n + BATCH - 1) // BATCH * BATCH


@kernel
def draw_thresholds(run: State, s: int, first: int, stream: int) -> None:
    """Give the clocks of a solution that were taken last, from ``first`` on, their thresholds."""
    n = run.counts[CLOCKS] - first
    if n > 0:
        for i in range(n):
            run.codes[i] = run.places[run.clocks[first + i]["row"]]["code"]
        _thresholds(run.key[0], run.solutions[s]["identity"], run.codes, stream, run.drawn, whole_batches(n))
        for i in range(n):
            run.clocks[first + i]["threshold"] = run.drawn[i]


@kernel
def _thresholds(key: np.uint64, entity: np.uint64, codes: Wholes, stream: int, drawn: Reals, n: int) -> None:
    for i in range(n):
        drawn[i] = _threshold(key, entity, codes[i], stream, 0)


@kernel
def draw_uniforms(run: State, entity: np.uint64, stream: int) -> None:
    """Draw a uniform number for each municipality into ``drawn``."""
    n = run.places.shape[0]
    for m in range(n):
        run.codes[m] = run.places[m]["code"]
    draw_uniforms_of(run, entity, stream, n)


@kernel
def draw_uniforms_of(run: State, entity: np.uint64, stream: int, n: int) -> None:
    """Draw a uniform number for each of the first ``codes``."""
    _uniforms_of_one(run.key[0], entity, run.codes, stream, run.drawn, whole_batches(n))


@kernel
def _uniforms_of_one(key: np.uint64, entity: np.uint64, codes: Wholes, stream: int, drawn: Reals, n: int) -> None:
    for i in range(n):
        drawn[i] = _uniform(key, entity, codes[i], stream, 0)


@kernel
def draw_whom(run: State, n: int) -> None:
    """Draw from whom ``entities`` are heard of by ``codes``."""
    _uniforms(run.key[0], run.entities, run.codes, HEARD_FROM, run.from_whom, whole_batches(n))


@kernel
def draw_noise(run: State, n: int) -> None:
    """Draw how well ``entities`` fit with ``codes`` and how clearly they are seen, where that makes a difference."""
    n = whole_batches(n)
    if run.facts.all_fits_perfectly == 0:
        _normals(run.key[0], run.entities, run.codes, FIT, run.fits, n)
    if run.facts.adopts_when_aware == 0:
        _normals(run.key[0], run.entities, run.codes, SIGNAL, run.signals, n)


@kernel
def _uniforms(key: np.uint64, entities: Bits, codes: Wholes, stream: int, drawn: Reals, n: int) -> None:
    for i in range(n):
        drawn[i] = _uniform(key, entities[i], codes[i], stream, 0)


@kernel
def _normals(key: np.uint64, entities: Bits, codes: Wholes, stream: int, drawn: Reals, n: int) -> None:
    for i in range(n):
        drawn[i] = _normal(key, entities[i], codes[i], stream, 0)


@kernel
def draw_words(key: np.uint64, entities: Bits, code: int, year: int, lasting: Bits, yearly: Bits, n: int) -> None:
    """Draw the words behind the tastes of some solutions: four of each, ``LANE`` apart."""
    for i in range(n):
        lasting[i], lasting[LANE + i], lasting[2 * LANE + i], lasting[3 * LANE + i] = _block(
            key, entities[i], code, TASTE_LASTING, 0
        )
    for i in range(n):
        yearly[i], yearly[LANE + i], yearly[2 * LANE + i], yearly[3 * LANE + i] = _block(
            key, entities[i], code, TASTE_YEARLY, year
        )


@kernel
def work_out_tastes(lasting: Bits, yearly: Bits, correlation: float, drawn: Reals, n: int) -> None:
    """Work out the taste behind each pair of words."""
    for i in range(n):
        drawn[i] = _taste(lasting[i], yearly[i], correlation)
