"""What a municipality knows and may take up for each problem: short records, used again, so that few are ever in memory.

Appraisals go through all of them, and often; a case, which stays as long as the run, is looked at when one is chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.engine.columns import FREE_OFFER, KNOWN, OFFERS
from diffusion_sim.engine.desk import dossier_of
from diffusion_sim.engine.kernel import kernel
from diffusion_sim.engine.records import NONE
from diffusion_sim.engine.space import take

if TYPE_CHECKING:
    from diffusion_sim.engine.state import State


@kernel
def known_here(run: State, c: int) -> int:
    """Put a case on the list of what may be taken up; return its place there, NONE when space has run out."""
    at = run.counts[FREE_OFFER] - 1
    if at >= 0:
        run.counts[FREE_OFFER] = run.offers[at]["next"] + 1
    else:
        at = take(run, OFFERS, run.offers.shape[0], 1)
    if at >= 0:
        offer, dossier = run.offers[at], run.dossiers[dossier_of(run, c)]
        offer["case"], offer["identity"] = c, run.solutions[run.cases[c]["solution"]]["identity"]
        offer["worth_as_of"], offer["terms_as_of"] = NONE, NONE
        offer["next"], dossier["known"] = dossier["known"], at
        run.now[KNOWN] += 1.0
    return at


@kernel
def no_longer_known(run: State, c: int) -> None:
    """Take a case off that list; it is not there when space has run out."""
    dossier = run.dossiers[dossier_of(run, c)]
    at, before = dossier["known"], NONE
    while at >= 0 and run.offers[at]["case"] != c:
        at, before = run.offers[at]["next"], at
    if at < 0:
        return
    if before >= 0:
        run.offers[before]["next"] = run.offers[at]["next"]
    else:
        dossier["known"] = run.offers[at]["next"]
    drop(run, at)


@kernel
def drop(run: State, at: int) -> None:
    """Give a record back, to be used again."""
    run.offers[at]["next"] = run.counts[FREE_OFFER] - 1
    run.counts[FREE_OFFER] = at + 1
    run.now[KNOWN] -= 1.0
