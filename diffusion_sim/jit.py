"""How rules and kernels are compiled, and where compiled code is kept.

Arithmetic is IEEE double without reassociation or fused operations, so that compiled or not it gives the same bits.
Kernels count no references to arrays and hold no lock. What :mod:`diffusion_sim.jit_private` adds makes the first
compilation and the runs quicker; without it, or with a numba that it does not know, the same bits come from numba's public
parts alone. The compiler is imported when a rule is first called: what is declared beside rules is read by much that
runs none of them.
"""

from __future__ import annotations

import hashlib
import logging
import os
from functools import cache, cached_property, update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import platformdirs

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

F = TypeVar("F", bound="Callable[..., object]")
T = TypeVar("T")
PLAIN = os.environ.get("NUMBA_DISABLE_JIT", "0") not in {"", "0"}
"""Whether rules and kernels stay plain Python."""
PUBLIC_ONLY = os.environ.get("DIFFUSION_SIM_PLAIN_NUMBA", "0") not in {"", "0"}
"""Whether nothing but numba's public parts may be used."""
log = logging.getLogger("diffusion_sim.jit")
"""Tells at level INFO of each function that is compiled because it was not kept; the command line listens."""
_PACKAGE = Path(__file__).parent
_COMPILED_FROM = (
    "jit.py",
    "jit_private.py",
    "exact.py",
    "codes.py",
    "mechanisms",
    "draws",
    "model",
    "results/record.py",
    "setup/latent.py",
)
"""Sources of compiled code, and of the constants that it takes."""
_NEVER_COMPILED = ("agents.py", "views.py")


@cache
def private() -> ModuleType | None:
    """Return what works on numba's own parts, or None where it may not or cannot be used."""
    import numba  # noqa: PLC0415 - slow to import

    if PLAIN or PUBLIC_ONLY:
        return None
    try:
        from diffusion_sim import jit_private  # noqa: PLC0415 - needs numba
    except ImportError:
        return None
    known = jit_private.KNOWN
    return jit_private if numba.__version__.startswith(known) else None


@cache
def cache_folder() -> Path | None:
    """Return where compiled code of exactly these sources is kept, or None where nothing can be written.

    Numba looks only at the file of the function itself; a folder named by *all* sources also notices a changed callee.
    """
    root = Path(os.environ.get("DIFFUSION_SIM_CACHE") or platformdirs.user_cache_dir("diffusion-sim"))
    folder = root / f"compiled-{_fingerprint()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError:
        return None
    return folder


def _fingerprint() -> str:
    import llvmlite  # noqa: PLC0415 - slow to import
    import numba  # noqa: PLC0415 - slow to import

    digest = hashlib.sha256(f"{numba.__version__} {llvmlite.__version__} {PUBLIC_ONLY}".encode())
    for name in _COMPILED_FROM:
        path = _PACKAGE / name
        for source in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            if source.exists() and source.name not in _NEVER_COMPILED:
                digest.update(source.relative_to(_PACKAGE).as_posix().encode() + source.read_bytes())
    return digest.hexdigest()[:16]


@cache
def compiler() -> ModuleType:
    """Return numba, which from now on takes a rule that compiled code names for its inner form."""
    import numba  # noqa: PLC0415 - slow to import; likewise below
    import numba.extending  # noqa: PLC0415

    numba.extending.typeof_impl.register(Rule)(lambda rule, _: numba.typeof(rule.inner))
    return numba


def _inner(function: Any, **options: Any) -> Any:  # noqa: ANN401 - numba's dispatcher, or the function itself
    """Compile a function that only compiled code calls: it needs no form that Python or C could call."""
    numba = compiler()
    options |= {"nogil": True, "_nrt": False, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    if more := private():
        return more.as_piece(numba.njit(pipeline_class=more.PieceCompiler, **options)(function))
    return numba.njit(**options)(function)


def _outer(function: Any, **options: Any) -> Any:  # noqa: ANN401 - as above
    """Compile a function that Python calls, and keep it with all that it holds."""
    numba, folder, more = compiler(), cache_folder(), private()
    if more:
        return more.kept(numba.njit(pipeline_class=more.EntryCompiler, **options)(function), folder)
    if folder is None:
        return numba.njit(**options)(function)
    numba.config.CACHE_DIR = str(folder)
    return numba.njit(cache=True, **options)(function)


class Rule:
    """A scalar function that is compiled when it is first called: by itself for Python, into or beside what calls it."""

    def __init__(self, function: Any, **options: object) -> None:  # noqa: ANN401 - a plain function
        update_wrapper(self, function)
        self.py_func, self.options = function, options

    @cached_property
    def inner(self) -> Any:  # noqa: ANN401 - numba's own
        """What compiled code calls."""
        return _inner(self.py_func, **self.options)

    @cached_property
    def outer(self) -> Any:  # noqa: ANN401 - numba's own
        """What Python calls."""
        return _outer(self.py_func)

    def __call__(self, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - what the rule takes
        """Call the rule from Python."""
        return self.outer(*arguments, **named)


def rule(function: F) -> F:
    """Have a scalar function compiled into what calls it."""
    return function if PLAIN else cast("F", Rule(function, forceinline=True))


def long_rule(function: F) -> F:
    """Have a scalar function of many steps compiled once, beside what calls it."""
    return function if PLAIN else cast("F", Rule(function))


def unchecked_rule(function: F) -> F:
    """Have a scalar function compiled into loops: without the test for a divisor of 0, many numbers are done at once."""
    return function if PLAIN else cast("F", Rule(function, forceinline=True, error_model="numpy"))


def into_loops(function: F) -> F:
    """Return a long rule in a form that is compiled into the plain loop that calls it."""
    return cast("F", unchecked_rule(function.py_func)) if isinstance(function, Rule) else function


def kernel(function: F) -> F:
    """Compile a function that only other kernels call.

    Counting references to each array at each call would cost ten times the work of the model itself.
    """
    return function if PLAIN else cast("F", _inner(function))


def inlined(function: F) -> F:
    """Compile a small function into each place that calls it."""
    return function if PLAIN else cast("F", _inner(function, forceinline=True))


def entry(function: F) -> F:
    """Compile a kernel that Python calls; its machine code holds all kernels below it and is kept with them.

    It should call one kernel only: each that it calls brings a copy of all below.
    """
    return function if PLAIN else cast("F", _outer(function, nogil=True, _nrt=False))


def _same(state: T) -> T:
    return state


def _nothing(array: Any, at: int) -> None:  # noqa: ANN401 - any array
    pass


def passed_on() -> Any:  # noqa: ANN401 - a function that compiled code knows
    """Return the function that makes a tuple of arrays cheap to pass on to kernels; its fields stay the same."""
    more = private()
    return more.refer if more else inlined(_same)


def asked_for() -> Any:  # noqa: ANN401 - as above
    """Return the function that asks for the memory of one record of an array before it is needed.

    What is asked for while something else is worked out has arrived when it is read. Results cannot depend on it.
    """
    more = private()
    return more.soon if more else inlined(_nothing)
