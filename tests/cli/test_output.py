"""What is said: tables of which no number is cut at any width; progress in lines, as a bar, or not at all."""

from __future__ import annotations

import re
import time
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from cli.small_world import write_small_world
from hypothesis import given
from hypothesis import strategies as st
from observed.studies import write_study

import diffusion_sim.plots
from diffusion_sim.cli import output
from diffusion_sim.cli.app import exit_status
from diffusion_sim.cli.output import GAP, Table, print_table, shown_progress

CUT = re.compile(r"\d…|…\d|\d\.\.\.")
QUICK = ("--replications", "2", "--workers", "1", "--quiet")
RANKING = """
scenario = "small.toml"
design = "morris"
points = 4
replications = 2
[parameters]
"appraisal.nih_bias" = { low = 0.0, high = 2.0 }
"implementation.failure_per_month" = { low = 0.0, high = 0.2 }
"""
CALIBRATION = """
name = "little"
scenario = "small.toml"
particles = 10
replications = 2
spread_replications = 3
predictive_replications = 3
tolerances = [50.0]
[parameters]
"implementation.failure_per_month" = { low = 0.0001, high = 0.2 }
[targets.own_percent]
value = 60.0
sampling = 2.0
discrepancy = 3.0
source = "made up"
"""
COMMANDS = {
    "run": ("run", "small.toml", *QUICK, "--full"),
    "run, drawn": ("run", "small.toml", *QUICK, "--full", "--posterior"),
    "compare": ("compare", "small.toml", "prize.toml", *QUICK, "--full"),
    "compare, place": ("compare", "small.toml", "own.toml", *QUICK, "--municipality", "place 11"),
    "compare, draws": ("compare", "small.toml", "prize.toml", *QUICK, "--uncertainty", "3"),
    "sensitivity": ("sensitivity", "ranking.toml", "--quiet"),
    "calibrate": ("calibrate", "calibration.toml", "--quiet"),
    "validate": ("validate", "--replications", "50", "--quiet"),
    "metrics": ("metrics", "rare", "--rewired", "20"),
    "fit": ("fit", "rare", "--runs", "20", "--quiet"),
}
SLOW = {"calibrate", "fit", "compare, draws", "validate"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_small_world(tmp_path)
    own = 'extends = "small.toml"\nname = "own"\n[appraisal]\nconstant_copy = 6\n'
    for name, text in {"own": own, "ranking": RANKING, "calibration": CALIBRATION}.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    rare_adoption(tmp_path / "rare")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(diffusion_sim.plots, "save_all", lambda *_, **__: None)
    monkeypatch.setattr(diffusion_sim.plots, "save_comparison", lambda *_, **__: None)
    return tmp_path


def rare_adoption(folder: Path) -> None:
    """Write a study whose rates are small, so that they need many digits: the table of `fit` was cut for such."""
    places, adopters = range(60), {3: 2, 4: 30, 5: 50, 6: 60, 22: 90, 40: 110, 41: 130, 50: 150, 51: 170, 55: 190}
    ties = "".join(f"{one},{(one + step) % 60}\n" for one in places for step in (1, 2))
    times = "".join(f"{one},{adopters.get(one, '')}\n" for one in places)
    write_study(folder, "id\n" + "".join(f"{one}\n" for one in places), "source,target\n" + ties, "id,time\n" + times)


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=pytest.mark.slow) if one in SLOW else one for one in COMMANDS]
)
@pytest.mark.usefixtures("folder")
def test_a_table_fits_80_columns_and_no_number_in_it_is_cut(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    if name == "calibrate":
        pytest.importorskip("pyabc")
    assert exit_status(COMMANDS[name]) == 0
    out = capsys.readouterr().out
    table = [line for line in out.splitlines() if not line.startswith(("Results folder", "To use the draws"))]
    assert "─" * 30 in out
    assert CUT.findall(out) == []
    assert max(map(len, table)) <= 80


number = st.floats(-1e6, 1e6).map(lambda value: f"{value:.6g}")
interval = st.tuples(number, number).map(" to ".join)
words = st.lists(st.sampled_from(("solutions", "put", "to", "use", "implementation.failure_per_month")), min_size=1)
row = st.tuples(words.map(" ".join), number, interval, words.map(" ".join))


@given(st.lists(row, min_size=1, max_size=4), st.integers(20, 120))
def test_every_number_is_whole_at_any_width_and_lines_fit_where_words_do(
    rows: list[tuple[str, ...]], width: int
) -> None:
    with pytest.MonkeyPatch.context() as patched, redirect_stdout(StringIO()) as printed:
        patched.setenv("COLUMNS", str(width))
        print_table(Table("Numbers", ("Measure", ">Mean", ">95 %", "What"), rows))
    text = printed.getvalue()
    for _, mean, ends, _ in rows:
        assert all(one in text.split() for one in (mean, *ends.split()))
    longest = [max(len("Mean"), *(len(part) for one in rows for part in one[at].split())) for at in (1, 2)]
    needed = 2 * len("failure_per_month") + sum(longest) + 3 * len(GAP)
    if needed <= width:
        assert max(map(len, text.splitlines())) <= width


def test_a_table_that_has_room_stands_on_one_line_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(Table("Title", ("Measure", ">Mean"), [("Group of measures",), ("  one", "1"), ("  two", "10.5")]))
    assert capsys.readouterr().out.splitlines() == [
        "Title", "", "Measure  Mean", "─" * 17, "Group of measures", "  one       1", "  two    10.5", "",
    ]  # fmt: skip


def test_without_a_terminal_the_start_and_the_end_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    with shown_progress("Baseline", quiet=False) as report:
        for done in range(1, 101):
            report(done, 100)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == ["Baseline: starting", "Baseline: 100 of 100 replications"]


def test_a_slow_run_says_something_every_few_seconds(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "SECONDS_BETWEEN_LINES", 0.0)
    with shown_progress("Baseline", quiet=False) as report:
        report(1, 3)
        time.sleep(0.001)
        report(2, 3)
    first, second = capsys.readouterr().err.splitlines()[1:]
    assert first == "Baseline: 1 of 3 replications"  # compiling may be in it, so it says nothing about the pace
    assert second.startswith("Baseline: 2 of 3 replications (")
    assert second.endswith(" s left)")


@pytest.mark.parametrize(("seconds", "shown"), [(5.4, "5 s"), (300.0, "5 min"), (9000.0, "2.5 h")])
def test_the_time_left_is_in_the_unit_that_people_use(seconds: float, shown: str) -> None:
    assert output._shown_time(seconds) == shown


def test_what_an_earlier_run_finished_does_not_count_in_the_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([100.0, 110.0])
    monkeypatch.setattr(output.time, "monotonic", lambda: next(clock))
    pace = output._Pace()
    assert pace.after(50, 100) == ""
    assert pace.after(60, 100) == "1 a second, 40 s left"


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with shown_progress("Baseline", quiet=True) as report:
        report(1, 1)
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_a_bar_counts_on_stderr(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "120")
    with shown_progress("Baseline", quiet=False) as report:
        report(1, 3)
        time.sleep(0.001)
        report(2, 3)
    out, err = capsys.readouterr()
    assert out == ""
    assert "Baseline" in err
    assert "2/3" in err
    assert "a second" in err
