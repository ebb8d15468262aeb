"""What the engine keeps of each thing: records of numbers, in arrays that are allocated once."""

from __future__ import annotations

import numpy as np

NONE = -1
"""No case, no solution, no municipality, no month."""
KNOWN_ALREADY, NOTHING_YET = -1, 0
"""What may stand for a pair of solution and municipality instead of a clock."""
FAR = 2**30
"""A month that never comes."""
UNDRAWN = -1.0
"""A resistance that has met no hazard yet: it is drawn when it first does, since its address is the same at any time."""

_WHOLE, _SMALL, _REAL, _BITS = np.int64, np.int32, np.float64, np.uint64


def _record(**fields: str) -> np.dtype[np.void]:
    """Return a record type from names of fields, grouped by type; the widest come first, so that all are aligned."""
    types = (("bits", _BITS), ("real", _REAL), ("whole", _WHOLE), ("small", _SMALL))
    return np.dtype([(name, kind) for group, kind in types for name in fields.get(group, "").split()], align=True)


PLACE = _record(
    real="log_population whole_contact",
    whole="code region first_tie last_tie first_listener last_listener first_near last_near in_prize_scope first_partner last_partner",
)
TIE = _record(real="weight", whole="row layer since")
PARTNER = _record(whole="row since")
MONTH = _record(
    whole="stretch year is_budget is_after_election decides_grants awards_prize new_council begins_something"
)
INNOVATION = _record(
    bits="identity", real="log_benefit complexity", whole="month fits_perfectly random first_named last_named"
)
ERA = _record(real="salience", whole="end")
ARRIVAL = _record(bits="identity", whole="month problem ordinal source")
VARYING = _record(bits="entity", real="low high", whole="column spread_column")

CASE = _record(
    real="fit merit shortfall signal_noise taste",
    whole="heard_from",
    small="row solution problem mode stage end via layer heard decided started developed operating ended granted "
    "grant_ends reinvented outdated appraised times_appraised verdict flips prizes is_near next previous inspired ordered",
)
SOLUTION = _record(
    bits="identity",
    real="log_benefit benefit complexity drawback",
    small="origin source problem era ordinal parent born innovation documented live first_use push_until "
    "visible_until loud first_clock evaluated",
)
DOSSIER = _record(
    bits="leaving_identity own_identity",
    real="agenda agenda_hazard agenda_resistance done done_hazard done_resistance failure failure_hazard "
    "failure_resistance cliff cliff_resistance stop stop_hazard stop_resistance ending ending_resistance",
    small="known under_way in_use outdated reviews own heard postponed agenda_since agenda_due development_ends "
    "work_since use_since check",
)
CLOCK = _record(real="resistance accumulated hazard exposure", small="solution row since due by_contact")
EVENT = _record(small="what next")
HOME = _record(whole="key", small="block age")
AGENT = _record(real="whole_contact recognition carrying skill log_skill frustration", whole="times_reused failures")
INTENTION = _record(real="taste", small="dossier mode known ordered")
