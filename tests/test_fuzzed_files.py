"""Whatever a user's file holds, reading it ends soon, with a value or with an error of the package in printable words.

1,600 inputs: scenario files and changes, nodes and edges as CSV, GraphML, maps and posteriors, each a good one that
was damaged, or made of what damages.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fuzzing import SAME_EACH_TIME, inputs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diffusion_sim.country.contact import contact_weights
from diffusion_sim.country.graphs import build_graph
from diffusion_sim.country.outlines import read_outlines
from diffusion_sim.country.own_network import UserNetwork, read_edges, read_graphml
from diffusion_sim.errors import DiffusionSimError, printable
from diffusion_sim.scenario import Scenario, load_scenario
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.scenario.posterior import load_posterior
from diffusion_sim.setup import build_setup

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow
FUZZED = settings(
    max_examples=inputs(200),
    deadline=timedelta(seconds=20),
    suppress_health_check=list(HealthCheck),
    derandomize=SAME_EACH_TIME,
)

NASTY = [
    "", "0", "-1", "1e308", "-1e999", "nan", "inf", "1_0", "0x" + "f" * 5000, "9" * 5000, "1,5", "1.500", "1,500", "true",
    "2014-01", "2014-01-01", "\0", "\x1b[31m", "\u202e", "A\u030a", "Å", "ẞ", "\ufeff", "\ud7ff", "\u2028", '"', "'",
    '"""', "\\", "\\u0000", "\\ud800", "C:\\Users", "\r", "\n", "\t", ";", ",", "=", "[", "]", "[[", "{", "}", "#", "<", ">",
    "&", "&lol;", "]]>", "<!--", "[" * 500, "{" * 500, "a." * 200, "x" * 3000, "region:", "body:", "region:Midtjylland",
    "../", "/dev/zero", "null", "[]", "{}", "[[]]", "-0.0", "Silkeborg", "Directed", "id", "source",
]  # fmt: skip
SCENARIOS = [
    """extends = "base.toml"
name = "mine"
description = "of a test"
[prize]
winners_per_year = 3
scope = ["Silkeborg", "region:Midtjylland"]
from_month = "2015-01"
[appraisal]
nih_bias = 0.6
[[interventions]]
name = "A"
parameter = "appraisal.nih_bias"
scale = 0.5
from = "2015-01"
until = "2016-12"
municipalities = ["740", "body:Business Region Aarhus"]
[[innovations]]
name = "B"
benefit = 2.0
first_adopters = ["Aarhus"]
[[organisations]]
name = "C"
form = "innovation_department"
[[partnerships]]
name = "D"
municipalities = ["Silkeborg", "Viborg"]
""",
    'name = "own"\n[network]\nkind = "file"\nnodes_file = "nodes.csv"\nedges_file = "edges.csv"\nisolated = "allow"\n',
    '[network]\nkind = "ring"\nplaces = "synthetic"\nsize = 12\ndegree = 4\n[time]\nmonths = 12\nburn_in_months = 0\n',
]
NODES = (
    "id,name,region,population,area_km2,x,y,tile_row,tile_column\n1,A,R,10,1.5,0,1,0,0\nb,B,R,20,2,1,0,0,1\n3,,,,,,,,\n"
)
EDGES = "source,target,layer,weight\n1,b,road,2\nb,3,road,0.5\n"
GRAPHML = """<?xml version="1.0" encoding="UTF-8"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="w" for="edge" attr.name="weight" attr.type="double"><default>2</default></key>
<key id="n" for="node" attr.name="name" attr.type="string"/><graph edgedefault="undirected">
<node id="1"><data key="n">A</data></node><node id="b"/><edge source="1" target="b"><data key="w">1.5</data></edge>
</graph></graphml>
"""
SQUARE = [[9, 55], [10, 55], [10, 56], [9, 55]]
MAP = {"type": "FeatureCollection", "features": [
    {"type": "Feature", "id": 101, "properties": {"n": "A"}, "geometry": {"type": "Polygon", "coordinates": [SQUARE]}},
    {"properties": {"code": "0147"}, "geometry": {"type": "MultiPolygon", "coordinates": [[SQUARE]]}}]}  # fmt: skip
TOPOLOGY = {
    "type": "Topology", "transform": {"scale": [0.01, 0.01], "translate": [9, 55]}, "arcs": [SQUARE, SQUARE],
    "objects": {"m": {"type": "GeometryCollection", "geometries": [
        {"type": "Polygon", "arcs": [[0, -2]], "id": 101}, {"type": "MultiPolygon", "arcs": [[[1]]], "id": 147}]}},
}  # fmt: skip
POSTERIOR = '# calibrated_at {"appraisal.nih_bias": 0.5}\ndraw,weight,appraisal.nih_bias\n1,0.5,0.4\n2,0.5,0.6\n'


def damaged(good: list[str]) -> st.SearchStrategy[bytes]:
    """Take a good text and cut, double, replace or insert in a few places, then perhaps a byte that is no UTF-8."""
    change = st.tuples(st.floats(0, 1), st.integers(0, 12), st.one_of(st.sampled_from(NASTY), st.text(max_size=6)))

    def change_text(text: str, changes: list[tuple[float, int, str]], tail: bytes) -> bytes:
        for share, length, new in changes:
            at = round(share * len(text))
            text = text[:at] + (new or text[at : at + length] * 2) + text[at + length :]
        return text.encode(errors="surrogatepass") + tail

    tails = st.one_of(st.just(b""), st.just(b""), st.binary(max_size=3))
    return st.builds(change_text, st.sampled_from(good), st.lists(change, max_size=4), tails)


def wrong_values(good: Any) -> st.SearchStrategy[bytes]:
    """Take JSON and put anything in the place of one of its parts."""
    paths = [*_paths(good)]
    anything = st.recursive(
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(),
            st.floats(),
            st.sampled_from(NASTY),
            st.just(10**400),
            st.just(1e308),
        ),
        lambda part: st.lists(part, max_size=3) | st.dictionaries(st.sampled_from(["type", "id", "arcs", "x"]), part),
        max_leaves=6,
    )
    return st.builds(lambda path, value: json.dumps(_put(good, path, value)).encode(), st.sampled_from(paths), anything)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(deeper for key, part in parts for deeper in _paths(part, (*path, key)))]


def _put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    inside = dict(value) if isinstance(value, dict) else list(value)
    inside[path[0]] = _put(value[path[0]], path[1:], new)
    return inside


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (
        ("nodes.csv", NODES),
        ("edges.csv", EDGES),
        ("base.toml", "[time]\nmonths = 6\nburn_in_months = 0\n"),
    ):
        (tmp_path / name).write_text(text)
    return tmp_path


def said_of(action: Callable[[], object]) -> str:
    """Do something with an input; return what the package says against it, nothing where it works."""
    try:
        action()
    except DiffusionSimError as error:
        return str(error)
    return ""


def can_be_read(said: str) -> bool:
    return printable(said) == said and len(said) < 5000


def load_and_build(path: Path) -> None:
    build_setup(load_scenario(path))


@FUZZED
@given(content=damaged(SCENARIOS) | st.binary(max_size=60))
def test_scenario_files(folder: Path, content: bytes) -> None:
    (folder / "mine.toml").write_bytes(content)
    assert can_be_read(said_of(lambda: load_and_build(folder / "mine.toml")))


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.sampled_from(NASTY),
        st.just(10**400),
        st.just(10**6),
        st.text(),
    ),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=4), part, max_size=2),
    max_leaves=5,
)
KEYS = st.one_of(
    st.sampled_from(list(declarations())),
    st.sampled_from(["name", "description", "interventions", "innovations", "organisations", "partnerships", "prize"]),
    st.sampled_from(NASTY),
)


@FUZZED
@given(changes=st.dictionaries(KEYS, VALUES, max_size=4))
def test_changes_to_a_scenario(changes: dict[Any, Any]) -> None:
    assert can_be_read(said_of(lambda: build_setup(Scenario().with_changes({"network.size": 12, **changes}))))


@FUZZED
@given(tables=st.dictionaries(
    st.sampled_from(["interventions", "innovations", "organisations", "partnerships"]),
    st.lists(st.dictionaries(st.sampled_from(
        ["name", "parameter", "set", "scale", "shift", "from", "until", "municipalities", "form", "benefit", "fit",
         "complexity", "first_adopters", "random_first_adopters"]),
        st.sampled_from(["appraisal.nih_bias", "time.months", "2015-01", "hr", ["Silkeborg"], ["x"], 1, 2.5, -1, 1e308])
        | VALUES), max_size=3), max_size=3))  # fmt: skip
def test_tables_of_a_scenario(tables: dict[str, Any]) -> None:
    assert can_be_read(said_of(lambda: build_setup(Scenario().with_changes(tables))))


@FUZZED
@given(nodes=damaged([NODES, NODES.replace(",", ";"), NODES.replace(",", "\t")]))
def test_nodes(folder: Path, nodes: bytes) -> None:
    (folder / "nodes.csv").write_bytes(nodes)
    assert can_be_read(said_of(lambda: _built(read_edges(folder / "edges.csv", folder / "nodes.csv", "allow"))))


@FUZZED
@given(
    edges=damaged([EDGES, EDGES.replace(",", ";"), "Source,Target,Type,Id\n1,b,Undirected,0\nb,3,Undirected,1\n"]),
    repeated=st.sampled_from(["refuse", "merge"]),
)
def test_edges(folder: Path, edges: bytes, repeated: Any) -> None:
    (folder / "nodes.csv").write_text(NODES)
    (folder / "edges.csv").write_bytes(edges)
    assert can_be_read(
        said_of(lambda: _built(read_edges(folder / "edges.csv", folder / "nodes.csv", "allow", repeated)))
    )


@FUZZED
@given(content=damaged([GRAPHML, GRAPHML.replace(' xmlns="http://graphml.graphdrawing.org/xmlns"', "")]))
def test_graphml(folder: Path, content: bytes) -> None:
    (folder / "own.graphml").write_bytes(content)
    assert can_be_read(said_of(lambda: _built(read_graphml(folder / "own.graphml", "allow"))))


def _built(own: UserNetwork) -> None:
    graph = build_graph(own.places, own.ties)
    contact_weights(graph, dict.fromkeys(graph.graph["layers"], 1.0), isolated="allow")


@FUZZED
@given(content=st.one_of(
    damaged([json.dumps(MAP), json.dumps(TOPOLOGY)]), wrong_values(MAP), wrong_values(TOPOLOGY), wrong_values(TOPOLOGY)))  # fmt: skip
def test_maps(folder: Path, content: bytes) -> None:
    (folder / "map.json").write_bytes(content)
    places = build_setup(Scenario()).places
    assert can_be_read(said_of(lambda: read_outlines(folder / "map.json", places)))


@FUZZED
@given(content=damaged([POSTERIOR]))
def test_posteriors(folder: Path, content: bytes) -> None:
    (folder / "posterior.csv").write_bytes(content)
    assert can_be_read(said_of(lambda: load_posterior(folder / "posterior.csv").drawn_for(Scenario(), 1, 0)))
