"""Measures of observed diffusion: by hand on five places, and the numbers known for two real studies."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from evidence.studies import chain_of_five, real_study, write_study

import diffusion_sim as ds
from diffusion_sim.cli.entry import exit_status
from diffusion_sim.errors import DataError, InputError, RunError
from diffusion_sim.evidence.study import (
    Metric,
    Study,
    adoption_hazard,
    adoption_share,
    categories,
    exposure,
    fit_bass,
    mean_threshold,
    metrics,
    morans_i,
    peer_hazard_ratio,
    structural_test,
    thresholds,
    time_to_share,
)
from diffusion_sim.evidence.study.bass import bass_share
from diffusion_sim.evidence.study.permutation import swapped
from diffusion_sim.world import build_world


@pytest.fixture
def five(tmp_path: Path) -> Study:
    return ds.load_study(chain_of_five(tmp_path / "five"))


def unconnected(folder: Path, times: Iterable[int | None]) -> Study:
    """Return a study of places that adopt in these periods, or not, and are tied to nobody who was watched."""
    rows = list(enumerate(times))
    write_study(
        folder,
        "id\nfar\n" + "".join(f"p{i}\n" for i, _ in rows),
        "source,target\np0,far\n",
        "id,time\n" + "".join(f"p{i},{'' if time is None else time}\n" for i, time in rows),
    )
    return ds.load_study(folder)


def shown(study: Study) -> dict[str, Metric]:
    return {one.name: one for one in metrics(study, rewired=20)}


def test_a_study_tells_what_it_is_in_a_line(five: Study) -> None:
    assert repr(five) == "<Study of innovation: 4 of 5 places in 4 periods, directed ties>"


def test_share_and_hazard_count_those_who_are_left(five: Study) -> None:
    assert adoption_share(five).tolist() == [0.2, 0.6, 0.6, 0.8]
    assert adoption_hazard(five) == pytest.approx([1 / 5, 2 / 4, 0, 1 / 2])


def test_a_share_that_was_never_reached_has_no_time(five: Study) -> None:
    assert [time_to_share(five, share) for share in (0.2, 0.5, 0.8, 0.9)] == [1, 2, 4, None]


def test_exposure_is_the_share_of_those_looked_at_and_zero_for_who_looks_at_nobody(five: Study) -> None:
    assert exposure(five).tolist() == [
        [0, 0, 0, 0], [1, 1, 1, 1], [0.5, 1, 1, 1], [0, 0.5, 0.5, 0.5], [0, 0, 0, 1],
    ]  # fmt: skip
    assert exposure(five, lag=1)[2].tolist() == [0, 0.5, 1, 1]


def test_a_threshold_is_the_exposure_at_adoption_and_unknown_without_one(five: Study) -> None:
    """A looks at nobody, E did not adopt."""
    assert thresholds(five)[:4].tolist() == [0, 1, 1, 0.5]
    assert np.isnan(thresholds(five)[4])
    assert thresholds(five.counted_as("last_period")).tolist() == [0, 1, 1, 0.5, 1]
    assert mean_threshold(five) == pytest.approx(2.5 / 4)


def test_the_table_says_how_many_adopters_without_ties_the_mean_threshold_counts(five: Study) -> None:
    assert shown(five)["mean_threshold"].text == "0.6250 (adopters without ties counted as 0: 1)"


def test_categories_lie_a_standard_deviation_round_the_mean(five: Study) -> None:
    """Times 1, 2, 2, 4: mean 2.25, sd 1.258; 1 lies above 0.99, 4 above 3.51."""
    assert list(categories(five).values()) == [0, 3, 0, 1, 1]


def test_who_adopts_right_on_a_bound_belongs_to_the_later_category(tmp_path: Path) -> None:
    """Times 1 to 5, four each: mean 3, sd 1.451. netdiffuseR's ``findInterval`` counts 3 into the late majority."""
    study = unconnected(tmp_path, [1 + i // 4 for i in range(20)])
    assert list(categories(study).values()) == [4, 4, 8, 4, 0]


def test_there_are_no_categories_where_all_adopted_in_one_period(tmp_path: Path) -> None:
    study = unconnected(tmp_path, [3, 3, 3, None])
    assert list(categories(study).values()) == [None, None, None, None, 1]
    assert shown(study)["categories"].text == "– (all adopters in one period), 1 did not adopt"


@pytest.mark.parametrize("places", [1, 2, 3])
def test_few_places_have_measures_but_no_morans_i(
    places: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unconnected(tmp_path, range(1, places + 1))
    assert exit_status(["metrics", str(tmp_path), "--rewired", "20"]) == 0
    assert "Moran's I of adoption          – (fewer than four places" in capsys.readouterr().out
    assert exit_status(["metrics", str(tmp_path), "--rewired", "20", "--json"]) == 0
    moran = json.loads(capsys.readouterr().out)["morans_i"]
    assert [moran[name] for name in ("observed", "expected", "sd", "p_value")] == [None] * 4


def test_morans_i_is_missing_where_values_could_not_be_dealt_out_otherwise() -> None:
    """All alike; without ties; one adopter on a ring; all tied to all: no two ways of dealing out differ."""
    ring, all_tied = np.roll(np.eye(5), 1, axis=1) + np.roll(np.eye(5), -1, axis=1), 1 - np.eye(5)
    one, two = np.array([1.0, 0, 0, 0, 0]), np.array([1.0, 1, 0, 0, 0])
    for values, ties in ((np.full(5, 0.1), ring), (two, np.zeros((5, 5))), (one, ring), (two, all_tied)):
        assert np.isnan(morans_i(values, ties)).all()
    assert not np.isnan(morans_i(two, ring)).any()


@pytest.mark.parametrize("times", [[3] * 6, [1, 2, 3, 4], [2, *[None] * 9]])
def test_no_measure_is_shown_as_nan(times: list[int | None], tmp_path: Path) -> None:
    for one in shown(unconnected(tmp_path, times)).values():
        assert "nan" not in one.text


def test_morans_i_of_two_blocks_is_one_and_of_alternating_places_minus_one() -> None:
    ring = np.zeros((4, 4))
    for place in range(4):
        ring[place, (place + 1) % 4] = ring[place, place - 1] = 1
    assert morans_i(np.array([0.0, 1, 0, 1]), ring).observed == pytest.approx(-1)
    pairs = np.kron(np.eye(2), 1 - np.eye(2))
    assert morans_i(np.array([0.0, 0, 1, 1]), pairs).observed == pytest.approx(1)


def test_morans_i_has_the_mean_and_spread_of_values_dealt_out_at_random() -> None:
    draw = np.random.default_rng(3)
    weights = (draw.random((12, 12)) < 0.3) * (1.0 - np.eye(12))
    values = draw.exponential(size=12)
    found = [morans_i(draw.permutation(values), weights).observed for _ in range(4_000)]
    expected = morans_i(values, weights)
    assert np.mean(found) == pytest.approx(expected.expected, abs=4 * expected.sd / 4_000**0.5)
    assert np.std(found) == pytest.approx(expected.sd, rel=0.06)


@pytest.mark.parametrize("directed", [True, False])
def test_rewiring_keeps_how_many_each_names_and_is_named_by(directed: bool) -> None:
    draw = np.random.default_rng(4)
    ties = (draw.random((15, 15)) < 0.25) * (1.0 - np.eye(15))
    ties = ties if directed else np.maximum(ties, ties.T)
    new = swapped(ties, draw, directed)
    assert (new != ties).any()
    assert new.sum(axis=0).tolist() == ties.sum(axis=0).tolist()
    assert new.sum(axis=1).tolist() == ties.sum(axis=1).tolist()
    assert not np.diag(new).any()
    assert directed or (new == new.T).all()


def test_the_structural_test_sees_that_whole_groups_adopt_together(tmp_path: Path) -> None:
    """Six rings of five that adopt one after the other: each place's threshold is 1, in rewired networks less."""
    ids = [f"p{number}" for number in range(30)]
    edges = [f"{ids[i]},{ids[5 * (i // 5) + (i + 1) % 5]}" for i in range(30)]
    folder = write_study(
        tmp_path / "groups",
        "id\n" + "\n".join(ids) + "\n",
        "source,target\n" + "\n".join(edges) + "\n",
        "id,time\n" + "".join(f"{one},{1 + i // 5}\n" for i, one in enumerate(ids)),
    )
    found = structural_test(ds.load_study(folder, direction="directed"), 100)
    assert found.observed == 1
    assert found.expected < 0.8
    assert found.p_value == pytest.approx(1 / 101)


def test_bass_finds_the_p_and_q_of_a_curve_that_is_bass(tmp_path: Path) -> None:
    share = bass_share(np.arange(1.0, 16.0), 0.03, 0.38)
    times = np.searchsorted(share, (np.arange(2_000) + 0.5) / 2_000) + 1
    rows = "".join(f"{i + 1},{time if time <= 15 else ''}\n" for i, time in enumerate(times))
    nodes = "id\n" + "".join(f"{i + 1}\n" for i in range(2_000))
    study = ds.load_study(write_study(tmp_path / "bass", nodes, "source,target\n1,2\n", "id,time\n" + rows))
    assert fit_bass(study)[:2] == pytest.approx((0.03, 0.38), abs=2e-3)


@pytest.mark.parametrize(
    ("times", "why"),
    [
        ([2, *[None] * 9], "adoptions in fewer than 3 periods"),
        ([3] * 10, "adoptions in fewer than 3 periods"),
        ([1, 4, 4, None], "adoptions in fewer than 3 periods"),
        ([20, 21, 21, 21, 22], "the fit runs to the edge of its range"),  # no small p lets a curve begin so late
        ([1] * 998 + [2, 3], "other p and q fit as well"),  # all that is seen of the curve is its ceiling
    ],
)
def test_bass_is_missing_where_the_data_do_not_identify_it(times: list[int | None], why: str, tmp_path: Path) -> None:
    study = unconnected(tmp_path, times)
    with pytest.raises(RunError, match=f"Bass's p and q are not identified: {why}"):
        fit_bass(study)
    assert (shown(study)["bass"].value, shown(study)["bass"].text) == (None, f"– ({why})")


def test_bass_finds_a_tiny_p(tmp_path: Path) -> None:
    """To the rounding of shares; adoption begins in period 13 or so."""
    share = bass_share(np.arange(1.0, 33.0), 1e-8, 0.8)
    times = np.searchsorted(share, (np.arange(2_000) + 0.5) / 2_000) + 1
    found = fit_bass(unconnected(tmp_path, [int(time) if time <= 32 else None for time in times]))
    assert (np.log10(found.p), found.q) == pytest.approx((-8, 0.8), abs=0.02)


def test_the_peer_hazard_ratio_of_one_risk_set_is_the_odds_of_two_counts(tmp_path: Path) -> None:
    """In period 2, of 3 exposed and 6 others 2 and 1 adopt. Breslow: 3 e / (3 e + 6) = 2/3, so e = 4."""
    nodes = "id\nseed\n" + "".join(f"p{i}\n" for i in range(9))
    edges = "source,target\n" + "".join(f"p{i},seed\n" for i in range(3))
    adoptions = "id,time\nseed,1\np0,2\np1,2\np3,2\n" + "".join(f"p{i},\n" for i in (2, 4, 5, 6, 7, 8))
    study = ds.load_study(write_study(tmp_path / "odds", nodes, edges, adoptions), direction="directed")
    assert peer_hazard_ratio(study).ratio == pytest.approx(4)


def test_what_the_data_cannot_tell_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_study(tmp_path / "flat", "id\na\nb\n", "source,target\na,b\n", "id,time\na,1\nb,1\n")
    assert exit_status(["metrics", str(folder)]) == 0
    assert "cannot be estimated" in capsys.readouterr().out


def test_dates_become_months_or_years_and_unwatched_places_are_left_out(tmp_path: Path) -> None:
    folder = write_study(
        tmp_path / "dates", "id\n1\n2\n3\n4\n", "source,target,type\n1,2,border\n2,3,border\n3,4,club\n",
        "id,innovation,date\n1,fee,2014-11-30\n2,fee,2015-02-01\n3,fee,\n",
    )  # fmt: skip
    months, years = ds.load_study(folder), ds.load_study(folder, period="year", layers=["border"])
    assert (months.times[:2].tolist(), months.first_period) == ([1, 4], "2014-11")
    assert (years.times[:2].tolist(), years.first_period) == ([1, 2], "2014-01")
    assert months.unobserved == ("4",)
    assert not months.directed
    assert months.ties.sum() == 4


def test_years_and_dates_may_stand_as_times(tmp_path: Path) -> None:
    folder = chain_of_five(tmp_path / "five")
    expected = ds.load_study(folder).times
    for text, first in (
        ("id,time\nA,2011\nB,2012\nC,2012\nD,2014\nE,\n", "2011"),
        ("id,time\nA,2014-11\nB,2014-12\nC,2014-12-31\nD,2015-02\nE,\n", "2014-11"),
    ):
        (folder / "adoptions.csv").write_text(text, encoding="utf-8")
        study = ds.load_study(folder)
        np.testing.assert_array_equal(study.times, expected)
        assert study.first_period == first


@pytest.mark.parametrize(
    ("times", "period", "given", "periods"),
    [
        ("2005 2010", "month", "2012", 8),
        ("2005 2010", "month", 2012, 8),
        ("2005 2010", "month", "8", 8),  # a number of periods, as before
        ("2005 2010", "month", "2007", 3),  # D had not adopted by then
        ("2012-01 2012-05", "month", "2012-06", 6),
        ("2012-01 2012-05", "month", "2012-06-30", 6),
        ("2012-01 2012-05", "month", "2012", 12),  # to the end of the year
        ("2012-01 2012-05", "quarter", "2012-07", 3),
        ("2012-03 2014-05", "year", "2015", 4),
        ("2012-03 2014-05", "year", "5", 5),
        ("1 4", "month", "9", 9),
        ("1 4", "month", 9, 9),
        ("3 1500", "month", "1600", 1600),  # periods may be days
    ],
)
def test_the_last_period_may_be_given_as_the_study_counts_time(
    times: str, period: str, given: int | str, periods: int, tmp_path: Path
) -> None:
    folder = chain_of_five(tmp_path / "five")
    first, last = times.split()
    (folder / "adoptions.csv").write_text(f"id,time\nA,{first}\nB,{first}\nC,{first}\nD,{last}\nE,\n", encoding="utf-8")
    study = ds.load_study(folder, period=period, last_period=given)
    assert study.periods == periods
    assert study.adopters == 4 - (given == "2007")


@pytest.mark.parametrize("command", ["metrics", "fit"])
@pytest.mark.parametrize(
    ("times", "given", "said"),
    [
        (
            "2005 2010",
            "2004",
            "2004 is before the first adoption, in period 1; valid: a year from 2005 on, or a number",
        ),
        ("2005 2010", "9999", "9999 would be 7995 periods, and the last adoption is in period 6; valid: a year"),
        ("2005 2010", "2012-06", "found '2012-06'; valid: a year from 2005 on, or a number of periods"),
        ("2012-01 2012-05", "2011-12", "2011-12 is before the first adoption, in period 1; valid: a date from 2012-01"),
        (
            "2012-01 2012-05",
            "2012-13",
            "found '2012-13'; valid: a date from 2012-01 on as YYYY-MM or YYYY-MM-DD, a year",
        ),
        ("2012-01 2012-05", "2999", "would be 11856 periods"),
        ("3 4", "2012", "2012 would be 2012 periods, and the last adoption is in period 4; valid: a whole number"),
        ("3 4", "2012-06", "found '2012-06'; valid: a whole number of periods, 1 or above"),
        ("3 4", "2", "2 is before the first adoption, in period 3"),
        ("3 4", "0", "0 is before the first adoption, in period 3"),
        ("3 4", "4.5", "found '4.5'"),
        ("3 4", "soon", "found 'soon'"),
    ],
)
def test_a_last_period_that_is_none_is_refused_in_a_sentence(
    command: str, times: str, given: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = chain_of_five(tmp_path / "five")
    first, last = times.split()
    (folder / "adoptions.csv").write_text(f"id,time\nA,{first}\nB,{first}\nC,{first}\nD,{last}\nE,\n", encoding="utf-8")
    assert exit_status([command, str(folder), "--last-period", given]) == 2
    err = capsys.readouterr().err
    assert "last_period: " in err
    assert said in err
    assert len(err.splitlines()) == 1


def test_weights_count_where_they_are_asked_for(tmp_path: Path) -> None:
    folder = write_study(
        tmp_path / "weighted", "id\nA\nB\nC\n", "source,target,weight\nC,A,3\nC,B,0.5\nC,B,0.5\nB,A,0.2\n",
        "id,time\nA,1\nB,2\nC,2\n",
    )  # fmt: skip
    plain = ds.load_study(folder, direction="directed")
    weighted = ds.load_study(folder, direction="directed", weights="use")
    assert exposure(plain)[2].tolist() == [0.5, 1.0]
    assert exposure(weighted)[2].tolist() == [0.75, 1.0]  # 3 of 3 + 0.5 + 0.5
    assert thresholds(weighted)[1] == 1.0  # A is all that B looks at, however weakly
    new = swapped(weighted.ties, np.random.default_rng(1), True)
    assert sorted(new[new > 0]) == sorted(weighted.ties[weighted.ties > 0])
    with pytest.raises(InputError, match="weights: found 'heavy'; valid: ignore, use"):
        ds.load_study(folder, weights="heavy")  # type: ignore[arg-type]


def square(name: str, left: int) -> dict[str, object]:
    ring = [[left, 0], [left + 1, 0], [left + 1, 1], [left, 1], [left, 0]]
    return {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def test_outlines_are_matched_with_the_places_and_what_is_missing_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = chain_of_five(tmp_path / "five")
    assert ds.load_study(folder).outlines == ()
    shapes = {"type": "FeatureCollection", "features": [square(name, left) for left, name in enumerate("ABCD")]}
    (folder / "geometry.geojson").write_text(json.dumps(shapes), encoding="utf-8")
    study = ds.load_study(folder)
    code_of = {place.name: place.code for place in study.network.places}
    assert {one.code for one in study.outlines} == {code_of[name] for name in "ABCD"}
    (b,) = (one for one in study.outlines if one.code == code_of["B"])
    assert np.ptp(b.polygons[0][0][:, 1]) == 1.0
    assert exit_status(["metrics", str(folder)]) == 0
    told = capsys.readouterr()
    assert "has no outline for 1 of 5 municipalities (E)" in told.err
    assert "Places with an outline" in told.out
    (folder / "geometry.geojson").write_text("{", encoding="utf-8")
    assert exit_status(["metrics", str(folder)]) == 2
    assert "geometry.geojson: is not valid JSON" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("adoptions", "said"),
    [
        ("id,time\nA,1\nZ,2\n", "line 3, id: there is no place with the id 'Z'"),
        ("id,time\nA,soon\n", "line 2, time: found 'soon'"),
        ("id,time\nA,0\n", "line 2, time: found '0'"),
        ("id,time\nA,1.5\n", "line 2, time: found '1.5'"),
        ("id,time,adopted\nA,1,1\nB,18,0\n", "line 3: adopted is 0, and yet there is a time"),
        ("id,time\nA,1\nA,2\n", "'A' stands there already (line 2)"),
        ("id,date\nA,2014-13-01\n", "line 2, date: found '2014-13-01'"),
        ("id,innovation,time\nA,x,1\nB,y,1\n", "has 2 innovations; name one: x, y"),
        ("id\nA\n", "has neither a column time nor date"),
        ("id,time\nA,\nB,\n", "nobody adopted"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_its_line(
    adoptions: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = chain_of_five(tmp_path / "five")
    (folder / "adoptions.csv").write_text(adoptions, encoding="utf-8")
    with pytest.raises((DataError, InputError)):
        ds.load_study(folder)
    assert exit_status(["metrics", str(folder)]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert len(err.splitlines()) == 1


def test_a_folder_a_layer_or_a_column_that_is_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(chain_of_five(tmp_path / "five"))
    for arguments, said in (
        (["nowhere"], "no such folder"),
        ([folder, "--layer", "roads"], "there is no type of tie 'roads'"),
        ([folder, "--strata", "regoin"], "did you mean region?"),
        ([folder, "--ties", "sideways"], "valid: auto, directed, undirected"),
        ([folder, "--non-adopters", "dead"], "valid: censored, last_period"),
    ):
        assert exit_status(["metrics", *arguments]) == 2
        assert said in capsys.readouterr().err


def test_the_study_is_a_graph_for_the_simulation_though_it_names_pairs_both_ways(five: Study) -> None:
    graph = five.graph()
    assert (len(graph), graph.number_of_edges()) == (5, 5)


def test_the_same_files_run_in_the_simulation_when_repeated_ties_are_merged(tmp_path: Path) -> None:
    chain_of_five(tmp_path / "five")
    text = '[network]\nkind = "file"\nnodes_file = "five/nodes.csv"\nedges_file = "five/edges.csv"\n'
    (tmp_path / "own.toml").write_text(text + "[problems]\nfields = []\n", encoding="utf-8")
    scenario = ds.load_scenario(tmp_path / "own.toml")
    with pytest.raises(DataError, match='network.repeated_ties = "merge"'):
        build_world(scenario)
    world = build_world(scenario.with_changes({"network.repeated_ties": "merge"}))
    assert [place.name for place in world.places] == sorted("ABCDE", key=lambda name: zlib.crc32(name.encode()))
    weights = {frozenset(edge[:2]): edge[2] for edge in world.country.graph.edges(data="weight")}
    assert sorted(weights.values()) == [1, 1, 1, 1, 2]  # D and E name each other


def test_json_has_every_measure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["metrics", str(chain_of_five(tmp_path / "five")), "--json", "--rewired", "20"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["mean_threshold"] == pytest.approx(2.5 / 4)
    assert told["period_of_50_percent"] == 2
    assert told["hazard_by_period"] == pytest.approx([0.2, 0.5, 0, 0.5])


# ------------------------------------------------------------------ real studies, where their data are at hand


def test_medical_innovation_has_the_numbers_that_netdiffuser_gives() -> None:
    """netdiffuseR 1.25 counts the 16 non-adopters as adopters of month 18."""
    study = ds.load_study(real_study("medical_innovation"))
    assert (len(study.ids), study.adopters, study.periods, study.directed) == (125, 109, 17, True)
    counted = study.counted_as("last_period")
    assert mean_threshold(counted) == pytest.approx(0.5660, abs=5e-5)
    hazard = [0.0789, 0.0857, 0.1146, 0.1294, 0.1486, 0.2063]
    assert adoption_hazard(study)[1:7] == pytest.approx(hazard, abs=5e-5)
    assert fit_bass(counted)[:2] == pytest.approx((0.09094, 0.07955), abs=5e-6)
    assert fit_bass(study)[:2] == pytest.approx((0.0957, 0.0620), abs=5e-5)


@pytest.mark.parametrize(
    ("name", "layers", "ratio", "low", "high"),
    [("medical_innovation", [], 0.92, 0.51, 1.66), ("finland_copay", ["contiguity"], 3.97, 2.11, 7.46)],
)
def test_peers_seem_not_to_matter_to_doctors_but_to_finnish_municipalities(
    name: str, layers: list[str], ratio: float, low: float, high: float
) -> None:
    found = peer_hazard_ratio(ds.load_study(real_study(name), layers=layers))
    assert found[:3] == pytest.approx((ratio, low, high), abs=5.1e-3)
