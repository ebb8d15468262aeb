"""What is taken away opens, says what was changed, and is Danish on a Danish page."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from lab.lab_setup import asked, last_answer, small_catalogue

import diffusion_sim as ds
from diffusion_sim.lab.answer_tables import Prepared
from diffusion_sim.lab.downloads import csv_file, html_file, png_file, toml_file
from diffusion_sim.lab.note import if_worth_half, note_file
from diffusion_sim.lab.question import changed_policy, scenarios_of
from diffusion_sim.lab.wording import LANGUAGES
from diffusion_sim.reports.figure_words import ChangedScenario
from diffusion_sim.reports.sentences import shown_signed
from diffusion_sim.scenario import load_scenario

AS_IT_IS = ChangedScenario("Pris")


QUESTION = asked(("prize.winners_per_year", 2), ("appraisal.nih_distrust", 0.9))._replace(policy="Lille Ærø")


@cache
def report(language: str) -> str:
    changed = changed_policy(QUESTION, small_catalogue(), language)
    return html_file(last_answer(QUESTION).comparison, changed, language).read().decode()


def test_what_is_taken_away_opens(tmp_path: Path) -> None:
    effect = last_answer(QUESTION).comparison
    (tmp_path / "policy.toml").write_bytes(toml_file(effect).read())
    policy = load_scenario(tmp_path / "policy.toml")
    assert "prize.winners_per_year = 2" not in policy.description
    assert "Copycat prizes: 2" in policy.description
    assert policy.identity() == effect.others[0].context.scenario.identity()
    assert png_file(effect, AS_IT_IS, "da").read(8) == b"\x89PNG\r\n\x1a\n"
    assert "implemented_per_year" in csv_file(effect, AS_IT_IS, "en").read().decode("utf-8-sig")


@pytest.mark.slow
def test_the_report_of_the_page_says_what_was_changed() -> None:
    told = report("da")
    assert 'lang="da"' in told
    assert "Hvad ændrer »Lille Ærø med 2 ændringer« i forhold til »Lille Ærø«?" in told
    assert "<li>Kopipriser: 2</li><li>Ikke opfundet her: 0,9</li>" in told
    assert "no change" not in told.split('class="answer"')[1].split("</p>")[0]


@pytest.mark.slow
def test_the_figures_of_a_danish_report_are_danish() -> None:
    assert "Hvad virkemidlet ændrer" in report("da")
    assert "What the policy changes" not in report("da")
    assert "What the policy changes" in report("en")


def test_the_note_tells_what_the_answer_hangs_on_from_the_same_replications() -> None:
    question = asked(("prize.winners_per_year", 2))
    answer, (baseline, policy) = last_answer(question), scenarios_of(question, small_catalogue())
    prepared = Prepared(answer, ("Baseline", "Prize"), (LANGUAGES["en"], "en"))
    told = note_file(prepared, AS_IT_IS, 0).read().decode()
    half = policy.with_changes({"prize.reward": policy.prize.reward / 2})
    found = (
        ds.compare(baseline, half, replications=14, seed=3).summary().set_index("measure").loc["implemented_per_year"]
    )
    assert f"would bring {shown_signed(found['difference'], 'en')} implemented a year instead" in told
    assert prepared.sentence.replace("“", "").split(":")[1] in told
    assert "prize" not in if_worth_half(
        Prepared(last_answer(asked(("prize.winners_per_year", 0))), ("A", "B"), (LANGUAGES["en"], "en"))
    )


def test_a_danish_table_is_one_for_a_danish_spreadsheet_and_python_reads_it_back() -> None:
    effect = last_answer(asked()).comparison
    danish = pd.read_csv(csv_file(effect, AS_IT_IS, "da"), sep=";", decimal=",", encoding="utf-8-sig")
    english = pd.read_csv(csv_file(effect, AS_IT_IS, "en"), encoding="utf-8-sig")
    numbers = english.select_dtypes("number").columns
    pd.testing.assert_frame_equal(danish[numbers], english[numbers])
    assert set(danish["scenario"]) == {"Pris"}
    label, unit = danish.set_index("measure").loc["cost_million_dkk", ["label", "unit"]]
    assert (label, unit) == ("Offentlige udgifter i alt", "mio. kr.")
