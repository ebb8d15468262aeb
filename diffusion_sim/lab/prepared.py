"""What the page shows of an answer, computed before the page is touched: its thread must never wait."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from diffusion_sim.lab.answering import HEADLINE
from diffusion_sim.lab.bands import bands
from diffusion_sim.lab.changed_cases import changed_cases
from diffusion_sim.lab.copying import times_copied
from diffusion_sim.lab.map_values import monthly_map
from diffusion_sim.lab.numbers import number_cards
from diffusion_sim.lab.tables import changed_table, copied_table, cost_table
from diffusion_sim.reports.answers import effect_sentence

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    import numpy as np
    import numpy.typing as npt

    from diffusion_sim.lab.answering import Answer
    from diffusion_sim.lab.bands import Columns
    from diffusion_sim.lab.changed_cases import Changed
    from diffusion_sim.lab.copying import Pair


class Prepared:
    """An answer with what is said, drawn and listed of it; each is computed once, when first asked for.

    Parameters
    ----------
    title
        What the policy is called.
    """

    def __init__(self, answer: Answer, title: str, words: Mapping[str, str], language: str) -> None:
        self._title, self.answer, self._words, self._language = title, answer, words, language
        self._names = {place.code: place.name for place in answer.comparison.baseline.context.places}
        self._maps: dict[tuple[str, str], npt.NDArray[np.float64]] = {}

    def warm(self, measure: str, side: str) -> Prepared:
        """Compute what will be shown at once; lists over all worlds wait for the last answer."""
        _ = self.sentence, self.numbers, self.bands, self.changed
        self.map_values(measure, side)
        if self.answer.last:
            _ = self.cost, self.copied
        return self

    @cached_property
    def sentence(self) -> str:
        """The answer in a sentence with its interval."""
        row = self.answer.headline()._asdict() | {"measure": HEADLINE}
        return effect_sentence(self._title, row, self._language)

    @cached_property
    def numbers(self) -> str:
        """The four numbers."""
        return number_cards(self.answer, self._words, self._language)

    @cached_property
    def bands(self) -> tuple[Columns, Columns, Columns]:
        """The curves of both sides and their difference."""
        return bands(self.answer.comparison)

    @cached_property
    def changed(self) -> tuple[Changed, ...]:
        """The cases of the first world that differ."""
        return changed_cases(self.answer.comparison, self._language)

    @cached_property
    def times_copied(self) -> tuple[Counter[Pair], Counter[Pair]]:
        """Who copied whom under the baseline and under the policy."""
        comparison = self.answer.comparison
        return times_copied(comparison.baseline), times_copied(comparison.others[0])

    @cached_property
    def cost(self) -> str:
        """The table of public cost."""
        return cost_table(self.answer, self._words, self._language)

    @cached_property
    def copied(self) -> str:
        """The table of who copied whom."""
        return copied_table(self.times_copied, self._names, self.answer.worlds, (self._words, self._language))

    def changed_of(self, code: int) -> str:
        """Return the table of what changed, of one municipality or (0) of all."""
        cases = [one for one in self.changed if code in (0, one.code)]
        return changed_table(cases, self._names, self.answer.worlds, (self._words, self._language))

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
