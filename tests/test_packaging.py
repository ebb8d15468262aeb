"""What a stranger relies on before the first run: pins, commands, quick imports, and the rules of the layout."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib import metadata, resources
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
EVERY = [Requirement(text) for group in (PROJECT["dependencies"], *EXTRAS.values()) for text in group]
DECLARED = [one for one in EVERY if one.name != PROJECT["name"]]  # the tests' extra names the other extras
HEAVY = ("matplotlib", "mesa", "networkx", "numba", "pandas", "pyarrow", "scipy")
PIN = re.compile(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+!]*( ; [a-z_]+ (<|>=|==) \"[a-z0-9.]+\")?")
INSTALL = "python3 -m venv .venv && .venv/bin/python -m pip install -c constraints.txt -e"
RUN_COMMAND = f'{INSTALL} ".[lab]" && .venv/bin/diffusion-sim run configs/scenarios/copycat_prize.toml'
TEST_COMMAND = f'{INSTALL} ".[test]" && .venv/bin/python -m pytest -n auto -m "not slow"'


def constraint_lines() -> list[str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def constraints() -> list[Requirement]:
    return [Requirement(line) for line in constraint_lines()]


def loaded_after(*arguments: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter has loaded after running this, seen from its import log."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return {line.rsplit("|", 1)[1].strip().split(".")[0] for line in done.stderr.splitlines() if "|" in line}


def test_constraints_are_exact_versions_without_addresses() -> None:
    assert [line for line in constraint_lines() if not PIN.fullmatch(line)] == []


@pytest.mark.parametrize("version", ["3.11.7", "3.12.1", "3.13.0"])
@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_constraints_name_a_distribution_once_for_each_python(version: str, platform: str) -> None:
    where = {
        "python_version": version.rpartition(".")[0],
        "python_full_version": version,
        "sys_platform": platform,
    }
    names = [canonicalize_name(one.name) for one in constraints() if one.marker is None or one.marker.evaluate(where)]
    assert len(names) == len(set(names))
    assert {canonicalize_name(one.name) for one in DECLARED} <= set(names)


@pytest.mark.parametrize("declared", DECLARED, ids=str)
def test_a_declared_dependency_allows_the_version_it_is_pinned_to(declared: Requirement) -> None:
    pinned = [one for one in constraints() if canonicalize_name(one.name) == canonicalize_name(declared.name)]
    assert pinned
    for pin in pinned:
        assert declared.specifier.contains(next(iter(pin.specifier)).version)


def test_a_declared_dependency_has_a_lower_bound_and_only_mesa_an_upper_one() -> None:
    assert [one.name for one in DECLARED if not any(part.operator == ">=" for part in one.specifier)] == []
    assert [one.name for one in DECLARED if any(part.operator != ">=" for part in one.specifier)] == ["mesa"]


@pytest.mark.checkout
def test_everything_that_is_installed_for_the_package_is_pinned() -> None:
    pinned = {canonicalize_name(one.name) for one in constraints()}
    assert installed_closure(DECLARED) - pinned == set()


def installed_closure(wanted: list[Requirement]) -> set[str]:
    """Return the names of the distributions that these need here, directly or not."""
    seen: set[str] = set()
    while wanted:
        one = wanted.pop()
        name = canonicalize_name(one.name)
        if name in seen or not (one.marker is None or one.marker.evaluate({"extra": ""})):
            continue
        seen.add(name)
        wanted += [Requirement(text) for text in metadata.requires(name) or []]
    return seen


@pytest.mark.parametrize(("marker", "command"), [("run-command", RUN_COMMAND), ("test-command", TEST_COMMAND)])
def test_the_readme_shows_the_one_line_command(marker: str, command: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(rf"<!-- {marker} -->\s*```\w*\n(.*?)\n```", readme, flags=re.DOTALL)
    assert block is not None, f"README.md has no fenced block after <!-- {marker} -->"
    assert block[1] == command


def test_the_main_command_names_a_scenario_that_is_there() -> None:
    assert (ROOT / RUN_COMMAND.rsplit(maxsplit=1)[-1]).is_file()


def test_importing_the_package_loads_no_heavy_library() -> None:
    assert loaded_after("-c", "import diffusion_sim").isdisjoint(HEAVY)


def test_help_loads_no_heavy_library() -> None:
    program = "import sys; from diffusion_sim.cli import main; sys.argv = ['diffusion-sim', '--help']; main()"
    assert loaded_after("-c", program).isdisjoint(HEAVY)


def test_a_compiled_run_loads_neither_mesa_nor_figures() -> None:
    changes = {"time.months": 1, "time.burn_in_months": 0}
    program = f"import diffusion_sim as ds; ds.simulate(ds.Scenario().with_changes({changes}), 1).summary()"
    assert loaded_after("-c", program).isdisjoint({"mesa", "matplotlib"})


def test_the_package_carries_its_types_and_its_data() -> None:
    package = resources.files("diffusion_sim")
    assert package.joinpath("py.typed").is_file()
    assert package.joinpath("country", "data", "municipalities.csv").is_file()


def test_the_version_is_the_same_wherever_it_stands() -> None:
    version = PROJECT["version"]
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert version in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_supported_pythons_are_those_that_are_declared() -> None:
    named = {text.rpartition(" ")[2] for text in PROJECT["classifiers"] if ":: 3." in text}
    assert named == {"3.11", "3.12", "3.13"}
    assert all(version in SpecifierSet(PROJECT["requires-python"]) for version in named)


def imported_names(script: Path) -> set[str]:
    tree = ast.parse(script.read_text(encoding="utf-8"))
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("script", sorted((ROOT / "experiments").glob("*.py")), ids=lambda script: script.name)
def test_experiments_use_only_the_public_names_of_the_package(script: Path) -> None:
    inner = {name for name in imported_names(script) if name.startswith("diffusion_sim.")}
    assert inner == set()
