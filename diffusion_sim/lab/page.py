"""One user's page: controls on the left, the answer on the right, the question in the address."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import panel as pn

from diffusion_sim.errors import InputError
from diffusion_sim.lab.asking import LARGEST_SEED, MOST_WORLDS, Question, question_of, scenarios_of
from diffusion_sim.lab.controls import Controls
from diffusion_sim.lab.downloads import csv_file, html_file, png_file, toml_file
from diffusion_sim.lab.prepared import Prepared
from diffusion_sim.lab.style import INNER
from diffusion_sim.lab.views import Views
from diffusion_sim.lab.words import LANGUAGES
from diffusion_sim.world import build_world

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diffusion_sim.lab.answering import Answer, Answers
    from diffusion_sim.lab.catalogue import Catalogue

_POOL = ThreadPoolExecutor(max_workers=2, thread_name_prefix="lab")
"""Computations of all users; the page itself never waits for them."""


class LabPage:
    """What one browser tab sees; nothing of it is shared but the results kept for everybody."""

    def __init__(self, catalogue: Catalogue, answers: Answers, query: Mapping[str, str]) -> None:
        self.catalogue, self.answers = catalogue, answers
        self.language = query.get("lang", "en") if query.get("lang") in LANGUAGES else "en"
        self.words = words = LANGUAGES[self.language]
        self.question, problems = question_of(query, catalogue)
        self.document, self._asked, self._quiet = pn.state.curdoc, 0, False
        names = list(catalogue.scenarios)
        self.baseline = pn.widgets.Select(
            name=words["baseline"], options=names, value=self.question.baseline, width=290
        )
        self.policy = pn.widgets.Select(name=words["policy"], options=names, value=self.question.policy, width=290)
        self.worlds = pn.widgets.IntInput(
            name=words["worlds"], value=self.question.worlds, start=1, end=MOST_WORLDS, width=290
        )
        self.seed = pn.widgets.IntInput(
            name=words["seed"], value=self.question.seed, start=1, end=LARGEST_SEED, width=290
        )
        self.chosen = pn.widgets.Select(
            name=words["language"], options={"English": "en", "Dansk": "da"}, value=self.language, width=130
        )
        self.status = self._html("")
        self.about = self._html("")
        places = build_world(catalogue.scenarios[self.question.baseline]).places
        self.views = Views(words, self.language, places, self._write_address)
        self.controls = Controls(words, self._ask)
        self.downloads = pn.FlexBox()
        self._begin(query)
        self.view = self._layout(problems)
        self._listen()
        pn.state.onload(self._ask)  # not before: an answer must find the page it belongs to

    def _begin(self, query: Mapping[str, str]) -> None:
        """Take from the address what only changes the view."""
        for widget, key in ((self.views.measure, "measure"), (self.views.side, "side")):
            if query.get(key) in widget.options.values():
                widget.value = query[key]
        code = query.get("place", "0")
        if code.isdigit() and int(code) in self.views.place.options.values():
            self.views.place.value = int(code)
        self._start_controls(dict(self.question.changes))

    def _start_controls(self, changes: Mapping[str, float]) -> None:
        policy = self.catalogue.scenarios[self.policy.value]
        self.controls.start(policy, changes)
        told = [f"{one.name} ({one.parameter})" for one in policy.interventions]
        listed = f"<p class='status'>{self.words['interventions']} {escape('; '.join(told))}</p>" if told else ""
        self.about.object = f"<p class='status'>{escape(policy.description)}</p>{listed}"

    def _listen(self) -> None:
        self.policy.param.watch(self._on_policy, "value")
        for widget in (self.baseline, self.worlds, self.seed):
            widget.param.watch(lambda _: self._ask(), "value")
        self.chosen.param.watch(self._on_language, "value")

    def _on_policy(self, _event: Any) -> None:  # noqa: ANN401 - Panel's own
        self._start_controls({})
        self._ask()

    def _on_language(self, _event: Any) -> None:  # noqa: ANN401 - Panel's own
        self.language = self.chosen.value
        self._write_address()
        if pn.state.location is not None:
            pn.state.location.reload = True

    def _ask(self) -> None:
        """Ask anew; what was being computed for the question before is dropped."""
        self._asked += 1
        changes = self.controls.changes()
        if changes is None or self.worlds.value is None or self.seed.value is None:
            return
        self.question = Question(self.baseline.value, self.policy.value, changes, self.worlds.value, self.seed.value)
        try:
            scenarios = scenarios_of(self.question, self.catalogue)
        except InputError as error:
            self._tell(str(error))
            return
        self._write_address()
        self.downloads.objects = [self._html(f"<p class='status'>{self.words['not_yet']}</p>")]
        self._tell(self.words["first"])
        _POOL.submit(self._compute, self._asked, scenarios)

    def _compute(self, number: int, scenarios: tuple[Any, Any]) -> None:
        """Run in a thread of the pool; the page is told at each step."""
        worlds, seed = self.question.worlds, self.question.seed
        try:
            for answer in self.answers.steps(*scenarios, worlds, seed, lambda: number == self._asked):
                prepared = Prepared(answer, self.words, self.language)
                prepared.warm(self.views.measure.value, self.views.side.value)
                self._later(partial(self._show, number, prepared))
        except Exception as error:  # noqa: BLE001 - a failure becomes a sentence, and the page goes on
            self._later(partial(self._tell, self.words["failed"].format(why=error)))

    def _later(self, step: Any) -> None:  # noqa: ANN401 - a function without arguments
        if self.document is None:
            step()
        else:
            self.document.add_next_tick_callback(step)

    def _show(self, number: int, prepared: Prepared) -> None:
        if number != self._asked:
            return
        answer = prepared.answer
        said = "stopped" if answer.stopped else "ready" if answer.last else "working"
        self.views.show(prepared)
        self._tell(self.words[said].format(done=answer.worlds, asked=answer.asked, seconds=answer.seconds))
        if answer.last:
            self.downloads.objects = self._files(answer)

    def _tell(self, sentence: str) -> None:
        self.status.object = f"<p class='status' role='status'>{escape(sentence)}</p>"

    def _files(self, answer: Answer) -> list[Any]:
        effect, words = answer.comparison, self.words
        made = {
            "CSV": ("effects.csv", partial(csv_file, effect)), "PNG": ("effects.png", partial(png_file, effect)),
            words["scenario"]: ("scenario.toml", partial(toml_file, effect)),
            words["report"]: ("report.html", partial(html_file, effect, self.language)),
        }  # fmt: skip
        return [
            pn.widgets.FileDownload(callback=make, filename=name, label=f"{words['download']} {label}", width=190)
            for label, (name, make) in made.items()
        ]

    def _write_address(self) -> None:
        if pn.state.location is None:
            return
        views = self.views
        view = {"lang": self.language, "measure": views.measure.value, "side": views.side.value}
        if views.place.value:
            view["place"] = str(views.place.value)
        pn.state.location.search = "?" + urlencode(self.question.to_query() | view)

    def _layout(self, problems: tuple[str, ...]) -> Any:  # noqa: ANN401 - Panel's own
        words = self.words
        sentences = "".join(f"<li>{escape(problem)}</li>" for problem in problems)
        wrong = self._html(f"<p class='wrong' role='alert'>{words['problems']}</p><ul class='wrong'>{sentences}</ul>")
        head = pn.FlexBox(self._html(f"<h1>Diffusion Sim: {words['title']}</h1>", 300), self.chosen)
        left = pn.Column(self.baseline, self.policy, self.about, self.controls.view, self.worlds, self.seed, width=330)
        right = pn.Column(
            self.status, self._html(f"<p class='caveat'>{words['caveat']}</p>"), self.downloads, self.views.view,
            styles={"flex": "1 1 300px", "min-width": "280px", "max-width": "calc(100vw - 24px)", "overflow-x": "auto"},
        )  # fmt: skip
        return pn.Column(
            head, *([wrong] if problems else []), pn.FlexBox(left, right, align_items="start"),
            sizing_mode="stretch_width",
        )  # fmt: skip

    @staticmethod
    def _html(text: str, width: int | None = None) -> Any:  # noqa: ANN401 - Panel's own
        sizing = "stretch_width" if width is None else None
        return pn.pane.HTML(text, stylesheets=[INNER], sizing_mode=sizing, width=width, margin=(0, 10))
