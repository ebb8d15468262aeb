"""Real processes that are stopped, run side by side or denied a file lose no finished work, and end as one that was not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from calibration.plans import SMALL
from sweeps.plans import plan_file

import diffusion_sim as ds
from diffusion_sim.calibration import calibrate, load_calibration
from diffusion_sim.cli.app import exit_status
from diffusion_sim.errors import InputError
from diffusion_sim.sweeps import load_plan
from diffusion_sim.sweeps.work_folder import JOURNAL

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and rights of Unix")

MORRIS = """
design = "morris"
points = 6
replications = 2
[parameters]
"implementation.mean_months" = { low = 1.0, high = 40.0 }
"prize.winners_per_year" = { low = 1, high = 3 }
"""
GRID = 'design = "grid"\nreplications = 2\n[parameters]\n"appraisal.nih_bias" = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]\n'
ENOUGH = 3
NOBODY = 65534


def plan_of(command: str, folder: Path) -> Path:
    plan = plan_file(folder, MORRIS if command == "sensitivity" else GRID)
    if command == "calibrate":
        plan.write_text(SMALL, encoding="utf-8")
    return plan


def asked_of(command: str, plan: Path, out: Path) -> list[str]:
    return [command, str(plan), "--out", str(out), "--quiet"]


@contextmanager
def begun(command: str, plan: Path, out: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a command and go on when some of its work is on the disk; at the end it is gone."""
    asked = [sys.executable, "-m", "diffusion_sim", *asked_of(command, plan, out)]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            journal, until = out / JOURNAL, time.monotonic() + 300
            while not (journal.is_file() and journal.read_bytes().count(b"\n") >= ENOUGH):
                assert process.poll() is None, process.communicate()
                assert time.monotonic() < until
                time.sleep(0.005)
            yield process
        finally:
            process.kill()


def whole(command: str, plan: Path, out: Path) -> dict[str, bytes]:
    """Run a command to its end and return its tables."""
    assert exit_status(asked_of(command, plan, out)) == 0
    return tables_of(out)


def tables_of(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file()}


@pytest.mark.slow
def test_a_stopped_command_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    plan = plan_of("sensitivity", tmp_path)
    expected = whole("sensitivity", plan, tmp_path / "whole")
    with begun("sensitivity", plan, tmp_path / "out") as process:
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=120)
    assert process.returncode == 128 + signal.SIGTERM
    assert f"are kept in {(tmp_path / 'out').as_posix()}. To continue: " in told
    assert len(told.splitlines()) <= 2
    assert (tmp_path / "out" / JOURNAL).read_bytes().count(b"\n") >= ENOUGH
    assert whole("sensitivity", plan, tmp_path / "out") == expected


@pytest.mark.slow
def test_a_second_process_in_a_folder_is_refused_and_the_first_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, out = plan_of("sweep", tmp_path), tmp_path / "out"
    with begun("sweep", plan, out) as first:
        first.send_signal(signal.SIGSTOP)
        assert exit_status(asked_of("sweep", plan, out)) == 2
        first.send_signal(signal.SIGCONT)
        assert first.wait(timeout=300) == 0
    told = capsys.readouterr().err
    assert told.startswith(f"Error: {out.as_posix()}: is in use by another process")
    assert len(told.splitlines()) == 1
    assert tables_of(out) == whole("sweep", plan, tmp_path / "alone")


@contextmanager
def another_user() -> Iterator[Path]:
    """Be a user without rights, in a folder of that user's own; root may do everything."""
    root = os.geteuid() == 0
    with TemporaryDirectory() as folder:
        if root:
            os.chown(folder, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        try:
            yield Path(folder)
        finally:
            if root:
                os.seteuid(0)


@pytest.mark.slow
@pytest.mark.parametrize("command", ["sweep", "calibrate"])
def test_what_a_user_may_not_read_or_write_is_one_sentence(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_status(asked_of(command, plan_of(command, tmp_path), tmp_path / "out")) == 0, (
        "and so all is imported, where that user may not read the libraries either"
    )
    load, run = (load_calibration, calibrate) if command == "calibrate" else (load_plan, ds.sweep)
    with another_user() as folder:
        plan, out = plan_of(command, folder), folder / "inner" / "out"
        out.mkdir(parents=True)
        for locked in (plan, out, out.parent):
            capsys.readouterr()
            locked.chmod(0o000)
            status = exit_status(asked_of(command, plan, out))
            with pytest.raises(InputError, match="cannot be (read|written)"):
                run(load(plan), out)
            locked.chmod(0o700)
            told = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("Help: ")]
            assert (status, len(told)) == (2, 1), told
            assert locked.name in told[0]
