"""docs/reliability.md names only tests and scripts that are there, and the inputs that it counts are enough."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in TEXT.splitlines() if line.startswith("| ")][
    1:
]
COMMANDS = [command for *_, cell in ROWS for command in re.findall(r"`([^`]+)`", cell)]
FEWEST_FUZZED = 3000


def test_every_row_says_what_how_many_what_came_of_it_and_how_to_try_it_again() -> None:
    assert [row for row in ROWS if len(row) != 4 or not row[3].startswith("`")] == []
    assert {command.split()[0] for command in COMMANDS} <= {"pytest", "python", ".ci/run"}


def test_as_many_inputs_are_drawn_at_random_as_the_text_says() -> None:
    drawn = [int(row[1].split()[0].replace(",", "")) for row in ROWS if row[2].startswith("fuzz")]
    said = re.search(r"([\d,]+) inputs are drawn at random", TEXT)
    assert said is not None
    assert sum(drawn) == int(said[1].replace(",", "")) >= FEWEST_FUZZED


@pytest.mark.parametrize("command", [one for one in COMMANDS if not one.startswith("pytest")])
def test_a_script_that_is_named_is_there(command: str) -> None:
    assert (ROOT / command.removeprefix("python ").split()[0]).is_file()


COLLECTED = """
import shlex, sys
import pytest
for command in sys.argv[1:]:
    asked = shlex.split(command)[1:]
    assert pytest.main([*asked, "--collect-only", "-qq", "-p", "no:cacheprovider"]) == 0, command
"""


@pytest.mark.parametrize("command", [one for one in COMMANDS if one.startswith("pytest")])
def test_a_command_names_files_that_are_there_and_what_stands_in_them(command: str) -> None:
    asked = shlex.split(command)
    files = [ROOT / part for part in asked if part.startswith("tests")] or [ROOT / "tests"]
    text = "".join(
        path.read_text("utf-8") for file in files for path in ([file] if file.is_file() else file.rglob("*.py"))
    )
    wanted = asked[asked.index("-k") + 1] if "-k" in asked else ""
    assert text
    assert [word for word in re.findall(r"\w+", wanted) if word not in {"or", "and", "not"} and word not in text] == []


@pytest.mark.slow
@pytest.mark.rare
def test_each_command_that_is_named_finds_tests() -> None:
    commands = [one for one in COMMANDS if one.startswith("pytest")]
    done = subprocess.run(
        [sys.executable, "-c", COLLECTED, *commands], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
