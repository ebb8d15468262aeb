"""What a researcher has changed in Python, and which engine can run it."""

from __future__ import annotations

import sys
from types import FunctionType
from typing import TYPE_CHECKING

from diffusion_sim.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diffusion_sim.model import Municipality

_OURS = ("diffusion_sim", "typing", "collections", "math", "numpy", "numba")
_MODEL = "diffusion_sim.model"
_RULES = "diffusion_sim.rules."
VALID = 'the compiled engine runs the package\'s own rules; use engine="mesa" for yours'


def refuse_changed(municipality: type[Municipality] | None) -> None:
    """Refuse by name what the compiled engine would not run: it never runs the default in its place.

    Mesa, slow to import, stays unimported where nobody has used it: then nothing of it can have been changed.

    Raises
    ------
    InputError
        If the class overrides a method, or a method or a rule of the package has been replaced.
    """
    overridden = () if municipality is None else _overridden(municipality)
    changed = [*overridden, *_replaced_methods(), *_replaced_rules()]
    if changed:
        raise InputError("engine", f'"compiled" cannot run {changed[0]}', VALID)


def _overridden(municipality: type[Municipality]) -> Iterator[str]:
    from diffusion_sim.model import Municipality  # noqa: PLC0415 - imported already by whoever gives a class of it

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
    for module in [name for name in sys.modules if name.startswith(_RULES)]:
        names = _foreign(vars(sys.modules[module]))
        yield from (f"{module.removeprefix('diffusion_sim.')}.{name}, which was replaced" for name in names)


def _functions(names: Mapping[str, object]) -> dict[str, FunctionType]:
    """Return Python functions, also those that numba has wrapped and those behind a property."""
    bare = {name: getattr(thing, "py_func", getattr(thing, "fget", thing)) for name, thing in names.items()}
    return {name: thing for name, thing in bare.items() if isinstance(thing, FunctionType)}


def _foreign(names: Mapping[str, object]) -> Iterator[str]:
    for name, function in _functions(names).items():
        if function.__module__.partition(".")[0] not in _OURS:
            yield name
