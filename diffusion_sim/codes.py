"""The numbers that stand for names inside the engines: modes, stages, reasons, ways of hearing."""

from __future__ import annotations

from enum import IntEnum


class Mode(IntEnum):
    """What a municipality can do about a problem (R2 p. 25)."""

    NOTHING = 0
    COPY = 1
    ADAPT = 2
    INSPIRED = 3
    OWN = 4


class Stage(IntEnum):
    """How far one municipality has come with one solution; unaware pairs have no case."""

    AWARE = 1
    APPLYING = 2
    DEVELOPING = 3
    IMPLEMENTING = 4
    IN_USE = 5
    ABANDONED = 6
    DISCONTINUED = 7
    LAPSED = 8
    """Known, never adopted, and the problem has changed since."""


class Heard(IntEnum):
    """How a municipality came to know a solution."""

    OWN = 0
    CONTACT = 1
    PUSH = 2
    PORTAL = 3
    PRIZE = 4
    SEED = 5
    """Given by the scenario as a first adopter."""
    PARTNER = 6
    """Invited to a partner's pilot, before it is in use (R15)."""


class End(IntEnum):
    """Why a case ended."""

    NONE = 0
    GAVE_UP = 1
    """The implementation met its opponents (R12)."""
    FUNDING_ENDED_UNFINISHED = 2
    FUNDING_ENDED_IN_USE = 3
    DISCONTINUED = 4
    REPLACED = 5
    PROBLEM_CHANGED = 6
    NO_MONEY = 7
    """The pool refused, and nothing else could pay."""
    ENDED_EARLY = 8
    """Seen to be weak at an early check, and ended before the dear part (R17, R26)."""
    PERSON_LEFT = 9
    """It hung on an enthusiast who went (R23)."""
    BELOW_ZERO = 10
    """The no-minus gate: one of its bottom lines would have been negative (R26)."""
    SUPERSEDED = 11
    """Unfinished when the scenario put an answer to the same problem into use."""
    STOPPED_ON_PURPOSE = 12
    """In use and worth no more than it cost to run: employees found it, and it was stopped (R19)."""


class Window(IntEnum):
    """What made a municipality appraise a problem."""

    HEARING = 1
    AGENDA = 2
    BUDGET = 3
    ELECTION = 4
    FREED_CAPACITY = 5


class Verdict(IntEnum):
    """What came of an appraisal."""

    NONE = 0
    DECLINED = 1
    ADOPTED = 2
    APPLIED = 3
    POSTPONED = 4
    """Wanted, but the field had no free capacity."""


BOTTOM_LINES = ("productivity", "service", "political", "legal", "wellbeing")
"""Copenhagen's five bottom lines (p. 22)."""

EXTERNAL_SOURCES = ("state", "local government association", "region", "vendor", "abroad")
"""Where solutions come from that no municipality made (R7 p. 27, R15 p. 10)."""
