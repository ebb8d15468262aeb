"""One municipality's dealings with one solution, and with one problem."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.results.record import NEVER
from diffusion_sim.rules.codes import End, Heard, Mode, Stage, Verdict

if TYPE_CHECKING:
    from diffusion_sim.model.solution import Solution
    from diffusion_sim.rules.codes import Window
    from diffusion_sim.rules.terms import Terms


@dataclass(slots=True)
class Clock:
    """An event to come: it happens when accumulated hazard reaches its resistance (Sellke 1983)."""

    resistance: float
    accumulated: float = 0.0

    def strikes(self, hazard: float) -> bool:
        """Add a month's hazard and tell whether the event happens."""
        self.accumulated += hazard
        return hazard > 0.0 and self.accumulated >= self.resistance


@dataclass(eq=False, slots=True)
class Case:
    """What one municipality knows of one solution and has done about it; months count from the burn-in's start."""

    solution: Solution
    heard: int
    via: Heard
    heard_from: int = 0
    """Code of the municipality it was heard from; 0 for none."""
    layer: int = -1
    stage: Stage = Stage.AWARE
    mode: Mode = Mode.NOTHING
    end: End = End.NONE
    decided: int = NEVER
    started: int = NEVER
    developed: int = NEVER
    operating: int = NEVER
    ended: int = NEVER
    granted: bool = False
    grant_ends: int = NEVER
    reinvented: bool = False
    outdated: int = NEVER
    fit: float = 0.0
    """Share of gross benefit: of a plain copy until in use, as realised from then on."""
    signal_noise: float = 0.0
    """Standard normal error in what was seen of the log benefit."""
    lines: tuple[float, ...] = ()
    """Value per month in use, by bottom line."""
    merit: float = 0.0
    taste: float = 0.0
    """Taste of the option that led here; it stays with what is in operation."""
    development_months: int = 0
    ordered: bool = False
    """Begun on an order from the top (R22)."""
    joint: bool = False
    """Begun while the partner from whom it was heard still worked on it (R15)."""
    check: int = NEVER
    """Month of the early check (R17)."""
    done: Clock | None = None
    """Towards being put into use; likewise below."""
    failure: Clock | None = None
    cliff: Clock | None = None
    stopping: Clock | None = None
    prizes: int = 0
    appraised: int = NEVER
    times_appraised: int = 0
    verdict: Verdict = Verdict.NONE
    shortfall: float = 0.0
    flips: int = 0


@dataclass(eq=False, slots=True)
class Dossier:
    """One municipality's file on one problem in its present era."""

    problem: int
    field: int
    known: list[Case] = dataclasses.field(default_factory=list)
    """Heard of and open: it may still be taken up."""
    under_way: Case | None = None
    in_use: Case | None = None
    agenda: float = 0.0
    """Hazard of coming on the agenda accumulated since the last time."""
    agenda_resistance: float = 0.0
    """0 until it is drawn."""
    reviews: int = 0
    heard_now: bool = False
    postponed: bool = False
    attempts: dict[int, int] = dataclasses.field(default_factory=dict)
    """Own solutions made so far in this era, by index of the parent (-1: from nothing)."""


class Option(NamedTuple):
    """One thing to do about a problem, with what speaks for and against it."""

    mode: Mode
    case: Case | None
    """The known solution to copy, adapt or be inspired by; None for own work and for leaving it."""
    terms: Terms


class Appraisal(NamedTuple):
    """One decision with its reasons."""

    month: int
    problem: int
    window: Window
    options: tuple[Option, ...]
    chosen: int
    """Row of ``options``."""
    best_reuse: int
    """Row of the best option of reuse; 0 when nothing is known."""
    shortfall: float
    """Utility by which the best reuse fell short of the chosen option; 0 when it was chosen."""
    flips: int
    """A bit for each term without which another option would have been chosen; 0 when it was ordered."""
    ordered: bool = False
    """The top of the organisation ordered something to be delivered (R22)."""

    @property
    def decision(self) -> Option:
        """The option chosen."""
        return self.options[self.chosen]
