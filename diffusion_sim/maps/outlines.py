"""Outlines of the places of a scenario, from a file that the user has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from diffusion_sim.errors import DataError
from diffusion_sim.maps.matching import code_of, codes_by_name
from diffusion_sim.maps.topology import features_of_topology

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from diffusion_sim.places import Place

LARGEST_BYTES = 200 * 2**20
FINEST_SHARE = 1 / 1500
"""Points nearer to one another than this share of the map's width are drawn as one."""
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
    return tuple(_projected(drawn)), _told(path, missing, unknown, len(places))


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise DataError(path.as_posix(), "is larger than 200 MB", "simplify the outlines first")
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise DataError(path.as_posix(), f"cannot be read ({error.strerror})", "name a GeoJSON file") from None
    except (ValueError, RecursionError) as error:
        raise DataError(path.as_posix(), f"is not valid JSON ({error})", f"valid: {_VALID}") from None
    if not isinstance(content, dict):
        raise DataError(path.as_posix(), "is not GeoJSON", f"valid: {_VALID}")
    return content


def _features(content: dict[str, Any], path: Path) -> list[dict[str, Any]]:
    kind = content.get("type")
    try:
        features = features_of_topology(content) if kind == "Topology" else content.get("features")
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise DataError(path.as_posix(), f"is not whole TopoJSON ({error!r})", f"valid: {_VALID}") from None
    if not isinstance(features, list) or (kind not in {"FeatureCollection", "Topology"}):
        raise DataError(path.as_posix(), f"is neither GeoJSON nor TopoJSON (type is {kind!r})", f"valid: {_VALID}")
    return [one for one in features if isinstance(one, dict)]


def _polygons(feature: dict[str, Any], path: Path) -> Iterator[tuple[npt.NDArray[np.float64], ...]]:
    geometry = feature.get("geometry") or {}
    many = geometry.get("coordinates") if geometry.get("type") == "MultiPolygon" else None
    one = [geometry.get("coordinates")] if geometry.get("type") == "Polygon" else []
    try:
        for polygon in [*(many or one)]:
            rings = tuple(np.array([point[:2] for point in ring], dtype=np.float64) for ring in polygon)
            if any(ring.ndim != 2 or not np.isfinite(ring).all() for ring in rings):  # noqa: PLR2004 - points by x and y
                raise ValueError("a point is not a pair of numbers")  # noqa: TRY301 - told with the others
            yield rings
    except (TypeError, ValueError) as error:
        raise DataError(path.as_posix(), f"has a polygon that cannot be drawn ({error})", f"valid: {_VALID}") from None


def _projected(found: Mapping[int, list[Any]]) -> Iterator[Outline]:
    """Yield outlines in proportion, with no more points than can be seen."""
    points = np.concatenate([ring for polygons in found.values() for rings in polygons for ring in rings])
    low, high = points.min(axis=0), points.max(axis=0)
    degrees = bool((np.abs(low) <= (180, 90)).all() and (np.abs(high) <= (180, 90)).all())
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
    named = ", ".join(missing[:5]) + (", ..." if len(missing) > 5 else "")  # noqa: PLR2004 - enough to see which
    parts = [f"has no outline for {len(missing)} of {places} municipalities ({named})"] if missing else []
    parts += [f"has {unknown} outline{'s' if unknown > 1 else ''} of no municipality here"] if unknown else []
    return f"{path.as_posix()} {' and '.join(parts)}; those are left out."
