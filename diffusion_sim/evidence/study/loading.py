"""Reading a folder with nodes.csv, edges.csv and adoptions.csv."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from diffusion_sim.errors import DataError, InputError, did_you_mean
from diffusion_sim.evidence.study.adoption_times import adoption_times
from diffusion_sim.evidence.study.last_period import last_period_of
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
GEOMETRY = ("geometry.geojson", "geometry.topojson", "geometry.json")
"""Names of the file with outlines, which may be missing."""


def load_study(
    folder: str | PathLike[str],
    *,
    innovation: str | None = None,
    layers: Sequence[str] = (),
    direction: Direction = "auto",
    weights: Weights = "ignore",
    period: str = "month",
    last_period: int | str | None = None,
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
        When watching ended: a number of periods, or a year or a date (``"2012-06"``) where the study has such times; the
        last adoption if left out. From 1000 on a whole number is a year, to the end of which a study with dates was
        watched.

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
    times = adoption_times(adoptions, codes, period)
    if weights not in WEIGHTS:
        raise InputError("weights", f"found {weights!r}", f"valid: {', '.join(WEIGHTS)}")
    directed = _is_directed(edges, direction)
    watched = [node for node in nodes if node.values["id"] in times.numbers]
    ids = tuple(node.values["id"] for node in watched)
    numbers = np.array([times.numbers[identity] for identity in ids])
    periods = last_period_of(last_period, numbers, times.counting)
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
        first_period=times.counting.first_period,
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
