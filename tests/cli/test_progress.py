"""Progress: plain lines where there is no terminal, nothing when asked."""

from __future__ import annotations

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
        report(2, 3)
    first, second = capsys.readouterr().err.splitlines()[1:]
    assert first.startswith("Baseline: 1 of 3 replications (")
    assert second.startswith("Baseline: 2 of 3 replications (")
    assert second.endswith(" s left)")


@pytest.mark.parametrize(("seconds", "shown"), [(5.4, "5 s"), (300.0, "5 min"), (9000.0, "2.5 h")])
def test_the_time_left_is_in_the_unit_that_people_use(seconds: float, shown: str) -> None:
    assert progress._pace(10, 10, seconds).endswith(f", {shown} left)")


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with shown_progress("Baseline", quiet=True) as report:
        report(1, 1)
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_a_bar_counts_on_stderr(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with shown_progress("Baseline", quiet=False) as report:
        report(3, 3)
    out, err = capsys.readouterr()
    assert out == ""
    assert "Baseline" in err
    assert "3/3" in err
