"""One past, many futures: replications at the end of the burn-in, kept so that other policies go on from there."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.model.ledger import (
    ARRIVALS,
    BLOCKS,
    CALLS,
    CASES,
    CLOCKS,
    ENTRIES,
    ERAS,
    FULL,
    NEW_USERS,
    OFFERS,
    PERIOD,
    ROWS,
    SOLUTIONS,
    TOUCHES,
)
from diffusion_sim.model.state import Ground, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from diffusion_sim.model.state import Records

    Array = npt.NDArray[np.generic]


MOST_BYTES = 500_000_000
"""What kept pasts may take of the memory; one of all Denmark takes 18 MB."""
FILLED = {
    "eras": ERAS, "arrivals": ARRIVALS, "arrival_order": ARRIVALS, "cases": CASES, "offers": OFFERS, "terms": OFFERS,
    "solutions": SOLUTIONS, "shares": SOLUTIONS, "drawbacks": SOLUTIONS, "slots": BLOCKS, "block_keys": BLOCKS,
    "clocks": CLOCKS, "calls": CALLS, "touches": TOUCHES, "new_users": NEW_USERS, "entries": ENTRIES,
    "rows": ROWS, "row_months": ROWS,
}  # fmt: skip
"""Arrays that hold something only up to a counter."""
OF_POLICY = ("settings", "portals", "broadcasts")
"""Drawn anew for each policy, but for the settings of policy periods that have begun."""
PASSING = ("seed", "key", "homes", "age", "keys", "order", "scratch", "by_solution", "by_row")
"""What no later month reads, or what is worked out anew."""
KEPT = tuple(name for name in State._fields if name not in {*Ground._fields, *OF_POLICY, *PASSING})
OF_PRIZE = ("prizes_matter", "eligible_modes", "eligible_when_adopted")
"""Facts that make no difference before the first prize but to who could have won one."""


class Kind(NamedTuple):
    """What tells apart pasts of one replication."""

    country: bytes
    """Digest of all that months of the burn-in read."""
    prize: bytes
    """Digest of who could win a prize; any will do where none is ever given."""
    has_prize: bool


class Past(NamedTuple):
    """A replication at the end of the burn-in."""

    arrays: dict[str, Array]
    settings: npt.NDArray[np.float64]
    """Of the policy periods that have begun."""

    @property
    def nbytes(self) -> int:
        """What it takes of the memory."""
        return int(np.sum([array.nbytes for array in (self.settings, *self.arrays.values())]))


def kind_of(ground: Ground, burn_in: int) -> Kind:
    """Tell what the first months depend on: two policies of one kind have the same past."""
    facts, months = ground.facts._asdict(), ground.months[:burn_in]
    prize = [np.array([facts.pop(name) for name in OF_PRIZE[1:]]), ground.places["in_prize_scope"]]
    matters = bool(facts.pop("prizes_matter"))
    columns = [ground.places[name] for name in ground.places.dtype.names or () if name != "in_prize_scope"]
    tables = [ground.ties, ground.listeners, ground.partners, ground.innovations, ground.varying, months]
    columns += [table[name] for table in tables for name in table.dtype.names or ()]
    begun = int(months["period"].max(initial=0)) + 1
    lengths = np.array([len(ground.months), burn_in])
    plain = [lengths, ground.near, ground.fields, ground.adopters, ground.policy[:begun]]
    return Kind(_digest([np.array(list(facts.values())), *columns, *plain]), _digest(prize), matters)


def _digest(arrays: Iterable[Array]) -> bytes:
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(f"{array.shape} {array.dtype.str}".encode() + np.ascontiguousarray(array).tobytes())
    return digest.digest()


def as_if_prizes_matter(state: State) -> State:
    """Return the same run, in which it is noted who could have won a prize."""
    return state._replace(facts=state.facts._replace(prizes_matter=1))


def past_of(state: State) -> Past:
    """Copy a run at the end of the burn-in."""
    arrays = {name: _filled(state, name).copy() for name in KEPT}
    return Past(arrays, state.settings[: int(state.counts[PERIOD]) + 1].copy())


def restored(state: State, past: Past) -> bool:
    """Bring a workspace to where a past ended; where it is too small, say so and let it tell what it lacks."""
    if any(len(array) > len(getattr(state, name)) for name, array in past.arrays.items()):
        state.counts[:] = past.arrays["counts"]
        state.counts[FULL] = 1
        return False
    for name, array in past.arrays.items():
        _bytes_of(getattr(state, name)[: len(array)])[...] = _bytes_of(array)
    state.settings[: len(past.settings)] = past.settings
    return True


def _filled(state: State, name: str) -> Array:
    array: Array = getattr(state, name)
    return array[: int(state.counts[FILLED[name]])] if name in FILLED else array


def _bytes_of(array: Array) -> Records:
    """Return the same memory without fields, which are slow to copy."""
    return array.view(np.dtype((np.void, array.dtype.itemsize))) if array.dtype.names else array  # type: ignore[return-value]


class Pasts:
    """The pasts of some replications, as many as the memory that they may take holds; threads share it."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._taken, self._lock = most_bytes, 0, Lock()
        self._kept: OrderedDict[tuple[bytes, int, int], dict[bytes, Past]] = OrderedDict()

    def __len__(self) -> int:
        """Return of how many replications there are any."""
        return len(self._kept)

    def find(self, kind: Kind, seed: int, replication: int) -> Past | None:
        """Return the past of a replication, if it is kept."""
        with self._lock:
            found = self._kept.get((kind.country, seed, replication), {})
            return found.get(kind.prize) or (None if kind.has_prize else next(iter(found.values()), None))

    def keep(self, kind: Kind, seed: int, replication: int, past: Past) -> None:
        """Keep a past where there is room; those of other countries make way, the oldest first."""
        with self._lock:
            others = [key for key in self._kept if key[0] != kind.country]
            while others and self._taken + past.nbytes > self._most:
                for one in self._kept.pop(others.pop(0)).values():
                    self._taken -= one.nbytes
            found = self._kept.get((kind.country, seed, replication), {})
            if kind.prize not in found and self._taken + past.nbytes <= self._most:
                self._kept.setdefault((kind.country, seed, replication), found)[kind.prize] = past
                self._taken += past.nbytes


class PastsOf(NamedTuple):
    """Kept pasts as one scenario and seed can use them."""

    pasts: Pasts
    kind: Kind
    seed: int
    burn_in: int

    def find(self, replication: int) -> Past | None:
        """Return the past of a replication, if it is kept."""
        return self.pasts.find(self.kind, self.seed, replication)

    def keep(self, replication: int, past: Past) -> None:
        """Keep the past of a replication, if there is room."""
        self.pasts.keep(self.kind, self.seed, replication, past)


def pasts_of(pasts: Pasts | None, ground: Ground, burn_in: int, seed: int) -> PastsOf | None:
    """Return what a scenario can use of kept pasts; None where there is no burn-in, or nothing after it."""
    if pasts is None or not 0 < burn_in < len(ground.months):
        return None
    return PastsOf(pasts, kind_of(ground, burn_in), seed, burn_in)
