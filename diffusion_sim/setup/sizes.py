"""Settings by the number of inhabitants: the policy's values, times what size makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.exact import added
from diffusion_sim.mechanisms.municipal_size import (
    CONTACTS_EXPONENT,
    SKILL_EXPONENT,
    WORKPLACES_EXPONENT,
    power_of_size,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from diffusion_sim.scenario import Parameter

    Values = dict[str, npt.NDArray[np.float64]]

WEIGHT, PROJECTS = "size.weight", "capacity.projects_per_field"
GROWS = (
    (WORKPLACES_EXPONENT, (PROJECTS,)),
    (SKILL_EXPONENT, ("traits.skill",)),
    (CONTACTS_EXPONENT, ("awareness.contact_per_month", "awareness.one_shot_probability")),
)
"""What grows by which exponent."""
SHARE, REVIEWS = "capacity.workplace_share", "agenda.reviews_per_year"


def apply_sizes(values: Values, declared: dict[str, Parameter], log_population: Sequence[float]) -> None:
    """Bring the values of all policy periods to what each municipality's size makes of them, kept inside their ranges."""
    for exponent, grown in GROWS:
        if weight := float(values[WEIGHT][0, 0]):
            factors = size_factors(weight * exponent, log_population)
            by_key = dict.fromkeys(grown, factors)
            if PROJECTS in grown:
                by_key |= {SHARE: np.minimum(factors, 1.0), REVIEWS: np.maximum(factors, 1.0)}
            for key, factor in by_key.items():
                values[key] = np.clip(values[key] * factor, declared[key].low, declared[key].high)


def size_factors(exponent: float, log_population: Sequence[float]) -> npt.NDArray[np.float64]:
    """Return factors of mean 1 over the municipalities whose population is known; 1 for the others."""
    powers = [power_of_size(exponent, size) for size in log_population if size > 0.0]
    mean = added(powers) / max(len(powers), 1)
    return np.array([power_of_size(exponent, size) / mean if size > 0.0 else 1.0 for size in log_population])
