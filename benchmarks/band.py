"""How often the 90 % band of ``diffusion-sim fit`` holds the later curve: ``python benchmarks/band.py`` prints a table.

Diffusions are drawn from the model of awareness and appraisal itself, on small replications of 98 places and 24 months; the
first 12 are known. Takes some minutes.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import networkx as nx
import numpy as np

import diffusion_sim as ds
from diffusion_sim.observed import OURS, Study, adoption_share, panel_of
from diffusion_sim.observed.hazard_models import REFITS, fitted, refitted, run_forward
from diffusion_sim.observed.model_comparison import forecast

PLACES, KNOWN, PERIODS, RUNS, DIFFUSIONS = 98, 12, 24, 300, 100
TRUTHS = ((0.02, 0.25, 0.8), (0.03, 0.1, 1.0))
"""Source and contact a month, share that accepts."""


def nobody_yet(seed: int) -> Study:
    """Return a small world before its first period."""
    graph = nx.watts_strogatz_graph(PLACES, 4, 0.2, seed=seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "nodes.csv").write_text("id\n" + "".join(f"{i}\n" for i in graph))
        (folder / "edges.csv").write_text("source,target\n" + "".join(f"{i},{j}\n" for i, j in graph.edges))
        (folder / "adoptions.csv").write_text("id,time\n" + "".join(f"{i},1\n" for i in graph))
        study = ds.load_study(folder, direction="undirected")
    return replace(study, times=np.full(PLACES, np.nan), periods=0)


def inside(truth: tuple[float, float, float], seed: int) -> list[list[bool]]:
    """Return in which later months the band held the share: without and with refits, (2, later)."""
    before = nobody_yet(seed)
    times = run_forward(OURS, truth, before, PERIODS, np.random.default_rng(seed))
    study = replace(before, times=times, periods=PERIODS)
    known, share = study.until(KNOWN), adoption_share(study)[KNOWN:]
    values = fitted(OURS, panel_of(known)).tolist()
    sets = ([values], refitted(OURS, values, known, REFITS, 1))
    bands = [forecast(OURS, one, known, PERIODS - KNOWN, RUNS, 1) for one in sets]
    return [((band.low <= share) & (share <= band.high)).tolist() for band in bands]


if __name__ == "__main__":
    for truth in TRUTHS:
        held = np.array([inside(truth, seed) for seed in range(DIFFUSIONS)])
        for name, one in zip(("parameters as if known", "with refits"), held.swapaxes(0, 1), strict=True):
            print(f"{truth}, {name}: {one.mean():.0%} of months, {one[:, -1].mean():.0%} of last months")
