"""The guide and the course run as they stand, in small; what they print and draw is filled in; nothing in them is stale."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from drawn_figures import write_only

ROOT = Path(__file__).parents[2]
BUILD = SimpleNamespace(**runpy.run_path(str(ROOT / "docs" / "build_guide.py")))
SHOWN = ("additional", "adoption_curves", "line_implemented_per_year", "overview")
PAGES = (ROOT / "docs" / "guide.md", ROOT / "docs" / "course" / "solutions.md")


@pytest.mark.slow
def test_every_command_of_guide_and_course_works_and_is_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    write_only(monkeypatch, *SHOWN)
    files: dict[Path, Any] = BUILD.built(PAGES, 2, quick=True)
    for page in PAGES:
        parts = re.findall(r"<!-- output: ([^\n]*?) -->\n(.*?)<!-- end -->", files[page], re.DOTALL)
        assert len(parts) >= 5
        assert [begins for begins, text in parts if begins not in text or "```text" not in text] == []
    pictures = [path for path, content in files.items() if path.suffix == ".png" and content.startswith(b"\x89PNG")]
    assert sorted(path.stem for path in pictures) == list(SHOWN)
    readme = files[ROOT / "README.md"]
    told = readme.split("<!-- answers -->")[1].split("<!-- end -->")[0]
    assert re.findall(r"(?m)^(\d)\. \*\*", told) == ["1", "2", "3"]
    assert "60 prizes" in told
    assert "Uplands" in told


@pytest.mark.slow
def test_the_r_block_reads_what_the_results_folder_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R is not run: its files, columns and values are looked up in a folder that the page's own command has written."""
    page = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```r\n(.*?)```", page, re.DOTALL)
    (command,) = re.findall(r"(?m)^diffusion-sim compare .*--out results/guide/own$", page)
    BUILD.prepared(tmp_path, 2, quick=True)
    monkeypatch.chdir(tmp_path)
    BUILD.run(command.split(), 2)
    (effects,) = map(pd.read_csv, re.findall(r'<- read\.csv\("([^"]+)"\)', block))
    (places,) = map(pd.read_parquet, re.findall(r'<- read_parquet\("([^"]+)"\)', block))
    (shown,) = re.findall(r"last\[, c\(([^)]*)\)\]", block)
    (formula,) = re.findall(r"aggregate\(([^,]*), data = places", block)
    wanted = {*re.findall(r"\w+", shown), *re.findall(r"(\w+) ==", block)}
    assert wanted >= {"among", "difference", "by", "measure", "months"}
    assert wanted <= set(effects.columns)
    assert [name for name in effects.columns if not re.fullmatch(r"[a-z_]+", name)] == [], "read.csv would rename these"
    assert [
        value for column, value in re.findall(r'(\w+) == "(\w+)"', block) if value not in set(effects[column])
    ] == []
    assert {"id", "region"} < set(re.findall(r"\w+", formula)) <= set(places.columns)
    assert set(places["id"].astype(str)) == set(pd.read_csv("docs/guide/nodes.csv", dtype=str)["id"])


@pytest.mark.rare
@pytest.mark.slow
def test_every_command_of_the_page_on_a_study_works_in_little() -> None:
    page = ROOT / "docs" / "own-study.md"
    files: dict[Path, Any] = BUILD.built((page,), 2, quick=True)
    parts = re.findall(r"<!-- output: ([^\n]*?) -->\n(.*?)<!-- end -->", files[page], re.DOTALL)
    assert len(parts) >= 6
    assert [begins for begins, text in parts if begins not in text or "```text" not in text] == []
    assert files[page.parent / "own-study" / "curve_check.png"].startswith(b"\x89PNG")


def test_what_stands_in_the_pages_was_filled_in_by_the_script() -> None:
    for page in (*PAGES, ROOT / "docs" / "own-study.md"):
        text = page.read_text(encoding="utf-8")
        parts = re.findall(r"<!-- output: ([^\n]*?) -->\n(.*?)<!-- end -->", text, re.DOTALL)
        assert [begins for begins, shown in parts if begins not in shown] == [], "run: python docs/build_guide.py"
        for figure in re.findall(r"!\[[^\]]*\]\((\S+\.png)\)", text):
            assert (page.parent / figure).is_file(), "run: python docs/build_guide.py"


def test_the_course_has_six_exercises_and_a_solution_for_each() -> None:
    exercises = (ROOT / "docs" / "course" / "README.md").read_text(encoding="utf-8")
    solutions = (ROOT / "docs" / "course" / "solutions.md").read_text(encoding="utf-8")
    named = re.findall(r"(?m)^(\d)\. \*\*([^*]+)\.\*\*", exercises)
    assert named == re.findall(r"(?m)^## (\d)\. (.+)$", solutions)
    assert len(named) == 6


def test_a_passage_is_the_table_or_sentence_that_begins_with_some_words() -> None:
    printed = "before\n\nTitle of it\n\nA  B\n────\n1  2\n\nafter\nRepeated: yes.\n\nend\n"
    assert BUILD.passage(printed, "Title of") == "Title of it\n\nA  B\n────\n1  2"
    assert BUILD.passage(printed, "Repeated:") == "Repeated: yes."
    with pytest.raises(BUILD.FailedError, match="nothing printed holds 'absent'"):
        BUILD.passage(printed, "absent")


def test_the_readme_has_room_on_a_screen_and_what_it_promises() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(readme.splitlines()) < 150
    for link in re.findall(r"\]\(((?:docs|experiments)/[^)#]+)\)", readme):
        assert (ROOT / link).exists()
