"""The cache of compiled code is never older than the sources, and a machine without one still works."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from diffusion_sim import compiled

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand a small package in for the real one."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "fit.py").write_text("a = 1\n")
    (tmp_path / "exact.py").write_text("b = 1\n")
    (tmp_path / "model").mkdir()
    monkeypatch.setattr(compiled, "_PACKAGE", tmp_path)
    return tmp_path


def test_a_changed_rule_gets_a_new_folder(sources: Path) -> None:
    before = compiled._fingerprint()
    (sources / "rules" / "fit.py").write_text("a = 2\n")
    assert compiled._fingerprint() != before


def test_a_new_or_renamed_rule_gets_a_new_folder(sources: Path) -> None:
    before = compiled._fingerprint()
    (sources / "rules" / "nih.py").write_text("")
    with_one_more = compiled._fingerprint()
    (sources / "rules" / "nih.py").rename(sources / "rules" / "stigma.py")
    assert len({before, with_one_more, compiled._fingerprint()}) == 3


def test_what_is_not_compiled_keeps_the_folder(sources: Path) -> None:
    before = compiled._fingerprint()
    (sources / "model" / "model.py").write_text("c = 1\n")
    assert compiled._fingerprint() == before


def test_the_cache_lies_where_the_user_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIFFUSION_SIM_CACHE", str(tmp_path / "here"))
    folder = compiled.cache_folder.__wrapped__()
    assert folder is not None
    assert folder.parent == tmp_path / "here"
    assert list(folder.iterdir()) == []


def test_where_nothing_can_be_written_rules_compile_without_a_cache(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("in the way of a folder")
    program = "from diffusion_sim.exact import exp; from diffusion_sim.compiled import cache_folder; print(exp(0.0), cache_folder())"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True,
        env={**os.environ, "DIFFUSION_SIM_CACHE": str(tmp_path / "a file" / "cache")},
    )  # fmt: skip
    assert done.stdout.split() == ["1.0", "None"]
