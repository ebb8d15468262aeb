"""The four answers: how many more, from when, at what price, and instead of what."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from lab.lab_setup import asked, last_answer
from scipy import stats

from diffusion_sim.lab.answer_tables import Prepared
from diffusion_sim.lab.four_answers import FourAnswers, kroner, lead_of, median_interval, ratio_of_means
from diffusion_sim.lab.wording import LANGUAGES

ENGLISH, DANISH = (LANGUAGES["en"], "en"), (LANGUAGES["da"], "da")


def told(four: FourAnswers, page: tuple[dict[str, str], str]) -> tuple[str, str]:
    """Return sentence and cards of these answers."""
    prepared = Prepared(last_answer(asked()), ("Baseline", "Prize"), page)
    prepared.four = four
    return prepared.sentence, prepared.numbers


def test_the_ends_of_a_ratio_are_where_students_test_just_rejects() -> None:
    draws = np.random.default_rng(1)
    below = draws.normal(3.0, 1.0, 30)
    above = 2.0 * below + draws.normal(0.0, 4.0, 30)
    found = ratio_of_means(above, below)
    assert found.low < found.value < found.high
    assert found.value == pytest.approx(above.mean() / below.mean())
    for end in (found.low, found.high):
        assert stats.ttest_1samp(above - end * below, 0.0).pvalue == pytest.approx(0.05)


def test_nothing_is_divided_by_what_may_be_nothing() -> None:
    draws = np.random.default_rng(2)
    assert math.isnan(ratio_of_means(np.full(30, 5.0), draws.normal(0.0, 1.0, 30)).low)
    assert math.isnan(ratio_of_means(np.array([5.0]), np.array([2.0])).low)


def test_the_interval_of_a_median_goes_from_the_40th_to_the_61st_of_a_hundred() -> None:
    assert median_interval(np.random.default_rng(3).permutation(np.arange(1.0, 101.0))) == (40.0, 61.0)
    assert median_interval(np.arange(1.0, 7.0)) == (1.0, 6.0)  # 2 / 2**6 is 3 %
    assert math.isnan(median_interval(np.arange(5.0))[0])


def test_a_policy_leads_from_the_month_after_the_last_in_which_it_did_not() -> None:
    before = np.ones((3, 6))
    after = np.array([[1, 1, 2, 1, 1, 1], [1, 1, 0, 2, 2, 1], [1, 1, 2, 0, 1, 1]], dtype=float)
    lead = lead_of(before, after, begins=1)  # ahead from month 2, from month 4, and not any more
    assert (lead.months, lead.ahead) == (3.0, 2)
    behind = lead_of(after, before, begins=1)
    assert (behind.months, behind.ahead) == (3.0, 2)
    assert math.isinf(lead_of(before, before, begins=0).months)


def test_the_price_of_one_more_is_what_is_spent_more_for_each_used_more() -> None:
    answer = last_answer(asked())
    four, effects = Prepared(answer, ("A", "B"), ENGLISH).four, answer.comparison.summary().set_index("measure")
    spent = effects.loc["cost_million_dkk", "difference"] / 2  # two years
    assert four.price.value == pytest.approx(spent / effects.loc["implemented_per_year", "difference"])
    prizes = effects.loc["prizes_million_dkk", "difference"] / 2
    assert four.price_itself.value == pytest.approx(prizes / effects.loc["implemented_per_year", "difference"])


def surely(four: FourAnswers, difference: float) -> FourAnswers:
    """Return answers that chance does not explain."""
    more = four.more._replace(difference=difference, low=difference - 0.5, high=difference + 0.5)
    return four._replace(more=more, price=four.price._replace(value=1.25, low=1.0, high=1.5))


@pytest.mark.parametrize(("page", "up", "down"), [
    (ENGLISH, "“Prize” instead of “Baseline”: 3.50 more solutions", "“Prize” instead of “Baseline”: 3.50 fewer solutions"),
    (DANISH, "»Prize« i stedet for »Baseline«: 3,50 flere løsninger", "»Prize« i stedet for »Baseline«: 3,50 færre løsninger"),
])  # fmt: skip
def test_the_sentence_names_both_sides_and_the_direction(page: tuple[dict[str, str], str], up: str, down: str) -> None:
    four = Prepared(last_answer(asked()), ("A", "B"), page).four
    assert told(surely(four, 3.5), page)[0].startswith(up)
    sentence = told(surely(four, -3.5), page)[0]
    assert sentence.startswith(down)
    assert {"en": "3.00 to 4.00", "da": "3,00 til 4,00"}[page[1]] in sentence


def test_what_chance_explains_has_no_price() -> None:
    four = Prepared(last_answer(asked()), ("A", "B"), ENGLISH).four
    unclear = four._replace(more=four.more._replace(difference=0.1, low=-0.5, high=0.7))
    sentence, cards = told(unclear, ENGLISH)
    assert "no clear change" in sentence
    assert "Cannot be said" in cards
    assert "Not before December 2015" in cards
    assert "DKK 1.25 million" in told(surely(four, 3.5), ENGLISH)[1]
    assert "With the policy fewer" in told(surely(four, -3.5), ENGLISH)[1]


def test_one_replication_has_no_interval() -> None:
    prepared = Prepared(last_answer(asked()._replace(replications=1)), ("A", "B"), DANISH)
    assert "intet interval" in prepared.sentence
    assert "nan" not in prepared.numbers


def test_the_answers_are_danish_on_a_danish_page() -> None:
    four = Prepared(last_answer(asked()), ("A", "B"), DANISH).four
    for case in (surely(four, 3.5), surely(four, -3.5), four):
        text = re.sub("<[^>]*>", " ", "".join(told(case, DANISH)))
        assert [word for word in (" the ", " of ", " to ", "per ", "DKK") if word in text] == []


@pytest.mark.parametrize(
    ("million", "danish"), [(1.507, "1,51 mio. kr."), (0.042424, "42.400 kr."), (-0.0005, "−500 kr."), (0.0, "0 kr.")]
)
def test_money_is_written_as_people_write_it(million: float, danish: str) -> None:
    assert kroner(million, DANISH) == danish
