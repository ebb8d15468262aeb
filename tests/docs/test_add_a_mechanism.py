"""What docs/add-a-mechanism.md says to do works: it is done to a copy of the package, block by block."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "add-a-mechanism.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"<!-- (new|change|run|test)(?:: (\S+))? -->\n```\w+\n(.*?)```", re.DOTALL)
HASH_OF_BASELINE = """
import hashlib
from diffusion_sim.model.driver import simulate_records
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import build_setup
replication = build_setup(Scenario().with_changes({
    "network.kind": "ring", "network.places": "synthetic", "network.size": 14, "problems.fields": ["Care"],
    "time.months": 12, "time.burn_in_months": 18, "agenda.reviews_per_year": 2.0}))
(record,) = simulate_records(replication, 1, [0], 1)
print(hashlib.sha256(record.monthly.tobytes() + record.cases.tobytes() + record.solutions.tobytes()).hexdigest())
"""


class Block(NamedTuple):
    """One step of the page."""

    kind: str
    path: str
    text: str


BLOCKS = [Block(*found) for found in BLOCK.findall(PAGE)]


def python(folder: Path, *arguments: str) -> str:
    """Run Python with a copy of the package, not compiled: that takes a minute, and the bits are the same."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def carry_out(block: Block, folder: Path) -> None:
    file = folder / block.path
    if block.kind == "new":
        assert not file.exists()
        file.write_text(block.text, encoding="utf-8")
    elif block.kind == "change":
        change(file, block.text)
    else:
        for line in block.text.splitlines():
            run(line, folder)


def change(file: Path, diff: str) -> None:
    """Replace the lines with a minus by those with a plus; without any minus, add them at the end."""
    old, new = ("".join(f"{line[1:]}\n" for line in diff.splitlines() if line[0] == sign) for sign in "-+")
    before = file.read_text(encoding="utf-8")
    assert not old or before.count(old) == 1, f"{file.name} has this {before.count(old)} times:\n{old}"
    file.write_text(before.replace(old, new) if old else before + new, encoding="utf-8")


def run(line: str, folder: Path) -> None:
    command, _, target = line.partition(" > ")
    program, *arguments = shlex.split(command)
    said = python(folder, *(["-m", "diffusion_sim"] if program == "diffusion-sim" else []), *arguments)
    if target:
        (folder / target).write_text(said, encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the repository with the mechanism of the page."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copy(ROOT / "pyproject.toml", copy)
    for name in ("diffusion_sim", "docs", "configs", "tests"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.png"))
    for block in BLOCKS:
        if block.kind != "test":
            carry_out(block, copy)
    return copy


@pytest.mark.slow
def test_both_drivers_agree_and_the_mechanism_works_in_the_direction_claimed(folder: Path) -> None:
    (test,) = [block for block in BLOCKS if block.kind == "test"]
    assert python(folder, "-c", f"{test.text}\nprint('held')") == "held\n"


@pytest.mark.slow
def test_at_its_neutral_value_no_bit_of_the_baseline_changes(folder: Path) -> None:
    assert python(folder, "-c", HASH_OF_BASELINE) == python(ROOT, "-c", HASH_OF_BASELINE)


@pytest.mark.slow
def test_a_reader_of_the_parameters_finds_the_new_one(folder: Path) -> None:
    assert "exhaustion.give_up_per_month" in python(
        folder, "-m", "diffusion_sim", "describe", "--section", "exhaustion"
    )
    assert "give_up_per_month = 0.0" in (folder / "configs" / "baseline.toml").read_text(encoding="utf-8")
    assert "exhaustion" in (folder / "docs" / "odd.md").read_text(encoding="utf-8").lower()


@pytest.mark.slow
@pytest.mark.rare
def test_the_linter_and_the_tests_of_what_is_said_in_danish_have_nothing_to_say(folder: Path) -> None:
    assert "All checks passed" in python(folder, "-m", "ruff", "check", "diffusion_sim")
    assert "passed" in python(
        folder,
        "-m",
        "pytest",
        "tests/words",
        "tests/reports",
        "tests/scenario/test_configs.py",
    )


def test_nothing_else_is_touched_than_its_own_files_and_the_month() -> None:
    assert {block.path for block in BLOCKS if block.path} == {
        "diffusion_sim/mechanisms/exhaustion.py",
        "diffusion_sim/model/tiring.py",
        "diffusion_sim/model/month.py",
    }
