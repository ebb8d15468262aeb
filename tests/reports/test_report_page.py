"""A report is one file that needs nothing else, and says what the results folder says."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from diffusion_sim.cli.app import exit_status
from diffusion_sim.reports import read_results, report_html
from diffusion_sim.reports.figure_words import ChangedScenario, comparison_words
from diffusion_sim.results.comparison import Comparison
from diffusion_sim.results.display import format_number
from diffusion_sim.scenario import Scenario
from diffusion_sim.simulation import compare

SMALL = {
    "time.months": 24, "time.burn_in_months": 60, "network.kind": "ring", "network.places": "synthetic",
    "network.size": 12, "network.degree": 4, "problems.fields": ["Schools"], "problems.per_field": 3,
}  # fmt: skip
NASTY = '<img src="https://example.org/x.png"> & co'


@pytest.fixture(scope="module")
def effect() -> Comparison:
    baseline = Scenario().with_changes(SMALL)
    prize = {"name": "prize", "description": NASTY, "prize.winners_per_year": 3}
    return compare(baseline, baseline.with_changes(prize), replications=3)


@pytest.fixture(scope="module")
def saved(effect: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return effect.save(tmp_path_factory.mktemp("saved") / "compared")


@pytest.fixture
def folder(saved: Path, tmp_path: Path) -> Path:
    """Return a folder of results that a test may change."""
    return shutil.copytree(saved, tmp_path / "compared")


def reported(folder: Path, *options: str) -> str:
    assert exit_status(["report", str(folder), *options]) == 0
    return (folder / "report.html").read_text(encoding="utf-8")


def test_the_page_loads_nothing_from_outside_and_runs_no_script(folder: Path) -> None:
    page = reported(folder)
    addresses = re.findall(r"""(?:src|href|action|data)=["']([^"']*)""", page)
    assert addresses
    assert all(address.startswith("data:") for address in addresses)
    assert not re.search(r"<(script|link|iframe|object)|@import|url\(", page)
    assert "default-src 'none'" in page


def test_what_a_scenario_says_of_itself_is_shown_as_text(folder: Path) -> None:
    assert "&lt;img src=" in reported(folder)


def test_the_answer_has_the_numbers_of_the_comparison(effect: Comparison, folder: Path) -> None:
    row = effect.summary().set_index("measure").loc["implemented_per_year"]
    page = reported(folder)
    assert format_number(abs(row["difference"])) in page.split('class="answer"')[1].split("</p>")[0]
    assert "not a forecast" in page
    assert "3 replications" in page


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "What do “A”, “B” and “C” change, each compared with"),
        ("da", "Hvad ændrer »A«, »B« og »C« hver for sig i forhold til"),
    ],
)
def test_several_policies_are_joined_as_people_write(
    language: str, question: str, effect: Comparison, tmp_path: Path
) -> None:
    baseline = effect.baseline.context.scenario
    others = [baseline.with_changes({"name": name, "prize.winners_per_year": 3}) for name in "abc"]
    compare(baseline, *others, replications=2).save(tmp_path / "compared")
    assert question in reported(tmp_path / "compared", "--language", language)


def test_an_unfinished_run_is_told_by_its_scenario(effect: Comparison, tmp_path: Path) -> None:
    part = replace(effect.others[0], records=effect.others[0].records[:2])
    assert "Unfinished: 2 of 3 replications of Prize had been run" in reported(part.save(tmp_path / "part"))


def test_every_parameter_stands_there_and_the_changed_one_is_marked(folder: Path) -> None:
    page = reported(folder).replace("<wbr>", "")
    assert '<tr class="changed"><td class="key">prize.winners_per_year</td>' in page
    assert page.count('<td class="key">') >= 150
    assert page.count('<tr class="changed">') == 1


def test_the_scenarios_can_be_saved_and_run_again(folder: Path) -> None:
    page = reported(folder)
    assert "diffusion-sim compare baseline.toml prize.toml --replications 3 --seed 1" in page
    assert 'download="prize.toml"' in page


def test_danish_has_danish_words_and_decimal_commas(folder: Path) -> None:
    page = reported(folder, "--language", "da")
    assert '<html lang="da">' in page
    assert "ikke en forudsigelse" in page
    assert re.search(r"\d,\d", page.split('class="answer"')[1].split("</p>")[0])


def test_an_unknown_language_ends_with_a_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["report", str(folder), "--language", "sv"]) == 2
    assert "language" in capsys.readouterr().err


def test_a_run_and_a_comparison_fit_in_one_report(effect: Comparison, folder: Path) -> None:
    run = effect.baseline.save(folder.parent / "run")
    page = report_html([read_results(folder), read_results(run)])
    assert page.count('<article class="part">') == 2
    assert "What happens under “Baseline”?" in page


def test_a_sensitivity_table_in_the_folder_is_shown(folder: Path) -> None:
    (folder / "sensitivity.csv").write_text("parameter,total\nprize.reward,0.25\n", encoding="utf-8")
    assert "<td>prize.reward</td>" in reported(folder)


def damage(folder: Path, how: str) -> None:
    if how == "changed":
        table = folder / "effects.csv"
        table.write_text(table.read_text(encoding="utf-8").replace("1", "2"), encoding="utf-8")
    elif how == "no folder":
        shutil.rmtree(folder)
    elif how == "damaged figure":
        (folder / "figures").mkdir()
        (folder / "figures" / "comparison.svg").write_text("<svg", encoding="utf-8")


@pytest.mark.parametrize("how", ["changed", "no folder", "damaged figure"])
def test_a_damaged_folder_ends_with_one_sentence_and_no_file(
    folder: Path, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(folder, how)
    out = folder.parent / "out.html"
    assert exit_status(["report", str(folder), "--out", str(out)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert folder.name in told.err
    assert not out.exists()


def test_a_report_that_cannot_be_written_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["report", str(folder), "--out", str(folder / "not there" / "x.html")]) == 2
    assert "cannot be written" in capsys.readouterr().err


CHANGED = ChangedScenario("Prize with 2 changes", "You changed:", ("Copycat prizes: 3", "Not Invented Here: 0.9"))


def test_what_a_user_changed_is_said_before_the_answer(folder: Path) -> None:
    page = report_html([read_results(folder)], changed={"prize": CHANGED})
    top, answer = page.split('class="answer"', 1)
    assert "What does “Prize with 2 changes” change" in top
    assert "<li>Copycat prizes: 3</li><li>Not Invented Here: 0.9</li>" in top
    assert "Prize with 2 changes" in answer.split("</p>")[0]


def test_figures_say_what_a_user_changed() -> None:
    words = CHANGED.in_figures(comparison_words("en"), "prize")
    assert words.named("prize") == CHANGED.title
    assert words.title == "What the policy changes: Prize with 2 changes"
    assert words.caption.startswith("Prize with 2 changes (Copycat prizes: 3; Not Invented Here: 0.9). ")


def test_a_comparison_has_differences_of_percentages_in_points(folder: Path) -> None:
    assert "<td>percentage points</td>" in reported(folder)
    assert "<td>%</td>" not in reported(folder)
