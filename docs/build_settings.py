"""The tuples of settings that rules read, and the kernels that make them from a row of numbers, written out.

    python docs/build.py

They follow from the parameters that mechanisms declare; written out, they can be searched, checked and compiled.
"""

from __future__ import annotations

from itertools import chain

from diffusion_sim.mechanisms.registry import mechanisms, sections_of

TUPLES = '''"""What rules may read of a scenario: the numbers of each section, as plain tuples that compiled code can take.

Written by `python docs/build.py` from the parameters that the mechanisms of this folder declare.
"""

from __future__ import annotations

from typing import Any, NamedTuple

'''

READERS = '''"""Settings as a row of numbers, and back into the tuples that rules take.

Written by `python docs/build.py` from the parameters that mechanisms declare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_type_hints

from diffusion_sim.jit import inlined
from diffusion_sim.mechanisms.settings import (
{imports}
)

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Row = npt.NDArray[np.float64]

COLUMNS = tuple(f"{{section}}.{{name}}" for section, kind in SECTIONS.items() for name in kind._fields)
"""Column of the row for each parameter."""
KINDS = tuple(number for kind in SECTIONS.values() for number in get_type_hints(kind).values())
"""What each number is."""
'''

WHOLE = '''
def settings_of(row: Row) -> Settings:
    """Return all that rules may read, in Python."""
    numbers = iter([kind(value) for kind, value in zip(KINDS, row.tolist(), strict=True)])
    return Settings(*(kind(*(next(numbers) for _ in kind._fields)) for kind in SECTIONS.values()))
'''

Numbers = dict[str, type]


def numbers_of_sections() -> dict[str, Numbers]:
    """Return the name and type of each number, by section."""
    declared = sections_of(chain.from_iterable(one.parameters for one in mechanisms()))
    return {
        section: {name: kind for name, (kind, _) in one.parameters.items() if kind in (int, float)}
        for section, one in declared.items()
    }


def tuples() -> str:
    """Return the file of tuples."""
    sections = numbers_of_sections()
    parts = [_tuple(section, numbers) for section, numbers in sections.items()]
    lines = [f"    {section}: {section.capitalize()}" for section in sections]
    whole = "\n".join(
        [
            "class Settings(NamedTuple):",
            '    """All that rules may read, for one municipality in one policy period."""\n',
            *lines,
        ]
    )
    named = "\n".join(f'    "{section}": {section.capitalize()},' for section in sections)
    table = f'SECTIONS: dict[str, Any] = {{\n{named}\n}}\n"""The tuple type of each section."""\n'
    return "\n".join([TUPLES, *parts, whole, "\n", table])


def _tuple(section: str, numbers: Numbers) -> str:
    fields = "\n".join(f"    {name}: {kind.__name__}" for name, kind in numbers.items())
    return f'class {section.capitalize()}(NamedTuple):\n    """The numbers of section `{section}`."""\n\n{fields}\n\n'


def readers() -> str:
    """Return the file of readers."""
    sections, parts, column = numbers_of_sections(), list[str](), 0
    names = sorted([*(section.capitalize() for section in sections), "SECTIONS", "Settings"], key=_import_order)
    for section, numbers in sections.items():
        values = ", ".join(
            f"int(row[{column + at}])" if kind is int else f"row[{column + at}]"
            for at, kind in enumerate(numbers.values())
        )
        column += len(numbers)
        kind = section.capitalize()
        parts.append(
            f"@inlined\ndef {section}_of(row: Row) -> Any:  # noqa: ANN401 - a rule names the class of parameters that it reads\n"
            f'    """Return the numbers of section `{section}`."""\n    return {kind}({values})\n\n'
        )
    imports = "\n".join(f"    {name}," for name in names)
    return "\n".join([READERS.format(imports=imports), "", *parts, WHOLE])


def _import_order(name: str) -> tuple[bool, str]:
    return not name.isupper(), name
