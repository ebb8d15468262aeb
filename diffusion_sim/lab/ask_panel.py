"""The left-hand side of the page: which policies, which levers, how many worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import panel as pn

from diffusion_sim.lab.asking import SEED_LIMITS, WORLDS_LIMITS, Question
from diffusion_sim.lab.controls import Controls
from diffusion_sim.lab.number_field import NumberField
from diffusion_sim.lab.pieces import card, html_pane, select
from diffusion_sim.lab.style import BUTTON
from diffusion_sim.reports.naming import scenario_title

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from diffusion_sim.lab.catalogue import Catalogue

WIDTH = 326


class AskPanel:
    """Everything a user can ask with.

    Parameters
    ----------
    ask
        Called when the question has changed.
    """

    def __init__(
        self, catalogue: Catalogue, question: Question, words: Mapping[str, str], language: str, ask: Callable[[], None]
    ) -> None:
        self._catalogue, self._words, self._ask = catalogue, words, ask
        named = {scenario_title(name, language): name for name in catalogue.scenarios}
        named |= {name: name for name in set(catalogue.scenarios) - set(named.values())}  # two with one title
        self.baseline = select(words["baseline"], named, question.baseline, 290)
        self.policy = select(words["policy"], named, question.policy, 290)
        self.controls = Controls(words, language, ask)
        self.worlds = NumberField(words["worlds"], WORLDS_LIMITS, words, language, ask)
        self.seed = NumberField(words["seed"], SEED_LIMITS, words, language, ask)
        self.worlds.start(question.worlds)
        self.seed.start(question.seed)
        self.reset = pn.widgets.Button(name=words["reset"], width=290, margin=(4, 0), stylesheets=[BUTTON])
        self.controls.start(catalogue.scenarios[question.policy], dict(question.changes))
        self.view = self._layout()
        self.baseline.param.watch(lambda _: ask(), "value")
        self.policy.param.watch(self._begin_anew, "value")
        self.reset.on_click(self._begin_anew)

    def question(self) -> Question | None:
        """Return what is asked, or None when a value cannot be used."""
        changes = self.controls.changes()
        if changes is None or self.worlds.problem or self.seed.problem:
            return None
        return Question(self.baseline.value, self.policy.value, changes, int(self.worlds.value), int(self.seed.value))

    def _begin_anew(self, _event: Any) -> None:  # noqa: ANN401 - Panel's own
        self.controls.start(self._catalogue.scenarios[self.policy.value], {})
        self._ask()

    def _layout(self) -> Any:  # noqa: ANN401 - Panel's own
        words = self._words
        parts = (
            html_pane(f"<h2>{words['ask']}</h2>"), self.baseline, self.policy,
            html_pane(f"<h2 class='next'>{words['main']}</h2><p class='note'>{words['main_note']}</p>"), self.controls.main,
            self.reset,
            self.controls.rest,
            html_pane(f"<h2 class='next'>{words['ensemble']}</h2>"), self.worlds.view, self.seed.view,
        )  # fmt: skip
        return pn.Column(card(*parts), width=WIDTH, styles={"max-width": "100%"}, margin=0)
