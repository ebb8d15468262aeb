"""Studies that our own model brought about, with known parameters."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from observed.studies import write_study

from diffusion_sim.observed import Study, load_studies


def drawn_times(
    looks_at: np.ndarray, rates: tuple[float, float, float], accepted: float, periods: int, draw: np.random.Generator
) -> np.ndarray:
    """Draw being reached and saying yes, with a source, ties and all adopters."""
    size, (source, ties, everybody) = len(looks_at), rates
    reached, yes = np.zeros(size, dtype=bool), draw.random(size) < accepted
    times = np.full(size, np.nan)
    for period in range(1, periods + 1):
        using = ~np.isnan(times)
        rate = source + ties * using[looks_at].mean(axis=1) + everybody * using.mean()
        now = ~reached & (draw.random(size) < -np.expm1(-rate))
        reached |= now
        times[now & yes] = period
    return times


def simulated(
    folder: Path, source: float, contact: float, accepted: float, size: int = 400, periods: int = 30
) -> Study:
    """Draw one innovation on a random network where each looks at four others."""
    (study,) = several(folder, [(source, contact, 0.0)], accepted, size, periods)
    return study


def several(
    folder: Path, rates: list[tuple[float, float, float]], accepted: float, size: int, periods: int
) -> tuple[Study, ...]:
    """Draw innovations, each with its rates, on one random network where each looks at four others."""
    draw = np.random.default_rng(11)
    looks_at = np.array([draw.choice(np.delete(np.arange(size), i), 4, replace=False) for i in range(size)])
    rows = ""
    for number, one in enumerate(rates):
        times = drawn_times(looks_at, one, accepted, periods, draw)
        rows += "".join(f"{i},i{number},{'' if np.isnan(time) else int(time)}\n" for i, time in enumerate(times))
    ties = "".join(f"{i},{j}\n" for i in range(size) for j in looks_at[i])
    nodes = "id\n" + "".join(f"{i}\n" for i in range(size))
    folder = write_study(folder, nodes, "source,target\n" + ties, "id,innovation,time\n" + rows)
    return load_studies(folder, direction="directed", last_period=periods)
