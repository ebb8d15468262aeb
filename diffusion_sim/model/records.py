"""What a run keeps of each thing: records of numbers, in arrays that are allocated once."""

from __future__ import annotations

from typing import Any

import numpy as np

from diffusion_sim.codes import Mode, Stage
from diffusion_sim.model.memory import LINE

COPY, ADAPT, INSPIRED, OWN = int(Mode.COPY), int(Mode.ADAPT), int(Mode.INSPIRED), int(Mode.OWN)
AWARE, APPLYING, DEVELOPING = int(Stage.AWARE), int(Stage.APPLYING), int(Stage.DEVELOPING)
IMPLEMENTING, IN_USE = int(Stage.IMPLEMENTING), int(Stage.IN_USE)
ABANDONED, DISCONTINUED = int(Stage.ABANDONED), int(Stage.DISCONTINUED)
"""As kernels take them: plain numbers."""
NONE = -1
"""No case, no solution, no municipality, no month."""
KNOWN_ALREADY, NOTHING_YET = -1, 0
"""What may stand for a pair of solution and municipality instead of a clock."""
FAR = 2**30
"""A month that never comes."""
UNDRAWN = -1.0
"""A threshold that has met no hazard yet: it is drawn when it first does, since its address is the same at any time."""
SILENT = -1
"""When a clock is due whose solution is known: never, and it is not wound up again."""
_TYPES: dict[str, Any] = {
    "bits": np.uint64,
    "real": np.float64,
    "whole": np.int64,
    "small": np.int32,
    "short": np.int16,
    "tiny": np.int8,
}


def _fields(groups: dict[str, str]) -> list[tuple[str, Any]]:
    """Return names and types of fields; the widest come first, so that all are aligned."""
    return [(name, kind) for group, kind in _TYPES.items() for name in groups.get(group, "").split()]


def _record(**groups: str) -> np.dtype[np.void]:
    """Return a record type from names of fields, grouped by type."""
    return np.dtype(_fields(groups), align=True)


def _offsets(kind: np.dtype[np.void]) -> list[tuple[str, int]]:
    return [(name, of[1]) for name, of in (kind.fields or {}).items()]


def _lines(*lines: dict[str, str]) -> np.dtype[np.void]:
    """Return a record type whose fields lie on whole lines of memory: those used together on one of them."""
    types = [np.dtype(_fields(line)) for line in lines]
    names = [name for kind in types for name in kind.names or ()]
    places = [(kind[name], at * LINE + offset) for at, kind in enumerate(types) for name, offset in _offsets(kind)]
    formats, offsets = zip(*places, strict=True)
    if max(kind.itemsize for kind in types) > LINE:
        raise ValueError(f"fields of {names} do not fit on one line")
    layout: Any = {"names": names, "formats": formats, "offsets": offsets, "itemsize": LINE * len(lines)}
    return np.dtype(layout, align=True)


PLACE = _record(
    real="log_population whole_contact",
    whole="code region first_tie last_tie first_listener last_listener first_near last_near in_prize_scope first_partner last_partner",
)
TIE = _record(real="weight", whole="row layer since")
PARTNER = _record(whole="row since until")
MONTH = _record(
    whole="period year budget_year is_budget is_after_election decides_grants awards_prize new_council begins_something"
)
INNOVATION = _record(
    bits="identity", real="log_benefit complexity", whole="month fits_perfectly random first_named last_named"
)
ERA = _record(real="salience", whole="end")
ARRIVAL = _record(bits="identity", whole="month problem ordinal source")
VARYING = _record(bits="entity", real="low high", whole="column spread_column")
CASE = _lines(
    {
        "real": "fit signal_noise shortfall",
        "whole": "heard_from",
        "small": "solution row problem",
        "short": "aware appraised times_appraised flips",
        "tiny": "verdict via is_near layer mode stage end granted ordered joint duplicated",
    },
    {
        "real": "net_benefit taste",
        "short": "decided adopted developed implemented ended grant_ends outdated prizes inspired",
    },
)
"""What hearing and appraisals write, and what comes when it is taken up."""
SOLUTION = _lines(
    {
        "bits": "identity",
        "real": "log_benefit benefit complexity drawback",
        "small": "problem origin first_clock first_block first_use",
        "tiny": "documented evaluated live loud",
    },
    {"small": "next source era ordinal parent born innovation push_until visible_until users promoted"},
)
"""What appraisals and hearing read, and the rest."""
PROBLEM_FILE = _lines(
    {
        "bits": "leaving_identity own_identity",
        "real": "agenda agenda_hazard agenda_threshold",
        "small": "known in_use agenda_due under_way",
        "short": "aware reviews agenda_since",
        "tiny": "postponed",
    },
    {
        "real": "done done_hazard done_threshold failure failure_hazard failure_threshold",
        "small": "development_ends work_since check work_due",
    },
    {
        "real": "stop stop_hazard stop_threshold ending ending_threshold found_threshold",
        "small": "outdated use_since own use_due",
    },
    {"real": "cliff cliff_hazard cliff_threshold ending_hazard paid found found_hazard", "small": "cliff_since"},
)
"""What windows and appraisals read, what work does, what use does, and the edge of a grant."""
CLOCK = _lines({"real": "threshold accumulated hazard exposure", "small": "solution row since due by_contact missed"})
OFFER = _record(bits="identity", real="worth", small="case next worth_as_of terms_as_of")
EVENT = _record(small="what next")
NEXT, NUMBER, FIRST_CALLED = 0, 1, 2
MOST_CALLED = LINE // 4 - FIRST_CALLED
"""Columns of a call: the next one of the month, how many clocks are called, and the clocks; and how many there can be."""
HOME = _record(whole="key", small="block age")
AGENT = _record(
    real="whole_contact recognition carrying skill log_skill frustration idea_liking idea_quality",
    whole="times_reused failures version experience",
)
INTENTION = _record(real="taste", small="file mode known ordered")
