"""Names of scenarios, short enough for a legend."""

from __future__ import annotations

_LONGEST = 44


def shown(name: str, longest: int = _LONGEST) -> str:
    """Return a name, cut with an ellipsis when it has too many letters."""
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
