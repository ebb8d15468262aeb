"""What the house looks like: how many modules and lines, what imports what, and which names occur twice.

    python benchmarks/house.py [FOLDER]

Counts show whether the month is really one; they are no aim of their own. `tests/test_house.py` holds the structural ones.
"""

from __future__ import annotations

import ast
import statistics
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import networkx as nx

ROOT = Path(__file__).parents[1]
MONTH = ("model", "setup", "engine", "compiled")
"""Folders that hold the month, in this version or the first; and the file of decorators."""
Nodes = tuple[ast.AST, ...]
"""All of a file, each part before what is in it."""


class House(NamedTuple):
    """Figures of one package."""

    modules: int
    median_lines: float
    lines: int
    lines_of_the_month: int
    import_share: float
    names_twice: tuple[str, ...]
    circles: tuple[tuple[str, ...], ...]
    """Modules that import each other, counting what is imported for types and inside functions."""
    single_importers: int
    """Modules that one other module imports."""
    reach_into_numba: tuple[str, ...]
    magic: tuple[str, ...]
    """Files that define names by ``exec``, or make functions of another's code with other globals."""


def house(package: Path) -> House:
    """Look at a package."""
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(package.rglob("*.py"))}
    nodes = {path: tuple(ast.walk(ast.parse(source))) for path, source in sources.items()}
    lines = {path: source.count("\n") for path, source in sources.items()}
    graph = imports(package, nodes)
    names = Counter(path.name for path in sources if path.name != "__init__.py")
    month = [path for path in sources if path.relative_to(package).parts[0] in {*MONTH, "jit.py", "jit_private.py"}]
    return House(
        modules=len(sources),
        median_lines=statistics.median(lines.values()),
        lines=sum(lines.values()),
        lines_of_the_month=sum(lines[path] for path in month),
        import_share=sum(map(lines_of_imports, nodes.values())) / sum(lines.values()),
        names_twice=tuple(sorted(name for name, times in names.items() if times > 1)),
        circles=tuple(tuple(sorted(part)) for part in nx.strongly_connected_components(graph) if len(part) > 1),
        single_importers=sum(1 for name in graph if graph.in_degree(name) == 1),
        reach_into_numba=tuple(_named(package, path) for path, inside in nodes.items() if _is_private(inside)),
        magic=tuple(_named(package, path) for path, inside in nodes.items() if _is_magic(inside)),
    )


def imports(package: Path, nodes: dict[Path, Nodes]) -> nx.DiGraph[str]:
    """Return which module imports which, wherever in the file."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    known = {_module(package, path): path for path in nodes}
    graph.add_nodes_from(known)
    for name, path in known.items():
        for node in nodes[path]:
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(package.name):
                whole = {f"{node.module}.{alias.name}" for alias in node.names} & known.keys()
                targets = whole or {node.module} & known.keys()
                graph.add_edges_from((name, target) for target in targets if target != name)
    return graph


def lines_of_imports(nodes: Nodes) -> int:
    """Return how many lines are imports."""
    found = [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
    return sum((node.end_lineno or node.lineno) - node.lineno + 1 for node in found)


def _is_private(nodes: Nodes) -> bool:
    """Tell whether a file reaches into numba or llvmlite beyond ``import numba``."""
    modules = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return any(name.startswith(("numba.", "llvmlite")) or name == "numba.core" for name in modules)


def _is_magic(nodes: Nodes) -> bool:
    calls = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    globals_of = any(isinstance(node, ast.Attribute) and node.attr == "__globals__" for node in nodes)
    return bool(calls & {"exec", "eval", "FunctionType"}) or globals_of


def _module(package: Path, path: Path) -> str:
    parts = (package.name, *path.relative_to(package).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _named(package: Path, path: Path) -> str:
    return path.relative_to(package).as_posix()


def told(found: House) -> str:
    """Return the figures as lines of text."""
    circles = ["; ".join(", ".join(part) for part in found.circles)] if found.circles else ["none"]
    return "\n".join([
        f"modules                           {found.modules}",
        f"median lines                      {found.median_lines:.0f}",
        f"lines                             {found.lines:,}",
        f"lines that hold the month         {found.lines_of_the_month:,}",
        f"share of lines that are imports   {found.import_share:.1%}",
        f"file names that occur twice       {', '.join(found.names_twice) or 'none'}",
        f"circles of imports                {len(found.circles)}: {circles[0]}",
        f"modules with a single importer    {found.single_importers}",
        f"reach into numba or llvmlite      {', '.join(found.reach_into_numba) or 'none'}",
        f"define names by exec              {', '.join(found.magic) or 'none'}",
    ])  # fmt: skip


if __name__ == "__main__":
    print(told(house(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "diffusion_sim")))
