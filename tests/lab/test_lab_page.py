"""A page without a browser: what it shows, refuses and survives."""

from __future__ import annotations

import time
from collections.abc import Callable

import panel as pn
import pytest
from lab.lab_setup import small_catalogue, whole_catalogue
from stopped_runs import ENGINE, ending_with

from diffusion_sim.errors import InputError
from diffusion_sim.lab.answer import Answers
from diffusion_sim.lab.catalogue import DrawnMap, map_for
from diffusion_sim.lab.lab_page import LabPage
from diffusion_sim.lab.question import Question

pytestmark = pytest.mark.filterwarnings("ignore:Widget.name is deprecated:PendingDeprecationWarning")
"""Panel 1.9 takes `label`, the releases before it only `name`."""


def until(holds: Callable[[], bool]) -> None:
    for _ in range(2400):
        if holds():
            return
        time.sleep(0.025)
    pytest.fail("it did not happen")


def page_of(query: dict[str, str]) -> LabPage:
    page = LabPage(small_catalogue(), Answers(), DrawnMap(), {"replications": "4"} | query)
    page._ask()
    until(lambda: page.views.prepared is not None or 'role="alert"' in page.status.view.object)
    return page


def test_an_engine_that_fails_becomes_a_sentence_and_the_next_question_is_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(ENGINE, ending_with(MemoryError("no memory left")))
        page = page_of({"lang": "da"})
    assert "Beregningen mislykkedes: no memory left" in page.status.view.object
    page.ask.replications.input.value = "5"
    until(lambda: "5 simulerede forløb på hver side, " in page.status.view.object)
    assert 'class="headline"' in page.views.answer.object


def test_a_wrong_value_is_told_beside_its_field_and_nothing_is_asked() -> None:
    page = page_of({"lang": "da"})
    asked_before = page._asked
    page.ask.seed.input.value = "mange"
    assert "»mange« er ikke et tal. Angiv et fra 1 til 4.294.967.296." in page.ask.seed.wrong.object
    assert "Svaret bruger fortsat 1." in page.ask.seed.wrong.object
    assert page._asked == asked_before  # what is being computed goes on: the question is still the same
    page.ask.replications.input.value = "5"
    assert page.question == page.ask.question() == Question("Lille Ærø", "prize", replications=5)


def test_a_question_that_is_refused_as_a_whole_leaves_question_and_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of({})
    before, asked_before = page.question, page._asked

    def refuses(*_told: object) -> None:
        raise InputError("intervention 'x'", "brings y to 7", "valid: 0 to 5")

    monkeypatch.setattr("diffusion_sim.lab.lab_page.scenarios_of", refuses)
    page.ask.replications.input.value = "6"
    assert (page.question, page._asked) == (before, asked_before)
    assert "brings y to 7" in page.refused.object
    assert "stay as they were" in page.refused.object


def test_an_old_answer_is_pale_until_the_new_one_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of({})
    assert opacities(page) == {"1"}
    with monkeypatch.context() as patched:
        patched.setattr("diffusion_sim.lab.lab_page._POOL.submit", lambda *_told: None)  # nothing is computed yet
        page.ask.replications.input.value = "5"
    assert opacities(page) == {"0.35"}
    assert "What is faded below answers the previous question." in page.status.view.object
    page._ask()
    until(lambda: opacities(page) == {"1"})


def opacities(page: LabPage) -> set[str]:
    return {one.styles.get("opacity", "1") for one in page.views._answering}


def test_each_view_that_an_address_cannot_have_is_told() -> None:
    views = ("measure", "side", "map", "place", "month", "lang")
    page = LabPage(small_catalogue(), Answers(), DrawnMap(), dict.fromkeys(views, "nonsense"))
    told = " ".join(pane.object for pane in page.view.select(pn.pane.HTML))
    assert [key for key in views if f"{key}: “nonsense” cannot be used." not in told] == []


def test_a_ready_question_is_asked_as_it_stands_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diffusion_sim.lab.lab_page._POOL.submit", lambda *_told: None)
    page = LabPage(
        whole_catalogue(),
        Answers(),
        DrawnMap(),
        {"replications": "4", "policy": "strong_nih", "appraisal.nih_distrust": "0.9"},
    )
    for asked in list(page.ask.ready.options.values())[1:]:
        page.ask.ready.value = asked
        assert page.question == page.ask.question() == asked._replace(replications=4)
        assert page.ask.ready.value == ""


def test_kept_answers_of_an_address_are_computed_after_the_first() -> None:
    kept = "policy=prize&replications=4&prize.winners_per_year=9|policy=prize&replications=4&baseline=nowhere"
    page = page_of({"kept": kept})
    until(lambda: len(page.tray.kept) == 1)
    assert page.tray.kept[0].question == Question(
        "Lille Ærø", "prize", (("prize.winners_per_year", 9),), replications=4
    )
    assert any("nowhere" in pane.object for pane in page.view.select(pn.pane.HTML))
    page._keep()
    assert [one.question.replications for one in page.tray.kept] == [4, 4]
    page.ask.replications.input.value = "5"
    page._keep()  # not there yet
    assert len(page.tray.kept) == 2


def test_the_outlines_of_denmark_are_shown_with_their_source() -> None:
    outlines = map_for(None, whole_catalogue())[0]
    page = LabPage(small_catalogue(), Answers(), outlines, {"map": "outlines", "lang": "da", "replications": "4"})
    page._ask()
    until(lambda: page.views.prepared is not None)
    shown = page.views.map
    assert list(shown.kind.options.values()) == ["tiles", "outlines"]
    until(lambda: "Geodatastyrelsen" in shown.note.object)
    shown.kind.value = "tiles"
    until(lambda: "Geodatastyrelsen" not in shown.note.object)
