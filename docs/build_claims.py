"""Write docs/claims.md: the catalogue of mechanisms, with the measured effect of switching each.

    python docs/build_claims.py --replications 60

Each mechanism is compared, in the same replications, with its neutral values in the scenario in which it is at work.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import diffusion_sim as ds
from diffusion_sim.cli.lists import claim_cells, claim_columns
from diffusion_sim.results.display import format_interval, format_number
from diffusion_sim.scenario.claims import CLAIMS, ReportClaim

ROOT = Path(__file__).parents[1]
HEAD = """# The report, claim by claim

Written by `python docs/build_claims.py --replications {replications}` (seed 1); do not edit by hand.

Source: *Offentlig innovation: Ud på kanten, ind til kernen, over til naboen*, Center for Offentlig Innovation, July
2014; 23 interviews, so mechanisms and no numbers. At its neutral value a mechanism changes no result, to the last bit
(`tests/model/test_neutral.py`); the sign and size of each are tested in `tests/engine/test_directions.py`.

The last column is the paired difference between each scenario named and the same with the mechanism at its neutral
values in parentheses (a parameter without one shapes it and is kept): mean over the same replications and 95 % interval. It
shows the size that the *assumed* strength gives; it is model output, not a forecast.

First replication of each scenario when this was written: {first_replications}

"""
SCENARIOS = [file for one in CLAIMS for file in one.scenario_files]


def main() -> None:
    """Measure every mechanism and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replications", type=int, default=100)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "claims.md")
    asked = parser.parse_args()
    rows = [(*claim_columns(), "effect of switching it on"), ("---",) * (len(claim_columns()) + 1)]
    rows += [(*claim_cells(one), _effects(one, asked.replications)) for one in CLAIMS]
    table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    head = HEAD.format(replications=asked.replications, first_replications=first_replications())
    asked.out.write_text(head + table + "\n", encoding="utf-8")


def with_measured_effects(page: str) -> str:
    """Return the page with its rows as claims are declared now, each with the effect that was measured for it."""
    lines = page.splitlines()
    measured = {cells[0]: cells[-1] for cells in map(_cells, lines) if cells[0].startswith("R")}
    first = next(at for at, line in enumerate(lines) if _cells(line)[0] == CLAIMS[0].claim_id)
    rows = [(*claim_cells(one), measured.get(one.claim_id, "not measured yet")) for one in CLAIMS]
    return "\n".join([*lines[:first], *("| " + " | ".join(row) + " |" for row in rows)]) + "\n"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def first_replications() -> str:
    """Return a digest of what happens in the first replication of each scenario: it changes when any effect could."""
    digest = hashlib.sha256()
    for file in dict.fromkeys(SCENARIOS):
        first = ds.simulate(ds.load_scenario(ROOT / file), replications=1, seed=1, workers=1)
        digest.update(first.monthly.to_csv(index=False).encode())
    return digest.hexdigest()[:16]


def _effects(one: ReportClaim, replications: int) -> str:
    told = [_effect(one, file, replications) for file in one.scenario_files]
    return (
        told[0]
        if len(told) == 1
        else "; ".join(f"`{Path(f).stem}`: {t}" for f, t in zip(one.scenario_files, told, strict=True))
    )


def _effect(one: ReportClaim, file: str, replications: int) -> str:
    at_work = ds.load_scenario(ROOT / file)
    effect = ds.compare(one.switched_off_in(at_work), at_work, replications=replications, seed=1)
    row = effect.summary().set_index("measure").loc[one.measure]
    sign = "+" if row["difference"] > 0 else ""
    label = row["label"].lstrip(". ").lower()
    interval = format_interval(row["low"], row["high"])
    return f"{label}: {sign}{format_number(row['difference'])} ({interval}) {row['unit']}"


if __name__ == "__main__":
    main()
