"""What a user's file may say of a place or a tie, whichever its format."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.errors import DataError, did_you_mean
from diffusion_sim.places import Place, Tie

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DEFAULT_LAYER = "ties"


class Record(NamedTuple):
    """One node or edge of a file, not yet interpreted."""

    file: str
    position: str
    """Line, or element, in the file."""
    values: Mapping[str, str]
    """Text of each field that is given; surrounding blanks removed."""

    @property
    def where(self) -> str:
        """File and position, for error messages."""
        return f"{self.file}, {self.position}"

    def number(self, names: Sequence[str], default: float) -> float:
        """Return the first of these fields that is not blank, as a finite number."""
        name = self._given(names)
        if not name:
            return default
        try:
            value = float(self.values[name])
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise DataError(f"{self.where}, {name}", f"found {self.values[name]!r}", "valid: a number such as 12.5")
        return value

    def whole(self, name: str, lowest: int, default: int) -> int:
        """Return a field as a whole number; 16475.0, as other programs write it, is one."""
        value = self.number([name], default)
        if value != default and not (value.is_integer() and value >= lowest):
            raise DataError(
                f"{self.where}, {name}", f"found {self.values[name]!r}", f"valid: a whole number, {lowest} or above"
            )
        return int(value)

    def text(self, names: Sequence[str], default: str) -> str:
        """Return the first of these fields that is not blank."""
        name = self._given(names)
        return self.values[name] if name else default

    def _given(self, names: Sequence[str]) -> str:
        return next((name for name in names if self.values.get(name)), "")


def place_of(record: Record, identity: str, code: int) -> Place:
    """Read a place; everything but its id may be left out."""
    return Place(
        code=code,
        name=record.text(["name"], identity),
        region=record.text(["region"], ""),
        population=record.whole("population", 0, 0),
        area_km2=record.number(["area_km2"], 0.0),
        longitude=record.number(["longitude", "x"], 0.0),
        latitude=record.number(["latitude", "y"], 0.0),
        tile_row=record.whole("tile_row", 0, -1),
        tile_column=record.whole("tile_column", 0, -1),
    )


def tie_of(record: Record, codes: Mapping[str, int]) -> Tie:
    """Read a tie, the lower code first; layer and weight may be left out."""
    source, target = (_known(record, end, codes) for end in ("source", "target"))
    if source == target:
        raise DataError(
            record.where, f"joins {record.values['source']!r} to itself", "give ties between two different places"
        )
    weight = record.number(["weight"], 1.0)
    if weight <= 0:
        raise DataError(f"{record.where}, weight", f"found {record.values['weight']!r}", "valid: a number above 0")
    return Tie(min(source, target), max(source, target), record.text(["layer", "type"], DEFAULT_LAYER), weight)


def _known(record: Record, end: str, codes: Mapping[str, int]) -> int:
    identity = record.values[end]
    if identity not in codes:
        raise DataError(
            f"{record.where}, {end}", f"there is no place with the id {identity!r}", did_you_mean(identity, codes)
        )
    return codes[identity]
