"""Choosing municipalities as people write them: by name, code, region or collaboration body."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.errors import InputError, did_you_mean, listed
from diffusion_sim.files import nfc

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from diffusion_sim.country.places import Place

_SPELLINGS = str.maketrans({"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "-": " "})
_SUFFIX = " kommune"
MOST_DIGITS = 20
"""Of a code, zeros in front included."""


def find_municipalities(
    selectors: Sequence[str | int] | str | int,
    places: Iterable[Place],
    bodies: Mapping[str, Iterable[int]],
    where: str = "municipalities",
) -> frozenset[int]:
    """Return the codes of the places that any of the selectors means.

    Parameters
    ----------
    selectors
        Names (``Silkeborg``, ``aarhus kommune``, ``Århus``), codes (``740`` or ``"740"``), the user's own ids, ``region:Midtjylland`` or
        ``body:Business Region Aarhus``. Case does not matter, nor whether æ, ø, å are written ae, oe, aa.
    places
        The places to choose from.
    bodies
        Codes of the members of each collaboration body, in the year that is meant; members that are not among the
        places are left out.
    where
        File and key, for the error message.

    Raises
    ------
    InputError
        A selector means nothing, or a name is that of several places; the sentence names the nearest valid one.
    """
    index = _Index.of(places, bodies)
    chosen = [selectors] if isinstance(selectors, (str, int)) else selectors
    return frozenset(code for selector in chosen for code in index.find(selector, where))


def find_place(places: Iterable[Place], name_or_code: str | int) -> Place:
    """Return the one place with this name, code or id of the user's own.

    Raises
    ------
    InputError
        If there is none, or several have the name; names the nearest, or their ids.
    """
    by_code = {place.code: place for place in places}
    found = _Index.of(by_code.values(), {}).find(name_or_code, "municipality")
    if len(found) > 1:
        raise InputError(
            "municipality", f"found {name_or_code!r}, which is several places", "valid: the name or code of one"
        )
    return by_code[next(iter(found))]


class _Index(NamedTuple):
    """What can be written, and the codes that it means."""

    ids: dict[int, str]
    """Code -> how messages name one of several places of a name."""
    by_id: dict[str, int]
    by_name: dict[str, frozenset[int]]
    """Folded name, or folded ``region:`` or ``body:`` selector -> codes."""
    spelled: tuple[str, ...]
    """The names and selectors as they should be written."""

    @classmethod
    def of(cls, places: Iterable[Place], bodies: Mapping[str, Iterable[int]]) -> _Index:
        listed = tuple(places)
        codes = frozenset(place.code for place in listed)
        groups = {f"body:{body}": codes.intersection(members) for body, members in bodies.items()}
        singles = [(place.name, place.code) for place in listed]
        singles += [(f"region:{place.region}", place.code) for place in listed if place.region]
        by_name = {_folded(name): members for name, members in groups.items() if members}
        for name, code in singles:
            by_name[_folded(name)] = by_name.get(_folded(name), frozenset()) | {code}
        spelled = (*dict(singles), *(name for name, members in groups.items() if members))
        ids = {place.code: place.own_id or str(place.code) for place in listed}
        return cls(ids, {identity: code for code, identity in ids.items()}, by_name, spelled)

    def find(self, selector: object, where: str) -> frozenset[int]:
        if isinstance(selector, bool) or not isinstance(selector, (str, int)):
            raise InputError(where, f"found {selector!r}", "valid: a name, a code, region:... or body:...")
        code = self.by_id.get(nfc(str(selector)).strip(), int(selector) if _is_code(selector) else 0)
        if code in self.ids:
            return frozenset({code})
        found = self.by_name.get(_folded(str(selector)), frozenset())
        if not found:
            raise InputError(
                where, f"found {selector!r}, which is no municipality, region or body here", self._hint(selector)
            )
        if len(found) > 1 and not _folded(str(selector)).startswith(("region:", "body:")):
            raise InputError(
                where,
                f"found {selector!r}, which is the name of several places",
                "give an id: " + listed([self.ids[code] for code in sorted(found)]),
            )
        return found

    def _hint(self, selector: str | int) -> str:
        if _is_code(selector):
            return f"valid codes lie between {min(self.ids, default=0)} and {max(self.ids, default=0)}"
        kind, colon, name = str(selector).partition(":")
        same_kind = [name for name in self.spelled if name.startswith(kind.lower() + ":")] if colon else []
        return did_you_mean(
            f"{kind.lower()}:{name.strip().title()}" if colon else kind.strip().title(), same_kind or self.spelled
        )


def _is_code(selector: str | int) -> bool:
    text = str(selector).strip()
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS


@lru_cache(4096)
def _folded(name: str) -> str:
    """Return the one spelling that all accepted spellings of a name share."""
    kind, colon, rest = unicodedata.normalize("NFKC", name).casefold().translate(_SPELLINGS).rpartition(":")
    return kind.strip() + colon + " ".join(rest.split()).removesuffix(_SUFFIX)
