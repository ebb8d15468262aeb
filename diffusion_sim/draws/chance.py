"""A share that belongs to a replication as a whole: which of several kinds it is."""

from __future__ import annotations

import numpy as np

from diffusion_sim.draws import streams
from diffusion_sim.draws.address import replication_key, uniform


def replication_share(seed: int, replication: int) -> float:
    """Return a number in (0, 1): the same for a seed and a replication under every policy."""
    key = np.uint64(replication_key(np.uint64(seed), replication))
    return float(uniform(key, np.uint64(0), 0, streams.COUNTRY, 0))
