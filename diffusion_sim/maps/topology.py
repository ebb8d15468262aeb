"""TopoJSON as GeoJSON: arcs are put together to rings (the format's specification, version 1.0)."""

from __future__ import annotations

from itertools import accumulate
from typing import Any


def features_of_topology(topology: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the polygons of all objects as GeoJSON features."""
    arcs = [_decoded(arc, topology.get("transform")) for arc in topology["arcs"]]
    return [
        {"id": one.get("id"), "properties": one.get("properties"), "geometry": _geometry(one, arcs)}
        for collection in topology["objects"].values()
        for one in collection.get("geometries", [collection])
    ]


def _decoded(arc: list[list[float]], transform: dict[str, list[float]] | None) -> list[list[float]]:
    """Return the points of an arc; with a transform they are stored as differences of whole numbers."""
    if transform is None:
        return arc
    (x_scale, y_scale), (x_zero, y_zero) = transform["scale"], transform["translate"]
    xs, ys = (accumulate(steps) for steps in ([point[axis] for point in arc] for axis in (0, 1)))
    return [[x * x_scale + x_zero, y * y_scale + y_zero] for x, y in zip(xs, ys, strict=True)]


def _geometry(one: dict[str, Any], arcs: list[list[list[float]]]) -> dict[str, Any] | None:
    kind = one.get("type")
    if kind == "Polygon":
        return {"type": kind, "coordinates": [_ring(ring, arcs) for ring in one["arcs"]]}
    if kind == "MultiPolygon":
        return {"type": kind, "coordinates": [[_ring(ring, arcs) for ring in polygon] for polygon in one["arcs"]]}
    return None


def _ring(numbers: list[int], arcs: list[list[list[float]]]) -> list[list[float]]:
    """Join arcs; a number below zero names an arc run backwards. Where two meet, their common point stands once."""
    points: list[list[float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points
