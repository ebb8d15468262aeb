"""Real processes that are stopped from outside: what has finished is kept, and the way to go on is said."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signals")

START = (
    "import signal\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started the tests may ignore it\n"
    "from diffusion_sim.cli import main, output\n"
    "output.SECONDS_BETWEEN_LINES = 0.0  # so that the test can see how far it is\n"
)
UNDRAWN = "from diffusion_sim import plots\nplots.save_all = plots.save_comparison = lambda *_, **__: None\n"
"""Figures take seconds; those of a run that was stopped are drawn once."""
BROAD = """
name = "broad"

[time]
months = 120
burn_in_months = 12

[network]
kind = "ring"
places = "synthetic"
size = 90
degree = 4

[problems]
fields = ["Schools"]
per_field = 20
"""
PLAN = """
scenario = "broad.toml"
replications = 4

[parameters]
"appraisal.nih_bias" = { low = 0.0, high = 2.0 }
"appraisal.pride" = { low = 0.0, high = 2.0 }
"""
CALIBRATION = """
scenario = "broad.toml"
particles = 200
replications = 4
spread_replications = 4
predictive_replications = 4
tolerances = [50.0, 20.0]

[parameters]
"appraisal.constant_own" = { low = -4.0, high = 4.0 }

[targets.own_percent]
value = 60.0
sampling = 2.0
discrepancy = 3.0
source = "made up"
"""
ROOT = Path(__file__).parents[2]
MANY = ("--replications", "20000", "--workers", "1")
RUN = ("run", "broad.toml", *MANY)
COMMANDS = {
    "run": RUN,
    "compare": ("compare", "broad.toml", "prize.toml", *MANY),
    "draws": ("compare", "broad.toml", "prize.toml", "--uncertainty", "500", "--replications", "2"),
    "sweep": ("sweep", "sweep.toml"),
    "sensitivity": ("sensitivity", "ranking.toml"),
    "calibrate": ("calibrate", "calibration.toml"),
}
JOURNALS = {"sweep": "points.jsonl", "sensitivity": "points.jsonl", "calibrate": "simulations.jsonl"}
SIGNALS = (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM))
FINISHED = re.compile(rb"[2-9]\d* of \d+")
LONGEST_SECONDS = 120


@pytest.fixture(autouse=True)
def every_signal_heard() -> Iterator[None]:
    """Whoever started the tests may ignore a signal, and so would every process that they start."""
    usual = {one: signal.default_int_handler if one is signal.SIGINT else signal.SIG_DFL for one in SIGNALS}
    before = {one: signal.signal(one, handler) for one, handler in usual.items()}
    yield
    for one, handler in before.items():
        signal.signal(one, handler)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    files = {
        "broad": BROAD,
        "prize": 'extends = "broad.toml"\nname = "prize"\n[prize]\nwinners_per_year = 3\n',
        "sweep": f'design = "latin_hypercube"\npoints = 2000\n{PLAN}',
        "ranking": f'design = "morris"\npoints = 900\n{PLAN}',
        "calibration": CALIBRATION,
    }
    for name, text in files.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


RUNNING: list[subprocess.Popen[bytes]] = []


@pytest.fixture(autouse=True)
def _nothing_runs_on() -> Iterator[None]:
    """End what a failed test has left running: it would run for ever."""
    yield
    while RUNNING:
        process = RUNNING.pop()
        process.kill()
        process.wait()


def started(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a command and wait until something has finished."""
    before = START if arguments[0] == "run" else START + UNDRAWN
    command = [sys.executable, "-c", before + "main()", *arguments, "--out", "out"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    RUNNING.append(process)
    assert process.stderr is not None
    seen = b""
    while not FINISHED.search(seen):
        line = process.stderr.readline()
        assert line, seen.decode()
        seen += line
    return process


def ended(process: subprocess.Popen[bytes]) -> str:
    """Wait for the end; return what was said on stderr since it was stopped."""
    _, err = process.communicate(timeout=LONGEST_SECONDS)
    told = err.decode()
    assert "Traceback" not in told
    return told


def state(folder: Path) -> str:
    return str(json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["state"])


ALL = [(command, stop) for command in COMMANDS for stop in SIGNALS]
IN_TURN = {(command, SIGNALS[at % len(SIGNALS)]) for at, command in enumerate(COMMANDS)}
"""Each command and each signal, in fewer runs than each with each."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "stop"), [pytest.param(*one, marks=[] if one in IN_TURN else pytest.mark.rare) for one in ALL]
)
def test_what_had_finished_is_kept_and_the_command_that_goes_on_is_said(
    command: str, stop: signal.Signals, folder: Path
) -> None:
    if command == "calibrate":
        pytest.importorskip("pyabc")
    process = started(folder, *COMMANDS[command])
    process.send_signal(stop)
    told = ended(process)
    assert process.returncode == 128 + stop
    assert f"diffusion-sim {' '.join(COMMANDS[command])} --out out" in told
    kept = folder / "out" / ("0_broad" if command == "compare" else "")
    assert state(kept) == "partial"
    if command in JOURNALS:
        assert len((kept / JOURNALS[command]).read_bytes().splitlines()) > 1
    assert list(folder.rglob("*.part")) == []


@pytest.mark.rare
@pytest.mark.slow
def test_signals_that_come_together_are_one_stop(folder: Path) -> None:
    process = started(folder, *RUN)
    for stop in SIGNALS:
        process.send_signal(stop)
    told = ended(process)
    assert process.returncode - 128 in SIGNALS
    assert told.count("are kept in out (partial)") == 1
    assert state(folder / "out") == "partial"
    assert list(folder.rglob("*.part")) == []


@pytest.mark.slow
def test_a_stop_while_results_are_written_waits_until_they_are_whole(folder: Path) -> None:
    arguments = ("run", "broad.toml", "--replications", "40", "--workers", "1", "--out", "out")
    process = subprocess.Popen(
        [sys.executable, "-m", "diffusion_sim", *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    until = time.monotonic() + LONGEST_SECONDS
    while not (folder / "out" / "run.json").exists() and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    told = ended(process)
    assert process.returncode == 128 + signal.SIGTERM
    assert "Stopped; the results are in out." in told
    assert state(folder / "out") == "complete"
    assert len(list((folder / "out" / "figures").glob("*.svg"))) >= 5
    assert list(folder.rglob("*.part")) == []


@pytest.mark.slow
def test_what_had_finished_is_kept_when_the_terminal_is_closed(folder: Path) -> None:
    pty = pytest.importorskip("pty")
    child, terminal = pty.fork()
    if not child:
        os.chdir(folder)
        os.execv(sys.executable, [sys.executable, "-c", START + UNDRAWN + "main()", *RUN, "--out", "out"])
    seen = b""
    while not re.search(rb"[2-9]\d*/\d+", seen):  # the bar counts so
        seen += os.read(terminal, 4096)
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 128 + signal.SIGHUP
    assert state(folder / "out") == "partial"
    assert list(folder.rglob("*.part")) == []


@pytest.mark.rare
@pytest.mark.slow
def test_under_nohup_a_hangup_stops_nothing(folder: Path) -> None:
    command = [
        "nohup",
        sys.executable,
        "-m",
        "diffusion_sim",
        "run",
        "broad.toml",
        "--replications",
        "3",
        "--out",
        "out",
    ]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    while b"starting" not in (line := process.stderr.readline()):
        assert line
    process.send_signal(signal.SIGHUP)
    ended(process)
    assert process.returncode == 0
    assert state(folder / "out") == "complete"


@pytest.mark.parametrize(
    "arguments",
    [("describe",), pytest.param(("run", "broad.toml", "--replications", "2", "--quiet"), marks=pytest.mark.slow)],
    ids=lambda one: one[0],
)
def test_a_reader_that_goes_away_ends_a_command_without_a_word(arguments: tuple[str, ...], folder: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "diffusion_sim", *arguments]
    done = subprocess.run(command, cwd=folder, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.rare
@pytest.mark.slow
def test_a_listener_to_progress_that_goes_away_costs_no_results(folder: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    arguments = ("run", "broad.toml", "--replications", "2", "--out", "out")
    command = [sys.executable, "-m", "diffusion_sim", *arguments]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=write, check=False)
    os.close(write)
    assert done.returncode == 0
    assert b"Results folder: out" in done.stdout
    assert state(folder / "out") == "complete"
