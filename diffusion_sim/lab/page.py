"""One user's page: controls on the left, the answer on the right, the question in the address."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import panel as pn

from diffusion_sim.errors import InputError
from diffusion_sim.lab.answering import Unwanted, Watch
from diffusion_sim.lab.ask_panel import AskPanel
from diffusion_sim.lab.asking import question_of, scenarios_of
from diffusion_sim.lab.changed_policy import changed_policy
from diffusion_sim.lab.files import file_buttons
from diffusion_sim.lab.pieces import card, html_pane, select
from diffusion_sim.lab.plain_words import policy_in_words
from diffusion_sim.lab.prepared import Prepared
from diffusion_sim.lab.status import Status
from diffusion_sim.lab.turns import Turns
from diffusion_sim.lab.views import Views
from diffusion_sim.lab.words import LANGUAGES
from diffusion_sim.world import build_world

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from diffusion_sim.lab.answering import Answer, Answers
    from diffusion_sim.lab.catalogue import Catalogue
    from diffusion_sim.maps import Outline
    from diffusion_sim.scenario import Scenario

_POOL = ThreadPoolExecutor(max_workers=2, thread_name_prefix="lab")
"""Computations of all users; the page itself never waits for them."""


class LabPage:
    """What one browser tab sees; nothing of it is shared but the results kept for everybody."""

    def __init__(
        self, catalogue: Catalogue, answers: Answers, outlines: Sequence[Outline], query: Mapping[str, str]
    ) -> None:
        self.catalogue, self.answers = catalogue, answers
        self.language = query.get("lang", "en") if query.get("lang") in LANGUAGES else "en"
        self.words = words = LANGUAGES[self.language]
        self.question, problems = question_of(query, catalogue, self.language)
        self.turns, self._asked = Turns(), 0
        self.chosen = select(words["language"], {"English": "en", "Dansk": "da"}, self.language, 130)
        self.status = Status(words)
        self.places = build_world(catalogue.scenarios[self.question.baseline]).places
        self.views = Views(words, self.language, self.places, outlines, self._write_address, self.turns)
        self.views.map.begin(query)
        self.ask = AskPanel(catalogue, self.question, words, self.language, partial(self.turns.take, self._ask))
        self.downloads, self.told = pn.FlexBox(), html_pane()
        self.view = self._layout(problems)
        self.chosen.param.watch(self._on_language, "value")
        pn.state.onload(self._ask)  # not before: an answer must find the page it belongs to

    def close(self) -> None:
        """Drop what is being computed: nobody looks any more."""
        self._asked += 1

    def _on_language(self, _event: Any) -> None:  # noqa: ANN401 - Panel's own
        self.language = self.chosen.value
        self._reload()

    def _reload(self) -> None:
        self._write_address()
        if pn.state.location is not None:
            pn.state.location.reload = True

    def _ask(self) -> None:
        """Ask anew; what was being computed for the question before is dropped."""
        self._asked += 1
        question = self.ask.question()
        if question is None:
            self.status.tell(self.words["fix_first"], wrong=True)
            return
        self.question = question
        try:
            sides = scenarios_of(question, self.catalogue)
            moved = build_world(sides[0]).places != self.places
        except InputError as error:
            self.status.tell(str(error), wrong=True)
            return
        if moved:  # another map, other names: the page is made anew
            self._reload()
            return
        self.changed = changed_policy(question, self.words, self.language)
        self.views.plain.object = policy_in_words(sides, self.changed, self.words, self.language)
        self._write_address()
        self.downloads.objects = [html_pane(f"<p class='note'>{self.words['not_yet']}</p>")]
        self.told.object = ""
        self.status.tell(self.words["first"], share=0.0)
        _POOL.submit(self._compute, self._asked, sides)

    def _compute(self, number: int, sides: tuple[Scenario, Scenario]) -> None:
        """Run in a thread of the pool; the page is told at each step."""
        watch = Watch(
            lambda: number == self._asked, lambda done, asked: self._later(number, self._progress, done, asked)
        )
        map_view = self.views.map
        try:
            for answer in self.answers.steps(sides, self.question.worlds, self.question.seed, watch):
                prepared = Prepared(answer, self.changed.title, self.words, self.language)
                prepared.warm(map_view.measure.value, map_view.side.value)
                self._later(number, self.views.say, prepared)
                self._later(number, self._show, prepared)
        except Unwanted:
            return
        except Exception as error:  # noqa: BLE001 - a failure becomes a sentence, and the page goes on
            self._later(number, self._fail, error)

    def _later(self, number: int, step: Callable[..., None], *told: Any) -> None:  # noqa: ANN401 - what the step takes
        """Let the page's own thread take a step, if the question still stands."""

        def taken() -> None:
            if number != self._asked:
                return
            try:
                step(*told)
            except Exception as error:  # noqa: BLE001 - as above
                self._fail(error)

        self.turns.take(taken)

    def _fail(self, error: Exception) -> None:
        self.status.tell(self.words["failed"].format(why=str(error) or type(error).__name__), wrong=True)

    def _progress(self, done: int, asked: int) -> None:
        if done < asked:
            self.status.tell(self.words["working"].format(done=done, asked=asked), share=done / asked)

    def _show(self, prepared: Prepared) -> None:
        answer: Answer = prepared.answer
        self.views.show(prepared)
        if not answer.last:
            return
        seconds = f"{answer.seconds:.1f}".replace(".", "," if self.language == "da" else ".")
        said = self.words["stopped" if answer.stopped else "ready"]
        self.status.tell(said.format(done=answer.worlds, asked=answer.asked, seconds=seconds))
        page, tell = (self.words, self.language), partial(self.turns.take, self._tell_file)
        self.downloads.objects = file_buttons(answer.comparison, self.changed, page, _POOL, tell)

    def _tell_file(self, sentence: str) -> None:
        self.told.object = f"<p class='note' role='status'>{escape(sentence)}</p>"

    def _write_address(self) -> None:
        if pn.state.location is not None:
            query = self.question.to_query() | {"lang": self.language} | self.views.map.to_query()
            pn.state.location.search = "?" + urlencode(query)

    def _layout(self, problems: tuple[str, ...]) -> Any:  # noqa: ANN401 - Panel's own
        words = self.words
        title = html_pane(
            f"<h1>Diffusion Sim: {words['title']}</h1><p class='tagline'>{words['tagline']}</p>",
            styles={"flex": "1 1 260px"},
        )
        head = pn.FlexBox(title, self.chosen, align_items="end", sizing_mode="stretch_width")
        caveat = html_pane(f"<p class='caveat'><strong>{words['caveat']}</strong> {words['caveat_more']}</p>")
        sentences = "".join(f"<li>{escape(problem)}</li>" for problem in problems)
        wrong = html_pane(f"<div class='wrong' role='alert'>{words['problems']}<ul>{sentences}</ul></div>")
        files = card(
            html_pane(f"<h2>{words['download']}</h2>"), self.downloads, self.told,
            html_pane(f"<p class='note'>{words['link_note']}</p>"),
        )  # fmt: skip
        right = pn.Column(
            self.status.view, *([card(wrong)] if problems else []), *self.views.parts, files,
            styles={"flex": "1 1 280px", "min-width": "0", "max-width": "min(1050px, calc(100vw - 24px))"},
        )  # fmt: skip
        columns = pn.FlexBox(self.ask.view, right, align_items="start", gap="16px", sizing_mode="stretch_width")
        return pn.Column(
            head, caveat, columns, sizing_mode="stretch_width",
            styles={"max-width": "1440px", "margin": "0 auto", "padding": "12px", "box-sizing": "border-box"},
        )  # fmt: skip
