"""Values on their way between TOML, Python and the strict models: months, whole numbers, plain and shown."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping
from numbers import Integral, Real
from operator import index
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from diffusion_sim.errors import InputError, one_line
from diffusion_sim.files import nfc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails

SHOWN_CHARACTERS = 40
DEEPEST = 20
MOST_BITS = 4000
"""Of a whole number that is shown; Python writes no more than 4300 digits."""


def plain(value: Any, depth: int = 0) -> Any:  # noqa: ANN401 - whatever TOML or a caller gives
    """Return a value of plain Python: NumPy numbers, paths, lists and models become what the strict models accept.

    Letters of texts are composed, so that a name means the same however it was typed.
    """
    if depth > DEEPEST:
        raise InputError("a value", "is nested too deeply", f"valid: at most {DEEPEST} levels")
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, BaseModel):
        return plain(value.model_dump(by_alias=True, exclude_none=True), depth)
    if isinstance(value, Mapping):
        return {plain(key, depth + 1): plain(part, depth + 1) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return tuple(plain(part, depth + 1) for part in value)
    return value if isinstance(value, bool) else _plain_scalar(value)


def _plain_scalar(value: Any) -> Any:  # noqa: ANN401 - as above
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value)
    return os.fspath(value) if isinstance(value, os.PathLike) else value


def shown(value: object) -> str:
    """Return a value as it looks in a scenario file, cut short, on one line."""
    if isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, str):
        text = f'"{one_line(value)}"'
    elif isinstance(value, Mapping):
        text = "a table"
    elif isinstance(value, list | tuple):
        text = "[" + ", ".join(shown(part) for part in value[:SHOWN_CHARACTERS]) + "]"
    elif isinstance(value, int) and value.bit_length() > MOST_BITS:
        text = "a number of more than a thousand digits"
    else:
        text = str(value)
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 3] + "..."


def field_problem(error: ErrorDetails, place: str) -> InputError:
    """Return what is wrong with a field of a plan or a study that pydantic refused."""
    if error["type"] == "missing":
        return InputError(place, "is missing")
    valid = error["msg"].lower().removeprefix("input should be ")
    return InputError(place, f"found {shown(error['input'])}", f"valid: {valid}")


MONTH_FORM = 'a month of the years 1800 to 2099 in quotes, as "2015-01"'

_FORM = re.compile(r"(18|19|20)[0-9]{2}-(0[1-9]|1[0-2])")


def given_twice(names: Iterable[str]) -> list[str]:
    """Return what a list holds more than once, in order."""
    return sorted(name for name, times in Counter(names).items() if times > 1)


def is_month(text: str) -> bool:
    """Say whether a text names a month."""
    return _FORM.fullmatch(text) is not None


def month_number(text: str) -> int:
    """Return months since the year 0, so that months can be compared and subtracted."""
    year, month = text.split("-")
    return int(year) * 12 + int(month) - 1


def month_text(number: int) -> str:
    """Return the month of a number from :func:`month_number`, as YYYY-MM."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


LARGEST_SEED = 2**64 - 1
LARGEST_REPLICATION = 2**31 - 1


def whole_number(name: str, given: object, lowest: int, highest: int) -> int:
    """Return a number that is whole (also one of Numpy's) and in range; True is none."""
    most = "2**64 - 1" if highest == LARGEST_SEED else f"{highest:,}"
    valid = f"valid: a whole number from {lowest} to {most}"
    try:
        number = index(given)  # type: ignore[arg-type] # whatever it is
    except TypeError:
        raise InputError(name, f"is {given!r}", valid) from None
    if isinstance(given, bool) or not lowest <= number <= highest:
        raise InputError(name, f"is {given!r}", valid)
    return number
