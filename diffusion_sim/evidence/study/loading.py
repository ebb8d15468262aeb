"""Reading a folder with nodes.csv, edges.csv and adoptions.csv."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from diffusion_sim.errors import DataError, InputError, did_you_mean
from diffusion_sim.evidence.study.study import Study, place_table
from diffusion_sim.maps import read_outlines
from diffusion_sim.network.fields import DEFAULT_LAYER, place_of, tie_of
from diffusion_sim.network.files import UserNetwork, merged_ties
from diffusion_sim.network.identity import place_codes
from diffusion_sim.network.user_csv import read_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from os import PathLike

    from diffusion_sim.maps import Outline
    from diffusion_sim.network.fields import Record
    from diffusion_sim.places import Place

Direction = Literal["auto", "directed", "undirected"]
Weights = Literal["ignore", "use"]
DIRECTIONS = ("auto", "directed", "undirected")
WEIGHTS = ("ignore", "use")
FIRST_YEAR = 1000
"""Times from here on are years, counted from the first of them; smaller ones are numbers of periods."""
_DATE = re.compile(r"(\d{4})-(\d{2})(?:-\d{2})?")
GEOMETRY = ("geometry.geojson", "geometry.topojson", "geometry.json")
"""Names of the file with outlines, which may be missing."""
NOT_ADOPTED = ("0", "0.0", "no", "false", "False", "FALSE")
MONTHS_PER_PERIOD = {"month": 1, "quarter": 3, "year": 12}


class _Times(NamedTuple):
    numbers: dict[str, float]
    first_period: str


def load_study(
    folder: str | PathLike[str],
    *,
    innovation: str | None = None,
    layers: Sequence[str] = (),
    direction: Direction = "auto",
    weights: Weights = "ignore",
    period: str = "month",
    last_period: int | None = None,
) -> Study:
    """Read who adopted an innovation when, and who is tied to whom.

    Parameters
    ----------
    folder
        Holds ``nodes.csv`` (column ``id``; any others), ``edges.csv`` (``source``, ``target``; if you like ``type`` or
        ``layer``, and ``weight``) and ``adoptions.csv`` (``id`` and ``time`` as a whole number from 1 or a year, or
        ``date`` as YYYY-MM-DD or YYYY-MM; blank for one who had not adopted when watching ended; if you like
        ``innovation``). A place that
        is not in ``adoptions.csv`` was not watched. If there is a ``geometry.geojson`` or ``geometry.topojson``, its
        outlines are matched with the places by id or name.
    innovation
        Which one, if there are several.
    layers
        Only ties of these types; all if empty.
    direction
        ``directed``: the source looks at the target, not the other way round. ``auto``: directed if some pair stands
        there both ways on one layer.
    weights
        ``use``: a tie counts by its weight in exposures, thresholds and Moran's I; weights of repeated ties add up.
        ``ignore``: every tie counts once (netdiffuseR's default).
    period
        ``month``, ``quarter`` or ``year``: the length of a period where dates are given.
    last_period
        When watching ended; the last adoption if left out.

    Raises
    ------
    DataError
        A file cannot be read or contradicts itself; the sentence names file and line.
    InputError
        An argument cannot be used.
    """
    where = Path(folder)
    if not where.is_dir():
        raise DataError(str(where), "there is no such folder", "valid: a folder with nodes, edges and adoptions.csv")
    nodes = read_records(where / "nodes.csv", ["id"])
    codes = place_codes((node.values["id"], node.where) for node in nodes)
    edges = _chosen_layers(read_records(where / "edges.csv", ["source", "target"]), layers)
    adoptions = _of_innovation(read_records(where / "adoptions.csv", ["id"]), innovation, where)
    times = _times(adoptions, codes, period)
    if weights not in WEIGHTS:
        raise InputError("weights", f"found {weights!r}", f"valid: {', '.join(WEIGHTS)}")
    directed = _is_directed(edges, direction)
    watched = [node for node in nodes if node.values["id"] in times.numbers]
    ids = tuple(node.values["id"] for node in watched)
    numbers = np.array([times.numbers[identity] for identity in ids])
    periods = _last_period(numbers, last_period, where)
    ties = _matrix(edges, codes, ids, directed=directed)
    network = UserNetwork(
        tuple(sorted(place_of(node, node.values["id"], codes[node.values["id"]]) for node in nodes)),
        merged_ties(tie_of(edge, codes) for edge in edges),
    )
    outlines, without_outline = _outlines(where, network.places)
    return Study(
        name=where.as_posix(),
        innovation=adoptions[0].text(["innovation"], "innovation"),
        ids=ids,
        places=place_table(node.values for node in watched),
        ties=ties if weights == "use" else (ties > 0.0).astype(float),
        times=np.where(numbers <= periods, numbers, np.nan),
        periods=periods,
        first_period=times.first_period,
        directed=directed,
        unobserved=tuple(node.values["id"] for node in nodes if node.values["id"] not in times.numbers),
        network=network,
        outlines=outlines,
        without_outline=without_outline,
    )


def _outlines(folder: Path, places: Sequence[Place]) -> tuple[tuple[Outline, ...], str]:
    """Return what the file with outlines shows, and what it leaves out; nothing where there is none."""
    given = [folder / name for name in GEOMETRY if (folder / name).is_file()]
    return read_outlines(given[0], places) if given else ((), "")


def _layer_of(edge: Record) -> str:
    return edge.text(["layer", "type"], DEFAULT_LAYER)


def _chosen_layers(edges: list[Record], layers: Sequence[str]) -> list[Record]:
    known = {_layer_of(edge) for edge in edges}
    for layer in layers:
        if layer not in known:
            raise InputError("layer", f"there is no type of tie {layer!r}", did_you_mean(layer, known))
    return [edge for edge in edges if not layers or _layer_of(edge) in layers]


def _of_innovation(adoptions: list[Record], innovation: str | None, folder: Path) -> list[Record]:
    names = list(dict.fromkeys(one.text(["innovation"], "innovation") for one in adoptions))
    if innovation is None and len(names) > 1:
        raise InputError(f"{folder}: adoptions.csv", f"has {len(names)} innovations", f"name one: {', '.join(names)}")
    if innovation is not None and innovation not in names:
        raise InputError("innovation", f"there is no {innovation!r}", did_you_mean(innovation, names))
    return [one for one in adoptions if innovation in {None, one.text(["innovation"], "innovation")}]


def _times(adoptions: list[Record], codes: Mapping[str, int], period: str) -> _Times:
    """Return the period in which each adopted, nan for those who did not."""
    for one in adoptions:
        if one.values["id"] not in codes:
            found = f"there is no place with the id {one.values['id']!r}"
            raise DataError(f"{one.where}, id", found, did_you_mean(one.values["id"], codes))
    _refuse_twice(adoptions)
    _refuse_contradiction(adoptions)
    named = "time" if "time" in adoptions[0].values else "date"
    if named == "time" and not any(_DATE.fullmatch(one.text(["time"], "")) for one in adoptions):
        return _by_number(adoptions)
    if named not in adoptions[0].values:
        raise DataError(adoptions[0].file, "has neither a column time nor date", "valid: id,time or id,date")
    return _by_date(adoptions, named, period)


def _refuse_twice(adoptions: Iterable[Record]) -> None:
    first: dict[str, Record] = {}
    for one in adoptions:
        earlier = first.setdefault(one.values["id"], one)
        if earlier is not one:
            raise DataError(
                one.where, f"{one.values['id']!r} stands there already ({earlier.position})", "once is enough"
            )


def _refuse_contradiction(adoptions: Iterable[Record]) -> None:
    """Refuse a time for one who did not adopt: some programs write one period after the last."""
    for one in adoptions:
        if one.text(["adopted"], "1") in NOT_ADOPTED and one.text(["time", "date"], ""):
            found = f"adopted is {one.text(['adopted'], '')}, and yet there is a time"
            raise DataError(one.where, found, "leave the time of non-adopters blank")


def _by_number(adoptions: list[Record]) -> _Times:
    """Return numbers of periods as they stand, and years counted from the first."""
    numbers = {one.values["id"]: _whole(one) for one in adoptions}
    known = [number for number in numbers.values() if not np.isnan(number)]
    if not known or min(known) < FIRST_YEAR:
        return _Times(numbers, "1")
    first = min(known)
    return _Times({identity: number - first + 1 for identity, number in numbers.items()}, f"{first:.0f}")


def _whole(one: Record) -> float:
    if not one.text(["time"], ""):
        return np.nan
    time = one.number(["time"], 0.0)
    if not (time.is_integer() and time >= 1):
        found = f"found {one.text(['time'], '')!r}"
        raise DataError(f"{one.where}, time", found, "valid: a whole number, 1 or above, a date, or blank")
    return time


def _by_date(adoptions: list[Record], named: str, period: str) -> _Times:
    if period not in MONTHS_PER_PERIOD:
        raise InputError("period", f"found {period!r}", f"valid: {', '.join(MONTHS_PER_PERIOD)}")
    months = {one.values["id"]: _month(one, named) for one in adoptions}
    known = [month for month in months.values() if month is not None]
    if not known:
        raise DataError(adoptions[0].file, "nobody adopted", "give at least one date")
    length = MONTHS_PER_PERIOD[period]
    start = min(known) // length
    numbers = {i: np.nan if month is None else float(month // length - start + 1) for i, month in months.items()}
    return _Times(numbers, f"{start * length // 12}-{start * length % 12 + 1:02d}")


def _month(one: Record, named: str) -> int | None:
    text = one.text([named], "")
    if not text:
        return None
    try:
        day = date.fromisoformat(text if len(text) > len("2014-01") else f"{text}-01")
    except ValueError:
        raise DataError(f"{one.where}, {named}", f"found {text!r}", "valid: YYYY-MM-DD, YYYY-MM, or blank") from None
    return 12 * day.year + day.month - 1


def _last_period(times: np.ndarray, last_period: int | None, folder: Path) -> int:
    if np.isnan(times).all():
        raise DataError(f"{folder}: adoptions.csv", "nobody adopted", "give at least one time")
    if last_period is not None and last_period < 1:
        raise InputError("last_period", f"is {last_period}", "valid: 1 or above")
    return int(np.nanmax(times)) if last_period is None else last_period


def _is_directed(edges: Iterable[Record], direction: str) -> bool:
    if direction not in DIRECTIONS:
        raise InputError("direction", f"found {direction!r}", f"valid: {', '.join(DIRECTIONS)}")
    given = {(_layer_of(edge), edge.values["source"], edge.values["target"]) for edge in edges}
    both_ways = any((layer, target, source) in given for layer, source, target in given if source != target)
    return direction == "directed" or (direction == "auto" and both_ways)


def _matrix(edges: Iterable[Record], codes: Mapping[str, int], ids: Sequence[str], *, directed: bool) -> np.ndarray:
    row = {codes[identity]: index for index, identity in enumerate(ids)}
    ties = np.zeros((len(ids), len(ids)))
    for edge in edges:
        tie = tie_of(edge, codes)  # refuses unknown ends, a tie to itself and weights that are none
        source, target = (row.get(codes[edge.values[end]]) for end in ("source", "target"))
        if source is not None and target is not None:
            ties[source, target] += tie.weight
            if not directed:
                ties[target, source] += tie.weight
    return ties
