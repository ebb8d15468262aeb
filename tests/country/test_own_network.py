"""Users bring their own network as CSV or GraphML; what is wrong with it is said with file and line."""

from __future__ import annotations

import zlib
from pathlib import Path

import networkx as nx
import pytest

from diffusion_sim.country import denmark
from diffusion_sim.country.contact import contact_weights
from diffusion_sim.country.graphs import build_graph
from diffusion_sim.country.layers import danish_ties
from diffusion_sim.country.own_network import UserNetwork, read_edges, read_graphml
from diffusion_sim.errors import InputError
from diffusion_sim.scenario import load_scenario
from diffusion_sim.setup import build_setup

NODES = "id,name,region,population,x,y,note\n1,Alfa,North,1000,0.5,7,a\n2,Beta,North,2000.0,1.5,8,\nc,Gamma,,,,,\n"
EDGES = "source,target,layer,weight\n1,2,road,2\n1,2,club,1\n2,c,road,0.5\n"


def read(folder: Path, edges: str | bytes = EDGES, nodes: str | bytes = NODES, **options: str) -> UserNetwork:
    for name, content in (("edges.csv", edges), ("nodes.csv", nodes)):
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_edges(folder / "edges.csv", folder / "nodes.csv", **options)


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
    assert places["Gamma"][1:] == ("Gamma", "", 0, 0.0, 0.0, 0.0, -1, -1, "c")


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


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_file_of_danish_excel_is_read_and_this_is_said(tmp_path: Path, mark: str) -> None:
    edges = EDGES.replace(",", mark).replace("0.5", "0,5")
    nodes = NODES.replace(",", mark).replace("0.5", "0,5").replace("1000", "1.000,0").replace("\n", "\r\n")
    own = read(tmp_path, edges, f"sep={mark}\r\n{nodes}")
    assert (own.places, own.ties) == read(tmp_path)[:2]
    assert all(f"{name}.csv: columns are separated by {'semicolons' if mark == ';' else 'tabs'}" in own.notes[i]
               for i, name in ((0, "nodes"), (2, "edges")))  # fmt: skip


def test_a_quoted_decimal_comma_is_read_in_a_file_with_commas(tmp_path: Path) -> None:
    assert read(tmp_path, 'source,target,weight\n1,2,"1,5"\n2,c,"1.234,5"\n').ties[0].weight == 1.5


def test_columns_that_are_not_used_are_named(tmp_path: Path) -> None:
    (note,) = read(tmp_path).notes
    assert note.startswith("nodes.csv: column not used: note (used: id, name, ")


def test_gephis_columns_are_read_and_undirected_names_no_layer(tmp_path: Path) -> None:
    edges = "Source,Target,Type,Id,Label,timeset,Weight\n1,2,Undirected,0,,,2\n2,c,Undirected,1,,,0.5\n"
    own = read(tmp_path, edges, "Id,Label,timeset\n1,Alfa,\n2,Beta,\nc,Gamma,\n")
    assert own.ties[0] == (1, 2, "ties", 2.0)
    assert {place.name for place in own.places} == {"Alfa", "Beta", "Gamma"}


def test_names_are_equal_whether_their_letters_are_composed_or_not(tmp_path: Path) -> None:
    own = read(tmp_path, "source,target\nA\u030arhus,T\u00e5rnby\n", "id\n\u00c5rhus\nTa\u030arnby\n")
    assert [place.name for place in own.places] == sorted(
        ("\u00c5rhus", "T\u00e5rnby"), key=lambda n: zlib.crc32(n.encode())
    )


def test_the_network_read_can_be_built_and_shared_out(tmp_path: Path) -> None:
    own = read(tmp_path)
    weights = contact_weights(build_graph(own.places, own.ties), {"road": 1.0, "club": 1.0})
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
        ("source;goal\n1;2\n", r"line 1: column target is missing; found source;goal; needed: source;target"),
        ("\ufeff\n", r"edges\.csv: is empty"),
        ("source,target,type\n1,2,Directed\n", r"line 2, type: found 'Directed', but ties have no direction"),
        ('source,target,weight\n1,2,"1,500"\n', r"weight: found '1,500'; .*12\.5, without a mark for thousands"),
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
        ("id,population\n1,16.000\n", r"found '16\.000'; valid: a whole number, .*without a mark for thousands"),
        ("id,population\n1,1e12\n", r"found '1e12'; valid: a whole number, 0 or above, at most 10,000,000,000"),
        (f"id\n{'9' * 5000}\nc\n", r"nodes\.csv: 2 places have no tie|edges"),
        ("id,x\n1,1e300\n", r"line 2, x: found '1e300'; valid: at most 1e\+15 either way"),
        (
            "id,tile_row,tile_column\n1,0,0\n2,0,0\n3,0,1\n",
            r"nodes\.csv, line 3, tile_row: row 0, column 0 is the tile of '1' already \(.*line 2\)",
        ),
        ("id,area_km2\n1,-3\n", r"line 2, area_km2: found '-3'; valid: 0 or above"),
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
        read_edges(tmp_path / "edges.csv", tmp_path / "nodes.csv")


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        read_graphml(tmp_path)


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
    ties = danish_ties(country, ["land_border", "fixed_link", "ferry"], 2014)
    for tie in ties:
        graph.add_edge(tie.code_a, tie.code_b, layer=tie.layer, weight=tie.weight)
    nx.write_graphml(graph, tmp_path / "denmark.graphml")
    own = read_graphml(tmp_path / "denmark.graphml")
    assert [place[:-1] for place in own.places] == [place[:-1] for place in country.places]
    assert {place.own_id for place in own.places} == {str(place.code) for place in country.places}
    assert own.ties == tuple(sorted(ties))


def test_a_multigraph_written_by_networkx_keeps_its_layers(tmp_path: Path) -> None:
    graph = nx.MultiGraph()
    graph.add_edge("Alfa", "Beta", layer="road", weight=2.0)
    graph.add_edge("Alfa", "Beta", layer="club", weight=1.0)
    nx.write_graphml(graph, tmp_path / "multi.graphml")
    own = read_graphml(tmp_path / "multi.graphml")
    assert [tie[2:] for tie in own.ties] == [("club", 1.0), ("road", 2.0)]
    assert {place.code for place in own.places} == {zlib.crc32(b"Alfa"), zlib.crc32(b"Beta")}


def test_defaults_declared_in_graphml_hold(tmp_path: Path) -> None:
    body = '<node id="1"/><node id="2"><data key="n">Beta</data></node><edge source="1" target="2"/>'
    own = read_graphml(graphml(tmp_path, graphml_of(body)))
    assert own.ties == ((1, 2, "ties", 2.0),)
    assert [place.name for place in own.places] == ["1", "Beta"]


def test_graphml_without_a_namespace_is_read_as_cytoscape_writes_it(tmp_path: Path) -> None:
    body = '<graphml><graph edgedefault="undirected"><node id="0" /><node id="A\u030a" /><edge source="0" target="\u00c5" />'
    own = read_graphml(graphml(tmp_path, body + "</graph></graphml>"))
    assert {place.own_id for place in own.places} == {"0", "\u00c5"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('<?xml version="1.0" encoding="utf-7"?><graphml/>', r"own\.graphml.*: is not XML"),
        ("<graphml><graph/></graphml>", r"own\.graphml: does not say whether it is directed"),
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
        read_graphml(graphml(tmp_path, content))


def test_the_example_of_the_documentation_holds(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    example = (root / "docs" / "own-country.md").read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    (tmp_path / "own.toml").write_text(example.replace("../configs", (root / "configs").as_posix()), encoding="utf-8")
    (tmp_path / "nodes.csv").write_text(NODES, encoding="utf-8")
    (tmp_path / "edges.csv").write_text(EDGES, encoding="utf-8")
    assert [place.own_id for place in build_setup(load_scenario(tmp_path / "own.toml")).places] == ["1", "2", "c"]
