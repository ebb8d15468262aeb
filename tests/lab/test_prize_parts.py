"""What a prize adds is taken apart on the page as ``compare --channels`` does, in the same replications."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pytest
from lab.lab_setup import asked, last_answer, small_catalogue
from lab.test_lab_page import page_of, until

import diffusion_sim as ds
from diffusion_sim.lab import prize_parts
from diffusion_sim.lab.answer import Unwanted, Watch
from diffusion_sim.lab.answer_tables import Prepared
from diffusion_sim.lab.note import note_file
from diffusion_sim.lab.prize_parts import SHOWN, can_be_split, split_rows, split_table
from diffusion_sim.lab.question import scenarios_of
from diffusion_sim.lab.wording import LANGUAGES
from diffusion_sim.reports.figure_words import ChangedScenario
from diffusion_sim.reports.sentences import shown_interval, shown_signed

pytestmark = pytest.mark.filterwarnings("ignore:Widget.name is deprecated:PendingDeprecationWarning")
STRONG = asked(("prize.winners_per_year", 9), ("prize.reward", 20.0))
ALWAYS = Watch(lambda: True, lambda _done, _asked: None)
PAGES = {language: (LANGUAGES[language], language) for language in LANGUAGES}


@cache
def rows() -> list[dict[str, object]]:
    return split_rows(last_answer(STRONG), ALWAYS)


@cache
def by_command() -> list[dict[str, object]]:
    """Return the rows that ``compare --channels`` writes about the same scenarios, replications and seed."""
    sides = scenarios_of(STRONG, small_catalogue())
    table = ds.prize_channels(*sides, replications=STRONG.replications, seed=STRONG.seed).table()
    return table[table["measure"].isin(SHOWN)].to_dict("records")


@pytest.mark.slow
def test_the_parts_are_those_of_compare_channels() -> None:
    assert any(row["channel"] == "incentive" and row["difference"] for row in by_command())
    assert len(rows()) == len(by_command()) == 6 * len(SHOWN)
    for here, there in zip(rows(), by_command(), strict=True):
        np.testing.assert_equal(here, there)  # a missing number equals a missing one


def test_the_whole_is_the_answer_itself() -> None:
    whole = next(row for row in rows() if row["channel"] == "whole")
    assert whole["difference"] == pytest.approx(last_answer(STRONG).headline().difference)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_each_part_with_its_interval_and_what_is_relabelled(language: str) -> None:
    text = split_table(rows(), PAGES[language])
    shown = re.findall(r'<th scope="row">([^<]*)</th><td class="n">([^<]*)<br><small>([^<]*)</small></td>', text)
    expected = {row["channel"]: row for row in by_command() if row["measure"] == SHOWN[0]}
    assert [name.partition(":")[0] for name, *_ in shown] == {
        "en": ["Incentive", "Recognition", "Visibility", "Whole effect"],
        "da": ["Tilskyndelse", "Anerkendelse", "Synlighed", "Hele virkningen"],
    }[language]
    for (_, difference, ends), channel in zip(shown, ("incentive", "recognition", "visibility", "whole"), strict=True):
        row = expected[channel]
        assert difference == shown_signed(row["difference"], language)
        assert ends == shown_interval(row["low"], row["high"], language)
    again = next(row for row in by_command() if (row["measure"], row["channel"]) == (SHOWN[2], "whole"))
    assert shown_interval(again["low"], again["high"], language) in text.split("</table>")[1]


def test_only_a_prize_that_the_policy_brings_is_taken_apart() -> None:
    assert can_be_split(last_answer(STRONG))
    assert not can_be_split(last_answer(asked(("prize.winners_per_year", 0))))
    assert not can_be_split(last_answer(asked()._replace(baseline="prize")))


def test_nothing_is_computed_that_nobody_waits_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prize_parts, "AT_A_TIME", 4)
    done: list[tuple[int, int]] = []
    with pytest.raises(Unwanted):
        split_rows(last_answer(STRONG), Watch(lambda: not done, lambda *told: done.append(told)))
    assert done == [(4, 14)]


def test_a_button_brings_the_parts_and_another_question_takes_them_away() -> None:
    page = page_of({"prize.winners_per_year": "9"})
    parts = page.views.made_of
    until(lambda: parts.button.visible)
    assert parts.told.object == ""
    parts.button.clicks += 1
    assert not parts.button.visible
    assert "0 of 4 replications" in parts.told.object
    until(lambda: "Incentive" in parts.told.object)
    assert not parts.button.visible
    page.ask.replications.input.value = "5"
    assert parts.told.object == ""
    until(lambda: parts.button.visible)


def test_parts_that_fail_leave_a_sentence_and_the_button(monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of({"prize.winners_per_year": "9"})
    until(lambda: page.views.made_of.button.visible)

    def failing(*_: object) -> None:
        raise MemoryError("no memory left")

    monkeypatch.setattr(prize_parts, "simulate_records", failing)
    page.views.made_of.button.clicks += 1
    until(lambda: 'role="alert"' in page.status.view.object)
    assert "no memory left" in page.status.view.object
    assert page.views.made_of.button.visible


@pytest.mark.slow
def test_the_note_has_the_parts_once_they_are_there() -> None:
    prepared = Prepared(last_answer(STRONG), ("Baseline", "Prize"), PAGES["en"])
    assert "Incentive" not in note_file(prepared, ChangedScenario("Prize"), 0).read().decode()
    prepared.split(ALWAYS)
    assert prepared.made_of in note_file(prepared, ChangedScenario("Prize"), 0).read().decode()
