"""Rules and draws use only arithmetic that gives the same bits in Python, compiled, and on any machine.

Powers, libm's functions, and sums that Python 3.12 began to compensate do not.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import diffusion_sim

PACKAGE = Path(diffusion_sim.__file__).parent
COMPILED = sorted([*(PACKAGE / "mechanisms").glob("*.py"), *(PACKAGE / "draws").glob("*.py"), PACKAGE / "exact.py"])
READABLE = sorted([*(PACKAGE / "model").glob("*.py"), *(PACKAGE / "setup").glob("*.py"), *COMPILED])
EXACT_IN_MATH = {"sqrt", "frexp", "ldexp", "floor", "ceil"}
EXACT_IN_NUMPY = {"uint64", "int64", "float64"}
TYPES_IN_NUMPY = {"NDArray"}


def departures(source: str) -> list[str]:
    """Return what a compiled module may not do, with its line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.BinOp(op=ast.Pow()) | ast.AugAssign(op=ast.Pow()):
                found.append(f"{node.lineno}: **")
            case ast.Attribute(value=ast.Name(id="math"), attr=name) if name not in EXACT_IN_MATH:
                found.append(f"{node.lineno}: math.{name}")
            case ast.Attribute(value=ast.Name(id="np"), attr=name) if name not in EXACT_IN_NUMPY:
                found.append(f"{node.lineno}: np.{name}")
            case ast.Attribute(value=ast.Name(id="npt"), attr=name) if name not in TYPES_IN_NUMPY:
                found.append(f"{node.lineno}: npt.{name}")
            case ast.Call(func=ast.Name(id="sum" | "pow" | "round" | "divmod" | "hash" as name)):
                found.append(f"{node.lineno}: {name}()")
            case ast.ImportFrom(module="math" | "numpy" | "random" | "cmath" | "statistics" as name):
                found.append(f"{node.lineno}: from {name} import")
            case ast.Import(names=names) if any(alias.name in {"random", "cmath", "time"} for alias in names):
                found.append(f"{node.lineno}: import {names[0].name}")
    return [line for line in found if not is_power_of_two(line, source)]


def is_power_of_two(departure: str, source: str) -> bool:
    """Tell whether a power is a constant like ``2.0**-40``, which Python works out exactly when it compiles."""
    line, _, what = departure.partition(": ")
    if what != "**":
        return False
    powers = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.BinOp) and isinstance(n.op, ast.Pow)]
    here = [n for n in powers if n.lineno == int(line)]
    return (
        bool(here)
        and all(isinstance(n.left, ast.Constant) and n.left.value == 2 for n in here)
        and all(is_whole_constant(n.right) for n in here)
    )


def is_whole_constant(node: ast.expr) -> bool:
    inner = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(inner, ast.Constant) and isinstance(inner.value, int)


def sums(source: str) -> list[int]:
    """Return the lines that call the built-in sum."""
    calls = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    return [n.lineno for n in calls if isinstance(n.func, ast.Name) and n.func.id in {"sum", "fsum"}]


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_compiled_modules_use_only_exactly_reproducible_arithmetic() -> None:
    found = {name_of(path): departures(path.read_text(encoding="utf-8")) for path in COMPILED}
    assert len(found) > 40
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_the_model_adds_up_without_the_built_in_sum() -> None:
    """It compensates from Python 3.12 on; exact.added does not."""
    found = {name_of(path): sums(path.read_text(encoding="utf-8")) for path in READABLE}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "line",
    ["y = x**2", "y **= 2", "y = math.exp(x)", "y = math.log(x)", "y = math.hypot(x, y)", "y = np.exp(x)", "y = np.log(x)",
     "y = np.float32(x)", "y = sum(xs)", "from math import exp", "import random", "y = pow(x, 2)", "y = 2.0**x"],
)  # fmt: skip
def test_the_check_sees_what_it_is_for(line: str) -> None:
    assert departures(line) != []


@pytest.mark.parametrize("line", ["y = math.sqrt(x)", "Y = 1.0 - 2.0**-40", "y = np.uint64(x) >> n", "y = x * x"])
def test_the_check_lets_exact_arithmetic_pass(line: str) -> None:
    assert departures(line) == []
