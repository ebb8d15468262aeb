"""The tables of docs/odd.md are written from the code, and leave nothing of the code out."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import diffusion_sim
from diffusion_sim.draws import streams
from diffusion_sim.scenario.declarations import declarations

ROOT = Path(__file__).parents[2]
PACKAGE = Path(diffusion_sim.__file__).parent
BUILD = runpy.run_path(str(ROOT / "docs" / "build_odd.py"))
TEXT = (ROOT / "docs" / "odd.md").read_text(encoding="utf-8")
PROSE = runpy.run_path(str(ROOT / "docs" / "written_parts.py"))["by_hand"](TEXT)


def test_the_document_is_what_the_code_says() -> None:
    assert BUILD["odd"]() == TEXT, "run: python docs/build.py"
    assert TEXT.count("<!-- written: ") == TEXT.count("<!-- end -->") == 6


def test_every_stream_is_drawn_from_somewhere() -> None:
    """Elsewhere than where it is declared."""
    code = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if path.name != "streams.py")
    code = re.sub(r"Draw\(\s*streams\.\w+", "", code)
    names = [name for name in vars(streams) if name.isupper()]
    assert [name for name in names if not re.search(rf"\b{name}\b", code)] == []


def test_the_seven_elements_of_odd_are_there_in_order() -> None:
    headings = re.findall(r"^## (\d)\.", TEXT, flags=re.MULTILINE)
    assert headings == list("12345678")


def test_the_prose_names_only_parameters_that_exist() -> None:
    sections = {one.section for one in declarations().values()}
    named = re.findall(r"`([a-z]+)\.([a-z_]+)`", PROSE)
    assert len(named) > 30
    assert [
        f"{a}.{b}"
        for a, b in named
        if a in sections and not f"{a}.{b}".endswith(("_", "py")) and f"{a}.{b}" not in declarations()
    ] == []
