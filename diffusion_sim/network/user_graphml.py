"""Reading a user's GraphML file into the same records as a CSV gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring

from diffusion_sim.errors import DataError
from diffusion_sim.network.fields import Record
from diffusion_sim.network.user_csv import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"
_UNDIRECTED_ONLY = "give an undirected graph, with each pair once"


class GraphmlRecords(NamedTuple):
    """The nodes (with the field ``id``) and the edges (with ``source`` and ``target``) of a file."""

    nodes: list[Record]
    edges: list[Record]


class _Key(NamedTuple):
    """A declared attribute: its name and what an element has that does not give it."""

    name: str
    default: str


def read_graphml_records(path: Path) -> GraphmlRecords:
    """Read the one undirected graph of a GraphML file; ports, hyperedges and nested graphs are refused."""
    root = _parsed(path)
    graph = _only_graph(path, root)
    keys = {kind: _declared_keys(path, root, kind) for kind in ("node", "edge")}
    nodes = [_record(path, element, keys["node"], ("id",)) for element in graph.iterfind(_NAMESPACE + "node")]
    edges = [
        _record(path, element, keys["edge"], ("source", "target")) for element in graph.iterfind(_NAMESPACE + "edge")
    ]
    if not nodes:
        raise DataError(str(path), "has no nodes")
    return GraphmlRecords(nodes, edges)


def _parsed(path: Path) -> Element:
    try:
        root = fromstring(read_bytes(path))  # noqa: S314 (the user's own file; expat limits entity expansion)
    except ParseError as error:
        line, column = error.position
        raise DataError(f"{path}, line {line}", f"is not XML at column {column}: {error.msg}") from None
    if root.tag != _NAMESPACE + "graphml":
        raise DataError(
            str(path),
            f"is not GraphML: its first element is {_local(root)!r}",
            'valid: <graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        )
    return root


def _only_graph(path: Path, root: Element) -> Element:
    graphs = list(root.iter(_NAMESPACE + "graph"))
    if len(graphs) != 1:
        raise DataError(str(path), f"has {len(graphs)} graphs", "valid: one graph, none nested")
    if next(graphs[0].iter(_NAMESPACE + "hyperedge"), None) is not None:
        raise DataError(str(path), "has a hyperedge", "valid: edges between two nodes")
    directed = [edge for edge in graphs[0].iter(_NAMESPACE + "edge") if edge.get("directed") == "true"]
    if graphs[0].get("edgedefault") != "undirected" or directed:
        raise DataError(str(path), "is directed", _UNDIRECTED_ONLY)
    return graphs[0]


def _declared_keys(path: Path, root: Element, kind: str) -> dict[str, _Key]:
    keys = {}
    for element in root.iterfind(_NAMESPACE + "key"):
        if element.get("for", "all") in (kind, "all"):
            identity = element.get("id", "")
            if not identity:
                raise DataError(str(path), "has a <key> without an id")
            default = element.findtext(_NAMESPACE + "default") or ""
            keys[identity] = _Key(element.get("attr.name", identity), default.strip())
    return keys


def _record(path: Path, element: Element, keys: dict[str, _Key], attributes: tuple[str, ...]) -> Record:
    given = {name: element.get(name, "").strip() for name in attributes}
    position = f"{_local(element)} {'-'.join(given.values())}"
    where = f"{path}, {position}"
    for name, value in given.items():
        if not value:
            raise DataError(where, f"has no {name}", "every node has an id, every edge a source and a target")
    data = {key.name: key.default for key in keys.values()} | dict(_data(element, keys, where))
    return Record(str(path), position, data | given)


def _data(element: Element, keys: dict[str, _Key], where: str) -> Iterator[tuple[str, str]]:
    for data in element.iterfind(_NAMESPACE + "data"):
        identity = data.get("key", "")
        if identity not in keys:
            raise DataError(
                where,
                f"uses the key {identity!r}, which is not declared",
                "valid: " + (", ".join(keys) or "none is declared"),
            )
        yield keys[identity].name, (data.text or "").strip()


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
