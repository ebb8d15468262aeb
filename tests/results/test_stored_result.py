"""A results folder read back: it is what was written, or refused in one sentence."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from results.saved_folders import as_nobody, manifest_of, small
from results.synthetic_records import synthetic_result

from diffusion_sim.errors import DataError
from diffusion_sim.reports import read_results
from diffusion_sim.results.comparison import Comparison
from diffusion_sim.results.manifest import CHECKSUM, FORMAT, write_manifest
from diffusion_sim.results.parquet import write_table
from diffusion_sim.results.stored_result import StoredComparison, load_result

if TYPE_CHECKING:
    from collections.abc import Callable


INPUTS = Path(__file__).parent / "inputs"


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, prize = tmp_path_factory.mktemp("saved"), {"name": "=prize", "prize.winners_per_year": 3}
    small().save(folder / "run")
    Comparison(small(2), (small(2, **prize),)).save(folder / "compared")
    return folder


@pytest.fixture
def run(saved: Path, tmp_path: Path) -> Path:
    """Return a folder of results that a test may damage."""
    return shutil.copytree(saved / "run", tmp_path / "run")


@pytest.fixture
def compared(saved: Path, tmp_path: Path) -> Path:
    return shutil.copytree(saved / "compared", tmp_path / "compared")


def rewritten(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what a manifest says, with a checksum that fits."""
    content = manifest_of(folder)
    del content[CHECKSUM]
    change(content)
    write_manifest(folder, content)


def refused(folder: Path) -> str:
    """Return the one sentence with which both a program and a report refuse a folder."""
    said = []
    for read in (load_result, read_results):
        with pytest.raises(DataError) as caught:
            read(folder)
        said.append(str(caught.value))
    assert said[0] == said[1]
    assert "\n" not in said[0]
    return said[0]


def test_tables_come_back_as_they_were_saved(tmp_path: Path) -> None:
    result = synthetic_result(replications=2)
    stored = load_result(result.save(tmp_path, cases=True))
    for name in ("monthly", "municipalities", "solutions", "cases"):
        saved, read = getattr(result, name), getattr(stored, name)
        assert list(saved.columns) == list(read.columns)
        for column in saved.columns:
            a, b = saved[column].astype(object), read[column].astype(object)
            assert a.isna().tolist() == b.isna().tolist(), (name, column)
            assert a[a.notna()].tolist() == b[b.notna()].tolist(), (name, column)


def test_summary_comes_back_to_ten_digits(tmp_path: Path) -> None:
    result = synthetic_result(replications=2)
    before, after = result.summary(), load_result(result.save(tmp_path)).summary()
    for column in ("mean", "low", "high", "sd"):
        pd.testing.assert_series_equal(before[column], after[column], rtol=1e-9)


def test_a_changed_table_is_noticed(run: Path) -> None:
    monthly = small().monthly
    write_table(run / "monthly.parquet", [monthly.assign(aware=monthly["aware"] + 1.0)], {})
    assert re.search(r"monthly.parquet.*was changed", refused(run))


def test_a_folder_without_manifest_is_unfinished(run: Path) -> None:
    (run / "manifest.json").unlink()
    assert "writes it last" in refused(run)


DAMAGE = {
    "": "is not valid JSON",
    "{": "is not valid JSON",
    "[" * 100_000: "nested too deeply",
    "[]": "is not a manifest",
    "\x00": "is not valid JSON",
    '{"format": 2}': "is not what was written",
    '{"format": NaN}': "has format nan; valid: 2",
    '{"format": true}': "has format True; valid: 2",
    '{"format": 1}': "of an older diffusion-sim",
    '{"format": 3}': "has format 3, of a newer diffusion-sim; this one reads 2: update it",
}


@pytest.mark.parametrize(("content", "said"), DAMAGE.items(), ids=range(len(DAMAGE)))
def test_a_damaged_manifest_is_told_in_a_sentence(content: str, said: str, run: Path) -> None:
    (run / "manifest.json").write_text(content, encoding="utf-8")
    assert said in refused(run)


@pytest.mark.parametrize("kind", ["sweep", "robustness"])
def test_an_unfinished_sweep_is_told_and_a_report_of_one_refused(kind: str, run: Path) -> None:
    (run / "manifest.json").write_text(f'{{"kind": "{kind}", "state": "partial"}}', encoding="utf-8")
    with pytest.raises(DataError, match=f"holds an unfinished {kind}"):
        load_result(run)
    with pytest.raises(DataError, match="read it with load_result"):
        read_results(run)


def test_a_manifest_of_before_this_format_is_refused(tmp_path: Path) -> None:
    shutil.copy(INPUTS / "manifest_tables_list.json", tmp_path / "manifest.json")
    assert "has format 1, of an older diffusion-sim; this one reads 2" in refused(tmp_path)


@pytest.mark.parametrize(
    ("entry", "value", "said"),
    [
        ("tables", [], "`run.tables`: Input should be a valid dictionary"),
        ("tables", {}, "its manifest lists no monthly.parquet"),
        ("tables", {"../../x.csv": {"content_sha256": "0" * 64}}, "should match pattern"),
        ("tables", {"summary.csv": {}}, "content_sha256`: Field required"),
        ("finished", [], "`run.finished`"),
        ("scenario", {"name": 1}, "`run.scenario.name`"),
        ("scenario", {"name": "x", "prize": 3}, "`run.scenario.prize"),
        ("seed", "1", "`run.seed`"),
        ("kind", "picture", "does not match any of the expected tags"),
        ("kind", ["run"], "kind"),
    ],
)
def test_a_manifest_must_have_the_right_entries_even_when_its_checksum_fits(
    entry: str, value: object, said: str, run: Path
) -> None:
    rewritten(run, lambda content: content.update({entry: value}))
    assert said in refused(run)


def test_the_manifest_covers_itself(run: Path) -> None:
    text = (run / "manifest.json").read_text(encoding="utf-8")
    (run / "manifest.json").write_text(text.replace('"seed": 5', '"seed": 6'), encoding="utf-8")
    assert "is not what was written" in refused(run)


def test_a_folder_says_its_format_and_kind(run: Path, compared: Path) -> None:
    assert (manifest_of(run)["format"], manifest_of(run)["kind"]) == (FORMAT, "run")
    assert (manifest_of(compared)["format"], manifest_of(compared)["kind"]) == (FORMAT, "comparison")


def test_a_comparison_is_read_back_with_its_runs_and_differences(compared: Path) -> None:
    stored = load_result(compared)
    assert isinstance(stored, StoredComparison)
    assert stored.names == ("=prize",)
    assert len(repr(stored)) < 500
    assert stored.baseline.manifest["scenario"]["name"] == "by hand"
    assert stored.others[0].manifest["scenario"]["prize"]["winners_per_year"] == 3
    row = stored.summary().set_index("measure").loc["aware_per_year"]
    assert (row["difference"], row["replications"]) == (0.0, 2)
    assert set(stored.by_municipality()["code"]) == {101, 740, 791}
    assert set(stored.by_horizon()["months"]) == {12, 24, 36, 48, 60}


@pytest.mark.parametrize("name", ["effects.csv", "effects_by_municipality.csv", "effects_by_horizon.csv"])
def test_a_comparison_without_a_table_or_with_a_cut_one_is_refused(name: str, compared: Path) -> None:
    content = (compared / name).read_bytes()
    (compared / name).write_bytes(content[: len(content) // 2])
    assert f"{name}: has content" in refused(compared)
    (compared / name).unlink()
    assert name in refused(compared)
    rewritten(compared, lambda manifest: manifest["tables"].pop(name))
    assert f"lists no {name}" in refused(compared)


def test_a_comparison_with_a_run_that_is_missing_or_of_other_replications_is_refused(compared: Path) -> None:
    small(2, **{"network.graph_seed": 3}).save(compared / "1_prize", overwrite=True)
    assert "1_prize: is another run than the comparison was made of" in refused(compared)
    shutil.rmtree(compared / "1_prize")
    assert "1_prize" in refused(compared)


@pytest.mark.parametrize("kind", ["missing", "cut", "pipe", "folder"])
def test_what_should_be_a_table_and_is_no_whole_file_is_refused(kind: str, run: Path) -> None:
    for name in ("monthly.parquet", "summary.csv"):
        path = run / name
        content = path.read_bytes()
        path.unlink()
        if kind == "cut":
            path.write_bytes(content[:100])
        elif kind == "pipe":
            os.mkfifo(path)
        elif kind == "folder":
            path.mkdir()
        assert name in refused(run)
        path.rmdir() if kind == "folder" else path.unlink(missing_ok=True)
        path.write_bytes(content)


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
@pytest.mark.parametrize("locked", ["", "manifest.json", "monthly.parquet", "summary.csv"])
def test_what_may_not_be_read_is_told_in_a_sentence(locked: str, run: Path) -> None:
    for folder in (run, *run.parents[:3]):
        folder.chmod(0o755)
    (run / locked).chmod(0)
    try:
        with as_nobody():
            assert re.search(r"Permission denied|no file that can be read|cannot be read", refused(run))
    finally:
        (run / locked).chmod(0o755)
