"""The user's own map: outlines of municipalities from GeoJSON or TopoJSON, matched by code or name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from diffusion_sim.errors import DataError, listed
from diffusion_sim.files import read_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from diffusion_sim.country.places import Place

LARGEST_COORDINATE = 1e9
"""Degrees, or metres of any projection of the Earth."""
FINEST_SHARE = 1 / 1500
"""Points nearer to one another than this share of the map's width are drawn as one."""
FEWEST_POINTS = 3
SHOWN_MISSING = 5
_VALID = "a FeatureCollection of GeoJSON, or TopoJSON, with polygons whose code (0740, 740) or name is a municipality's"


class Outline(NamedTuple):
    """One place on the map: polygons, each an outer ring and its holes; a ring has shape (points, 2), x and y."""

    code: int
    polygons: tuple[tuple[npt.NDArray[np.float64], ...], ...]


def read_outlines(path: Path, places: Sequence[Place]) -> tuple[tuple[Outline, ...], str]:
    """Return the outlines of a file, and a sentence on what did not match ("" when all did).

    Coordinates in degrees are drawn with the proportions of their mean latitude; others as they are.

    Raises
    ------
    DataError
        If the file cannot be read, is neither GeoJSON nor TopoJSON, or none of it is one of the places.
    """
    found: dict[int, list[Any]] = {}
    names, unknown = codes_by_name(places), 0
    for feature in _features(_read(path), path):
        code, polygons = code_of(feature, names), list(_polygons(feature, path))
        if code is None:
            unknown += bool(polygons)
        else:
            found.setdefault(code, []).extend(polygons)
    drawn = {code: polygons for code, polygons in found.items() if polygons}
    if not drawn:
        raise DataError(path.as_posix(), f"shows none of the {len(places)} municipalities", f"valid: {_VALID}")
    missing = [place.name for place in places if place.code not in drawn]
    _refuse_two_systems(drawn, path)
    return tuple(_projected(drawn)), _told(path, missing, unknown, len(places))


def _read(path: Path) -> dict[str, Any]:
    content = read_json(path)
    if not isinstance(content, dict):
        raise DataError(path.as_posix(), "is not GeoJSON", f"valid: {_VALID}")
    return content


def _features(content: dict[str, Any], path: Path) -> list[dict[str, Any]]:
    kind = content.get("type")
    try:
        features = features_of_topology(content) if kind == "Topology" else content.get("features")
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise DataError(path.as_posix(), f"is not whole TopoJSON ({error!r})", f"valid: {_VALID}") from None
    if not isinstance(features, list) or kind not in ("FeatureCollection", "Topology"):
        raise DataError(path.as_posix(), f"is neither GeoJSON nor TopoJSON (type is {kind!r})", f"valid: {_VALID}")
    return [one for one in features if isinstance(one, dict)]


def _polygons(feature: dict[str, Any], path: Path) -> Iterator[tuple[npt.NDArray[np.float64], ...]]:
    geometry = feature.get("geometry") or {}
    try:
        coordinates: Any = geometry.get("coordinates")
        for polygon in {"Polygon": [coordinates], "MultiPolygon": coordinates or ()}.get(geometry.get("type", ""), ()):
            yield tuple(_ring(ring) for ring in polygon)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise DataError(path.as_posix(), f"has a polygon that cannot be drawn ({error})", f"valid: {_VALID}") from None


def _ring(ring: Sequence[Sequence[float]]) -> npt.NDArray[np.float64]:
    """Return the points of a ring, shape (points, 2); a height is left out."""
    points = np.array([point[:2] for point in ring], dtype=np.float64)
    if points.shape != (len(ring), 2) or not (np.abs(points) <= LARGEST_COORDINATE).all():
        raise ValueError(f"a point is not a pair of numbers of at most {LARGEST_COORDINATE:g}")
    if len(points) < FEWEST_POINTS:
        raise ValueError(f"a ring has {len(points)} points; it takes {FEWEST_POINTS} at least")
    return points


DEGREES = (180.0, 90.0)


def _in_degrees(rings: Iterable[npt.NDArray[np.float64]]) -> bool:
    return all((np.abs(ring) <= DEGREES).all() for ring in rings)


def _refuse_two_systems(found: Mapping[int, list[Any]], path: Path) -> None:
    """Refuse outlines of which some are in degrees and some are not: together they would be two dots."""
    systems = {_in_degrees(ring for rings in polygons for ring in rings) for polygons in found.values()}
    if len(systems) > 1:
        raise DataError(path.as_posix(), "has outlines in degrees and others in metres", "valid: all in one system")


def _projected(found: Mapping[int, list[Any]]) -> Iterator[Outline]:
    """Yield outlines in proportion, with no more points than can be seen."""
    points = np.concatenate([ring for polygons in found.values() for rings in polygons for ring in rings])
    low, high = points.min(axis=0), points.max(axis=0)
    degrees = _in_degrees([low, high])
    scale = np.array([np.cos(np.radians((low[1] + high[1]) / 2)) if degrees else 1.0, 1.0])
    finest = FINEST_SHARE * float(((high - low) * scale).max())
    for code, polygons in found.items():
        yield Outline(code, tuple(tuple(_thinned(ring * scale, finest) for ring in rings) for rings in polygons))


def _thinned(ring: npt.NDArray[np.float64], finest: float) -> npt.NDArray[np.float64]:
    """Leave out points that lie nearly on the one before them."""
    kept, last = [0], ring[0]
    for number in range(1, len(ring) - 1):
        if abs(ring[number] - last).max() >= finest:
            kept.append(number)
            last = ring[number]
    return ring[[*kept, len(ring) - 1]] if len(kept) > 2 else ring  # noqa: PLR2004 - a triangle stays


def _told(path: Path, missing: list[str], unknown: int, places: int) -> str:
    if not missing and not unknown:
        return ""
    named = listed(missing, SHOWN_MISSING)
    parts = [f"has no outline for {len(missing)} of {places} municipalities ({named})"] if missing else []
    parts += [f"has {unknown} outline{'s' if unknown > 1 else ''} of no municipality here"] if unknown else []
    return f"{path.as_posix()} {' and '.join(parts)}; those are left out."


_CODE = re.compile(r"^0*(\d{1,9})$")
_CODE_KEYS = (
    "kommunekode",
    "komkode",
    "kom_kode",
    "lau_1",
    "lau",
    "code",
    "kode",
    "municipality_code",
    "kommunenr",
)
_ENDINGS = ("", " kommune", "s kommune", " municipality", "s regionskommune")
"""What may follow a name: Randers Kommune, Københavns Kommune, Bornholms Regionskommune."""


def codes_by_name(places: Sequence[Place]) -> dict[str, int]:
    """Return the codes of the places by plain name, by id and by code as text; a name that several have is left out."""
    named = Counter(_plain(place.name) for place in places)
    names = {_plain(place.name): place.code for place in places if named[_plain(place.name)] == 1}
    ids = {_plain(place.own_id): place.code for place in places if place.own_id}
    return names | {str(place.code): place.code for place in places} | ids


def code_of(feature: Mapping[str, Any], names: Mapping[str, int]) -> int | None:
    """Return the place of a feature, or None when it is none of them."""
    for value in _candidates(feature):
        text = _plain(str(value))
        for form in (text.removesuffix(ending) for ending in _ENDINGS):
            if form in names:
                return names[form]
    return None


def _candidates(feature: Mapping[str, Any]) -> Iterator[object]:
    """Yield what may be a code or a name: keys of a code first, then every text, then an id, which may be a running number."""
    properties = feature.get("properties")
    own = {str(key).lower(): value for key, value in properties.items()} if isinstance(properties, dict) else {}
    yield from (own[key] for key in _CODE_KEYS if key in own)
    yield from (value for value in own.values() if isinstance(value, str) and not value.isdecimal())
    yield from (value for key, value in own.items() if key != "id" and isinstance(value, str))
    yield from (of["id"] for of in (own, feature) if "id" in of)


def _plain(name: str) -> str:
    """Return a name in small letters and modern spelling, a code without zeros in front."""
    text = unicodedata.normalize("NFC", name).strip().casefold()
    digits = _CODE.match(text)
    return digits[1] if digits else text.replace("aa", "å")


if TYPE_CHECKING:
    Points = npt.NDArray[np.float64]

MOST_POINTS = 20_000_000
"""Of all rings together: a small file may name one arc many times."""


def features_of_topology(topology: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the polygons of all objects as GeoJSON features."""
    arcs = [_decoded(arc, topology.get("transform")) for arc in topology["arcs"]]
    geometries = [
        one for collection in topology["objects"].values() for one in collection.get("geometries", [collection])
    ]
    _refuse_bomb([part for one in geometries for part in one.get("arcs", ())], arcs)
    return [
        {"id": one.get("id"), "properties": one.get("properties"), "geometry": _geometry(one, arcs)}
        for one in geometries
    ]


def _decoded(arc: list[list[float]], transform: dict[str, list[float]] | None) -> Points:
    """Return the points of an arc, shape (points, 2); with a transform they are stored as differences."""
    points = np.array([point[:2] for point in arc], dtype=np.float64).reshape(len(arc), 2)
    if transform is None:
        return points
    scale, zero = (np.array(transform[key], dtype=np.float64).reshape(2) for key in ("scale", "translate"))
    return points.cumsum(axis=0) * scale + zero


def _refuse_bomb(numbers: list[Any], arcs: list[Points]) -> None:
    """Count points before any ring is built."""
    points = 0
    while numbers:
        one = numbers.pop()
        if isinstance(one, list):
            numbers += one
        else:
            points += len(arcs[one] if one >= 0 else arcs[~one])
        if points > MOST_POINTS:
            raise ValueError(f"more than {MOST_POINTS:,} points")


def _geometry(one: dict[str, Any], arcs: list[Points]) -> dict[str, Any] | None:
    kind = one.get("type")
    if kind == "Polygon":
        return {"type": kind, "coordinates": [_joined_arcs(ring, arcs) for ring in one["arcs"]]}
    if kind == "MultiPolygon":
        return {
            "type": kind,
            "coordinates": [[_joined_arcs(ring, arcs) for ring in polygon] for polygon in one["arcs"]],
        }
    return None


def _joined_arcs(numbers: Sequence[int], arcs: list[Points]) -> Points:
    """Join arcs; a number below zero names an arc run backwards. Where two meet, their common point stands once."""
    parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    return np.concatenate([part[min(position, 1) :] for position, part in enumerate(parts)])
