"""Write docs/channels.md: what political pressure, a central source, the region and other peers each bring.

python docs/build_channels.py --replications 20
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from written_parts import table

import diffusion_sim as ds
from diffusion_sim.results.display import format_interval, format_number

if TYPE_CHECKING:
    import pandas as pd

    from diffusion_sim.scenario import Scenario

ROOT = Path(__file__).parents[1]
FILES = ("configs/baseline.toml", "configs/scenarios/danish_evidence.toml")
CHANNELS = {
    "political pressure": {"politics.pressure": 0.0},
    "central source": {"external.push_per_month": 0.0},
    "ties of the region (other ties get their part)": {"network.weight_region": 0.0},
    "all ties, the region's among them": {"awareness.contact_per_month": 0.0},
}
"""What switches each channel off."""
REGIONAL = "the region as a source: Region Midtjylland passes on what the source tells, as loud as itself"
REGIONAL_PUSH = {
    "name": "Regional source", "parameter": "external.push_per_month", "scale": 2.0, "municipalities": ["region:Midtjylland"],
}  # fmt: skip
MEASURES = ("implemented_per_year", "own_percent")
HEAD = """# What each channel brings

Written by `python docs/build_channels.py --replications {replications}` (seed 1); do not edit by hand.

In Danish studies political pressure (Andersen & Jakobsen 2018), a central source and the region (Dahl & Hansen 2006) count for
more than single peers. This page shows what each of these channels brings in the model, in the baseline and in
`danish_evidence`, a scenario closer to what these studies found.

The first table counts from whom municipalities hear. A tie belongs to the region if the region is the layer that contributes
most to it. *Push* is what sources outside the municipalities tell, and what the centre promotes.

The second table switches one channel off at a time, in the same replications. It shows the mean difference that the channel
makes, with its 95 % interval; a difference in per cent of what is implemented is in percentage points. Where the region's ties
are switched off, their contact goes to the other ties. So that row shows what the region does *differently*, not how much is
heard over it. A region can also be a source of its own: the last row of each scenario adds that for one of the five regions.

All ties together bring the most use in both scenarios. In the second scenario most of what is heard over ties is heard over
those of the region, and the source and political pressure each change more than the region's ties do by being different. This is
model output under assumptions, not a forecast.
"""


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replications", type=int, default=40)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "channels.md")
    asked = parser.parse_args()
    scenarios = [ds.load_scenario(ROOT / file) for file in FILES]
    parts = [HEAD.format(replications=asked.replications), "## How municipalities become aware, per cent\n"]
    head, *rows = _shares(scenarios, asked.replications)
    parts.append(table(head, rows))
    parts.append("\n## What each channel changes\n")
    head, *rows = _switched_off(scenarios, asked.replications)
    parts.append(table(head, rows))
    asked.out.write_text("\n".join(parts) + "\n", encoding="utf-8")


def _shares(scenarios: list[Scenario], replications: int) -> list[tuple[str, ...]]:
    found = [_heard(ds.simulate(scenario, replications=replications, seed=1).cases) for scenario in scenarios]
    names = sorted({name for shares in found for name in shares}, key=lambda name: -found[0].get(name, 0.0))
    rows = [(name, *(f"{shares.get(name, 0.0):.1f}" for shares in found)) for name in names]
    return [("heard from", *(f"`{scenario.name}`" for scenario in scenarios)), *rows]


def _heard(cases: pd.DataFrame) -> dict[str, float]:
    """Return the share of each channel in how municipalities become aware of others' solutions."""
    others = cases[cases["heard_via"] != "own"]
    channel = others["heard_via"].astype(str)
    over_ties = channel == "contact"
    layer = others["heard_layer"].astype(str).where(over_ties)
    channel = channel.mask(over_ties, "other ties").mask(layer == "region", "ties of the region")
    return (100.0 * channel.value_counts(normalize=True)).to_dict()


def _switched_off(scenarios: list[Scenario], replications: int) -> list[tuple[str, ...]]:
    head: tuple[str, ...] = ("scenario", "channel")
    rows = []
    for scenario in scenarios:
        for name, off in CHANNELS.items():
            changed = scenario.with_changes(off)
            if changed.identity() == scenario.identity():
                rows.append((f"`{scenario.name}`", name, *("off in this scenario" for _ in MEASURES)))
                continue
            table = ds.compare(changed, scenario, replications=replications, seed=1).summary().set_index("measure")
            rows.append((f"`{scenario.name}`", name, *(_difference(table.loc[key]) for key in MEASURES)))
            head = ("scenario", "channel", *(table.loc[key, "label"].strip(" .") for key in MEASURES))
        louder = scenario.with_changes({"interventions": [*scenario.to_dict()["interventions"], REGIONAL_PUSH]})
        table = ds.compare(scenario, louder, replications=replications, seed=1).summary().set_index("measure")
        rows.append((f"`{scenario.name}`", REGIONAL, *(_difference(table.loc[key]) for key in MEASURES)))
    return [head, *rows]


def _difference(row: pd.Series) -> str:
    sign = "+" if row["difference"] > 0 else ""
    return f"{sign}{format_number(row['difference'])} ({format_interval(row['low'], row['high'])}) {row['unit']}"


if __name__ == "__main__":
    main()
