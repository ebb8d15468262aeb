"""One user's page: controls on the left, the answer on the right, the question in the address."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import panel as pn

from diffusion_sim.errors import InputError
from diffusion_sim.lab.answer import Unwanted, Watch
from diffusion_sim.lab.answer_tables import Prepared
from diffusion_sim.lab.cards import Views
from diffusion_sim.lab.controls import AskPanel
from diffusion_sim.lab.downloads import file_buttons
from diffusion_sim.lab.page_style import COLUMNS, Turns, card, html_pane, select, status_line
from diffusion_sim.lab.question import changed_policy, not_aimed, question_of, reported_months, scenarios_of
from diffusion_sim.lab.targeting import AimError
from diffusion_sim.lab.tray import Tray, kept_of, questions_in
from diffusion_sim.lab.wording import LANGUAGES, LONGEST, policy_in_words
from diffusion_sim.setup import build_setup
from diffusion_sim.words.ready_made import scenario_title

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from diffusion_sim.lab.answer import Answer, Answers
    from diffusion_sim.lab.catalogue import Catalogue, DrawnMap
    from diffusion_sim.lab.question import Question
    from diffusion_sim.scenario import Scenario


class Status:
    """A sentence that is read aloud when it changes."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self.view = html_pane(margin=(0, 0, 8, 0))

    def tell(self, sentence: str, *, share: float | None = None, wrong: bool = False) -> None:
        """Say a sentence; ``share`` (0 to 1) is how much is done."""
        self.view.object = status_line(sentence, self._words["progress"], share, wrong=wrong)


_POOL = ThreadPoolExecutor(max_workers=2, thread_name_prefix="lab")
"""Computations of all users; the page itself never waits for them."""


class LabPage:
    """What one browser tab sees; nothing of it is shared but the results kept for everybody."""

    def __init__(self, catalogue: Catalogue, answers: Answers, drawn_map: DrawnMap, query: Mapping[str, str]) -> None:
        self.catalogue, self.answers = catalogue, answers
        self.language = query.get("lang", "en") if query.get("lang") in LANGUAGES else "en"
        self.words = words = LANGUAGES[self.language]
        self.question, problems = question_of(query, catalogue, self.language)
        self.turns, self._asked, self._open = Turns(), 0, True
        self._filling = False
        self._answered: Question | None = None
        self.chosen = select(words["language"], {"English": "en", "Dansk": "da"}, self.language, 130)
        self.status = Status(words)
        self.places = build_setup(catalogue.scenarios[self.question.baseline]).places
        self.views = Views(
            words, self.language, self.places, drawn_map, self._write_address, self.turns.take, self._ask_split
        )
        wrong = self.views.map.begin(query, reported_months(catalogue.scenarios[self.question.baseline]))
        problems += tuple(words["unusable"].format(key=key, found=query[key][:LONGEST]) for key in wrong)
        if "lang" in query and query["lang"] not in LANGUAGES:
            problems += (words["unusable"].format(key="lang", found=query["lang"][:LONGEST]),)
        self.ask = AskPanel(catalogue, self.question, words, self.language, partial(self.turns.take, self._ask))
        self.tray = Tray((words, self.language), self._keep, self._write_address)
        for asked in questions_in(query.get("kept", "")):
            one, wrong_in_it = question_of(asked, catalogue, self.language)
            self.tray.waiting += [] if wrong_in_it else [one]
            problems += wrong_in_it
        self.downloads, self.told, self.refused = pn.FlexBox(), html_pane(), html_pane()
        self.view = self._layout(problems)
        self.chosen.param.watch(lambda _: self.turns.take(self._on_language), "value")
        pn.state.onload(self._ask)  # not before: an answer must find the page it belongs to

    def close(self) -> None:
        """Drop what is being computed: nobody looks any more."""
        self._asked += 1
        self._open = False

    def _on_language(self) -> None:
        self.language = self.chosen.value
        self._reload()

    def _reload(self) -> None:
        self._write_address()
        if pn.state.location is not None:
            pn.state.location.reload = True

    def _ask(self) -> None:
        """Ask anew; what was being computed for the question before is dropped, unless the new one is refused."""
        question = self.ask.question()
        try:
            sides = scenarios_of(question, self.catalogue, self.language)
            places, _ = (build_setup(side).places for side in sides)
            moved = places != self.places
        except InputError as error:
            why = self.words[f"refused_{error.reason}"] if isinstance(error, AimError) else error
            told = self.words["refused"].format(why=why)
            self.refused.object = f"<div class='wrong' role='alert'>{escape(told)}</div>"
            return
        self._asked += 1
        self.question, self.refused.object, self._answered = question, "", None
        if moved:  # another map, other names: the page is made anew
            self._reload()
            return
        self.changed = changed_policy(question, self.catalogue, self.language)
        ready = self.catalogue.scenarios[question.policy]
        self.views.plain.object = policy_in_words(
            sides, ready, self.changed, not_aimed(question, self.catalogue), (self.words, self.language)
        )
        self.downloads.objects = [html_pane(f"<p class='note'>{self.words['not_yet']}</p>")]
        self.told.object = ""
        self.views.grow_old()
        old = f" {self.words['old_answer']}" if self.views.prepared is not None else ""
        self.status.tell(self.words["first"] + old, share=0.0)
        self._write_address()  # last: whoever sees the new address no longer sees the old answer as the latest
        _POOL.submit(self._compute, self._asked, question, sides)

    def _compute(self, number: int, question: Question, sides: tuple[Scenario, Scenario]) -> None:
        """Run in a thread of the pool; the page is told at each step."""
        watch = Watch(
            lambda: number == self._asked, lambda done, asked: self._later(number, self._progress, done, asked)
        )
        map_view = self.views.map
        try:
            for answer in self.answers.steps(sides, question.replications, question.seed, watch):
                prepared = self._prepared(question, answer)
                _ = prepared.sentence, prepared.numbers  # said before all else is worked out
                self._later(number, self.views.say, prepared)
                prepared.warm(map_view.measure.value, map_view.side.value)
                self._later(number, self._show, prepared, question)
        except Unwanted:
            return
        except Exception as error:  # noqa: BLE001 - a failure becomes a sentence, and the page goes on
            self._later(number, self._fail, error)

    def _ask_split(self) -> None:
        """Take the prize of the answer that is shown apart, in a thread of the pool."""
        prepared = self.views.prepared
        if prepared is not None:
            self.views.made_of.progress(0, prepared.answer.replications)
            _POOL.submit(self._split, self._asked, prepared)

    def _split(self, number: int, prepared: Prepared) -> None:
        told = partial(self._later, number, self.views.made_of.progress)
        try:
            prepared.split(Watch(lambda: number == self._asked, told))
            self._later(number, self.views.made_of.show, prepared)
        except Unwanted:
            return
        except Exception as error:  # noqa: BLE001 - as above
            self._later(number, self.views.made_of.show, prepared)
            self._later(number, self._fail, error)

    def _prepared(self, question: Question, answer: Answer) -> Prepared:
        titles = (
            scenario_title(question.baseline, self.language),
            changed_policy(question, self.catalogue, self.language).title,
        )
        return Prepared(answer, titles, (self.words, self.language), question.target.where)

    def _keep(self) -> None:
        """Keep the answer that is shown, once all its replications are there."""
        if self.views.prepared is not None and self._answered is not None:
            self.tray.add(kept_of(self._answered, self.views.prepared))

    def _fill(self, waiting: Sequence[Question]) -> None:
        """Compute the kept answers of an address, in a thread of the pool."""
        watch = Watch(lambda: self._open, lambda _done, _asked: None)
        for question in waiting:
            try:
                sides = scenarios_of(question, self.catalogue, self.language)
                *_, answer = self.answers.steps(sides, question.replications, question.seed, watch)
                kept = kept_of(question, self._prepared(question, answer))
            except Unwanted:
                return
            except Exception as error:  # noqa: BLE001 - a failure becomes a sentence, and the page goes on
                self.turns.take(self._fail, error)
            else:
                self.turns.take(self.tray.add, kept)

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
        old = f" {self.words['old_answer']}" if self.views.prepared is not None else ""
        self.status.tell(self.words["failed"].format(why=str(error) or type(error).__name__) + old, wrong=True)

    def _progress(self, done: int, asked: int) -> None:
        if done < asked:
            self.status.tell(self.words["working"].format(done=done, asked=asked), share=done / asked)

    def _show(self, prepared: Prepared, question: Question) -> None:
        answer: Answer = prepared.answer
        self.views.show(prepared)
        self._answered = question if answer.last else None
        if not answer.last:
            return
        if self.tray.waiting and not self._filling:
            self._filling = True
            _POOL.submit(self._fill, tuple(self.tray.waiting))
        seconds = f"{answer.seconds:.1f}".replace(".", "," if self.language == "da" else ".")
        said = self.words["stopped" if answer.stopped else "ready"]
        self.status.tell(said.format(done=answer.replications, asked=answer.asked, seconds=seconds))
        tell, place = partial(self.turns.take, self._tell_file), self.views.map.place
        self.downloads.objects = file_buttons(prepared, self.changed, lambda: int(place.value or 0), _POOL, tell)

    def _tell_file(self, sentence: str) -> None:
        self.told.object = f"<p class='note' role='status'>{escape(sentence)}</p>"

    def _write_address(self) -> None:
        if pn.state.location is not None:
            query = (
                self.question.to_query() | {"lang": self.language} | self.views.map.to_query() | self.tray.to_query()
            )
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
        first, *others = self.views.parts
        answer = pn.Column(self.refused, self.status.view, *([card(wrong)] if problems else []), first)
        parts = {
            "answer": answer,
            "ask": self.ask.view,
            "rest": pn.Column(others[0], card(self.tray.view), *others[1:], files),
        }
        for area, part in parts.items():
            part.styles = part.styles | {"grid-area": area, "min-width": "0"}
        columns = pn.Column(*parts.values(), stylesheets=[COLUMNS], sizing_mode="stretch_width")
        return pn.Column(
            head, caveat, columns, sizing_mode="stretch_width",
            styles={"max-width": "1440px", "margin": "0 auto", "padding": "12px", "box-sizing": "border-box"},
        )  # fmt: skip
