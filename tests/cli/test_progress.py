"""Progress: plain lines where there is no terminal, nothing when asked."""

from __future__ import annotations

import time

import pytest

from diffusion_sim.cli import progress
from diffusion_sim.cli.progress import shown_progress


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
    monkeypatch.setattr(progress, "SECONDS_BETWEEN_LINES", 0.0)
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
    assert progress._shown_time(seconds) == shown


def test_what_an_earlier_run_finished_does_not_count_in_the_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([100.0, 110.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    pace = progress._Pace()
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
