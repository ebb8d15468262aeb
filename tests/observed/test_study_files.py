"""A folder is read as it is meant, and what cannot be used is named with its line."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from observed.studies import chain_of_five, write_study

import diffusion_sim as ds
from diffusion_sim.cli.app import exit_status
from diffusion_sim.errors import DataError, InputError
from diffusion_sim.observed import (
    Study,
    exposure,
    thresholds,
)
from diffusion_sim.observed.network_effects import swapped


@pytest.fixture
def five(tmp_path: Path) -> Study:
    return ds.load_study(chain_of_five(tmp_path / "five"))


def square(name: str, left: int) -> dict[str, object]:
    ring = [[left, 0], [left + 1, 0], [left + 1, 1], [left, 1], [left, 0]]
    return {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def test_dates_become_months_or_years_and_unwatched_places_are_left_out(tmp_path: Path) -> None:
    folder = write_study(
        tmp_path / "dates", "id\n1\n2\n3\n4\n", "source,target,type\n1,2,border\n2,3,border\n3,4,club\n",
        "id,innovation,date\n1,fee,2014-11-30\n2,fee,2015-02-01\n3,fee,\n",
    )  # fmt: skip
    months, years = ds.load_study(folder), ds.load_study(folder, period="year", layers=["border"])
    assert (months.times[:2].tolist(), months.first_period) == ([1, 4], "2014-11")
    assert (years.times[:2].tolist(), years.first_period) == ([1, 2], "2014")
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
        ("2005 2010", None, "2012", 8),
        ("2005 2010", None, 2012, 8),
        ("2005 2010", None, "8", 8),  # a number of periods, as before
        ("2005 2010", None, "2007", 3),  # D had not adopted by then
        ("2012-01 2012-05", "month", "2012-06", 6),
        ("2012-01 2012-05", "month", "2012-06-30", 6),
        ("2012-01 2012-05", "month", "2012", 12),  # to the end of the year
        ("2012-01 2012-05", "quarter", "2012-07", 3),
        ("2012-03 2014-05", "year", "2015", 4),
        ("2012-03 2014-05", "year", "5", 5),
        ("1 4", None, "9", 9),
        ("1 4", None, 9, 9),
        ("3 900", None, "1400", 1400),  # periods may be days
    ],
)
def test_the_last_period_may_be_given_as_the_study_counts_time(
    times: str, period: str | None, given: int | str, periods: int, tmp_path: Path
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
        ("2005 2010", "9999", "found '9999'; valid: a year from 2005 on, or a number"),
        ("2005 2010", "2012-06", "found '2012-06'; valid: a year from 2005 on, or a number of periods"),
        ("2012-01 2012-05", "2011-12", "2011-12 is before the first adoption, in period 1; valid: a date from 2012-01"),
        (
            "2012-01 2012-05",
            "2012-13",
            "found '2012-13'; valid: a date from 2012-01 on as YYYY-MM or YYYY-MM-DD, a year",
        ),
        ("2012-01 2012-05", "2199", "2199 would be 2256 periods, and the last adoption is in period 5; valid: a date"),
        ("3 4", "2012", "found '2012'; valid: a whole number of periods, 1 to 1499"),
        ("3 4", "2012-06", "found '2012-06'; valid: a whole number of periods"),
        ("3 4", "2", "2 is before the first adoption, in period 3"),
        ("3 4", "0", "found '0'; valid: a whole number of periods"),
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
    assert sorted(new.data) == sorted(weighted.ties.data)
    with pytest.raises(InputError, match="weights: found 'heavy'; valid: ignore, use"):
        ds.load_study(folder, weights="heavy")  # type: ignore[arg-type]


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
