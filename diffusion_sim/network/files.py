"""The user's own network: places and ties from CSV or GraphML files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from diffusion_sim.errors import DataError
from diffusion_sim.network.fields import Record, place_of, tie_of
from diffusion_sim.network.identity import place_codes
from diffusion_sim.network.isolation import Isolated, refuse_isolated
from diffusion_sim.network.user_csv import read_records
from diffusion_sim.network.user_graphml import read_graphml_records
from diffusion_sim.places import Tie

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from os import PathLike

    from diffusion_sim.places import Place

Repeated = Literal["refuse", "merge"]


class UserNetwork(NamedTuple):
    """What the files say, ready for :func:`build_graph`."""

    places: tuple[Place, ...]
    ties: tuple[Tie, ...]


def read_edges(
    edges_csv: str | PathLike[str],
    nodes_csv: str | PathLike[str],
    isolated: Isolated = "refuse",
    repeated: Repeated = "refuse",
) -> UserNetwork:
    """Read a network from two CSV files (UTF-8, comma-separated, with a header).

    Parameters
    ----------
    edges_csv
        Columns ``source`` and ``target`` (ids of places); if you like ``layer`` (or ``type``; otherwise all are on
        the layer ``ties``) and ``weight`` (above 0; otherwise 1). Ties have no direction: give each pair once.
    nodes_csv
        Column ``id``; if you like ``name``, ``region``, ``population``, ``area_km2``, ``longitude`` and ``latitude``
        (or ``x`` and ``y``, in your own unit), ``tile_row`` and ``tile_column``. Other columns are ignored.
    isolated
        ``refuse`` places without a tie, or ``allow`` them.
    repeated
        ``refuse`` a tie that stands there twice on a layer, or from both ends, or ``merge`` them: weights add up.

    Raises
    ------
    DataError
        A file is missing, empty, not UTF-8 or not CSV; a column is missing; a number is none; an id is unknown or
        used twice; a tie joins a place to itself or stands there twice. The sentence names file and line.
    """
    nodes = read_records(Path(nodes_csv), ["id"])
    edges = read_records(Path(edges_csv), ["source", "target"])
    return _network(nodes, edges, str(nodes_csv), isolated, repeated)


def read_graphml(
    path: str | PathLike[str], isolated: Isolated = "refuse", repeated: Repeated = "refuse"
) -> UserNetwork:
    """Read a network from a GraphML file with one undirected graph.

    Node and edge attributes have the names of the columns of :func:`read_edges` and may all be left out.

    Raises
    ------
    DataError
        As in :func:`read_edges`; the sentence names the node or edge instead of a line.
    """
    records = read_graphml_records(Path(path))
    return _network(records.nodes, records.edges, str(path), isolated, repeated)


def _network(
    nodes: Sequence[Record], edges: Sequence[Record], file: str, isolated: Isolated, repeated: Repeated
) -> UserNetwork:
    codes = place_codes((node.values["id"], node.where) for node in nodes)
    places = tuple(place_of(node, node.values["id"], codes[node.values["id"]]) for node in nodes)
    each = (tie_of(edge, codes) for edge in edges)
    ties = merged_ties(each) if repeated == "merge" else tuple(_distinct_ties(edges, codes))
    tied = {code for tie in ties for code in tie[:2]}
    alone = [(node, place) for node, place in zip(nodes, places, strict=True) if place.code not in tied]
    refuse_isolated(isolated, [f"{place.name} ({node.position})" for node, place in alone], file)
    return UserNetwork(tuple(sorted(places)), tuple(sorted(ties)))


def merged_ties(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """Join ties named several times, or from both ends, into one whose weight is the sum."""
    weights: dict[tuple[int, int, str], float] = {}
    for code_a, code_b, layer, weight in sorted(ties):
        weights[code_a, code_b, layer] = weights.get((code_a, code_b, layer), 0.0) + weight
    return tuple(Tie(*ends, weight) for ends, weight in weights.items())


def _distinct_ties(edges: Iterable[Record], codes: dict[str, int]) -> Iterable[Tie]:
    first: dict[tuple[int, int, str], Record] = {}
    for edge in edges:
        tie = tie_of(edge, codes)
        earlier = first.setdefault(tie[:3], edge)
        if earlier is not edge:
            _refuse_duplicate(edge, earlier, tie.layer)
        yield tie


def _refuse_duplicate(edge: Record, earlier: Record, layer: str) -> None:
    source, target = edge.values["source"], edge.values["target"]
    turned = "" if earlier.values["source"] == source else ", in the other direction"
    raise DataError(
        edge.where,
        f"the tie {source}-{target} on layer {layer!r} is given already{turned} ({earlier.position})",
        'ties have no direction: give each pair once on a layer, or set network.repeated_ties = "merge"',
    )
