"""Parts of a page that a program writes, between two comments; all else is written by hand, in the same file.

So that a page is read in the repository as it stands, and no part of it stands in two files.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PART = re.compile(r"(<!-- written: (?P<name>[\w-]+) -->\n?).*?(\n?<!-- end -->)", re.DOTALL)
"""A part is some lines of its own, or a word or a number within a line (not at its beginning, where a comment ends Markdown)."""


def with_parts(page: str, parts: Mapping[str, str]) -> str:
    """Return a page with each of its written parts as it is now.

    Raises
    ------
    KeyError
        If the page asks for a part that there is none of.
    """
    return PART.sub(lambda part: part[1] + parts[part["name"]] + part[3], page)


def table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """Return a table of Markdown."""
    names = tuple(head)
    lines = (names, ("---",) * len(names), *rows)
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def by_hand(page: str) -> str:
    """Return what is written by hand."""
    return PART.sub("", page)
