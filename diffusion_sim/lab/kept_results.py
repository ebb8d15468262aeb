"""Results kept for later questions of anybody, as many as the memory allows."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diffusion_sim.results.result import Result

MOST_BYTES, LEAST_KEPT = 10**9, 2
"""What they may take of the memory, but both sides of the latest question are kept in any case; a hundred worlds of all
Denmark take about 320 MB a side."""
Key = tuple[str, int]
"""Identity of the scenario, seed."""


class KeptResults:
    """The results used last, each with the most worlds there were of it."""

    def __init__(self) -> None:
        self._results: OrderedDict[Key, Result] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._results)

    def longest(self, key: Key, own: Result | None) -> Result | None:
        """Return what has most worlds, of what is kept and what a question has already."""
        with self._lock:
            kept = self._results.get(key)
            if kept is not None:
                self._results.move_to_end(key)  # what is asked for often stays
        known = [one for one in (kept, own) if one is not None]
        return max(known, key=lambda one: len(one.records), default=None)

    def keep(self, key: Key, result: Result) -> None:
        """Keep a result; what was not used for longest goes where memory is short."""
        with self._lock:
            held = self._results.get(key)
            if held is None or len(held.records) < len(result.records):
                self._results[key] = result
            self._results.move_to_end(key)
            while len(self._results) > LEAST_KEPT and self._bytes() > MOST_BYTES:
                self._results.popitem(last=False)

    def _bytes(self) -> int:
        return sum(record.nbytes for result in self._results.values() for record in result.records)
