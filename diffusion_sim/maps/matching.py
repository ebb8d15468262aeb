"""Which municipality a feature of a map is: by code first, then by name."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from diffusion_sim.places import Place

_CODE = re.compile(r"^0*(\d{1,9})$")
_CODE_KEYS = (
    "kommunekode",
    "komkode",
    "kom_kode",
    "lau_1",
    "lau",
    "code",
    "kode",
    "id",
    "municipality_code",
    "kommunenr",
)
_ENDINGS = ("", " kommune", "s kommune", " municipality", "s regionskommune")
"""What may follow a name: Randers Kommune, Københavns Kommune, Bornholms Regionskommune."""


def codes_by_name(places: Sequence[Place]) -> dict[str, int]:
    """Return the codes of the places by plain name and by code as text."""
    return {_plain(place.name): place.code for place in places} | {str(place.code): place.code for place in places}


def code_of(feature: Mapping[str, Any], names: Mapping[str, int]) -> int | None:
    """Return the place of a feature, or None when it is none of them."""
    for value in _candidates(feature):
        text = _plain(str(value))
        for form in (text.removesuffix(ending) for ending in _ENDINGS):
            if form in names:
                return names[form]
    return None


def _candidates(feature: Mapping[str, Any]) -> Iterator[object]:
    """Yield what may be a code or a name: known keys first, then every text among the properties."""
    properties = feature.get("properties")
    own = {str(key).lower(): value for key, value in properties.items()} if isinstance(properties, dict) else {}
    yield from (own[key] for key in _CODE_KEYS if key in own)
    yield from (value for value in own.values() if isinstance(value, str))
    if "id" in feature:
        yield feature["id"]


def _plain(name: str) -> str:
    """Return a name in small letters and modern spelling, a code without zeros in front."""
    text = unicodedata.normalize("NFC", name).strip().casefold()
    digits = _CODE.match(text)
    return digits[1] if digits else text.replace("aa", "å")
