"""Write diffusion_sim/rules/settings.py: the numbers of each section of a scenario, as tuples that compiled code can take.

    python docs/build_settings.py

Rules read no files and know no pydantic, so what is declared in scenario/parameters is written out for them.
"""

from __future__ import annotations

from pathlib import Path

from diffusion_sim.scenario.declarations import Declaration, declarations

TARGET = Path(__file__).parents[1] / "diffusion_sim" / "rules" / "settings.py"
TYPES = {"number": "float", "whole number": "int"}
NOT_READ = ("time", "network")
"""Sections that make the world; no rule reads them."""
HEAD = '''"""What rules may read of a scenario: its numbers by section, as plain tuples that compiled code can take.

Written by `python docs/build_settings.py` from `scenario/parameters`, where each is explained; do not edit by hand.
"""

from __future__ import annotations

from typing import NamedTuple
'''
WHOLE = '''

class Settings(NamedTuple):
    """All that rules may read, for one municipality in one stretch of months."""

'''


def settings_source() -> str:
    """Return the module's text."""
    sections: dict[str, list[Declaration]] = {}
    for one in declarations().values():
        if one.kind in TYPES and one.section not in NOT_READ:
            sections.setdefault(one.section, []).append(one)
    parts = [_tuple_source(section, numbers) for section, numbers in sections.items()]
    return HEAD + "".join(parts) + WHOLE + "".join(f"    {name}: {name.capitalize()}\n" for name in sections)


def _tuple_source(section: str, numbers: list[Declaration]) -> str:
    fields = "".join(f"    {one.name}: {TYPES[one.kind]}\n" for one in numbers)
    return f'\n\nclass {section.capitalize()}(NamedTuple):\n    """Section `{section}`."""\n\n{fields}'


if __name__ == "__main__":
    TARGET.write_text(settings_source(), encoding="utf-8")
