"""Settings as a table of numbers, and back into the tuples that rules take: written from `Settings`, never by hand."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, get_type_hints

from diffusion_sim.engine.kernel import inlined
from diffusion_sim.rules.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

SECTIONS = get_type_hints(Settings)
COLUMNS = tuple(f"{section}.{name}" for section, kind in SECTIONS.items() for name in kind._fields)
"""Column of the table for each parameter."""


@cache
def _reader(section: str) -> Callable[..., Any]:
    """Return a kernel that makes a section's tuple from a row of the table."""
    kind = SECTIONS[section]
    types = get_type_hints(kind)
    places = [(COLUMNS.index(f"{section}.{name}"), types[name]) for name in kind._fields]
    values = ", ".join(f"int(row[{at}])" if number is int else f"row[{at}]" for at, number in places)
    names: dict[str, Any] = {"Kind": kind}
    exec(f"def read(row):\n    return Kind({values})", names)  # noqa: S102 - numba needs the call written out
    return inlined(names["read"])


def __getattr__(name: str) -> Callable[..., Any]:
    """Return the reader of a section, by its name and ``_of``: a new section needs no line here."""
    section = name.removesuffix("_of")
    if section == name or section not in SECTIONS:
        raise AttributeError(name)
    return _reader(section)
