"""A study that our own model brought about, with known parameters."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from observed.studies import write_study

import diffusion_sim as ds
from diffusion_sim.observed import (
    Study,
)


def simulated(
    folder: Path, source: float, contact: float, accepted: float, size: int = 400, periods: int = 30
) -> Study:
    """Draw hearing and saying yes on a random network where each looks at four others."""
    draw = np.random.default_rng(5)
    looks_at = np.array([draw.choice(np.delete(np.arange(size), i), 4, replace=False) for i in range(size)])
    aware, yes = np.zeros(size, dtype=bool), draw.random(size) < accepted
    times = np.full(size, np.nan)
    for period in range(1, periods + 1):
        seen = (~np.isnan(times))[looks_at].mean(axis=1)
        hearing = ~aware & (draw.random(size) < -np.expm1(-(source + contact * seen)))
        aware |= hearing
        times[hearing & yes] = period
    ties = "".join(f"{i},{j}\n" for i in range(size) for j in looks_at[i])
    rows = "".join(f"{i},{'' if np.isnan(time) else int(time)}\n" for i, time in enumerate(times))
    nodes = "id\n" + "".join(f"{i}\n" for i in range(size))
    folder = write_study(folder, nodes, "source,target\n" + ties, "id,time\n" + rows)
    return ds.load_study(folder, direction="directed", last_period=periods)
