"""What a researcher has changed in Python, and which engine can run it."""

from __future__ import annotations

import sys
from inspect import isfunction
from typing import TYPE_CHECKING

from diffusion_sim.errors import InputError
from diffusion_sim.jit import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import FunctionType

    from diffusion_sim.model.agents import Municipality

_OURS = ("diffusion_sim", "typing", "collections", "math", "numpy", "numba")
_MODEL = "diffusion_sim.model.agents"
_MECHANISMS = "diffusion_sim.mechanisms."
VALID_RULES = "rules can be replaced where they stay plain Python: start Python with NUMBA_DISABLE_JIT=1"
VALID = 'the compiled engine runs the package\'s own rules; use engine="mesa" for yours'


def refuse_changed(municipality: type[Municipality] | None) -> None:
    """Refuse by name what the compiled engine would not run: it never runs the default in its place.

    Mesa, slow to import, stays unimported where nobody has used it: then nothing of it can have been changed.

    Raises
    ------
    InputError
        If the class overrides a method, or a method or a rule of the package has been replaced.
    """
    if changed := changes(municipality):
        raise InputError("engine", f'"compiled" cannot run {changed[0]}', VALID)


def refuse_replaced_rules() -> None:
    """Refuse by name a rule that was replaced: both drivers run compiled rules, unless the compiler is off.

    Raises
    ------
    InputError
        If a rule of the package has been replaced while rules are compiled.
    """
    if not PLAIN and (changed := list(_replaced_rules())):
        raise InputError("engine", f'"mesa" cannot run {changed[0]}', VALID_RULES)


def changes(municipality: type[Municipality] | None) -> list[str]:
    """Return the methods that a class overrides, and those and the rules that were replaced, by name."""
    overridden = () if municipality is None else _overridden(municipality)
    return [*overridden, *_replaced_methods(), *_replaced_rules()]


def _overridden(municipality: type[Municipality]) -> Iterator[str]:
    from diffusion_sim.model.agents import Municipality  # noqa: PLC0415 - imported already by whoever gives a class of it

    for ancestor in municipality.__mro__:
        if ancestor is Municipality:
            return
        for name in _functions(vars(ancestor)):
            yield f"{municipality.__name__}.{name}"


def _replaced_methods() -> Iterator[str]:
    model = sys.modules.get(_MODEL)
    for owner in () if model is None else (model.Municipality, model.DiffusionModel):
        yield from (f"{owner.__name__}.{name}, which was replaced" for name in _foreign(vars(owner)))


def _replaced_rules() -> Iterator[str]:
    for module in [
        name for name, one in sys.modules.items() if name.startswith(_MECHANISMS) and hasattr(one, "MECHANISM")
    ]:
        names = _foreign(vars(sys.modules[module]))
        yield from (f"{module.removeprefix('diffusion_sim.')}.{name}, which was replaced" for name in names)


def _functions(names: Mapping[str, object]) -> dict[str, FunctionType]:
    """Return Python functions, also those that numba has wrapped and those behind a property."""
    bare = {name: getattr(thing, "py_func", getattr(thing, "fget", thing)) for name, thing in names.items()}
    return {name: thing for name, thing in bare.items() if isfunction(thing)}


def _foreign(names: Mapping[str, object]) -> Iterator[str]:
    for name, function in _functions(names).items():
        if function.__module__.partition(".")[0] not in _OURS:
            yield name
