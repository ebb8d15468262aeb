"""One past, many futures: replications at the end of the burn-in, kept so that other policies go on from there."""

from __future__ import annotations

import hashlib
import math
import os
from collections import OrderedDict
from functools import cache
from tempfile import TemporaryFile
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from diffusion_sim.model.ledger import FULL, PERIOD
from diffusion_sim.model.setting_rows import COLUMNS
from diffusion_sim.model.state import Ground, State
from diffusion_sim.model.workspace import OF_POLICY, filled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy.typing as npt
    import pyarrow as pa

    from diffusion_sim.model.state import Records

    Array = npt.NDArray[np.generic]


MOST_BYTES = 500_000_000
"""What kept pasts may take of the memory; one of all Denmark takes 27 MB, and packed on a disk 10 MB."""
MOST_FILES = 150
"""Pasts that may be on the disk: each is an open file, of which a process may have few."""
PACKS = 3
"""How many times smaller a past is about when it is packed."""
PASSING = ("seed", "key", "homes", "age", "keys", "order", "scratch", "by_solution", "by_row")
"""What no later month reads, or what is worked out anew."""
KEPT = tuple(name for name in State._fields if name not in {*Ground._fields, *OF_POLICY, *PASSING})
WINNERS = COLUMNS.index("prize.winners_per_year")
PRIZE_COLUMNS = [at for at, name in enumerate(COLUMNS) if name.startswith("prize.")]
"""Settings of a prize: nobody reads them as long as there are no winners."""
OF_PRIZE = ("prizes_matter", "eligible_modes", "eligible_when_adopted")
"""Facts that make no difference before the first prize but to who could have won one."""


class Kind(NamedTuple):
    """What tells apart pasts of one replication."""

    country: bytes
    """Digest of all that months of the burn-in read."""
    prize: bytes
    """Digest of who could win a prize; any will do where none is ever given."""
    has_prize: bool


class OwnFile:
    """A file that nobody else sees, and that goes when nobody needs it any more; threads share it."""

    def __init__(self, number: int) -> None:
        self._number, self._lock = number, Lock()
        """The system's number of the open file: an object of Python would complain when it is forgotten."""

    def __del__(self) -> None:
        os.close(self._number)

    def get(self, start: int, size: int) -> bytes:
        """Return so many bytes."""
        with self._lock:
            os.lseek(self._number, start, os.SEEK_SET)
            return os.read(self._number, size)


class Packed(NamedTuple):
    """An array, packed and put into a file."""

    file: OwnFile
    start: int
    nbytes: int
    """In the file."""
    shape: tuple[int, ...]
    dtype: np.dtype[Any]

    def array(self) -> Array:
        """Return the array again, not to be written to."""
        return unpacked(self.file.get(self.start, self.nbytes), self.shape, self.dtype)


QUICK, SMALL = "lz4", "zstd"
"""Ways of packing: what was packed the small way takes less, and longer."""


@cache
def _codec(way: str) -> pa.Codec:
    import pyarrow as pa  # noqa: PLC0415 - slow to import, and not needed where nothing is packed

    return pa.Codec(way)


def packed(array: npt.NDArray[Any], way: str = QUICK) -> bytes:
    """Return the bytes of an array, packed."""
    whole: bytes = _codec(way).compress(array.reshape(-1).view(np.uint8), asbytes=True)
    return whole


def unpacked(whole: bytes, shape: tuple[int, ...], dtype: np.dtype[Any], way: str = QUICK) -> npt.NDArray[Any]:
    """Return an array that was packed, not to be written to."""
    raw = _codec(way).decompress(whole, math.prod(shape) * dtype.itemsize)
    return np.frombuffer(raw, dtype).reshape(shape)


class Past(NamedTuple):
    """A replication at the end of the burn-in."""

    parts: dict[str, Array | Packed]
    settings: npt.NDArray[np.float64]
    """Of the policy periods that have begun."""

    @property
    def nbytes(self) -> int:
        """What it takes of the memory or of the disk."""
        return int(np.sum([self.settings.nbytes, *(part.nbytes for part in self.parts.values())]))

    def lengths(self) -> dict[str, int]:
        """Return the length of each array."""
        return {name: part.shape[0] for name, part in self.parts.items()}

    def array(self, name: str) -> Array:
        """Return one array, not to be written to."""
        part = self.parts[name]
        return part.array() if isinstance(part, Packed) else part


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
    plain = [lengths, ground.near, ground.fields, ground.adopters, _settings_in_force(ground.policy[:begun])]
    return Kind(_digest([np.array(list(facts.values())), *columns, *plain]), _digest(prize), matters)


def _settings_in_force(policy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return settings without those of a prize that is not given."""
    if policy[:, :, WINNERS].any():
        return policy
    in_force = policy.copy()
    in_force[:, :, PRIZE_COLUMNS] = 0.0
    return in_force


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
    return Past({name: filled(state, name).copy() for name in KEPT}, _settings_begun(state))


def packed_past_of(state: State) -> Past | None:
    """Copy a run at the end of the burn-in to a file of its own, packed; None where the disk has no room."""
    try:
        with TemporaryFile(prefix="diffusion-sim-") as file:
            sizes = [file.write(packed(filled(state, name))) for name in KEPT]
            file.flush()
            own = OwnFile(os.dup(file.fileno()))
    except OSError:
        return None
    parts: dict[str, Array | Packed] = {}
    start = 0
    for name, size in zip(KEPT, sizes, strict=True):
        array = filled(state, name)
        parts[name], start = Packed(own, start, size, array.shape, array.dtype), start + size
    return Past(parts, _settings_begun(state))


def bytes_of(state: State) -> int:
    """Return what a copy of a run takes of the memory."""
    return int(np.sum([_settings_begun(state).nbytes, *(filled(state, name).nbytes for name in KEPT)]))


def _settings_begun(state: State) -> npt.NDArray[np.float64]:
    return state.settings[: int(state.counts[PERIOD]) + 1].copy()


def restored(state: State, past: Past) -> bool:
    """Bring a workspace to where a past ended; where it is too small, say so and let it tell what it lacks."""
    if any(length > len(getattr(state, name)) for name, length in past.lengths().items()):
        state.counts[:] = past.array("counts")
        state.counts[FULL] = 1
        return False
    for name, length in past.lengths().items():
        _bytes_of(getattr(state, name)[:length])[...] = _bytes_of(past.array(name))
    state.settings[: len(past.settings)] = past.settings
    return True


def _bytes_of(array: Array) -> Records:
    """Return the same memory without fields, which are slow to copy."""
    return array.view(np.dtype((np.void, array.dtype.itemsize))) if array.dtype.names else array  # type: ignore[return-value]


class Shelf:
    """The pasts of some replications, as many as there is room for."""

    def __init__(self, most_bytes: int, copy: Callable[[State], Past | None], most: float = math.inf) -> None:
        self._most_bytes, self.copy, self._most = most_bytes, copy, most
        self.empty()

    def empty(self) -> None:
        """Forget all pasts."""
        self.taken, self._number = 0, 0
        self.kept: OrderedDict[tuple[bytes, int, int], dict[bytes, Past]] = OrderedDict()

    def make_room(self, country: bytes, wanted: int) -> bool:
        """Tell whether there is room for so many bytes; pasts of other countries make way, the oldest first."""
        others = [key for key in self.kept if key[0] != country]
        while others and not self._has_room(wanted):
            for one in self.kept.pop(others.pop(0)).values():
                self.taken, self._number = self.taken - one.nbytes, self._number - 1
        return self._has_room(wanted)

    def _has_room(self, wanted: int) -> bool:
        return self.taken + wanted <= self._most_bytes and self._number < self._most

    def put(self, kind: Kind, seed: int, replication: int, past: Past) -> None:
        """Keep a past, for which there is room."""
        found = self.kept.setdefault((kind.country, seed, replication), {})
        if kind.prize not in found:
            found[kind.prize] = past
            self.taken, self._number = self.taken + past.nbytes, self._number + 1


class Pasts:
    """The pasts of some replications, as many as may be kept; threads share it.

    Parameters
    ----------
    most_bytes
        What the first ones may take of the memory.
    most_on_disk
        What the others may take of the disk, packed, each in a file. A disk that is full keeps none.
    """

    def __init__(self, most_bytes: int = MOST_BYTES, most_on_disk: int = 0) -> None:
        self._shelves = (Shelf(most_bytes, past_of), Shelf(most_on_disk, packed_past_of, MOST_FILES))
        self._lock = Lock()
        self.workspaces: list[State] = []
        """Left by threads that are done, for those that go on under another policy."""

    def __len__(self) -> int:
        """Return of how many replications there are any."""
        return len({key for shelf in self._shelves for key in shelf.kept})

    @property
    def taken(self) -> tuple[int, int]:
        """What they take of the memory and of the disk, in bytes."""
        memory, disk = self._shelves
        return memory.taken, disk.taken

    def empty(self) -> None:
        """Forget all pasts; the workspaces stay."""
        with self._lock:
            for shelf in self._shelves:
                shelf.empty()

    def find(self, kind: Kind, seed: int, replication: int) -> Past | None:
        """Return the past of a replication, if it is kept."""
        with self._lock:
            found: dict[bytes, Past] = {}
            for shelf in self._shelves:
                found |= shelf.kept.get((kind.country, seed, replication), {})
            return found.get(kind.prize) or (None if kind.has_prize else next(iter(found.values()), None))

    def keep(self, kind: Kind, seed: int, replication: int, state: State) -> None:
        """Keep a run at the end of the burn-in where there is room."""
        size = bytes_of(state)
        for shelf, wanted in zip(self._shelves, (size, size // PACKS), strict=True):
            with self._lock:
                has_room = shelf.make_room(kind.country, wanted)
            past = shelf.copy(state) if has_room else None
            if past is not None:
                with self._lock:
                    shelf.put(kind, seed, replication, past)
                return


class PastsOf(NamedTuple):
    """Kept pasts as one scenario and seed can use them."""

    pasts: Pasts
    kind: Kind
    seed: int
    burn_in: int

    def find(self, replication: int) -> Past | None:
        """Return the past of a replication, if it is kept."""
        return self.pasts.find(self.kind, self.seed, replication)

    def keep(self, replication: int, state: State) -> None:
        """Keep a run at the end of the burn-in, if there is room."""
        self.pasts.keep(self.kind, self.seed, replication, state)


def pasts_of(pasts: Pasts | None, ground: Ground, burn_in: int, seed: int) -> PastsOf | None:
    """Return what a scenario can use of kept pasts; None where there is no burn-in, or nothing after it."""
    if pasts is None or not 0 < burn_in < len(ground.months):
        return None
    return PastsOf(pasts, kind_of(ground, burn_in), seed, burn_in)
