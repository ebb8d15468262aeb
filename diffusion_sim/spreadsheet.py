"""Tables as CSV that a spreadsheet can open: text stays text, and no cell runs as a formula."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_FORMULA = re.compile(r"'*[=+\-@\t\n]")
"""How a cell begins that a spreadsheet would run, or that was quoted for that reason."""
_QUOTED = re.compile(r"'(?='*[=+\-@\t\n])")


def spreadsheet_cell(value: object) -> object:
    r"""Return text that a spreadsheet would take for a formula with a quotation mark before it; all else as it is.

    >>> spreadsheet_cell("=1+1"), spreadsheet_cell(-1.0), spreadsheet_cell("a-b")
    ("'=1+1", -1.0, 'a-b')
    """
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace("\r", "\n")  # a bare return would end the row for some readers
    return f"'{text}" if _FORMULA.match(text) else text


def from_spreadsheet(cell: str) -> str:
    """Return what :func:`spreadsheet_cell` was given."""
    return _QUOTED.sub("", cell, count=1) if cell.startswith("'") else cell


def csv_text(frame: pd.DataFrame, separator: str = ",", decimal: str = ".") -> str:
    """Return a table as CSV with ten digits: the last ones of a sum may depend on the machine."""
    told = frame.rename(columns=spreadsheet_cell)
    for number, kind in enumerate(told.dtypes):
        if kind.kind not in "biuf":
            told.isetitem(number, told.iloc[:, number].map(spreadsheet_cell).array)
    return told.to_csv(index=False, lineterminator="\n", float_format="%.10g", sep=separator, decimal=decimal)
