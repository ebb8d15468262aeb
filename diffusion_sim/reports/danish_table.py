"""A table of measures for a Danish spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.reports.naming import DANISH, measure_group, measure_label, measure_unit
from diffusion_sim.results.measures import measure

if TYPE_CHECKING:
    import pandas as pd


def danish_csv(table: pd.DataFrame) -> str:
    """Return a table with ten digits, ``;`` between cells, decimal commas, and Danish words for its measures."""
    measures = [measure(key) for key in table["measure"]]
    told = table.assign(
        group=[measure_group(one, DANISH) for one in measures],
        label=[measure_label(one, DANISH) for one in measures],
        unit=[measure_unit(one, DANISH) for one in measures],
    )
    return told.to_csv(index=False, lineterminator="\n", float_format="%.10g", sep=";", decimal=",")
