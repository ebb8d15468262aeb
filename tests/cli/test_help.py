"""Help, version, and what is typed wrong."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import diffusion_sim.plots
from diffusion_sim.cli.app import exit_status

COMMANDS = (
    "run", "compare", "sweep", "sensitivity", "calibrate", "describe", "report", "validate", "metrics", "lab", "cite", "fit",
)  # fmt: skip
HEAVY = ("numba", "mesa", "pandas", "matplotlib", "networkx", "numpy", "diffusion_sim.scenario")


def started(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "diffusion_sim", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_ends_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status([command, "--help"]) == 0
    last = capsys.readouterr().out.rstrip().splitlines()[-2:]
    assert last[0].strip() == "Example:"
    assert last[1].strip().startswith(f"diffusion-sim {command} ")


def test_the_example_of_the_whole_program_works_in_an_empty_folder(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An installed package has no ``configs/``."""
    monkeypatch.chdir(tmp_path)
    assert exit_status(["--help"]) == 0
    first, second = (line.split() for line in capsys.readouterr().out.rstrip().splitlines()[-2:])
    *made, mark, file = first[1:]
    assert mark == ">"
    assert exit_status(made) == 0
    Path(file).write_text(capsys.readouterr().out, encoding="utf-8")
    short = ["--replications", "1", "--months", "1", "--set", "time.burn_in_months=0", "--out", "out"]
    monkeypatch.setattr(diffusion_sim.plots, "save_all", lambda *_, **__: None)
    assert exit_status([*second[1:], *short]) == 0


def test_no_example_names_a_file_that_only_the_source_has(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        assert exit_status([command, "--help"]) == 0
    assert "configs/" not in capsys.readouterr().out


def test_nothing_typed_shows_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status([]) == 0
    told = capsys.readouterr().out
    assert all(f"  {command} " in told for command in COMMANDS)


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["--version"]) == 0
    assert capsys.readouterr().out == f"diffusion-sim {version('diffusion-sim')}\n"


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from diffusion_sim.cli.app import exit_status; exit_status(['run', '--help']);"
        f"sys.exit(', '.join(name for name in {HEAVY} if name in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rnu"], "No such command 'rnu'"),
        (["run"], "Missing argument 'SCENARIO'"),
        (["run", "--sett"], "--sett"),  # Click words the rest now this way, now that
        (["run", "x.toml", "--replications", "many"], "(found 'many')"),
        (["run", "x.toml", "--seed=1.5"], "(found '1.5')"),
        (["compare", "x.toml"], "Missing argument 'SCENARIO...'"),
        (["describe", "--format", "yaml"], "Invalid value for '--format'"),
    ],
)
def test_what_is_typed_wrong_ends_with_two_lines_and_status_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_status(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert len(err.splitlines()) == 2
    assert "--help" in err.splitlines()[1]


def test_a_misspelt_parameter_ends_the_process_with_status_2_and_its_right_name() -> None:
    done = started("run", "configs/baseline.toml", "--set", "appraisal.nih_bais=0.5")
    assert done.returncode == 2
    assert "nih_bias" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


def test_danish_letters_survive_a_pipe_that_is_not_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = started("describe", "--format", "toml")
    assert done.returncode == 0
    assert "Ud på kanten" in done.stdout
