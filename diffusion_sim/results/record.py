"""What an engine hands over after one replication: plain arrays, the same from both engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from diffusion_sim.results.columns import Columns

NEVER = -1
"""A month that did not come. Months count from the start of the burn-in."""

STOCKS = (
    "known", "applying", "developing", "implementing", "operating_copy", "operating_adapt", "operating_inspired",
    "operating_own", "operating_outdated", "reused_merit_total", "own_merit_total",
)  # fmt: skip
FLOWS = (
    "heard", "appraised", "declined", "postponed", "started_copy", "started_adapt", "started_inspired", "started_own",
    "put_to_use_copy", "put_to_use_adapt", "put_to_use_inspired", "put_to_use_own", "gave_up",
    "lost_unfinished_at_cliff", "lost_in_operation_at_cliff", "stopped", "replaced", "overtaken", "reinvented",
    "grants_applied", "grants_awarded", "prizes_given",
)  # fmt: skip
VALUES = ("value_productivity", "value_service", "value_political", "value_legal", "value_wellbeing")
KRONER = (
    "dkk_development", "dkk_adaptation", "dkk_copying", "dkk_implementation", "dkk_running", "dkk_prizes", "dkk_portal",
    "dkk_paid_by_grants",
)  # fmt: skip
MONTHLY = STOCKS + FLOWS + VALUES + KRONER
"""Columns of the monthly array. Stocks are counted at the end of the month, the rest within it."""

CASE = np.dtype([
    ("code", np.int64), ("solution", np.int32), ("problem", np.int32), ("era", np.int32), ("mode", np.int8),
    ("stage", np.int8), ("end", np.int8), ("heard_via", np.int8), ("heard_from", np.int64), ("heard_layer", np.int16),
    ("heard", np.int32), ("decided", np.int32), ("started", np.int32), ("developed", np.int32),
    ("operating", np.int32), ("ended", np.int32), ("granted", np.int8), ("grant_ends", np.int32),
    ("reinvented", np.int8), ("outdated", np.int32), ("fit", np.float64), ("merit", np.float64),
    ("appraised", np.int32), ("times_appraised", np.int32), ("verdict", np.int8), ("shortfall", np.float64),
    ("flips", np.int32), ("prizes", np.int16),
])  # fmt: skip
"""One row for each municipality and solution that met.

``heard_from`` is a code (0: nobody), ``heard_layer`` an index into the network's layers (-1: none), ``outdated`` the
month in which the problem changed, ``merit`` the net benefit per month in use, ``shortfall`` by how much the best
reuse lost the last appraisal (0 when it won, -1 when this was not the best to reuse), ``flips`` a
bit for each term whose removal alone would have changed that.
"""

SOLUTION = np.dtype([
    ("id", np.uint64), ("origin", np.int64), ("source", np.int8), ("problem", np.int32), ("era", np.int32),
    ("ordinal", np.int32), ("parent", np.int32), ("born", np.int32), ("innovation", np.int32),
    ("benefit", np.float64), ("complexity", np.float64), ("shares", np.float64, (5,)), ("drawback", np.float64, (5,)),
    ("documented", np.int8),
])  # fmt: skip
"""One row for each solution.

``origin`` is a code, 0 for an external solution; ``source`` an index into ``rules.codes.EXTERNAL_SOURCES`` (-1: it is
a municipality's);
``parent`` a row of this table (-1: none); ``innovation`` a row of the scenario's innovations (-1: drawn by the world).
"""


class RunRecord(NamedTuple):
    """One replication."""

    replication: int
    monthly: npt.NDArray[np.float64]
    """(burn-in + reported months, len(MONTHLY))"""
    case_columns: Columns
    """The fields of CASE, sorted by code, then solution"""
    solutions: npt.NDArray[np.void]
    """dtype SOLUTION, in the order in which they came"""

    @property
    def nbytes(self) -> int:
        """What the replication takes of the memory."""
        return self.monthly.nbytes + self.case_columns.nbytes + self.solutions.nbytes

    @property
    def cases(self) -> npt.NDArray[np.void]:
        """The cases row by row (dtype CASE): a copy."""
        return self.case_columns.table()
