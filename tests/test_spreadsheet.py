"""CSV that a spreadsheet opens: text stays text, numbers stay numbers, and it can be read back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from diffusion_sim.files import csv_text, from_spreadsheet, spreadsheet_cell

NAMES = Path(__file__).parent / "results" / "inputs" / "csv_injection_nodes.csv"


def test_no_name_is_run_as_a_formula_and_numbers_stay_numbers() -> None:
    nodes = pd.read_csv(NAMES)
    rows = list(csv.reader(io.StringIO(csv_text(nodes.assign(difference=-nodes["population"] / 3)))))
    assert [row[1] for row in rows[1:]] == [
        "<script>alert('m1')</script>", "'=cmd|' /C calc'!A0", "'+1+1", "'@SUM(1)", "'-2+3", "[red]rich[/red]",
    ]  # fmt: skip
    assert rows[1][4] == "-333.3333333"


def test_cells_that_begin_with_a_tab_or_a_return_are_quoted_too_and_so_are_headers() -> None:
    text = csv_text(pd.DataFrame({"=A": ["\t=1", "\r=1", None], "b": pd.Categorical(["-x", "y", "z"])}))
    header, first, second, third = csv.reader(io.StringIO(text, newline=""))
    assert header == ["'=A", "b"]
    assert (first, second, third) == (["'\t=1", "'-x"], ["'\n=1", "y"], ["", "z"])


@given(st.text(st.sampled_from("'=+-@\t\nax"), max_size=6))
def test_what_was_quoted_is_read_back_as_it_was(name: str) -> None:
    cell = spreadsheet_cell(name)
    assert isinstance(cell, str)
    assert cell[:1] not in tuple("=+-@\t\n")
    assert from_spreadsheet(cell) == name
