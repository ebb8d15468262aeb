"""What the page shows of an answer, computed before the page is touched: its thread must never wait."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from diffusion_sim.lab.map_values import monthly_map
from diffusion_sim.lab.tables import copied_table, cost_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import numpy.typing as npt

    from diffusion_sim.lab.answering import Answer


class Prepared:
    """An answer with its tables and maps; each is computed once."""

    def __init__(self, answer: Answer, words: Mapping[str, str], language: str) -> None:
        self.answer, self._words, self._language = answer, words, language
        self._maps: dict[tuple[str, str], npt.NDArray[np.float64]] = {}

    def warm(self, measure: str, side: str) -> Prepared:
        """Compute what will be shown at once; tables that take seconds wait for the last answer."""
        self.map_values(measure, side)
        for result in (self.answer.comparison.baseline, *self.answer.comparison.others):
            _ = result.monthly
        if self.answer.last:
            _ = self.cost, self.copied
        return self

    def map_values(self, measure: str, side: str) -> npt.NDArray[np.float64]:
        """Return shape (places, months): the baseline's, the policy's or their difference."""
        if (measure, side) not in self._maps:
            effect = self.answer.comparison
            if side == "difference":
                values = self.map_values(measure, "policy") - self.map_values(measure, "baseline")
            else:
                values = monthly_map(effect.baseline if side == "baseline" else effect.others[0], measure)
            self._maps[measure, side] = values
        return self._maps[measure, side]

    @cached_property
    def cost(self) -> str:
        """The table of public cost."""
        return cost_table(self.answer.comparison.summary(), self._words, self._language)

    @cached_property
    def copied(self) -> str:
        """The table of who copied whom."""
        return copied_table(self.answer.comparison, self._words, self._language)
