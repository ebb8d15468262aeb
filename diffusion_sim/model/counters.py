"""Numbers of a model's agents, forgotten with the model."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    import mesa


class CountersOfModels(WeakKeyDictionary["mesa.Model", Iterator[int]]):
    """A counter from 1 for each model that is asked for."""

    def __getitem__(self, model: mesa.Model) -> Iterator[int]:
        """Return the model's counter."""
        return self.setdefault(model, count(1))
