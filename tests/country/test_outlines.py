"""The user's own map: read from GeoJSON and TopoJSON, matched by code or name, refused with a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from diffusion_sim.country.outlines import read_outlines
from diffusion_sim.country.places import Place
from diffusion_sim.errors import DataError
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import build_setup

SQUARE = [[9.0, 55.0], [10.0, 55.0], [10.0, 56.0], [9.0, 56.0], [9.0, 55.0]]

FORTY_MILLION_POINTS = {
    "type": "Topology", "arcs": [[[9.0, 55.0]] * 2000],
    "objects": {"a": {"type": "Polygon", "arcs": [[0] * 20_000]}},
}  # fmt: skip
"""A small file that names one arc many times."""


@pytest.fixture(scope="module")
def places() -> tuple[Place, ...]:
    return build_setup(Scenario()).places


def feature(properties: dict[str, object], identity: object = None) -> dict[str, object]:
    geometry = {"type": "Polygon", "coordinates": [SQUARE]}
    return {"type": "Feature", "id": identity, "properties": properties, "geometry": geometry}


def written(folder: Path, content: object) -> Path:
    path = folder / "map.geojson"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("properties", "identity", "code"),
    [
        ({"KOMKODE": "0740"}, None, 740), ({"kommunekode": 740}, None, 740), ({}, 740, 740), ({}, "0740", 740),
        ({"navn": "Silkeborg"}, "x1", 740), ({"name": "SILKEBORG KOMMUNE"}, None, 740), ({"n": "Århus"}, None, 751),
        ({"n": "Københavns Kommune"}, None, 101), ({"n": "Bornholms Regionskommune"}, None, 400),
        ({"id": "101", "navn": "Silkeborg"}, None, 740), ({"id": 101, "navn": "Silkeborg"}, 101, 740),
        ({"n": "Randers Kommune"}, None, 730), ({"n": "A\u030aarhus"}, None, None), ({"n": "Skåne"}, 99, None),
    ],
)  # fmt: skip
def test_a_feature_is_matched_by_code_or_name(
    tmp_path: Path, places: tuple[Place, ...], properties: dict[str, object], identity: object, code: int | None
) -> None:
    features = [feature({"code": 101}), feature(properties, identity)]
    outlines, told = read_outlines(written(tmp_path, {"type": "FeatureCollection", "features": features}), places)
    assert {one.code for one in outlines} == {101} | ({code} if code else set())
    assert ("1 outline of no municipality here" in told) == (code is None)


def test_a_running_id_is_no_code_where_names_are_told(tmp_path: Path, places: tuple[Place, ...]) -> None:
    features = [feature({"id": 100 + n, "navn": place.name}) for n, place in enumerate(places)]
    outlines, told = read_outlines(written(tmp_path, {"type": "FeatureCollection", "features": features}), places)
    assert told == ""
    assert len(outlines) == len({one.code for one in outlines}) == 98


def test_a_ring_of_two_points_and_two_systems_in_one_file_are_refused(
    tmp_path: Path, places: tuple[Place, ...]
) -> None:
    metres = feature({"code": 740})
    metres["geometry"] = {"type": "Polygon", "coordinates": [[[5e5 + 1e4 * x, 6e6 + 1e4 * y] for x, y in SQUARE]]}
    short = feature({"code": 740})
    short["geometry"] = {"type": "Polygon", "coordinates": [SQUARE[:2]]}
    for other, said in ((metres, "in degrees and others in metres"), (short, "a ring has 2 points; it takes 3")):
        features = [feature({"code": 101}), other]
        with pytest.raises(DataError, match=said):
            read_outlines(written(tmp_path, {"type": "FeatureCollection", "features": features}), places)


def test_what_is_missing_is_told_in_one_sentence(tmp_path: Path, places: tuple[Place, ...]) -> None:
    path = written(tmp_path, {"type": "FeatureCollection", "features": [feature({"code": 101})]})
    _, told = read_outlines(path, places)
    assert "has no outline for 97 of 98 municipalities (" in told
    assert told.endswith("those are left out.")


def test_degrees_are_drawn_in_the_proportions_of_their_latitude(tmp_path: Path, places: tuple[Place, ...]) -> None:
    path = written(tmp_path, {"type": "FeatureCollection", "features": [feature({"code": 101})]})
    ((outline,), _) = read_outlines(path, places)
    width, height = np.ptp(outline.polygons[0][0], axis=0)
    assert height == pytest.approx(1.0)
    assert width == pytest.approx(np.cos(np.radians(55.5)))


def test_topojson_gives_what_geojson_gives(tmp_path: Path, places: tuple[Place, ...]) -> None:
    arcs = [[[0, 0], [100, 0], [0, 100]], [[0, 0], [0, 100], [100, 0]]]  # steps of a hundredth of a degree
    geometry = {"type": "Polygon", "arcs": [[0, -2]], "properties": {"code": 101}}
    topology = {
        "type": "Topology", "transform": {"scale": [0.01, 0.01], "translate": [9.0, 55.0]}, "arcs": arcs,
        "objects": {"municipalities": {"type": "GeometryCollection", "geometries": [geometry]}},
    }  # fmt: skip
    ((drawn,), _) = read_outlines(written(tmp_path, topology), places)
    flat = {"type": "FeatureCollection", "features": [feature({"code": 101})]}
    ((expected,), _) = read_outlines(written(tmp_path, flat), places)
    np.testing.assert_allclose(drawn.polygons[0][0], expected.polygons[0][0])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is not valid JSON"), ("[]", "is not GeoJSON"), ({"type": "Feature"}, "neither GeoJSON nor TopoJSON"),
        ({"type": "FeatureCollection", "features": []}, "shows none of the 98"),
        ({"type": "Topology", "arcs": [], "objects": {"a": {"type": "Polygon", "arcs": [[3]]}}}, "not whole TopoJSON"),
        ({"type": "FeatureCollection", "features": [
            {"properties": {"code": 101}, "geometry": {"type": "Polygon", "coordinates": [[["a", 1]]]}}]},
         "polygon that cannot be drawn"),
        ({"type": "FeatureCollection", "features": [{"id": 1, "geometry": "x"}]}, "polygon that cannot be drawn"),
        (FORTY_MILLION_POINTS, "not whole TopoJSON .*more than 20,000,000 points"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(
    tmp_path: Path, places: tuple[Place, ...], content: object, said: str
) -> None:
    with pytest.raises(DataError, match=said):
        read_outlines(written(tmp_path, content), places)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, places: tuple[Place, ...]) -> None:
    with pytest.raises(DataError, match="there is no such file"):
        read_outlines(tmp_path / "none.geojson", places)


def test_a_name_that_several_places_have_matches_none_of_them_but_an_id_does(tmp_path: Path) -> None:
    twins = [Place(code, "Nyby", "", 0, 0.0, 0.0, 0.0, -1, -1, f"N{code}") for code in (1, 2)]
    features = [feature({"name": "Nyby"}), feature({"id": "n2"})]
    outlines, told = read_outlines(written(tmp_path, {"type": "FeatureCollection", "features": features}), twins)
    assert [one.code for one in outlines] == [2]
    assert "has 1 outline of no municipality here" in told
