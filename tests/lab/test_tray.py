"""Answers side by side say what each said alone, and what differs between them in the same replications."""

from __future__ import annotations

import re

import pytest
from lab.lab_setup import asked, last_answer, small_catalogue

from diffusion_sim.lab.answer_tables import Prepared
from diffusion_sim.lab.question import Question, question_of
from diffusion_sim.lab.tray import MOST, Kept, Tray, kept_of, questions_in, tray_table
from diffusion_sim.lab.wording import LANGUAGES
from diffusion_sim.reports.sentences import shown_signed
from diffusion_sim.results.intervals import paired_difference

DANISH = (LANGUAGES["da"], "da")
pytestmark = pytest.mark.filterwarnings("ignore:Widget.name is deprecated:PendingDeprecationWarning")


def kept(question: Question) -> Kept:
    return kept_of(question, Prepared(last_answer(question), ("Udgangspunkt", f"Pris {len(question.changes)}"), DANISH))


def tray() -> Tray:
    return Tray(DANISH, lambda: None, lambda: None)


def few_and_many() -> tuple[Kept, Kept]:
    return kept(asked()), kept(asked(("appraisal.nih_bias", 2.0)))


def test_the_address_keeps_the_questions() -> None:
    full = tray()
    for one in few_and_many():
        full.add(one)
    found = [question_of(query, small_catalogue()) for query in questions_in(full.to_query()["kept"])]
    assert found == [(one.question, ()) for one in few_and_many()]
    assert tray().to_query() == {}


def test_the_difference_to_the_first_is_taken_replication_by_replication() -> None:
    first, second = few_and_many()
    runs = [last_answer(one.question).sides[1].measures["implemented_per_year"] for one in (first, second)]
    gap = paired_difference(*runs)
    cell = tray_table([first, second], DANISH, {}).split("<td")[-1]
    assert abs(gap.difference) > 0.1
    assert f">{shown_signed(gap.difference, 'da')}<" in cell


def test_answers_of_other_replications_are_not_compared() -> None:
    first = kept(asked())
    other = kept(asked()._replace(seed=4))
    assert tray_table([first, other], DANISH, {}).split("<td")[-1].startswith(' class="n">–<')


def test_each_row_says_what_the_answer_said_alone() -> None:
    first, second = few_and_many()
    rows = tray_table([first, second], DANISH, {}).split("<tr>")[2:]
    for one, row in zip((first, second), rows, strict=True):
        assert f">{shown_signed(one.four.more.difference, 'da')}<" in row
        assert f">{one.title}</a>" in row
        assert ("appraisal.nih_bias=2" in row) == (one is second)


def test_a_question_is_kept_once_and_of_too_many_the_oldest_goes() -> None:
    full = tray()
    for number in (1, 2, 3, 3, 4, 5, 6):
        full.add(kept(asked(("prize.winners_per_year", number))))
    assert [one.question.changes[0][1] for one in full.kept] == [2, 3, 4, 5, 6]
    assert len(full.kept) == MOST


def test_a_list_from_an_address_is_no_longer_than_the_page_allows() -> None:
    assert len(list(questions_in("|".join(["policy=prize"] * 50)))) == MOST


def test_the_table_is_danish_on_a_danish_page() -> None:
    text = re.sub("<[^>]*>", " ", tray_table(list(few_and_many()), DANISH, {}))
    assert [word for word in (" the ", " of ", " to ", "DKK", "policy") if word in text] == []
