"""Settings as a table of numbers, and back into the tuples that rules take: written from `Settings`, never by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_type_hints

from diffusion_sim.engine.kernel import inlined
from diffusion_sim.rules.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

SECTIONS = get_type_hints(Settings)
COLUMNS = tuple(f"{section}.{name}" for section, kind in SECTIONS.items() for name in kind._fields)
"""Column of the table for each parameter."""


def _reader(section: str) -> Callable[..., Any]:
    """Return a kernel that makes a section's tuple from a row of the table."""
    kind = SECTIONS[section]
    types = get_type_hints(kind)
    places = [(COLUMNS.index(f"{section}.{name}"), types[name]) for name in kind._fields]
    values = ", ".join(f"int(row[{at}])" if number is int else f"row[{at}]" for at, number in places)
    names: dict[str, Any] = {"Kind": kind}
    exec(f"def read(row):\n    return Kind({values})", names)  # noqa: S102 - numba needs the call written out
    return inlined(names["read"])


solutions_of, external_of, traits_of = _reader("solutions"), _reader("external"), _reader("traits")
agenda_of, capacity_of, awareness_of = _reader("agenda"), _reader("capacity"), _reader("awareness")
portal_of, appraisal_of, funding_of = _reader("portal"), _reader("appraisal"), _reader("funding")
cliff_of, work_of, implementation_of = _reader("cliff"), _reader("work"), _reader("implementation")
operation_of, prize_of, recognition_of = _reader("operation"), _reader("prize"), _reader("recognition")
costs_of = _reader("costs")
