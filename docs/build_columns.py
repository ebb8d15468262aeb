"""Write docs/columns.md, the data dictionary, from what the tables themselves say of their columns.

python docs/build.py
"""

from __future__ import annotations

from itertools import groupby

from diffusion_sim.results.dictionary import ANYWHERE, declared
from diffusion_sim.results.measures import MEASURES

HEAD = """# Data dictionary

Every column of every table, with its unit, what kind of number it is and what it means. The same text stands in the fields of
each Parquet file (`pyarrow.parquet.read_schema(file).field(name).metadata`) and in `columns.csv` of each results folder, which R
and Excel read. This page is written by `python docs/build.py` from `diffusion_sim/results/columns.csv` and from where measures are declared.

Kinds: a **key** says which row it is, an **attribute** describes it, a **date** is a month. A **stock** is counted at one moment, a
**flow** over time, a **cumulative flow** is added up since the first reported month; a **ratio** divides two of these. A **statistic**
sums up replications. A column named like a parameter (`prize.winners_per_year`) holds its value: `diffusion-sim describe` tells
its unit and meaning.
"""
FILES = {
    "monthly": "monthly.parquet: a row for each replication and reported month",
    "municipalities": "municipalities.parquet: a row for each replication and municipality",
    "solutions": "solutions.parquet: a row for each replication and solution",
    "cases": "cases.parquet (`--cases`): a row for each replication, municipality and solution that met",
    "cost_effectiveness": "cost_effectiveness.csv of a comparison: a row for each policy, group of municipalities and horizon",
    "interactions": "interactions.csv of a comparison of a 2 x 2",
    "channels": "channels.csv (`compare --channels`)",
    "points": "points.parquet of a sweep: a row for each point and measure",
    "replications": "replications.parquet of a sweep: a row for each point, measure and replication",
    "robustness": "robustness.csv (`compare --uncertainty`)",
    "draws": "draws.csv (`compare --uncertainty`): a row for each parameter draw, policy and measure",
    "sensitivity": "sensitivity.csv",
    "noise": "noise.csv (`sensitivity`)",
    "identifiability": "identifiability.csv (`calibrate`)",
    "predictive_check": "predictive_check.csv (`calibrate`)",
    "curve_check": "curve_check.csv (`calibrate` with a study)",
    "generations": "generations.csv (`calibrate`)",
    "posterior": "posterior.csv (`calibrate`): a row for each draw",
    ANYWHERE: "Columns of several tables, where a table has no row of its own above",
}


def columns_page() -> str:
    """Return the page."""
    parts = [HEAD, *map(_table, FILES), _measures()]
    return "\n".join(parts)


def _table(table: str) -> str:
    tables = {name: list(rows) for name, rows in groupby(sorted(declared()), key=lambda key: key[0])}
    rows = [(column, declared()[table, column]) for _, column in sorted(tables[table], key=list(declared()).index)]
    lines = [f"| `{column}` | {told.unit} | {told.kind} | {told.meaning} |" for column, told in rows]
    return "\n".join([f"## {FILES[table]}", "", "| column | unit | kind | meaning |", "|---|---|---|---|", *lines, ""])


def _measures() -> str:
    rows = [f"| `{one.key}` | {one.unit} | {one.kind} | {one.label.lstrip('. ')}. {one.meaning} |" for one in MEASURES]
    head = ["## Measures: rows of summary.csv and effects.csv, columns of a sweep's summary.csv", ""]
    return "\n".join([*head, "| measure | unit | kind | meaning |", "|---|---|---|---|", *rows, ""])
