"""What is drawn over a map: borders and names of regions, and arrows beside each other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]
    Point = tuple[float, float]

LETTER = 0.016
"""Width of a letter as a share of the map's width; a line is twice as high."""
STEPS = 60
"""Places in a row at which the name of a region may stand."""
CLEAR = 0.08
"""Share of the map's width by which a name keeps from other regions where it can."""
GAP = 0.3
"""Share of a map's unit between a municipality's centre and an arrow that begins or ends there."""
ASIDE = 0.13
"""Share of a unit by which an arrow keeps to its right, so that there and back lie beside each other."""


class Area(NamedTuple):
    """One municipality as it is drawn."""

    region: str
    rings: tuple[Numbers, ...]
    """Closed, shape (points, 2) each."""


def tile_area(region: str, centre: Point) -> Area:
    """Return the square of a tile."""
    corners = np.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5], [-0.5, -0.5]])
    return Area(region, (corners + np.array(centre),))


def region_borders(areas: Sequence[Area]) -> tuple[list[list[float]], list[list[float]]]:
    """Return x and y of each line that two municipalities of different regions share."""
    regions: dict[frozenset[Point], set[str]] = {}
    for area in areas:
        for ring in area.rings:
            points = [(float(x), float(y)) for x, y in ring]
            for ends in pairwise(points):
                regions.setdefault(frozenset(ends), set()).add(area.region)
    shared = [sorted(line) for line, its in sorted(regions.items(), key=lambda one: sorted(one[0])) if len(its) > 1]
    lines = [line for line in shared if len(line) > 1]  # a line of no length has one end
    return [[x for x, _ in line] for line in lines], [[y for _, y in line] for line in lines]


def region_names(areas: Sequence[Area], names: dict[str, str]) -> Iterator[tuple[str, Point]]:
    """Yield each name with the place nearest to the middle of its region where it covers nothing and is not taken for another's.

    Parameters
    ----------
    names
        By region, in the order in which they find their places; what finds none is left out.
    """
    if not areas:
        return
    boxes = np.array([[*ring.min(axis=0), *ring.max(axis=0)] for area in areas for ring in area.rings])
    owner = np.array([area.region for area in areas for _ in area.rings])
    (left, bottom), (right, top) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    width = right - left
    spots = np.array([(x, y) for x in np.linspace(left, right, STEPS) for y in np.linspace(bottom, top, STEPS)])
    for region, name in names.items():
        mine = boxes[owner == region]
        half = np.array([len(name) * LETTER, 2 * LETTER]) * width / 2
        apart = _apart(spots, half, boxes)
        inside = (spots[:, 0] - half[0] >= left) & (spots[:, 0] + half[0] <= right)
        away = _distances(spots, half, boxes)
        near, far = away[:, owner == region].min(axis=1), away[:, owner != region].min(axis=1, initial=np.inf)
        middle = np.median((mine[:, :2] + mine[:, 2:]) / 2, axis=0)
        cost = np.hypot(*(spots - middle).T) - 2.0 * np.minimum(far, CLEAR * width)
        free = apart & inside & (near < far)
        if free.any():
            x, y = spots[np.where(free, cost, np.inf).argmin()].tolist()
            yield name, (x, y)
            boxes = np.vstack([boxes, [x - half[0], y - half[1], x + half[0], y + half[1]]])
            owner = np.append(owner, "")


def _apart(spots: Numbers, half: Numbers, boxes: Numbers) -> npt.NDArray[np.bool_]:
    """Return where a box of this half size about a spot touches no other box."""
    low, high = (spots - half)[:, np.newaxis], (spots + half)[:, np.newaxis]
    touches = np.all(low < boxes[:, 2:], axis=2) & np.all(high > boxes[:, :2], axis=2)
    return np.asarray(~np.any(touches, axis=1))


def _distances(spots: Numbers, half: Numbers, boxes: Numbers) -> Numbers:
    """Return how far a box of this half size about each spot is from each other box."""
    points = spots[:, np.newaxis]
    beyond = np.maximum(np.maximum(boxes[:, :2] - points, points - boxes[:, 2:]) - half, 0.0)
    return np.asarray(np.hypot(beyond[..., 0], beyond[..., 1]))


def arrow(begin: Point, end: Point, unit: float) -> tuple[Point, Point]:
    """Return the ends of an arrow that leaves both centres free and keeps to its right."""
    start, stop = np.array(begin), np.array(end)
    along = stop - start
    length = float(np.hypot(*along))
    if length == 0.0:
        return begin, end
    along /= length
    gap, right = min(GAP * unit, length / 3) * along, ASIDE * unit * np.array([along[1], -along[0]])
    (x0, y0), (x1, y1) = (start + gap + right).tolist(), (stop - gap + right).tolist()
    return (x0, y0), (x1, y1)
