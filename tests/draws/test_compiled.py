"""The cache of compiled code is never older than the sources, and a machine without one still works."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from diffusion_sim.compiled import folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand a small package in for the real one."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "fit.py").write_text("a = 1\n")
    (tmp_path / "exact.py").write_text("b = 1\n")
    (tmp_path / "model").mkdir()
    monkeypatch.setattr(folder, "_PACKAGE", tmp_path)
    return tmp_path


def test_a_changed_rule_gets_a_new_folder(sources: Path) -> None:
    before = folder._fingerprint()
    (sources / "rules" / "fit.py").write_text("a = 2\n")
    assert folder._fingerprint() != before


def test_a_new_or_renamed_rule_gets_a_new_folder(sources: Path) -> None:
    before = folder._fingerprint()
    (sources / "rules" / "nih.py").write_text("")
    with_one_more = folder._fingerprint()
    (sources / "rules" / "nih.py").rename(sources / "rules" / "stigma.py")
    assert len({before, with_one_more, folder._fingerprint()}) == 3


def test_what_is_not_compiled_keeps_the_folder(sources: Path) -> None:
    before = folder._fingerprint()
    (sources / "model" / "model.py").write_text("c = 1\n")
    assert folder._fingerprint() == before


NOT_COMPILED = {"errors", "results.block", "world"}
"""What the engine imports to be called in Python only: errors, what it hands over, and how a world is prepared."""


def imported_at_run_time(source: Path) -> set[str]:
    """Return the package's modules that a file imports, without those for types only."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    found = [node.module or "" for node in tree.body if isinstance(node, ast.ImportFrom)]
    return {name.removeprefix("diffusion_sim.") for name in found if name.startswith("diffusion_sim.")}


def test_whatever_kernels_take_constants_from_is_part_of_the_fingerprint() -> None:
    parts = [folder._PACKAGE / name for name in folder._COMPILED_FROM]
    files = [file for part in parts for file in (part.rglob("*.py") if part.is_dir() else [part])]
    engine = [file for file in files if "engine" in file.parts or "rules" in file.parts or "draws" in file.parts]
    wanted = set().union(*map(imported_at_run_time, engine)) - NOT_COMPILED
    covered = {
        ".".join(file.relative_to(folder._PACKAGE).with_suffix("").parts).removesuffix(".__init__") for file in files
    }
    assert len(wanted) > 10
    assert wanted - covered == set()


def test_the_cache_lies_where_the_user_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIFFUSION_SIM_CACHE", str(tmp_path / "here"))
    found = folder.cache_folder.__wrapped__()
    assert found is not None
    assert found.parent == tmp_path / "here"
    assert list(found.iterdir()) == []


PROGRAM = """
import logging
compiled = []
source = logging.getLogger("diffusion_sim.compiled")
source.setLevel(logging.INFO)
source.addHandler(type("Listener", (logging.Handler,), {"emit": lambda self, record: compiled.append(record)})())
from diffusion_sim.exact import exp
print(exp(0.0), len(compiled))
"""


def printed_with_cache(place: Path) -> list[str]:
    """Return what ``exp(0)`` is in a fresh interpreter, and how many functions it had to compile."""
    environment = {**os.environ, "DIFFUSION_SIM_CACHE": str(place), "NUMBA_DISABLE_JIT": "0"}
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return done.stdout.split()


def truncated(content: bytes) -> bytes:
    return content[: len(content) // 2]


def with_a_flipped_bit(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.slow
@pytest.mark.parametrize("damaged", [truncated, with_a_flipped_bit, lambda _: b""], ids=["cut", "flipped", "empty"])
@pytest.mark.parametrize("kind", ["*.nbi", "*.nbc"])
def test_a_damaged_cache_heals_itself(tmp_path: Path, damaged: Callable[[bytes], bytes], kind: str) -> None:
    assert printed_with_cache(tmp_path) == ["1.0", "1"]
    assert printed_with_cache(tmp_path) == ["1.0", "0"]
    files = list(tmp_path.rglob(kind))
    assert files
    for file in files:
        file.write_bytes(damaged(file.read_bytes()))
    assert printed_with_cache(tmp_path) == ["1.0", "1"]
    assert printed_with_cache(tmp_path) == ["1.0", "0"]


def test_where_nothing_can_be_written_rules_compile_without_a_cache(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("in the way of a folder")
    assert printed_with_cache(tmp_path / "a file" / "cache") == ["1.0", "1"]
    assert list(tmp_path.iterdir()) == [tmp_path / "a file"]
