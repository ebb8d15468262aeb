"""Positions: columns of the monthly table, counters of a run, sums that are carried on from month to month."""

from __future__ import annotations

import numpy as np

from diffusion_sim.results.record import FLOWS, KRONER, MONTHLY
from diffusion_sim.rules.codes import BOTTOM_LINES, End, Mode, Stage

WIDTH = len(MONTHLY)
LINES = len(BOTTOM_LINES)


def _at(name: str) -> int:
    return MONTHLY.index(name)


KNOWN, OUTDATED = _at("known"), _at("operating_outdated")
REUSED_MERIT, OWN_MERIT = _at("reused_merit_total"), _at("own_merit_total")
HEARD, APPRAISED, DECLINED, POSTPONED = _at("heard"), _at("appraised"), _at("declined"), _at("postponed")
REINVENTED, PRIZES = _at("reinvented"), _at("prizes_given")
APPLIED, AWARDED = _at("grants_applied"), _at("grants_awarded")
FIRST_VALUE = _at("value_productivity")
FIRST_STARTED, FIRST_PUT_TO_USE, FIRST_OPERATING = _at("started_copy"), _at("put_to_use_copy"), _at("operating_copy")
"""Columns of the four modes stand side by side, copying first."""
FIRST_FLOW, LAST_FLOW = _at(FLOWS[0]), _at(FLOWS[-1])
FIRST_KRONER, LAST_KRONER = _at(KRONER[0]), _at(KRONER[-1])
DKK_PRIZES, DKK_PORTAL, DKK_GRANTS = _at("dkk_prizes"), _at("dkk_portal"), _at("dkk_paid_by_grants")

DEVELOPMENT, ADAPTATION, COPYING, IMPLEMENTATION, RUNNING = range(5)
"""Kinds of effort, and of kroner, in the order of their columns."""

STAGE_COLUMN = np.full(len(Stage) + 1, -1)
for _stage in (Stage.APPLYING, Stage.DEVELOPING, Stage.IMPLEMENTING):
    STAGE_COLUMN[_stage] = _at(_stage.name.lower())

END_COLUMN = np.full(len(End), -1)
END_COLUMN[End.GAVE_UP] = _at("gave_up")
END_COLUMN[End.CLIFF_UNFINISHED] = _at("lost_unfinished_at_cliff")
END_COLUMN[End.CLIFF_OPERATION] = _at("lost_in_operation_at_cliff")
END_COLUMN[End.STOPPED] = _at("stopped")
END_COLUMN[End.REPLACED] = _at("replaced")
END_COLUMN[End.PROBLEM_CHANGED] = _at("overtaken")

EFFORT_OF_MODE = np.full(len(Mode), DEVELOPMENT)
EFFORT_OF_MODE[Mode.COPY] = COPYING
EFFORT_OF_MODE[Mode.ADAPT] = ADAPTATION

(
    CASES, SOLUTIONS, CLOCKS, CALLS, TOUCHES, BLOCKS, INTENTIONS, APPLICATIONS, ARRIVED, NEW_USERS, ENTRIES,
    MONTH, EFFECTIVE, STRETCH, YEAR, ELIGIBLE_LAST_YEAR, PORTAL_IS_ON, FULL, EXPOSURES, OPTIONS, PROBES,
    BEGUN, ERAS, ARRIVALS, ROWS, RECOGNISED, EDITION, OFFERS, FREE_OFFER,
    ALARMS,
) = range(30)  # fmt: skip
COUNTERS = 30
"""Counters of a run. EFFECTIVE is the first month in which what happens now can be felt; FULL tells that space ran out.
ALARMS, EXPOSURES, OPTIONS and PROBES count work that no table shows; see ``operations``. RECOGNISED is 1 once a prize was given.
FREE_OFFER is 1 + the first of the records that can be used again, 0 without one.
EDITION tells apart the times between which what appraisals go by may have changed; see ``weighing``."""
