"""``diffusion-sim describe``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from diffusion_sim.cli.app import exit_status
from diffusion_sim.scenario.declarations import declarations

Describe = Callable[..., str]
CONFIGS = Path(__file__).parents[2] / "configs"
STRONG_NIH = str(CONFIGS / "scenarios" / "strong_nih.toml")


@pytest.fixture
def described(capsys: pytest.CaptureFixture[str]) -> Describe:
    def describe(*arguments: str) -> str:
        assert exit_status(["describe", *arguments]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return out

    return describe


def test_every_parameter_is_listed_with_unit_meaning_and_source(described: Describe) -> None:
    flat = " ".join(described().split())
    for one in declarations().values():
        assert f"{one.key} = " in flat
        assert " ".join(one.meaning.split()) in flat
        assert " ".join(one.source.split()) in flat


def test_the_list_fits_80_columns(described: Describe) -> None:
    assert max(map(len, described().splitlines())) <= 80


def test_a_changed_value_stands_beside_its_default(described: Describe) -> None:
    default = declarations()["appraisal.nih_distrust"].default
    assert f"appraisal.nih_distrust = 0.9   (default: {default:g})" in described(STRONG_NIH)


def test_names_and_meanings_can_be_had_in_danish(described: Describe) -> None:
    told = described("--section", "prize", "--language", "da")
    assert "Kopipriser pr. år: Antal priser" in told
    assert "priser pr. år, 0 til 100.000; neutral 0; national" in told
    assert "Ildsjæle alene: Ingen har ansvaret" in described("--forms", "--language", "da")
    assert "s. 26: opfindere har højere social status" in described("--mechanisms", "--language", "da")
    assert "| `winners_per_year` | 0 |" in described("--format", "markdown", "--language", "da")
    assert max(map(len, described("--language", "da").splitlines())) <= 80


def test_the_list_in_danish_tells_what_a_scenario_brings_in(described: Describe) -> None:
    told = described(str(CONFIGS / "scenarios" / "organisation_forms.toml"), "--language", "da")
    assert "»Projekter«: fra januar 2014 til og med december 2017 er København" in " ".join(told.split())


def test_the_story_in_danish_fits_80_columns_and_is_no_forecast(described: Describe) -> None:
    told = described(STRONG_NIH, "--story", "--language", "da")
    assert "meget stærk mistro" in " ".join(told.split())
    assert max(map(len, told.splitlines())) <= 80
    assert " ".join(told.split()).endswith("ikke en forudsigelse af, hvad nogen kommune vil gøre.")


def test_json_has_names_and_meanings_in_both_languages(described: Describe) -> None:
    (_, one) = json.loads(described("--section", "wicked", "--format", "json"))["parameters"]
    assert one["words"]["en"]["name"] == "Regions that follow the state"
    assert one["words"]["da"]["name"] == "Regioner, der følger staten"


def test_one_section_can_be_asked_for(described: Describe) -> None:
    told = described("--section", "prize")
    assert "prize.scope" in told
    assert "portal." not in told


def test_json_has_every_parameter_and_the_hash(described: Describe) -> None:
    told = json.loads(described(STRONG_NIH, "--format", "json"))
    assert (told["name"], len(told["scenario_hash"])) == ("strong_nih", 64)
    by_key = {one["key"]: one for one in told["parameters"]}
    assert list(by_key) == list(declarations())
    assert by_key["appraisal.nih_distrust"]["value"] == 0.9


def test_markdown_has_a_row_of_five_cells_for_every_parameter(described: Describe) -> None:
    rows = [line for line in described("--format", "markdown").splitlines() if line.startswith("| `")]
    assert len(rows) == len(declarations())
    assert {row.replace("\\|", "").count("|") for row in rows} == {6}


def test_toml_is_the_baseline_file(described: Describe) -> None:
    assert described("--format", "toml") == (CONFIGS / "baseline.toml").read_text(encoding="utf-8")


def test_the_story_fits_80_columns_and_is_no_forecast(described: Describe) -> None:
    told = described(STRONG_NIH, "--story")
    assert "a very strong distrust" in " ".join(told.split())
    assert max(map(len, told.splitlines())) <= 80
    assert " ".join(told.split()).endswith("not a forecast of what any municipality will do.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--section", "przie"], "did you mean prize?"),
        (["--format", "toml", "--section", "prize"], "has all sections"),
        (["nowhere.toml"], "there is no such file"),
        (["--language", "sv"], "valid: da, en"),
        (["--story", "--forms"], "--forms: cannot be used with --story"),
        (["--story", "--section", "prize"], "--section: cannot be used with --story"),
        (["--forms", "--format", "json"], "--format: cannot be used with --forms"),
        (["--language", "sv", "--story"], "valid: da, en"),
        (["--language", "da", "--format", "json"], "cannot be used with --format json"),
    ],
)
def test_what_cannot_be_described_is_refused(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_status(["describe", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_municipality_that_does_not_exist_is_told_as_run_tells_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    far = tmp_path / "far.toml"
    far.write_text('name = "far"\n[prize]\nwinners_per_year = 1\nscope = ["Atlantis"]\n', encoding="utf-8")
    told = set()
    for command in ("describe", "run"):
        assert exit_status([command, str(far)]) == 2
        told.add(capsys.readouterr().err)
    (sentence,) = told
    assert sentence.startswith(f"Error: {far.as_posix()}: prize.scope")
    assert "Atlantis" in sentence
