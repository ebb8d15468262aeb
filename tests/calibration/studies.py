"""A plan with a small study: a ring of twelve places, watched by quarter."""

from __future__ import annotations

from pathlib import Path

PLACES = tuple(f"p{number}" for number in range(12))
QUARTERS = (1, 1, 2, 3, 3, 4, 6, 8, None, None)
"""Of adoption, from 2015-Q3 on, of the first ten: two of them had not adopted; the two others are not watched."""

SCENARIO = """
name = "ring"
[problems]
fields = []
[time]
burn_in_months = 0
[appraisal]
rule = "adopt_when_aware"
[work]
months_copy = 0.0
[implementation]
mean_months = 0.0
failure_per_month = 0.0
[operation]
stop_per_year = 0.0
[capacity]
projects_per_field = 10000
[funding]
grant_seeking_share = 0.0
project_share = 0.0
[budget]
dkk_per_inhabitant = 0.0
[agenda]
reviews_per_year = 0.0
[external]
push_per_month = 0.05
"""
PLAN = """
name = "ring"
scenario = "scenario.toml"
particles = 10
replications = 2
spread_replications = 4
predictive_replications = 4
tolerances = [8.0]

[study]
folder = "."
until = "2016-12-31"

[parameters]
"external.push_per_month" = { low = 0.0, high = 0.2 }

[targets.share_at_2016-Q2]
discrepancy = 10.0

[targets.mean_lag_months]
discrepancy = 6.0
"""


def named(quarter: int | None) -> str:
    """Return what a quarter of the study is called."""
    return "" if quarter is None else f"{2015 + (quarter + 1) // 4}-Q{(quarter + 1) % 4 + 1}"


def study_plan(folder: Path) -> Path:
    """Write the study, the scenario and the plan; return the plan."""
    ring = zip(PLACES, (*PLACES[1:], PLACES[0]), strict=True)
    files = {
        "nodes.csv": "id\n" + "\n".join(PLACES),
        "edges.csv": "source,target\n" + "\n".join(f"{a},{b}" for a, b in ring),
        "adoptions.csv": "id,innovation,date\n"
        + "\n".join(
            f"{place},thing,{named(quarter)}" for place, quarter in zip(PLACES[: len(QUARTERS)], QUARTERS, strict=True)
        ),
        "scenario.toml": SCENARIO,
        "plan.toml": PLAN,
    }
    for name, text in files.items():
        (folder / name).write_text(text + "\n", encoding="utf-8")
    return folder / "plan.toml"
