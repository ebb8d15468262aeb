"""Live views of a model's rows: solutions, cases, problem files and appraisals, readable while the model runs.

A view holds no numbers of its own: it looks them up, so that what it says is always what the model goes by.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast, overload

from diffusion_sim.codes import BOTTOM_LINES, End, Heard, Mode, Stage, Verdict
from diffusion_sim.mechanisms.choice import FIRST_REUSE
from diffusion_sim.mechanisms.funding_cliff import POOL
from diffusion_sim.mechanisms.nature import Nature
from diffusion_sim.mechanisms.utility import Terms
from diffusion_sim.model.ledger import BEST, CHOSEN, FLIPS, IS_ORDERED, LOOKED, MONTH

if TYPE_CHECKING:
    import numpy as np

    from diffusion_sim.codes import Window
    from diffusion_sim.draws.address import Entity
    from diffusion_sim.mechanisms.nature import Lines
    from diffusion_sim.model.state import Reals, State


class Viewed(Protocol):
    """What views need of a model."""

    state: State
    municipalities: list[Any]

    def solution(self, index: int) -> Solution:
        """Return the view of a solution."""
        ...

    def case(self, at: int) -> Case:
        """Return the view of a case."""
        ...


def _whole(name: str, meaning: str) -> property:
    """Return a whole number of a view's row, to be read by its name."""

    def read(view: Solution | Case) -> int:
        return int(view._row[name])  # noqa: SLF001 - of the view itself

    return property(read, doc=meaning)


def _real(name: str, meaning: str) -> property:
    """Return a number of a view's row, to be read by its name."""

    def read(view: Solution | Case) -> float:
        return float(view._row[name])  # noqa: SLF001 - as above

    return property(read, doc=meaning)


class Solution:
    """One answer to one problem in one era; months count from the burn-in's start, -1 for never."""

    __slots__ = ("_model", "index")

    def __init__(self, model: Viewed, index: int) -> None:
        self._model, self.index = model, index

    @property
    def _row(self) -> np.void:
        row: np.void = self._model.state.solutions[self.index]
        return row

    source = _whole("source", "Index into EXTERNAL_SOURCES; -1 for a municipality's.")
    problem = _whole("problem", "Number of the problem that it answers.")
    era = _whole("era", "Number of that problem's era.")
    ordinal = _whole("ordinal", "Which of its origin's answers to this problem in this era it is.")
    born = _whole("born", "Month in which it came.")
    innovation = _whole("innovation", "Row of the scenario's innovations; -1 for others.")
    first_use = _whole("first_use", "Month in which it was first put into use.")
    push_until = _whole("push_until", "Month in which its source stops pushing it.")
    visible_until = _whole("visible_until", "Month in which a prize stops making it visible.")
    benefit = _real("benefit", "Gross benefit per month in a perfectly fitting place.")

    @property
    def identity(self) -> Entity:
        """The same in all replications, whatever else is made there."""
        identity: Entity = self._row["identity"]
        return identity

    @property
    def origin(self) -> Any:  # noqa: ANN401 - a Municipality, which is built on this
        """Who made it; None for a solution from outside the municipalities."""
        row = int(self._row["origin"])
        return self._model.municipalities[row] if row >= 0 else None

    @property
    def parent(self) -> Solution | None:
        """What it was inspired by."""
        index = int(self._row["parent"])
        return self._model.solution(index) if index >= 0 else None

    @property
    def nature(self) -> Nature:
        """What it is by itself, wherever it is used."""
        row, state = self._row, self._model.state
        shares, drawback = state.shares[self.index], state.drawbacks[self.index]
        return Nature(
            log_benefit=float(row["log_benefit"]),
            complexity=float(row["complexity"]),
            shares=cast("Lines", tuple(map(float, shares))),
            drawback=cast("Lines", tuple(map(float, drawback))),
            documented=bool(row["documented"]),
        )

    @property
    def live(self) -> bool:
        """False once its problem has changed."""
        return bool(self._row["live"])

    @property
    def evaluated(self) -> bool:
        """Its effects in use have been documented somewhere (R26)."""
        return bool(self._row["evaluated"])


class Case:
    """One municipality's dealings with one solution; months count from the burn-in's start, -1 for never."""

    __slots__ = ("_model", "at")

    def __init__(self, model: Viewed, at: int) -> None:
        self._model, self.at = model, at

    @property
    def _row(self) -> np.void:
        row: np.void = self._model.state.cases[self.at]
        return row

    aware = _whole("aware", "Month in which it became known, or was made.")
    heard_from = _whole("heard_from", "Code of the municipality it was heard from; 0 for none.")
    layer = _whole("layer", "Index of the tie's layer; -1 for none.")
    decided = _whole("decided", "Month in which it was chosen.")
    adopted = _whole("adopted", "Month in which work began.")
    developed = _whole("developed", "Month in which development was done.")
    implemented = _whole("implemented", "Month in which it was put into use.")
    ended = _whole("ended", "Month in which it ended.")
    grant_ends = _whole("grant_ends", "Month in which the grant that pays for it ends, before a tail.")
    outdated = _whole("outdated", "Month in which its problem changed while it was in use.")
    appraised = _whole("appraised", "Month of the last appraisal that looked at it.")
    times_appraised = _whole("times_appraised", "How often it was looked at.")
    prizes = _whole("prizes", "Prizes won with it.")
    flips = _whole("flips", "A bit for each term that alone decided its last appraisal.")
    fit = _real("fit", "Share of gross benefit: of a plain copy until in use, as realised from then on.")
    signal_noise = _real("signal_noise", "Standard normal error in what was seen of the log benefit.")
    net_benefit = _real("net_benefit", "Net benefit per month in use.")
    taste = _real("taste", "Taste of the option that led here; it stays with what is in use.")
    shortfall = _real("shortfall", "Utility by which the best reuse lost its last appraisal; -1: it was not the best.")

    @property
    def municipality(self) -> Any:  # noqa: ANN401 - as above
        """Whose case it is."""
        return self._model.municipalities[int(self._row["row"])]

    @property
    def solution(self) -> Solution:
        """What it is about."""
        return self._model.solution(int(self._row["solution"]))

    @property
    def via(self) -> Heard:
        """How it became known."""
        return Heard(self._row["via"])

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        return Stage(self._row["stage"])

    @property
    def mode(self) -> Mode:
        """How it was taken up; NOTHING before."""
        return Mode(self._row["mode"])

    @property
    def end(self) -> End:
        """Why it ended."""
        return End(self._row["end"])

    @property
    def verdict(self) -> Verdict:
        """What came of the last appraisal that looked at it."""
        return Verdict(self._row["verdict"])

    @property
    def granted(self) -> bool:
        """Paid for by a grant."""
        return bool(self._row["granted"] == POOL)

    @property
    def duplicated(self) -> bool:
        """Made anew although others ran an answer."""
        return bool(self._row["duplicated"])

    @property
    def ordered(self) -> bool:
        """Begun on an order from the top (R22)."""
        return bool(self._row["ordered"])

    @property
    def joint(self) -> bool:
        """Begun while the partner from whom it was heard still worked on it (R15)."""
        return bool(self._row["joint"])

    @property
    def lines(self) -> tuple[float, ...]:
        """Value per month in use, by bottom line; empty for what is not in use."""
        if self.stage is not Stage.IN_USE:
            return ()
        state = self._model.state
        d = int(self._row["row"]) * len(state.fields) + int(self._row["problem"])
        return tuple(float(state.lines[d, line]) for line in range(len(BOTTOM_LINES)))


class ProblemFile:
    """One municipality's file on one problem in its present era."""

    __slots__ = ("_model", "at", "field", "problem")

    def __init__(self, model: Viewed, at: int, problem: int, field: int) -> None:
        self._model, self.at, self.problem, self.field = model, at, problem, field

    @property
    def _row(self) -> np.void:
        row: np.void = self._model.state.files[self.at]
        return row

    def _case(self, name: str) -> Case | None:
        at = int(self._row[name])
        return self._model.case(at) if at >= 0 else None

    @property
    def known(self) -> list[Case]:
        """Known and open: it may still be adopted; the latest first."""
        offers, at, found = self._model.state.offers, int(self._row["known"]), []
        while at >= 0:
            found.append(self._model.case(int(offers[at]["case"])))
            at = int(offers[at]["next"])
        return found

    @property
    def under_way(self) -> Case | None:
        """The application or project on this problem."""
        return self._case("under_way")

    @property
    def in_use(self) -> Case | None:
        """The answer to the problem's present form that is in use."""
        return self._case("in_use")

    @property
    def outdated(self) -> Case | None:
        """The answer to an earlier form of the problem that is still in use."""
        return self._case("outdated")

    @property
    def reviews(self) -> int:
        """How often the problem has come on the agenda in this era."""
        return int(self._row["reviews"])

    @property
    def heard_now(self) -> bool:
        """An answer became known this month."""
        return int(self._row["aware"]) == int(self._model.state.counts[MONTH])

    @property
    def postponed(self) -> bool:
        """Work on it is wanted but waits for capacity or money."""
        return bool(self._row["postponed"])


class Option(NamedTuple):
    """One thing to do about a problem, with what speaks for and against it."""

    mode: Mode
    case: Case | None
    """The known solution to copy, adapt or be inspired by; None for own work and for leaving it."""
    terms: Terms


class Options(Sequence[Option]):
    """What was weighed, noted as the kernels left it and made into options when somebody looks."""

    def __init__(self, model: Viewed, looked_at: list[int], terms: Reals) -> None:
        self._model, self._looked_at, self._terms = model, looked_at, terms

    def __len__(self) -> int:
        return len(self._terms)

    @overload
    def __getitem__(self, at: int) -> Option: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Option, ...]: ...
    def __getitem__(self, at: int | slice) -> Option | tuple[Option, ...]:
        return self._all[at]

    def __repr__(self) -> str:
        return repr(self._all)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all)

    @cached_property
    def _all(self) -> tuple[Option, ...]:
        known = [(mode, self._model.case(at)) for at in self._looked_at for mode in REUSE]
        what = [(Mode.NOTHING, None), (Mode.OWN, None), *known]
        return tuple(
            Option(mode, case, Terms(*row)) for (mode, case), row in zip(what, self._terms.tolist(), strict=True)
        )


class Appraisal(NamedTuple):
    """One decision with its reasons."""

    month: int
    problem: int
    window: Window
    options: Sequence[Option]
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


REUSE = (Mode.COPY, Mode.ADAPT, Mode.INSPIRED)


def appraisal_at_hand(model: Viewed, file: ProblemFile, window: Window) -> Appraisal:
    """Return the appraisal that the kernels have just made, with everything that was weighed."""
    state = model.state
    looked, chosen, best = (int(state.outcome[at]) for at in (LOOKED, CHOSEN, BEST))
    cases = state.looked_at[:looked].tolist()
    options: Sequence[Option] = Options(model, cases, state.table[: FIRST_REUSE + 3 * looked].copy())
    if state.facts.adopts_when_aware:
        nothing = Option(Mode.NOTHING, None, Terms(*[0.0] * len(Terms._fields)))
        options = (nothing, *(Option(Mode.COPY, model.case(at), nothing.terms) for at in cases))
        chosen = best = looked
    return Appraisal(
        int(state.counts[MONTH]), file.problem, window, options, chosen, best, float(state.gap[0]),
        int(state.outcome[FLIPS]), bool(state.outcome[IS_ORDERED]),
    )  # fmt: skip


def put_at_hand(model: Viewed, appraisal: Appraisal) -> None:
    """Have the kernels go by an appraisal, as it came or changed."""
    state, cases = model.state, list(dict.fromkeys(option.case for option in appraisal.options if option.case))
    for i, case in enumerate(cases):
        state.looked_at[i] = case.at
    row_of = {index: _row_of(option, cases) for index, option in enumerate(appraisal.options)}
    chosen = row_of[appraisal.chosen]
    state.outcome[[LOOKED, CHOSEN, BEST]] = len(cases), chosen, row_of[appraisal.best_reuse]
    state.outcome[[FLIPS, IS_ORDERED]] = appraisal.flips, int(appraisal.ordered)
    state.gap[0] = appraisal.shortfall
    state.table[chosen] = appraisal.decision.terms


def _row_of(option: Option, cases: list[Case]) -> int:
    """Return the row that kernels know an option by."""
    if option.case is None:
        return 1 if option.mode is Mode.OWN else 0
    return FIRST_REUSE + 3 * cases.index(option.case) + REUSE.index(option.mode)
