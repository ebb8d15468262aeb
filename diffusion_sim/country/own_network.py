"""The user's own network: places and ties from CSV or GraphML files."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring

from diffusion_sim.country.contact import Isolated, refuse_isolated
from diffusion_sim.country.csv_tables import (
    DELIMITERS,
    EDGE_FIELDS,
    NODE_FIELDS,
    Record,
    Table,
    field_name,
    place_of,
    read_table,
    tie_of,
)
from diffusion_sim.country.graphs import LARGEST_CODE
from diffusion_sim.country.places import Tie, with_tiles
from diffusion_sim.errors import DataError, listed
from diffusion_sim.files import nfc, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from os import PathLike

    from diffusion_sim.country.places import Place

Repeated = Literal["refuse", "merge"]


class UserNetwork(NamedTuple):
    """What the files say, ready for :func:`build_graph`."""

    places: tuple[Place, ...]
    ties: tuple[Tie, ...]
    notes: tuple[str, ...] = ()
    """Sentences on how the files were read: their separators, columns that are not used."""


def read_edges(
    edges_csv: str | PathLike[str],
    nodes_csv: str | PathLike[str],
    isolated: Isolated = "refuse",
    repeated: Repeated = "refuse",
) -> UserNetwork:
    """Read a network from two CSV files (UTF-8, with a header; separated by commas, or as Danish Excel writes them).

    Parameters
    ----------
    edges_csv
        Columns ``source`` and ``target`` (ids of places); if you like ``layer`` (or ``type``; otherwise all are on
        the layer ``ties``) and ``weight`` (above 0; otherwise 1). Ties have no direction: give each pair once.
    nodes_csv
        Column ``id``; if you like ``name``, ``region``, ``population``, ``area_km2``, ``longitude`` and ``latitude``
        (or ``x`` and ``y``, in your own unit), ``tile_row`` and ``tile_column``. Other columns are not used, and named in
        ``notes``.
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
    nodes = read_table(Path(nodes_csv), ["id"])
    edges = read_table(Path(edges_csv), ["source", "target"])
    own = _network(nodes.records, edges.records, str(nodes_csv), isolated, repeated)
    notes = (*_table_notes(Path(nodes_csv), nodes, NODE_FIELDS), *_table_notes(Path(edges_csv), edges, EDGE_FIELDS))
    return own._replace(notes=notes)


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
    own = _network(records.nodes, records.edges, str(path), isolated, repeated)
    name = Path(path).name
    unused = (
        *unused_note(name, records.node_columns, NODE_FIELDS),
        *unused_note(name, records.edge_columns, EDGE_FIELDS),
    )
    return own._replace(notes=unused)


def _table_notes(path: Path, table: Table, used: Sequence[str]) -> tuple[str, ...]:
    marks = f"{path.name}: columns are separated by {DELIMITERS[table.delimiter]}, and a comma in a number is a decimal comma"
    return (*([] if table.delimiter == "," else [marks]), *unused_note(path.name, table.columns, used))


def unused_note(file: str, columns: Iterable[str], used: Sequence[str]) -> tuple[str, ...]:
    """Return a sentence that names the columns of a file that nothing reads; none if all are read."""
    unused = [name for name in columns if name and field_name(name) not in used]
    noun = "column" if len(unused) == 1 else "columns"
    return (f"{file}: {noun} not used: {listed(unused)} (used: {', '.join(used)})",) if unused else ()


def _refuse_shared_tile(places: Sequence[Place], nodes: Sequence[Record]) -> None:
    """Refuse two places on one tile: the map would show one of them."""
    taken: dict[tuple[int, int], Record] = {}
    for place, node in zip(places, nodes, strict=True):
        if place.tile_row < 0 or place.tile_column < 0:
            continue
        tile = (place.tile_row, place.tile_column)
        if tile in taken:
            found = f"row {tile[0]}, column {tile[1]} is the tile of {taken[tile].values['id']!r} already ({taken[tile].where})"
            raise DataError(f"{node.where}, tile_row", found, "give each place a tile of its own")
        taken[tile] = node


def _network(
    nodes: Sequence[Record], edges: Sequence[Record], file: str, isolated: Isolated, repeated: Repeated
) -> UserNetwork:
    codes = place_codes((node.values["id"], node.where) for node in nodes)
    places = tuple(place_of(node, node.values["id"], codes[node.values["id"]]) for node in nodes)
    _refuse_shared_tile(places, nodes)
    each = (tie_of(edge, codes) for edge in edges)
    ties = merged_ties(each) if repeated == "merge" else tuple(_distinct_ties(edges, codes))
    tied = {code for tie in ties for code in tie[:2]}
    alone = [(node, place) for node, place in zip(nodes, places, strict=True) if place.code not in tied]
    refuse_isolated(isolated, [f"{place.name} ({node.position})" for node, place in alone], file)
    return UserNetwork(with_tiles(tuple(sorted(places))), tuple(sorted(ties)))


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


MOST_DIGITS = 10


def place_codes(identities: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Give each place a code.

    An id that is a whole number from 1 to 2**32 - 1 is its own code; any other has the CRC-32 of its UTF-8 bytes, so
    that a place keeps its random draws when others come or go.

    Parameters
    ----------
    identities
        The id of each place, and where it stands (file and line), for error messages.
    """
    codes: dict[str, int] = {}
    owners: dict[int, tuple[str, str]] = {}
    for identity, where in identities:
        code = _code(identity, where)
        if code in owners:
            _refuse_clash(identity, where, *owners[code])
        owners[code] = (identity, where)
        codes[identity] = code
    return codes


def _code(identity: str, where: str) -> int:
    if not identity:
        raise DataError(where, "the id is blank", "give every place an id")
    digits = identity.lstrip("0")
    if digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS and int(digits) <= LARGEST_CODE:
        return int(digits)
    code = zlib.crc32(identity.encode())
    if code == 0:
        raise DataError(where, f"the id {identity!r} gives the code 0, which is reserved", "use another id")
    return code


def _refuse_clash(identity: str, where: str, other: str, other_where: str) -> None:
    if identity == other:
        raise DataError(
            where, f"the id {identity!r} is used already ({other_where})", "give every place an id of its own"
        )
    raise DataError(where, f"the id {identity!r} has the same code as {other!r} ({other_where})", "rename one of them")


_UNDIRECTED_ONLY = "give an undirected graph, with each pair once"


class GraphmlRecords(NamedTuple):
    """The nodes (with the field ``id``) and the edges (with ``source`` and ``target``) of a file."""

    nodes: list[Record]
    edges: list[Record]
    node_columns: tuple[str, ...]
    """Names of the attributes that the file declares."""
    edge_columns: tuple[str, ...]


class _Key(NamedTuple):
    """A declared attribute: its name and what an element has that does not give it."""

    name: str
    default: str


def read_graphml_records(path: Path) -> GraphmlRecords:
    """Read the one undirected graph of a GraphML file; ports, hyperedges and nested graphs are refused."""
    root = _parsed(path)
    graph = _only_graph(path, root)
    keys = {kind: _declared_keys(path, root, kind) for kind in ("node", "edge")}
    nodes = [_record(path, element, keys["node"], ("id",)) for element in graph.iterfind("node")]
    edges = [_record(path, element, keys["edge"], ("source", "target")) for element in graph.iterfind("edge")]
    if not nodes:
        raise DataError(str(path), "has no nodes")
    names = {kind: tuple(key.name for key in keys[kind].values()) for kind in keys}
    return GraphmlRecords(nodes, edges, names["node"], names["edge"])


def _parsed(path: Path) -> Element:
    """Return the root; names of elements lose their namespace, which some programs leave out."""
    content = read_bytes(path)
    if not content.strip():
        raise DataError(str(path), "is empty")
    try:
        root = fromstring(content)  # noqa: S314 (the user's own file; expat limits entity expansion)
    except ParseError as error:
        line, column = error.position
        raise DataError(f"{path}, line {line}", f"is not XML at column {column}: {error.msg}") from None
    except (LookupError, ValueError) as error:
        raise DataError(str(path), f"is not XML: {error}") from None
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    if root.tag != "graphml":
        raise DataError(str(path), f"is not GraphML: its first element is {root.tag!r}", "valid: <graphml>")
    return root


def _only_graph(path: Path, root: Element) -> Element:
    graphs = list(root.iter("graph"))
    if len(graphs) != 1:
        raise DataError(str(path), f"has {len(graphs)} graphs", "valid: one graph, none nested")
    if next(graphs[0].iter("hyperedge"), None) is not None:
        raise DataError(str(path), "has a hyperedge", "valid: edges between two nodes")
    directed = [edge for edge in graphs[0].iter("edge") if edge.get("directed") == "true"]
    if "edgedefault" not in graphs[0].attrib:
        raise DataError(str(path), "does not say whether it is directed", 'valid: <graph edgedefault="undirected">')
    if graphs[0].get("edgedefault") != "undirected" or directed:
        raise DataError(str(path), "is directed", _UNDIRECTED_ONLY)
    return graphs[0]


def _declared_keys(path: Path, root: Element, kind: str) -> dict[str, _Key]:
    keys = {}
    for element in root.iterfind("key"):
        if element.get("for", "all") in (kind, "all"):
            identity = element.get("id", "")
            if not identity:
                raise DataError(str(path), "has a <key> without an id")
            default = element.findtext("default") or ""
            keys[identity] = _Key(field_name(nfc(element.get("attr.name", identity))), nfc(default.strip()))
    return keys


def _record(path: Path, element: Element, keys: dict[str, _Key], attributes: tuple[str, ...]) -> Record:
    given = {name: nfc(element.get(name, "").strip()) for name in attributes}
    position = f"{element.tag} {'-'.join(given.values())}"
    where = f"{path}, {position}"
    for name, value in given.items():
        if not value:
            raise DataError(where, f"has no {name}", "every node has an id, every edge a source and a target")
    data = {key.name: key.default for key in keys.values()} | dict(_data(element, keys, where))
    return Record(str(path), position, data | given)


def _data(element: Element, keys: dict[str, _Key], where: str) -> Iterator[tuple[str, str]]:
    for data in element.iterfind("data"):
        identity = data.get("key", "")
        if identity not in keys:
            raise DataError(
                where,
                f"uses the key {identity!r}, which is not declared",
                "valid: " + (", ".join(keys) or "none is declared"),
            )
        yield keys[identity].name, nfc((data.text or "").strip())
