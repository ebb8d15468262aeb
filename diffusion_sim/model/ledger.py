"""Positions: columns of the monthly table, counters of a run, sums that are carried on from month to month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.codes import BOTTOM_LINES, End, Mode, Stage
from diffusion_sim.jit import kernel
from diffusion_sim.mechanisms.budget import ADAPTATION, COPYING, DEVELOPMENT
from diffusion_sim.model.records import NONE
from diffusion_sim.results.record import FLOWS, KRONER, MONTHLY

if TYPE_CHECKING:
    from diffusion_sim.model.state import State


WIDTH = len(MONTHLY)
LINES = len(BOTTOM_LINES)


def _at(name: str) -> int:
    return MONTHLY.index(name)


KNOWN, OUTDATED = _at("known"), _at("in_use_outdated")
REUSED_NET_BENEFIT, OWN_NET_BENEFIT = _at("reused_net_benefit_total"), _at("own_net_benefit_total")
BECAME_AWARE, APPRAISED, DECLINED, POSTPONED = _at("aware"), _at("appraised"), _at("declined"), _at("postponed")
DUPLICATED, PRIZES = _at("duplicated"), _at("prizes_given")
APPLIED, AWARDED = _at("grants_applied"), _at("grants_awarded")
FIRST_VALUE = _at("value_productivity")
FIRST_ADOPTED, FIRST_IMPLEMENTED, FIRST_IN_USE = _at("adopted_copy"), _at("implemented_copy"), _at("in_use_copy")
"""Columns of the four modes stand side by side, copying first."""
FIRST_FLOW, LAST_FLOW = _at(FLOWS[0]), _at(FLOWS[-1])
FIRST_KRONER = _at(KRONER[0])
DKK_PRIZES, DKK_PORTAL, DKK_GRANTS = _at("dkk_prizes"), _at("dkk_portal"), _at("dkk_paid_by_grants")
STAGE_COLUMN = np.full(len(Stage) + 1, -1)


for _stage in (Stage.APPLYING, Stage.DEVELOPING, Stage.IMPLEMENTING):
    STAGE_COLUMN[_stage] = _at(_stage.name.lower())


END_COLUMN = np.full(len(End), -1)
END_COLUMN[End.GAVE_UP] = _at("gave_up")
END_COLUMN[End.FUNDING_ENDED_UNFINISHED] = _at("abandoned_when_funding_ended")
END_COLUMN[End.FUNDING_ENDED_IN_USE] = _at("discontinued_when_funding_ended")
END_COLUMN[End.DISCONTINUED] = _at("discontinued")
END_COLUMN[End.STOPPED_ON_PURPOSE] = _at("discontinued")
END_COLUMN[End.REPLACED] = _at("replaced")
END_COLUMN[End.PROBLEM_CHANGED] = _at("overtaken")
EFFORT_OF_MODE = np.full(len(Mode), DEVELOPMENT)
EFFORT_OF_MODE[Mode.COPY] = COPYING
EFFORT_OF_MODE[Mode.ADAPT] = ADAPTATION
(
    CASES, SOLUTIONS, CLOCKS, CALLS, TOUCHES, BLOCKS, INTENTIONS, APPLICATIONS, ARRIVED, NEW_USERS, ENTRIES,
    MONTH, EFFECTIVE, PERIOD, YEAR, ELIGIBLE_LAST_YEAR, PORTAL_IS_ON, FULL, EXPOSURES, OPTIONS, PROBES,
    BEGUN, ERAS, ARRIVALS, ROWS, RECOGNISED, VERSION, OFFERS, FREE_OFFER,
    ALARMS, WATCHED, APPLICANTS,
) = range(32)  # fmt: skip
COUNTERS = 32
"""Counters of a run. EFFECTIVE is the first month in which what happens now can be felt; FULL tells that space ran out.
ALARMS, EXPOSURES, OPTIONS and PROBES count work that no table shows; see ``operations``. RECOGNISED is 1 once a prize was given.
FREE_OFFER is 1 + the first of the records that can be used again, 0 without one.
APPLICANTS is how many applied when the pool last decided. WATCHED is 1 where every appraisal is kept, with its reasons.
VERSION tells apart the times between which what appraisals go by may have changed; see ``prospects``."""
LOOKED, CHOSEN, BEST, FLIPS, IS_ORDERED, OPENED_BY = range(6)
"""What came of the appraisal at hand: how many known solutions it looked at, rows of its table, and why."""


@kernel
def take(run: State, pool: int, capacity: int, number: int) -> int:
    """Return the first of so many records in a row, or NONE."""
    at = run.counts[pool]
    if at + number > capacity:
        run.counts[FULL] = 1
        return NONE
    run.counts[pool] = at + number
    return at
