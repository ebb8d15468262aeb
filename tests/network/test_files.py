"""Users bring their own network as CSV or GraphML; what is wrong with it is said with file and line."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from diffusion_sim import denmark, network
from diffusion_sim.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

NODES = "id,name,region,population,x,y,note\n1,Alfa,North,1000,0.5,7,a\n2,Beta,North,2000.0,1.5,8,\nc,Gamma,,,,,\n"
EDGES = "source,target,layer,weight\n1,2,road,2\n1,2,club,1\n2,c,road,0.5\n"


def read(folder: Path, edges: str | bytes = EDGES, nodes: str | bytes = NODES, **options: str) -> network.UserNetwork:
    for name, content in (("edges.csv", edges), ("nodes.csv", nodes)):
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return network.read_edges(folder / "edges.csv", folder / "nodes.csv", **options)


def graphml(folder: Path, content: str | bytes) -> Path:
    path = folder / "own.graphml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def graphml_of(body: str, edgedefault: str = "undirected") -> str:
    return (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
        '<key id="w" for="edge" attr.name="weight" attr.type="double"><default>2</default></key>'
        '<key id="n" for="node" attr.name="name" attr.type="string"/>'
        f'<graph edgedefault="{edgedefault}">{body}</graph></graphml>'
    )


def test_places_are_read_with_what_is_known_of_them(tmp_path: Path) -> None:
    places = {place.name: place for place in read(tmp_path).places}
    assert places["Beta"][:7] == (2, "Beta", "North", 2000, 0.0, 1.5, 8.0)
    assert places["Gamma"][1:] == ("Gamma", "", 0, 0.0, 0.0, 0.0, -1, -1)


def test_a_numeric_id_is_the_code_and_any_other_has_its_checksum(tmp_path: Path) -> None:
    assert {place.name: place.code for place in read(tmp_path).places} == {
        "Alfa": 1,
        "Beta": 2,
        "Gamma": zlib.crc32(b"c"),
    }


def test_ties_are_read_with_layer_and_weight_sorted_by_code(tmp_path: Path) -> None:
    gamma = zlib.crc32(b"c")
    assert read(tmp_path).ties == ((1, 2, "club", 1.0), (1, 2, "road", 2.0), (2, gamma, "road", 0.5))


def test_layer_and_weight_may_be_left_out_and_layer_may_be_called_type(tmp_path: Path) -> None:
    assert read(tmp_path, "source,target\n1,2\n2,c\n").ties[0] == (1, 2, "ties", 1.0)
    assert read(tmp_path, "target,type,source\n1,road,2\n2,road,c\n").ties[0] == (1, 2, "road", 1.0)


def test_a_place_without_a_name_is_called_by_its_id(tmp_path: Path) -> None:
    places = read(tmp_path, "source,target\nx1,x2\n", "id\nx1\nx2\n").places
    assert {place.name for place in places} == {"x1", "x2"}


def test_a_mark_at_the_start_blanks_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    nodes = b"\xef\xbb\xbf" + NODES.replace("\n", " \r\n\r\n").replace(",", " , ").encode()
    assert read(tmp_path, nodes=nodes) == read(tmp_path)


def test_the_network_read_can_be_built_and_shared_out(tmp_path: Path) -> None:
    own = read(tmp_path)
    weights = network.contact_weights(network.build_graph(*own), {"road": 1.0, "club": 1.0})
    assert [contact.weight for contact in weights.contacts_of(1)] == [1.0]


@pytest.mark.parametrize(
    ("edges", "sentence"),
    [
        ("", r"edges\.csv: is empty"),
        ("source,target\n", r"edges\.csv: has a header but no lines"),
        (
            "source,goal\n1,2\n",
            r"edges\.csv, line 1: column target is missing; found source,goal; needed: source,target",
        ),
        ("source;target\n1;2\n", r"edges\.csv, line 1: found source;target; separate the columns by commas"),
        ("source,target,source\n1,2,3\n", r"line 1: column source stands there twice"),
        ("source,target\n1,2\n2\n", r"edges\.csv, line 3: has 1 cells; valid: 2, as in the header"),
        ("source,target\n1,2\n2,d\n", r"edges\.csv, line 3, target: there is no place with the id 'd'; valid: 1, 2, c"),
        ("source,target\n1,2\n2,2\n2,c\n", r"edges\.csv, line 3: joins '2' to itself"),
        ("source,target\n1,2\n2,c\n1,2\n", r"line 4: the tie 1-2 on layer 'ties' is given already \(line 2\)"),
        ("source,target\n1,2\n2,c\n2,1\n", r"line 4: the tie 2-1 .* in the other direction \(line 2\); ties have no"),
        ("source,target,weight\n1,2,\n2,c,heavy\n", r"line 3, weight: found 'heavy'; valid: a number such as 12\.5"),
        ("source,target,weight\n1,2,0\n", r"line 2, weight: found '0'; valid: a number above 0"),
        ("source,target,weight\n1,2,-1\n", r"line 2, weight: found '-1'; valid: a number above 0"),
        ("source,target,weight\n1,2,inf\n", r"line 2, weight: found 'inf'; valid: a number such as"),
        ('source,target\n1,"2\n', r"edges\.csv, line \d: is not CSV"),
        ("source,target\n1,2\n", r"nodes\.csv: 1 place has no tie .*: Gamma \(line 4\); add a tie"),
        ("source,target\n1,2\nÅrhus,2\n".encode("latin-1"), r"edges\.csv, line 3: is not UTF-8 \(byte 0xc5\); save"),
    ],
)
def test_what_is_wrong_with_the_ties_is_said_with_file_and_line(
    tmp_path: Path, edges: str | bytes, sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        read(tmp_path, edges)


@pytest.mark.parametrize(
    ("nodes", "sentence"),
    [
        ("name\nAlfa\n", r"nodes\.csv, line 1: column id is missing; found name; needed: id"),
        ("id,name\n1,Alfa\n,Beta\n", r"nodes\.csv, line 3: the id is blank"),
        ("id\n1\n2\n1\n", r"nodes\.csv, line 4: the id '1' is used already \(.*line 2\)"),
        ("id\n1\n01\n", r"nodes\.csv, line 3: the id '01' has the same code as '1' \(.*line 2\); rename one"),
        ("id\nc\n112844655\n", r"nodes\.csv, line 3: the id '112844655' has the same code as 'c'"),
        ("id,population\n1,12.5\n", r"line 2, population: found '12\.5'; valid: a whole number, 0 or above"),
        ("id,population\n1,-1\n", r"line 2, population: found '-1'; valid: a whole number, 0 or above"),
        ("id,x\n1,east\n", r"line 2, x: found 'east'; valid: a number such as 12\.5"),
    ],
)
def test_what_is_wrong_with_the_places_is_said_with_file_and_line(tmp_path: Path, nodes: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        read(tmp_path, nodes=nodes)


@pytest.mark.parametrize("missing", ["edges.csv", "nodes.csv"])
def test_a_missing_file_is_named(tmp_path: Path, missing: str) -> None:
    read(tmp_path)
    (tmp_path / missing).unlink()
    with pytest.raises(InputError, match=f"{missing}: there is no such file"):
        network.read_edges(tmp_path / "edges.csv", tmp_path / "nodes.csv")


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        network.read_graphml(tmp_path)


def test_isolated_places_may_be_allowed(tmp_path: Path) -> None:
    own = read(tmp_path, "source,target\n1,2\n", isolated="allow")
    assert len(own.places) == 3
    assert len(own.ties) == 1


def test_a_graph_written_by_networkx_is_read_back_whole(tmp_path: Path) -> None:
    country = denmark.load()
    graph = nx.Graph()
    for place in country.places:
        attributes = place._asdict()
        graph.add_node(attributes.pop("code"), **attributes)
    ties = denmark.ties(country, ["land_border", "fixed_link", "ferry"], 2014)
    for tie in ties:
        graph.add_edge(tie.code_a, tie.code_b, layer=tie.layer, weight=tie.weight)
    nx.write_graphml(graph, tmp_path / "denmark.graphml")
    own = network.read_graphml(tmp_path / "denmark.graphml")
    assert own.places == country.places
    assert own.ties == tuple(sorted(ties))


def test_a_multigraph_written_by_networkx_keeps_its_layers(tmp_path: Path) -> None:
    graph = nx.MultiGraph()
    graph.add_edge("Alfa", "Beta", layer="road", weight=2.0)
    graph.add_edge("Alfa", "Beta", layer="club", weight=1.0)
    nx.write_graphml(graph, tmp_path / "multi.graphml")
    own = network.read_graphml(tmp_path / "multi.graphml")
    assert [tie[2:] for tie in own.ties] == [("club", 1.0), ("road", 2.0)]
    assert {place.code for place in own.places} == {zlib.crc32(b"Alfa"), zlib.crc32(b"Beta")}


def test_defaults_declared_in_graphml_hold(tmp_path: Path) -> None:
    body = '<node id="1"/><node id="2"><data key="n">Beta</data></node><edge source="1" target="2"/>'
    own = network.read_graphml(graphml(tmp_path, graphml_of(body)))
    assert own.ties == ((1, 2, "ties", 2.0),)
    assert [place.name for place in own.places] == ["1", "Beta"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", r"own\.graphml: is empty"),
        ("<graphml>\n<graph", r"own\.graphml, line 2: is not XML at column"),
        ("<svg/>", r"own\.graphml: is not GraphML: its first element is 'svg'"),
        (graphml_of("", "directed"), r"own\.graphml: is directed; give an undirected graph, with each pair once"),
        (graphml_of('<node id="1"/><node id="2"/><edge directed="true" source="1" target="2"/>'), "is directed"),
        (graphml_of(""), r"own\.graphml: has no nodes"),
        (graphml_of("<node/>"), r"own\.graphml, node : has no id; every node has an id"),
        (graphml_of('<node id="1"><graph edgedefault="undirected"/></node>'), "has 2 graphs; valid: one graph"),
        (graphml_of('<node id="1"/><hyperedge/>'), "has a hyperedge; valid: edges between two nodes"),
        (graphml_of('<node id="1"/><edge source="1" target="2"/>'), r"edge 1-2, target: there is no place .* '2'"),
        (graphml_of('<node id="1"/><edge source="1" target="1"/>'), r"edge 1-1: joins '1' to itself"),
        (graphml_of('<node id="1"><data key="q">3</data></node>'), r"node 1: uses the key 'q', which is not declared"),
        (
            graphml_of('<node id="1"/><node id="2"/><edge source="1" target="2"><data key="w">x</data></edge>'),
            r"own\.graphml, edge 1-2, weight: found 'x'; valid: a number",
        ),
        (
            graphml_of('<node id="1"/><node id="2"/><edge source="1" target="2"/><edge source="2" target="1"/>'),
            r"edge 2-1: the tie 2-1 on layer 'ties' is given already, in the other direction",
        ),
        (graphml_of('<node id="1"/>'), r"own\.graphml: 1 place has no tie .*: 1 \(node 1\)"),
    ],
)
def test_what_is_wrong_with_a_graphml_file_is_said(tmp_path: Path, content: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        network.read_graphml(graphml(tmp_path, content))
