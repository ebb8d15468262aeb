"""How modes, ties and terms are said in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.results.calendar import month_in_words
from diffusion_sim.rules.codes import Heard, Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diffusion_sim.results.reported_run import ReportedRun

TIES = {
    "land_border": "a neighbour over land",
    "fixed_link": "joined by a bridge or tunnel",
    "ferry": "joined by a ferry",
    "region": "in the same region",
    "bodies": "in the same collaboration body",
    "size_likeness": "of like size",
}
CHANNELS = {
    Heard.CONTACT: "from other municipalities",
    Heard.PUSH: "straight from the source",
    Heard.PORTAL: "on the knowledge portal",
    Heard.PRIZE: "because they had won a prize",
    Heard.PARTNER: "from partners, as pilots to join",
}
DONE = {
    Mode.COPY: "copied",
    Mode.ADAPT: "adapted",
    Mode.INSPIRED: "made on another's model",
    Mode.OWN: "developed by itself",
}
TERMS = {
    "benefit": "what it was expected to give",
    "risk": "doubt about what it would give",
    "effort": "the work it would take",
    "nih": "its being made elsewhere (Not Invented Here)",
    "stigma": "the stigma of being seen to copy",
    "pride": "the pride of making something itself",
    "prize": "the hope of a prize",
    "social": "what its contacts were doing",
    "constant": "habit, which the model does not explain",
    "taste": "local taste, which is chance in the model",
}


def times(count: int, one: str, many: str) -> str:
    """Return "1 solution" or "3 solutions", "no solutions" for none."""
    return f"{count or 'no'} {one if count == 1 else many}"


def counted(number: int) -> str:
    """Return "once", "twice" or "7 times"."""
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number} times")


def listed(parts: Sequence[str]) -> str:
    """Return "a, b and c"."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else "nothing"


def when(run: ReportedRun, month: int) -> str:
    """Return a month of the record in words."""
    return month_in_words(run.context.first_month, int(month) - run.first)
