"""Results folders that were changed at random: each is read, or refused in one sentence, and never anything else.

python -m pytest tests/results/test_fuzz.py
"""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fuzzing import inputs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from results.saved_folders import manifest_of, small

from diffusion_sim.errors import DataError
from diffusion_sim.reports import read_results, report_html
from diffusion_sim.results.comparison import Comparison
from diffusion_sim.results.manifest import CHECKSUM, write_manifest
from diffusion_sim.results.stored_result import load_result

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow

RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
KINDS = ("run", "compared")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("fuzz")
    small(2).save(top / "run", cases=True)
    Comparison(small(2), (small(2, name="b", **{"prize.winners_per_year": 3}),)).save(top / "compared")
    return top


def refused_or_read(folder: Path) -> str:
    """Return the sentence with which a folder is refused; empty where it is read, and a report made of it."""
    said = []
    for read in (load_result, lambda one: report_html([read_results(one)])):
        try:
            read(folder)
            said.append("")
        except DataError as error:
            said.append(str(error))
    assert said[0] == said[1]
    assert said[0].isprintable()
    assert len(said[0]) < 2000
    return said[0]


def changed(folders: Path, kind: str, change: Callable[[Path], object]) -> str:
    """Change a copy of a folder."""
    folder = folders / "changed"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(folders / kind, folder)
    change(folder)
    return refused_or_read(folder)


def places(content: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return where every value of a JSON document stands."""
    inner = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    return [path, *(deeper for key, value in inner for deeper in places(value, (*path, key)))]


def put(content: Any, path: tuple[Any, ...], value: object) -> Any:
    if not path:
        return value
    content[path[0]] = put(content[path[0]], path[1:], value)
    return content


@settings(max_examples=inputs(300), **RELAXED)
@given(data=st.data(), kind=st.sampled_from(KINDS), value=JSON, signed=st.booleans())
def test_any_entry_of_a_manifest_may_be_anything(
    data: st.DataObject, kind: str, value: object, signed: bool, folders: Path
) -> None:
    def change(folder: Path) -> None:
        content = manifest_of(folder)
        del content[CHECKSUM]
        content = put(content, data.draw(st.sampled_from(places(content))), value)
        (folder / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
        if signed and isinstance(content, dict):
            with suppress(ValueError):  # what JSON cannot say
                write_manifest(folder, content)

    said = changed(folders, kind, change)
    assert signed or said


@settings(max_examples=inputs(400), **RELAXED)
@given(data=st.data(), kind=st.sampled_from(KINDS))
def test_any_file_of_a_folder_may_be_cut_damaged_or_gone(data: st.DataObject, kind: str, folders: Path) -> None:
    def change(folder: Path) -> None:
        files = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
        path = folder / data.draw(st.sampled_from(files))
        content = path.read_bytes()
        start = data.draw(st.integers(0, len(content) - 1))
        length = data.draw(st.sampled_from([0, 1, 4, 100, 10**9]))
        filling = data.draw(st.binary(max_size=8) | st.sampled_from([b"\xff" * 8, b"\0" * 8, b"\n", b'"', b"\x1b[31m"]))
        path.write_bytes(content[:start] + filling + content[start + length :])
        if data.draw(st.booleans()) and data.draw(st.booleans()):
            path.unlink()

    assert changed(folders, kind, change).isprintable()


@settings(max_examples=inputs(100), **RELAXED)
@given(content=st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
def test_a_manifest_of_any_bytes_is_refused(content: bytes, folders: Path) -> None:
    assert changed(folders, "run", lambda folder: (folder / "manifest.json").write_bytes(content))
