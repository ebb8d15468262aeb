"""Write docs/claims.md: the catalogue of mechanisms, with the measured effect of switching each.

    python docs/build_claims.py --replications 24

Each mechanism is compared, in the same replications, with its neutral values in the scenario in which it is at work.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import runpy
from pathlib import Path
from typing import TYPE_CHECKING

import diffusion_sim as ds
from diffusion_sim.cli.lists import claim_cells, claim_columns
from diffusion_sim.results.display import format_interval, format_number
from diffusion_sim.scenario.claims import CLAIMS, ReportClaim

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

ROOT = Path(__file__).parents[1]
HASHES = ROOT / "tests" / "hashes"
HEAD = """# The report, claim by claim

Written by `python docs/build_claims.py --replications {replications}` (seed 1); do not edit by hand.

Source: *Offentlig innovation: Ud på kanten, ind til kernen, over til naboen*, Center for Offentlig Innovation, July
2014. The report rests on 23 interviews, so it gives mechanisms and no numbers. At its neutral value a mechanism changes no
result, to the last bit (`tests/model/test_neutral.py`). `tests/claims` tests the sign and size of each.

The last four columns show what the mechanism changes. Each scenario named is compared, in the same replications, with the
same scenario in which the mechanism is switched off: its parameters are at the neutral values in parentheses. A parameter
without a neutral value shapes the mechanism and is kept. Each figure is the mean of the paired differences, with its 95 %
interval. The columns are

1. the measure that shows the mechanism best (a difference between two percentages is in percentage points);
2. solutions implemented a year;
3. value over the ten reported years, in per cent of what it is without the mechanism;
4. public cost over these years.

The figures show the size that the *assumed* strength gives; they are model output, not a forecast. {on} of the {all} claims are
at work in `configs/baseline.toml`. The others are at work only in the scenarios named.

Recorded results of each scenario when this was written: {recorded}

"""
MEASURED = ("effect of switching it on", "implemented, a year", "value, %", "public cost, million DKK")
SCENARIOS = [file for one in CLAIMS for file in one.scenario_files]


def main() -> None:
    """Measure every mechanism and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replications", type=int, default=100)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "claims.md")
    parser.add_argument(
        "--only", action="append", metavar="ID", help="measure these claims; the others stay as the page has them"
    )
    asked = parser.parse_args()
    head = (*claim_columns(), *MEASURED)
    kept = _measured(asked.out.read_text(encoding="utf-8")) if asked.only else {}
    wanted = asked.only or [one.claim_id for one in CLAIMS]
    measured = kept | {one.claim_id: _effects(one, asked.replications) for one in CLAIMS if one.claim_id in wanted}
    rows = [head, ("---",) * len(head), *((*claim_cells(one), *measured[one.claim_id]) for one in CLAIMS)]
    table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    told = {"replications": asked.replications, "recorded": recorded(SCENARIOS)}
    asked.out.write_text(
        HEAD.format(on=sum(map(_is_on, CLAIMS)), all=len(CLAIMS), **told) + table + "\n", encoding="utf-8"
    )


def _is_on(one: ReportClaim) -> bool:
    """Tell whether a claim makes a difference in the baseline."""
    country = ds.load_scenario(ROOT / "configs" / "baseline.toml")
    return one.switched_off_in(country).identity() != country.identity()


def with_measured_effects(page: str) -> str:
    """Return the page with its rows as claims are declared now, each with the effect that was measured for it."""
    lines, measured = page.splitlines(), _measured(page)
    unknown = ["not measured yet"] * len(MEASURED)
    first = next(at for at, line in enumerate(lines) if _cells(line)[0] == CLAIMS[0].claim_id)
    rows = [(*claim_cells(one), *measured.get(one.claim_id, unknown)) for one in CLAIMS]
    return "\n".join([*lines[:first], *("| " + " | ".join(row) + " |" for row in rows)]) + "\n"


def _measured(page: str) -> dict[str, list[str]]:
    """Return the measured cells of each claim on a page."""
    return {cells[0]: cells[-len(MEASURED) :] for cells in map(_cells, page.splitlines()) if cells[0].startswith("R")}


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def recorded(files: Sequence[str]) -> str:
    """Return a digest of the content hashes that are recorded of scenarios: it changes when any result of theirs could."""
    hashes = json.loads((HASHES / "recorded.json").read_text(encoding="utf-8"))["whole"]
    renamed = runpy.run_path(str(HASHES / "renamed.py"))["SCENARIOS"]
    monthly = [sorted(hashes[renamed.get(file, file)]["monthly"].items()) for file in dict.fromkeys(files)]
    return hashlib.sha256(json.dumps(monthly).encode()).hexdigest()[:16]


def _effects(one: ReportClaim, replications: int) -> list[str]:
    """Return a cell for each measured column; scenarios in their order where there are several."""
    told = [_effect(one, file, replications) for file in one.scenario_files]
    if len(told) == 1:
        return told[0]
    names = [f"`{Path(file).stem}`: " for file in one.scenario_files]
    return [
        "; ".join(name + cell for name, cell in zip(names, cells, strict=True)) for cells in zip(*told, strict=True)
    ]


def _effect(one: ReportClaim, file: str, replications: int) -> list[str]:
    at_work = ds.load_scenario(ROOT / file)
    effect = ds.compare(one.switched_off_in(at_work), at_work, replications=replications, seed=1)
    rows = effect.summary().set_index("measure")
    best = rows.loc[one.measure]
    without = rows.loc["value_total", "baseline_mean"]
    return [
        f"{best['label'].lstrip('. ').lower()}: {_difference(best)} {best['unit']}",
        _difference(rows.loc["implemented_per_year"]),
        _difference(rows.loc["value_total"], 100.0 / without),
        _difference(rows.loc["cost_million_dkk"]),
    ]


def _difference(row: pd.Series, factor: float = 1.0) -> str:
    number, low, high = (factor * row[key] for key in ("difference", "low", "high"))
    return f"{'+' if number > 0 else ''}{format_number(number)} ({format_interval(low, high)})"


if __name__ == "__main__":
    main()
