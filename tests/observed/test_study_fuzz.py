"""Whatever stands in a study's files ends in measures or in one sentence: never a traceback, soon, and in little memory."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from fuzzing import inputs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import diffusion_sim as ds
from diffusion_sim.errors import DiffusionSimError
from diffusion_sim.observed import metrics

TIMES = st.one_of(
    st.integers(1, 30).map(str),
    st.integers(1990, 2020).map(str),
    st.dates().map(str),
    st.dates().map(lambda day: f"{day:%d-%m-%Y}"),
    st.dates().map(lambda day: "{}-W{:02d}".format(*day.isocalendar())),
    st.sampled_from(["", "NA", "NaN", "inf", "-1", "0", "1e9", "1e400", "201302", "41306", "1359676800", "2014M11"]),
    st.sampled_from(["2014Q3", "23.5", "1,5", "12:00", "2014-11-15T00:00:00", "9999-12-31", "\x00", "\x1b[2J", "=1+1"]),
    st.floats().map(str),
    st.integers().map(str),
    st.text(max_size=8),
)
IDS = st.one_of(st.sampled_from("abcdefgh"), st.integers(0, 9).map(str), st.text(min_size=1, max_size=4))
WEIGHTS = st.one_of(st.sampled_from(["1", "", "0", "-1", "nan", "1e308", "5e-324", "0,5", "x"]), st.floats().map(str))
HEADERS = st.one_of(
    st.sampled_from(["id,time", "id,date", "id,time,adopted", "id,innovation,time", "id;time", "time,id", "id", ""]),
    st.text(max_size=12),
)


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def table(header: st.SearchStrategy[str], *cells: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    """Lines under a header, sometimes with a byte order mark, in another encoding, or cut."""
    lines = st.lists(st.tuples(*cells).map(lambda row: ",".join(map(quoted, row))), max_size=12)
    text = st.tuples(header, lines).map(lambda parts: "\n".join([parts[0], *parts[1]]) + "\n")
    coded = st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"])
    return st.tuples(text, coded).map(lambda one: one[0].encode(one[1], "replace"))


PLAIN = b"id,region\n" + b"".join(f"{name},x\n".encode() for name in "abcdefgh")
NODES = st.one_of(
    st.just(PLAIN), st.just(PLAIN), table(st.sampled_from(["id,region", "name,id"]), IDS, IDS), st.binary(max_size=40)
)
EDGES = st.one_of(
    table(st.just("source,target"), st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")),
    table(st.sampled_from(["source,target,weight", "source,target,type"]), IDS, IDS, WEIGHTS),
    st.just(b"source,target\na,b\nb,c\nc,d\nd,e\na,f\n"),
    st.binary(max_size=40),
)
ADOPTIONS = st.one_of(
    table(st.just("id,time"), IDS, TIMES),
    st.lists(TIMES, min_size=1, max_size=8).map(
        lambda times: b"id,time\n" + "".join(f"{i},{quoted(t)}\n" for i, t in zip("abcdefgh", times, strict=False)).encode()
    ),
    table(st.just("id,time,adopted"), st.sampled_from("abcdefgh"), TIMES, st.sampled_from(["", "1", "0", "maybe"])),
    table(HEADERS, IDS, TIMES),
    st.binary(max_size=40),
)  # fmt: skip
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "period": st.sampled_from(["day", "week", "month", "year", "aeon"]),
        "last_period": st.one_of(TIMES, st.integers()),
        "weights": st.sampled_from(["ignore", "use", ""]),
        "direction": st.sampled_from(["auto", "directed", "undirected", "both"]),
    },
)


@pytest.mark.slow
@settings(max_examples=inputs(800), deadline=10_000, suppress_health_check=list(HealthCheck), derandomize=True)
@given(NODES, EDGES, ADOPTIONS, OPTIONS)
def test_any_folder_ends_in_measures_or_in_one_sentence(
    nodes: bytes, edges: bytes, adoptions: bytes, options: dict[str, str]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in (("nodes", nodes), ("edges", edges), ("adoptions", adoptions)):
            (folder / f"{file}.csv").write_bytes(content)
        try:
            told = [one.text for one in metrics(ds.load_study(folder, **options), rewired=20)]  # type: ignore[arg-type]
        except DiffusionSimError as error:
            told = [str(error)]
    assert all(one.isprintable() and "nan," not in one for one in told), told
