"""Today's names of what was recorded under others: a new name, not a new result."""

from __future__ import annotations

_MODES = ("copy", "adapt", "inspired", "own")
_MONTHLY = {
    **{f"in_use_{mode}": f"operating_{mode}" for mode in (*_MODES, "outdated", "reused")},
    **{f"adopted_{mode}": f"started_{mode}" for mode in _MODES},
    **{f"implemented_{mode}": f"put_to_use_{mode}" for mode in (*_MODES, "reused")},
    "in_use": "operating",
    "adopted": "started",
    "implemented": "put_to_use",
    "aware": "heard",
    "discontinued": "stopped",
    "duplicated": "reinvented",
    "abandoned_when_funding_ended": "lost_unfinished_at_cliff",
    "discontinued_when_funding_ended": "lost_in_operation_at_cliff",
    "reused_net_benefit_total": "reused_merit_total",
    "own_net_benefit_total": "own_merit_total",
}
_MUNICIPALITIES = {
    **{name: old for name, old in _MONTHLY.items() if not name.endswith("_total")},
    **{f"in_use_{mode}": f"in_operation_{mode}" for mode in (*_MODES, "reused", "outdated")},
    "in_use": "in_operation",
    "net_benefit_in_use": "merit_in_operation",
    "lost_when_funding_ended": "lost_at_cliff",
}
_CASES = {
    "aware": "heard",
    "adopted": "started",
    "implemented": "operating",
    "duplicated": "reinvented",
    "net_benefit": "merit",
}
COLUMNS: dict[str, dict[str, str]] = {
    "monthly": _MONTHLY,
    "record.monthly": _MONTHLY,
    "municipalities": _MUNICIPALITIES,
    "cases": _CASES,
    "record.cases": _CASES,
}
"""Table (or ``record.`` and its part): today's column: the recorded one."""

WORDS: dict[str, dict[str, str]] = {
    "stage": {"in use": "operating"},
    "end": {
        "funding ended unfinished": "cliff unfinished",
        "funding ended in use": "cliff operation",
        "discontinued": "stopped",
    },
    "verdict": {"adopted": "started"},
}
"""Today's column: today's word in it: the recorded one."""

SCENARIOS = {"configs/scenarios/political_support.toml": "configs/scenarios/political_backing.toml"}
"""Today's file: the one that was recorded."""
