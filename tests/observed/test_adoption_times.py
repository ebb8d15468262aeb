"""Times in adoptions.csv: what is read, as which period, and what is refused in one sentence."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from observed.studies import chain_of_five, write_study

import diffusion_sim as ds
from diffusion_sim.cli.app import exit_status
from diffusion_sim.errors import DataError, InputError
from diffusion_sim.observed import metrics
from diffusion_sim.observed.adoption_times import read_stamp

CHAIN = [1, 2, 2, 4, np.nan]


def timed(folder: Path, *times: str) -> Path:
    """The chain of five, with these times."""
    chain_of_five(folder)
    lines = (f"{place},{time}\n" for place, time in zip("ABCDE", times, strict=True))
    (folder / "adoptions.csv").write_text("id,time\n" + "".join(lines), encoding="utf-8")
    return folder


def loaded(folder: Path, *times: str, period: str | None = None) -> ds.Study:
    return ds.load_study(timed(folder, *times), period=period)


@pytest.mark.parametrize(
    ("times", "first"),
    [
        ("1 2 2 4 NA", "1"),
        ("1.0 2.0 2.0 4.0 NaN", "1"),  # as pandas writes whole numbers beside missing ones
        ("1 2 2 4 null", "1"),
        ("2011 2012 2012 2014 n/a", "2011"),
        ("2014-11 2014-12 2014-12-31 2015-02 #N/A", "2014-11"),
        ("15-11-2014 01-12-2014 31-12-2014 02-02-2015 NA", "2014-11"),  # the 15th and 31st tell the rest
        ("11/15/2014 12/01/2014 12/31/2014 02/02/2015 NA", "2014-11"),
        ("1.11.2014 2.12.2014 3.12.2014 4.2.2015 NA", "2014-11"),  # with dots the day is always first
        ("2014/11/15 2014/12/01 2014/12/31 2015/02/02 NA", "2014-11"),
        ("2014-11-15T00:00:00 2014-12-01T12:30 2014-12-31T00:00:00.000Z 2015-02-02 NA", "2014-11"),
        ("2014M11 2014M12 2014m12 2015M02 NA", "2014-11"),  # Statistics Denmark, Eurostat
        ("2014K4 2015K1 2015Q1 2015-Q3 NA", "2014-Q4"),
        ("2014-W52 2015-W01 2015W01-3 2015U03 NA", "2014-W52"),
    ],
)
def test_times_are_read_in_the_ways_people_write_them(times: str, first: str, tmp_path: Path) -> None:
    study = loaded(tmp_path, *times.split())
    np.testing.assert_array_equal(study.times, CHAIN)
    assert study.first_period == first


@pytest.mark.parametrize(
    ("period", "numbers", "first"),
    [
        ("day", [1, 17, 47, 80], "2014-11-15"),  # 15 Nov + 16, 46 and 79 days
        ("week", [1, 4, 8, 13], "2014-W46"),  # 15 Nov 2014 is a Saturday of week 46; 2 Feb 2015 the Monday of week 6
        ("month", [1, 2, 2, 4], "2014-11"),
        ("quarter", [1, 1, 1, 2], "2014-Q4"),
        ("year", [1, 1, 1, 2], "2014"),
    ],
)
def test_dates_are_counted_in_periods_of_the_length_asked_for(
    period: str, numbers: list[int], first: str, tmp_path: Path
) -> None:
    study = loaded(tmp_path, "2014-11-15", "2014-12-01", "2014-12-31", "2015-02-02", "", period=period)
    assert study.times[:4].tolist() == numbers
    assert study.first_period == first


def test_a_week_counts_for_the_month_of_its_thursday(tmp_path: Path) -> None:
    """Week 1 of 2015 begins on 29 December 2014; its Thursday is the first day of January."""
    study = loaded(tmp_path, "2014-W52", "2015-W01", "NA", "NA", "NA", period="month")
    assert study.times[:2].tolist() == [1, 2]
    assert study.first_period == "2014-12"


def test_every_day_of_two_centuries_is_the_day_the_week_and_the_month_that_the_calendar_says() -> None:
    day = date(1999, 12, 20)
    for _ in range(1_000):
        stamp = read_stamp(day.isoformat())
        assert stamp is not None
        year, week, _ = day.isocalendar()
        assert stamp.counted_in("week") == getattr(read_stamp(f"{year}-W{week:02d}"), "number", None)
        assert stamp.counted_in("month") == 12 * day.year + day.month - 1
        assert stamp.counted_in("quarter") == 4 * day.year + (day.month - 1) // 3
        day += timedelta(days=67)


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("201302", "looks like YYYYMM; write 2013-02"),
        ("20130215", "looks like YYYYMMDD; write 2013-02-15"),
        ("41306", "looks like a spreadsheet's day number; write 2013-02-01"),
        ("1359676800", "looks like seconds since 1970; write 2013-02-01"),
        ("1359676800000", "looks like milliseconds since 1970; write 2013-02-01"),
        ("99999999", "too large for a period or a year"),
        ("9" * 5_000, "found '9999"),
        ("2200", "too large for a period or a year"),
        ("1e400", "is no time"),
        ("inf", "is no time"),
        ("-Infinity", "is no time"),
        ("-3", "below 1; period 1 is the first"),
        ("0", "below 1; period 1 is the first"),
        ("23.5", "has a fraction"),
        ("2012.5", "has a fraction"),
        ("1e2", "found '1e2'"),
        ("05-11-2014", "tells whether the day or the month comes first"),
        ("31-11-2014", "found '31-11-2014'"),
        ("2014-02-30", "found '2014-02-30'"),
        ("2014-13", "found '2014-13'"),
        ("2013-W54", "found '2013-W54'"),
        ("2014-53-01", "found '2014-53-01'"),
        ("0001-01-01", "found '0001-01-01'"),
        ("9999-12-31", "found '9999-12-31'"),
        ("2014-11-15x", "found '2014-11-15x'"),
        ("²", "found '²'"),
        ("٣", "found '٣'"),
        ("\x1b[31m", r"found '\x1b[31m'"),
        ("soon", "found 'soon'"),
    ],
)
def test_what_is_no_time_is_refused_with_what_it_looks_like(time: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        loaded(tmp_path, time, "", "", "", "")
    assert "line 2, time: " in str(refused.value)
    assert said in str(refused.value)
    assert "valid: a number of periods (1-1499), a four-digit year (1500-2199), YYYY-MM or YYYY-MM-DD" in str(
        refused.value
    )
    assert len(str(refused.value)) < 600


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ("3", "2012", "year"),
        ("2012", "3", "number of periods"),
        ("2012", "2014-11", "month"),
        ("2014-11", "2014-W46", "week"),
        ("2014-11", "2014Q4", "quarter"),
        ("2014-W46", "2014-11-15", "day"),
    ],
)  # fmt: skip
def test_two_kinds_of_time_in_one_column_are_refused_with_both_lines(
    one: str, other: str, kinds: str, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match=rf"line 4, time: '{other}' is a {kinds}, but '{one}' \(line 2\) is a"):
        loaded(tmp_path, one, "", other, "", "")


@pytest.mark.parametrize(
    ("times", "period", "said"),
    [
        (["2014-11"], "day", "found 'day', but times are given by month; valid: month, quarter, year"),
        (["2014Q3"], "month", "times are given by quarter; valid: quarter, year"),
        (["2014-11-15"], "fortnight", "found 'fortnight'; valid: day, week, month, quarter, year"),
    ],
)
def test_a_period_shorter_than_times_are_told_is_refused(
    times: list[str], period: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=said):
        loaded(tmp_path, *times, "", "", "", "", period=period)


def test_a_span_of_centuries_by_day_is_refused_before_anything_is_allocated(tmp_path: Path) -> None:
    """700 * 365 days and 170 leap days: of 175 years that 4 divides, 1500, 1700, 1800, 1900 and 2100 have none."""
    with pytest.raises(DataError, match="1500-01-01 to 2199-12-31 are 255,670 days; valid: 10,000 periods at most"):
        loaded(tmp_path, "1500-01-01", "2199-12-31", "", "", "", period="day")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("A,1,1\nB,,1\n", "line 3: adopted is 1, and yet there is no time"),
        ("A,1,1\nB,NA,yes\n", "line 3: adopted is yes, and yet there is no time"),
        ("A,1,1\nB,18,No\n", "line 3: adopted is No, and yet there is a time"),
        ("A,1,1\nB,2,perhaps\n", "line 3, adopted: found 'perhaps'; valid: 1, 0 or blank"),
    ],
)
def test_adopted_and_time_must_agree(lines: str, said: str, tmp_path: Path) -> None:
    chain_of_five(tmp_path)
    (tmp_path / "adoptions.csv").write_text("id,time,adopted\n" + lines, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        ds.load_study(tmp_path)


def test_the_order_of_lines_does_not_matter(tmp_path: Path) -> None:
    lines = [
        f"{place},{day}" for place, day in zip("ABCD", ("01-12-2014", "15-11-2014", "02-02-2015", "NA"), strict=True)
    ]
    found = []
    for name, order in (("one", lines), ("other", lines[::-1])):
        folder = chain_of_five(tmp_path / name)
        (folder / "adoptions.csv").write_text("\n".join(["id,time", *order, ""]), encoding="utf-8")
        found.append(ds.load_study(folder).times)
    np.testing.assert_array_equal(*found)
    assert found[0][:3].tolist() == [2, 1, 4]


def test_letters_typed_as_two_characters_are_those_typed_as_one(tmp_path: Path) -> None:
    folder = write_study(
        tmp_path, unicodedata.normalize("NFD", "id\nÅ\nØ\nÉ\n"), "source,target\nÅ,Ø\nØ,É\n",
        unicodedata.normalize("NFD", "id,innovation,time\nÅ,gebyr på,1\nÉ,gebyr på,2\n"),
    )  # fmt: skip
    study = ds.load_study(folder, innovation="gebyr på", unlisted="unwatched")
    assert study.ids == ("Å", "É")
    assert study.unobserved == ("Ø",)


def test_weights_too_large_to_add_tell_the_same_as_weights_of_one(tmp_path: Path) -> None:
    edges = (("A", "B"), ("B", "C"), ("C", "D"), ("D", "E"), ("B", "D"))
    found = []
    for weight in ("1", "1e308", "5e-324"):
        folder = timed(tmp_path / weight, "1", "2", "2", "4", "")
        lines = "".join(f"{source},{target},{weight}\n" for source, target in edges)
        (folder / "edges.csv").write_text("source,target,weight\n" + lines, encoding="utf-8")
        found.append({one.name: one.text for one in metrics(ds.load_study(folder, weights="use"), rewired=20)})
    assert found[0] == found[1] == found[2]


def test_weights_too_far_apart_to_add_are_refused(tmp_path: Path) -> None:
    folder = timed(tmp_path, "1", "2", "2", "4", "")
    (folder / "edges.csv").write_text("source,target,weight\nA,B,1e300\nB,C,1\n", encoding="utf-8")
    with pytest.raises(
        DataError, match=r"weights from 1 \(line 3\) to 1e\+300 \(line 2\); valid: the largest at most 1e"
    ):
        ds.load_study(folder, weights="use")


@pytest.mark.parametrize(("said", "directed"), [("Directed", True), ("undirected", False)])
def test_a_column_type_of_gephi_tells_the_direction_and_no_layer(said: str, directed: bool, tmp_path: Path) -> None:
    folder = timed(tmp_path, "1", "2", "2", "4", "")
    (folder / "edges.csv").write_text(f"source,target,type\nA,B,{said}\nB,C,{said}\n", encoding="utf-8")
    study = ds.load_study(folder)
    assert study.directed is directed
    assert {tie.layer for tie in study.network.ties} == {"ties"}
    (folder / "edges.csv").write_text("source,target,type\nA,B,Directed\nB,C,Undirected\n", encoding="utf-8")
    with pytest.raises(DataError, match="some ties are Directed and others Undirected"):
        ds.load_study(folder)


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [("--seed", "-1", "seed"), ("--rewired", "99999999999999999999", "rewired"), ("--rewired", "5", "rewired")],
)
def test_a_seed_or_a_number_of_networks_that_is_none_is_refused(
    option: str, value: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_status(["metrics", str(chain_of_five(tmp_path)), option, value]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert len(told.splitlines()) <= 2


# ------------------------------------------------------------------ whole folders that once gave wrong numbers

INPUTS = Path(__file__).parent / "inputs"
"""Thirty places, 61 ties, and the same 22 adoptions told in several ways."""


def thirty(folder: Path, times: str, edge_columns: str = "", edge_cells: str = "") -> Path:
    """Write a study of the thirty places, with columns of the ties if asked for."""
    header, *ties = (INPUTS / "edges.csv").read_text(encoding="utf-8").split()
    return write_study(
        folder,
        "id\n" + "".join(f"p{number:02d}\n" for number in range(30)),
        "\n".join([header + edge_columns, *(tie + edge_cells for tie in ties)]),
        (INPUTS / f"{times}.csv").read_text(encoding="utf-8"),
    )


@pytest.mark.parametrize(
    ("times", "periods", "first"),
    [("times_na", 24, "1"), ("times_dk_dates", 23, "2013-02"), ("times_iso_week", 23, "2013-W02")],
)
def test_a_folder_is_read_as_it_was_meant(times: str, periods: int, first: str, tmp_path: Path) -> None:
    study = ds.load_study(thirty(tmp_path, times))
    assert (study.adopters, study.periods, study.first_period) == (22, periods, first)


@pytest.mark.parametrize(
    ("times", "said"),
    [
        ("times_yyyymm", "looks like YYYYMM"),
        ("times_excel_serial", "looks like a spreadsheet's day number"),
        ("times_half", "has a fraction"),
    ],
)
@pytest.mark.parametrize("command", ["metrics", "fit"])
def test_a_folder_that_would_tell_wrong_numbers_is_refused(
    times: str, said: str, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_status([command, str(thirty(tmp_path, times))]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert len(told.splitlines()) == 1


def test_directed_ties_of_gephi_and_huge_weights_tell_what_plain_ties_tell(tmp_path: Path) -> None:
    plain = ds.load_study(thirty(tmp_path / "plain", "times_na"))
    huge = ds.load_study(thirty(tmp_path / "huge", "times_na", ",weight", ",1e+308"), weights="use")
    assert [one.text for one in metrics(huge, rewired=20)] == [one.text for one in metrics(plain, rewired=20)]
    gephi = ds.load_study(thirty(tmp_path / "gephi", "times_na", ",type,weight", ",Directed,1"))
    assert (gephi.directed, plain.directed) == (True, False)
    assert len(gephi.network.ties) == len(plain.network.ties)


def test_a_length_of_period_that_numbers_of_periods_cannot_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="period: found 'day', but times are numbers of periods; leave it out"):
        loaded(tmp_path, "1", "2", "", "", "", period="day")
