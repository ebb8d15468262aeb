"""The structure of the package: no circles of imports, no name twice, one file that reaches into numba, no names made by magic."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


def script(name: str) -> ModuleType:
    """Return a script of the benchmarks, without its folder in the path: names there are names of tests too."""
    spec = spec_from_file_location(name, ROOT / "benchmarks" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


counting = script("house")
house = counting.house


@pytest.mark.checkout
def test_there_is_no_circle_no_name_twice_no_magic_and_one_optional_file_reaches_into_numba() -> None:
    found = house(ROOT / "diffusion_sim")
    assert found.circles == ()
    assert found.names_twice == ()
    assert found.magic == ()
    assert found.reach_into_numba == ("jit_private.py",)


def test_a_circle_through_an_import_inside_a_function_is_seen(tmp_path: Path) -> None:
    package = tmp_path / "package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "one.py").write_text("from package.two import b\n")
    (package / "two.py").write_text("def b():\n    from package.one import a\n    exec('c = 1')\n")
    seen = house(package)
    assert seen.circles == (("package.one", "package.two"),)
    assert seen.magic == ("two.py",)
