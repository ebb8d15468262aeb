"""The cache of compiled code is never older than the sources, and a machine without one still works."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from diffusion_sim import jit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand a small package in for the real one."""
    (tmp_path / "mechanisms").mkdir()
    (tmp_path / "mechanisms" / "fit.py").write_text("a = 1\n")
    (tmp_path / "exact.py").write_text("b = 1\n")
    (tmp_path / "model").mkdir()
    monkeypatch.setattr(jit, "_PACKAGE", tmp_path)
    return tmp_path


def test_a_changed_rule_gets_a_new_folder(sources: Path) -> None:
    before = jit._fingerprint()
    (sources / "mechanisms" / "fit.py").write_text("a = 2\n")
    assert jit._fingerprint() != before


def test_a_new_or_renamed_rule_gets_a_new_folder(sources: Path) -> None:
    before = jit._fingerprint()
    (sources / "mechanisms" / "nih.py").write_text("")
    with_one_more = jit._fingerprint()
    (sources / "mechanisms" / "nih.py").rename(sources / "mechanisms" / "stigma.py")
    assert len({before, with_one_more, jit._fingerprint()}) == 3


def test_what_is_not_compiled_keeps_the_folder(sources: Path) -> None:
    before = jit._fingerprint()
    (sources / "model" / "views.py").write_text("c = 1\n")
    assert jit._fingerprint() == before


NOT_COMPILED = {"errors", "setup", "scenario", "scenario.values"}
"""What is called in Python only: errors, and how a setup is prepared."""


def imported_at_run_time(source: Path) -> set[str]:
    """Return the package's modules that a file imports, without those for types only."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    found = [node.module or "" for node in tree.body if isinstance(node, ast.ImportFrom)]
    return {name.removeprefix("diffusion_sim.") for name in found if name.startswith("diffusion_sim.")}


def test_whatever_kernels_take_constants_from_is_part_of_the_fingerprint() -> None:
    parts = [jit._PACKAGE / name for name in jit._COMPILED_FROM]
    files = [file for part in parts for file in (part.rglob("*.py") if part.is_dir() else [part])]
    files = [file for file in files if file.name not in jit._NEVER_COMPILED]
    engine = [file for file in files if "model" in file.parts or "mechanisms" in file.parts or "draws" in file.parts]
    wanted = set().union(*map(imported_at_run_time, engine)) - NOT_COMPILED
    covered = {
        ".".join(file.relative_to(jit._PACKAGE).with_suffix("").parts).removesuffix(".__init__") for file in files
    }
    assert len(wanted) > 10
    assert wanted - covered == set()


def test_the_cache_lies_where_the_user_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIFFUSION_SIM_CACHE", str(tmp_path / "here"))
    found = jit.cache_folder.__wrapped__()
    assert found is not None
    assert found.parent == tmp_path / "here"
    assert list(found.iterdir()) == []


PROGRAM = """
import logging
compiled = []
source = logging.getLogger("diffusion_sim.jit")
source.setLevel(logging.INFO)
source.addHandler(type("Listener", (logging.Handler,), {"emit": lambda self, record: compiled.append(record)})())
from diffusion_sim.exact import exp
print(exp(0.0), bool(compiled))
"""


def printed_with_cache(place: Path) -> list[str]:
    """Return what ``exp(0)`` is in a fresh interpreter, and whether anything had to be compiled."""
    return ended(started_with_cache(place))


def started_with_cache(place: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "DIFFUSION_SIM_CACHE": str(place), "NUMBA_DISABLE_JIT": "0"}
    return subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True, env=environment)


def ended(process: subprocess.Popen[str]) -> list[str]:
    said, _ = process.communicate()
    assert process.returncode == 0
    return said.split()


@pytest.mark.slow
def test_processes_that_compile_at_once_into_one_cache_keep_it_whole(tmp_path: Path) -> None:
    at_once = [started_with_cache(tmp_path) for _ in range(4)]
    assert [ended(process)[0] for process in at_once] == ["1.0"] * 4
    assert printed_with_cache(tmp_path) == ["1.0", "False"]


def truncated(content: bytes) -> bytes:
    return content[: len(content) // 2]


def with_a_flipped_bit(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("damaged", "kind"), [
        pytest.param(truncated, "*.nbi", id="cut", marks=pytest.mark.rare),
        pytest.param(with_a_flipped_bit, "*.nbc", id="flipped"),
        pytest.param(lambda _: b"", "*.nb?", id="empty", marks=pytest.mark.rare),
    ],
)  # fmt: skip
def test_a_damaged_cache_heals_itself(tmp_path: Path, damaged: Callable[[bytes], bytes], kind: str) -> None:
    assert printed_with_cache(tmp_path) == ["1.0", "True"]
    assert printed_with_cache(tmp_path) == ["1.0", "False"]
    files = list(tmp_path.rglob(kind))
    assert files
    for file in files:
        file.write_bytes(damaged(file.read_bytes()))
    assert printed_with_cache(tmp_path) == ["1.0", "True"]
    assert printed_with_cache(tmp_path) == ["1.0", "False"]


def test_where_nothing_can_be_written_rules_compile_without_a_cache(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("in the way of a folder")
    assert printed_with_cache(tmp_path / "a file" / "cache") == ["1.0", "True"]
    assert list(tmp_path.iterdir()) == [tmp_path / "a file"]
