"""How many wrong operators in the rules the tests of the rules catch.

Each operator, comparison, number and condition of each rule is changed, one at a time, and the tests that call the rule
are run until one fails. What survives is either explained in ``tests/rules/survivors.toml`` or a gap in the tests.
Rules run as plain Python, so a changed rule only needs its code put in the old one's place.

Run: python benchmarks/mutants.py            (about five minutes; prints the share and what survives)
     python benchmarks/mutants.py silo       (rules of modules whose name holds "silo")
"""

from __future__ import annotations

import ast
import inspect
import os
import signal
import sys
import time
import tomllib
from collections import defaultdict
from copy import deepcopy
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from types import CodeType, FunctionType, ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

os.environ["NUMBA_DISABLE_JIT"] = "1"
ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import pytest  # noqa: E402 - rules are plain Python only if that was said before the first is imported
from _pytest.runner import runtestprotocol  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = ROOT / "tests" / "rules"
EXPLAINED = TESTS / "survivors.toml"
DECORATORS = {"rule", "long_rule"}
SECONDS = 30
"""After so long a test counts as failed: the change has made a loop endless."""
SWAPS: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub, ast.Mult), ast.Sub: (ast.Add, ast.Mult), ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult, ast.Sub), ast.FloorDiv: (ast.Mult,), ast.Mod: (ast.Mult,), ast.Pow: (ast.Mult,),
    ast.LShift: (ast.RShift,), ast.RShift: (ast.LShift,), ast.BitOr: (ast.BitAnd,), ast.BitAnd: (ast.BitOr,),
    ast.BitXor: (ast.BitOr,), ast.And: (ast.Or,), ast.Or: (ast.And,), ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
}  # fmt: skip
FUNCTIONS = {"min": "max", "max": "min", "floor": "ceil", "ceil": "floor"}


class Mutant(NamedTuple):
    """One change of one rule, or of a number that a module of rules names."""

    module: ModuleType
    name: str
    """Of the function or the constant."""
    change: str
    """As ``before -> after``, in code."""
    statement: ast.stmt

    @property
    def label(self) -> str:
        """Say what is changed where."""
        return f"{self.name}: {self.change}"


def changes(statement: ast.stmt) -> Iterator[tuple[str, ast.stmt]]:
    """Yield each change of a statement, told in code, and the statement with it."""
    seen: dict[str, int] = defaultdict(int)
    for place, node in enumerate(ast.walk(statement)):
        for number in range(len(list(_others(node)))):
            changed = deepcopy(statement)
            target = list(ast.walk(changed))[place]
            before = ast.unparse(target)
            _put(changed, target, list(_others(target))[number])
            told = f"{before} -> {ast.unparse(list(_others(node))[number])}"
            seen[told] += 1
            again = f" ({seen[told]})" if seen[told] > 1 else ""
            yield told + again, changed


def _others(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may stand for one part of a statement."""
    yield from _other_operators(node)
    match node:
        case ast.UnaryOp(_, operand):
            yield operand
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield from (ast.Constant(other) for other in (value + 1, type(value)(0)) if other != value)
        case ast.Call(ast.Name(name), arguments, []) if name in FUNCTIONS:
            yield ast.Call(ast.Name(FUNCTIONS[name], ast.Load()), arguments, [])
        case ast.Call(ast.Attribute(of, name), arguments, []) if name in FUNCTIONS:
            yield ast.Call(ast.Attribute(of, FUNCTIONS[name], ast.Load()), arguments, [])
        case ast.IfExp(test, body, orelse) | ast.If(test, body, orelse):
            yield type(node)(ast.UnaryOp(ast.Not(), test), body, orelse)


def _other_operators(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp(left, op, right):
            yield from (ast.BinOp(left, other(), right) for other in SWAPS[type(op)])
        case ast.AugAssign(target, op, value):
            yield from (ast.AugAssign(target, other(), value) for other in SWAPS[type(op)])
        case ast.Compare(left, [op], [right]):
            yield from (ast.Compare(left, [other()], [right]) for other in SWAPS[type(op)])
        case ast.BoolOp(op, values):
            yield from (ast.BoolOp(other(), values) for other in SWAPS[type(op)])


def _put(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    """Put one node in another's place."""
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, new)
            elif isinstance(value, list) and any(one is old for one in value):
                value[:] = [new if one is old else one for one in value]
    ast.fix_missing_locations(tree)


def mutants(module: ModuleType) -> Iterator[Mutant]:
    """Yield the mutants of one module of rules: of rules, and of numbers that have a name there."""
    for statement in ast.parse(inspect.getsource(module)).body:
        match statement:
            case ast.FunctionDef(name, decorator_list=marks) if any(_named(mark) in DECORATORS for mark in marks):
                statement.decorator_list, statement.returns = [], None
                for argument in statement.args.args:
                    argument.annotation = None
                yield from (Mutant(module, name, told, changed) for told, changed in changes(statement))
            case ast.Assign([ast.Name(name)]) if isinstance(getattr(module, name), int | float):
                yield from (Mutant(module, name, told, changed) for told, changed in changes(statement))


def _named(mark: ast.expr) -> str:
    return mark.id if isinstance(mark, ast.Name) else ""


class Changed:
    """A mutant in the place of what it changes, for a while."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        self.before: Any = getattr(mutant.module, mutant.name)

    def __enter__(self) -> None:
        code = compile(ast.Module([self.mutant.statement], []), "<mutant>", "exec", dont_inherit=True)
        if isinstance(self.before, FunctionType):
            self.code = self.before.__code__
            self.before.__code__ = next(one for one in code.co_consts if isinstance(one, CodeType))
            return
        names = dict(vars(self.mutant.module))
        exec(code, names)  # noqa: S102 - the module's own line, with one change
        self._name(names[self.mutant.name], self.before)
        self.after = names[self.mutant.name]

    def __exit__(self, *_: object) -> None:
        if isinstance(self.before, FunctionType):
            self.before.__code__ = self.code
        else:
            self._name(self.before, self.after)

    def _name(self, value: object, instead_of: object) -> None:
        """Give a constant another value wherever it was imported."""
        for module in [*sys.modules.values(), *TESTED]:
            names = getattr(module, "__dict__", {})
            if names.get(self.mutant.name) is instead_of:
                names[self.mutant.name] = value


TESTED: list[ModuleType] = []


class Hunt:
    """A pytest plugin that runs, for each mutant, the tests that call what it changes, the quickest first."""

    def __init__(self, only: str) -> None:
        self.only = only
        self.survivors: list[Mutant] = []
        self._items: list[pytest.Item] = []
        self.total = 0

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Have property tests stop at the first example that fails: nobody reads the smallest."""
        from hypothesis import Phase, settings  # noqa: PLC0415 - pytest rewrites it, so it must be the first to import it

        settings.register_profile("mutants", settings.default, phases=[Phase.explicit, Phase.generate])
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Find out what each test calls, then hunt."""
        TESTED.extend({id(item.module): item.module for item in session.items}.values())  # type: ignore[attr-defined]
        self._items, calls = session.items, self._watch(session.items)
        for module in modules_of_rules():
            if self.only in module.__name__:
                self._hunt(module, calls)
        return True

    def _watch(self, items: list[pytest.Item]) -> dict[CodeType, list[pytest.Item]]:
        """Return which tests run which code, the quickest first."""
        calls, seconds = defaultdict(set), {}
        for item in items:
            begin = time.perf_counter()
            sys.setprofile(
                lambda frame, event, _, item=item: calls[frame.f_code].add(item) if event == "call" else None
            )
            passed = passes(item)
            sys.setprofile(None)
            seconds[item] = time.perf_counter() - begin
            if not passed:
                pytest.exit(f"{item.nodeid} fails without any mutant", 2)
        return {code: sorted(found, key=seconds.__getitem__) for code, found in calls.items()}

    def _hunt(self, module: ModuleType, calls: dict[CodeType, list[pytest.Item]]) -> None:
        for mutant in mutants(module):
            tests = [test for function in readers(mutant) for test in calls.get(function.__code__, [])]
            tests += [test for test in self._items if names_constant(test, mutant)]
            self.total += 1
            if survives(mutant, tests):
                self.survivors.append(mutant)
                print(f"survives: {module.__name__.removeprefix('diffusion_sim.')}: {mutant.label}", flush=True)


def readers(mutant: Mutant) -> list[FunctionType]:
    """Return the rules in which a mutant is seen: the changed one, or all of the modules that name a constant."""
    changed = getattr(mutant.module, mutant.name)
    if isinstance(changed, FunctionType):
        return [changed]
    naming = [module for module in modules_of_rules() if getattr(module, mutant.name, None) is changed]
    return [function for module in naming for function in functions(module)]


def names_constant(test: pytest.Item, mutant: Mutant) -> bool:
    """Tell whether a test itself names the constant that is changed: one that only kernels read."""
    changed, code = getattr(mutant.module, mutant.name), test.function.__code__  # type: ignore[attr-defined]
    imported = getattr(test.module, mutant.name, None)  # type: ignore[attr-defined]
    return not isinstance(changed, FunctionType) and imported is changed and mutant.name in code.co_names


def functions(module: ModuleType) -> list[FunctionType]:
    """Return the functions that a module defines."""
    return [one for one in vars(module).values() if isinstance(one, FunctionType) and one.__module__ == module.__name__]


def modules_of_rules() -> list[ModuleType]:
    """Return the modules of the package in which rules are written."""
    homes = [home for home in ("diffusion_sim.mechanisms",) if find_spec(home)]
    packages = [import_module(home) for home in homes]
    return [
        import_module(found.name) for home in packages for found in iter_modules(home.__path__, f"{home.__name__}.")
    ]


def survives(mutant: Mutant, tests: list[pytest.Item]) -> bool:
    """Tell whether all tests pass with a mutant in place; where its line cannot even be carried out, they do not."""
    try:
        with Changed(mutant):
            return all(passes(test) for test in tests)
    except ArithmeticError:
        return False


def passes(item: pytest.Item) -> bool:
    """Run one test."""
    signal.alarm(SECONDS)
    try:
        return all(report.passed or report.skipped for report in runtestprotocol(item, nextitem=None, log=False))
    except TimeoutError:
        return False
    finally:
        signal.alarm(0)


def _too_long(*_: object) -> None:
    raise TimeoutError


def main() -> int:
    """Hunt, and print what was found."""
    signal.signal(signal.SIGALRM, _too_long)
    hunt = Hunt(sys.argv[1] if len(sys.argv) > 1 else "")
    pytest.main([str(TESTS), "-q", "-p", "no:cacheprovider"], plugins=[hunt])
    explained = tomllib.loads(EXPLAINED.read_text(encoding="utf-8")) if EXPLAINED.exists() else {}
    new = [one for one in hunt.survivors if one.change not in explained.get(one.name, {})]
    caught = hunt.total - len(hunt.survivors)
    print(
        f"{caught} of {hunt.total} mutants caught ({100 * caught / max(1, hunt.total):.1f} %), "
        f"{len(hunt.survivors) - len(new)} survivors explained, {len(new)} not"
    )
    return 1 if new else 0


if __name__ == "__main__":
    sys.exit(main())
