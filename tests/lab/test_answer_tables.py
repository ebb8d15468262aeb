"""What is said and listed of an answer is what the comparison says."""

from __future__ import annotations

import numpy as np
import pytest
from lab.lab_setup import asked, danish_answer, last_answer
from scipy import stats

from diffusion_sim.lab.answer_tables import Prepared, changed_table, cost_table, gains_table
from diffusion_sim.lab.municipality_counts import Changed, gains
from diffusion_sim.lab.targeting import groups_of
from diffusion_sim.lab.wording import LANGUAGES
from diffusion_sim.results.run_tables import who_copied_whom


def test_the_lists_of_the_page_say_what_the_comparison_says() -> None:
    answer = last_answer(asked())
    prepared, effect = (
        Prepared(answer, ("A", "B"), (LANGUAGES["en"], "en")).warm("aware", "difference"),
        answer.comparison,
    )
    cases = effect.cases()
    cases = cases[cases["replication"] == 0]
    a, b = (cases[f"implemented_{side}"].fillna(value=False).astype(bool) for side in "ab")
    assert [one.code for one in prepared.changed] == cases["code"][a != b].tolist()
    counted = (
        who_copied_whom(effect.others[0].runs).groupby(["from_code", "to_code"])["count"].sum() / answer.replications
    )
    assert prepared.copying.mean(1) == pytest.approx(dict(counted))
    reused = effect.baseline.monthly.groupby("month")["in_use_reused"].median()
    np.testing.assert_array_equal(prepared.bands[0]["median"], reused)
    summary = effect.summary().set_index("measure")
    assert prepared.four.more.difference == summary.loc["implemented_per_year", "difference"]
    for key, effect in prepared.four.instead.items():
        assert (effect.difference, effect.low) == tuple(summary.loc[key, ["difference", "low"]])
    assert answer.per_year("cost_million_dkk").low == summary.loc["cost_million_dkk", "low"] / 2  # 24 months


def test_money_is_told_a_year_like_everything_else() -> None:
    answer = last_answer(asked())
    for language, unit in (("en", "million DKK a year"), ("da", "mio. kr. pr. år")):
        page = (LANGUAGES[language], language)
        assert f"({unit})" in cost_table(answer, *page)


def test_many_cases_are_counted_with_the_thousands_sign_of_the_language() -> None:
    cases = [Changed(101, "Skoler 1", ("", "copy"))] * 4909
    told = changed_table(cases, {101: "København"}, 12, (LANGUAGES["da"], "da"))
    assert "Sager, der er forskellige: 4.909; de første 100 vises." in told


def test_who_gains_adds_up_to_the_answer() -> None:
    answer = danish_answer()
    groups = groups_of(answer.sides[0].context.scenario)
    whole = answer.headline()
    for kind in ("region", "size"):
        parts = gains(*answer.sides, [codes for key, codes in groups.codes.items() if key.startswith(f"{kind}:")])
        assert sum(one.difference for one in parts) == pytest.approx(whole.difference)
        assert sum(one.before for one in parts) == pytest.approx(whole.baseline_mean)


def test_the_interval_of_who_gains_holds_for_all_rows_at_once() -> None:
    answer = danish_answer()
    codes = groups_of(answer.sides[0].context.scenario).codes
    one, _ = gains(*answer.sides, [codes["region:Nordjylland"], codes["size:small"]])
    north = [
        frame[frame["region"] == "Nordjylland"].groupby("replication")["implemented"].sum() / 2
        for frame in (side.municipalities for side in answer.sides)
    ]
    error = stats.sem(north[1] - north[0])
    assert one.half == pytest.approx(stats.t.ppf(1 - 0.025 / 2, 11) * error)
    assert one.difference == pytest.approx((north[1] - north[0]).mean())


def test_the_municipalities_chosen_stand_against_the_rest() -> None:
    told = gains_table(danish_answer(), "region:Nordjylland", (LANGUAGES["da"], "da"))
    assert "Valgt: Region Nordjylland (11)" in told
    assert "Resten af landet (87)" in told
    assert told.count("Region Nordjylland") == 1
    assert "Små kommuner (under 30.000 indbyggere) (25)" in told
