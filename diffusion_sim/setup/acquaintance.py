"""Who gets to know whom beyond the country's own ties: those who are trained together, and those who pilot together.

R21 p. 14: training builds networks: those who are trained are tied to some of the others. The trained stand on a circle in
random order; each is tied to so many on either side, from the month in which both are trained. The form is an assumption.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.country.contact import ContactWeights
from diffusion_sim.draws import uniform
from diffusion_sim.draws.streams import COURSE_CIRCLE
from diffusion_sim.exact import weight_grid
from diffusion_sim.mechanisms.training import TIES_EACH_SIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from diffusion_sim.country.places import Place
    from diffusion_sim.scenario import Scenario
    from diffusion_sim.setup.policy import Policy

TRAINING = "training"
"""The layer of ties that training makes."""


class Ties(NamedTuple):
    """Who hears how much from whom, and from when."""

    contact: ContactWeights
    since: npt.NDArray[np.int64]
    """First month of each tie; 0 for those of the country."""


def build_ties(scenario: Scenario, contact: ContactWeights, places: Sequence[Place], policy: Policy) -> Ties:
    """Return the country's ties, and behind them those that training makes."""
    trained = _trained_since(policy)
    weight = weight_grid(scenario.training.tie_weight)
    if len(trained) < 2 or not weight:  # noqa: PLR2004 - a tie has two ends
        return Ties(contact, np.zeros(len(contact.indices), dtype=np.int64))
    key = np.uint64(scenario.network.graph_seed)
    circle = sorted(trained, key=lambda row: uniform(key, np.uint64(0), places[row].code, COURSE_CIRCLE, 0))
    steps = range(1, min(TIES_EACH_SIDE, len(circle) - 1) + 1)
    pairs = {(circle[at], circle[(at + step) % len(circle)]) for at in range(len(circle)) for step in steps}
    both_ways = sorted(pairs | {(b, a) for a, b in pairs})
    made = [(a, b, max(trained[a], trained[b])) for a, b in both_ways]
    return _with_made(contact, np.array(made, dtype=np.int64), weight)


def _trained_since(policy: Policy) -> dict[int, int]:
    """Return the first month of training of each place that ever is trained, by row."""
    courses = policy.values["training.courses_per_year"] > 0.0
    return {int(row): policy.starts[int(np.argmax(courses[:, row]))] for row in np.flatnonzero(courses.any(axis=0))}


def _with_made(contact: ContactWeights, made: npt.NDArray[np.int64], weight: float) -> Ties:
    """Merge ties into compressed rows, behind an older tie to the same neighbour."""
    hearer = np.concatenate([np.repeat(np.arange(len(contact.codes)), np.diff(contact.indptr)), made[:, 0]])
    aware = np.concatenate([contact.indices, made[:, 1]])
    order = np.lexsort((np.arange(len(aware)), aware, hearer))
    layers = np.concatenate([contact.layers, np.full(len(made), len(contact.layer_names))])
    merged = ContactWeights(
        codes=contact.codes,
        indptr=np.concatenate([[0], np.cumsum(np.bincount(hearer, minlength=len(contact.codes)))]),
        indices=aware[order],
        weights=np.concatenate([contact.weights, np.full(len(made), weight)])[order],
        layers=layers[order],
        layer_names=(*contact.layer_names, TRAINING),
    )
    since = np.concatenate([np.zeros(len(contact.indices), dtype=np.int64), made[:, 2]])
    return Ties(merged, since[order])


class Partner(NamedTuple):
    """One partner of a municipality in one partnership."""

    row: int
    since: int
    """First month of the partnership."""
    until: int
    """The month after its last one."""


class Group(NamedTuple):
    """One partnership."""

    since: int
    until: int
    rows: Sequence[int]


def partners_by_row(groups: Iterable[Group], n: int) -> tuple[tuple[Partner, ...], ...]:
    """Return each place's partners, by row: one for each partnership with each of them."""
    partners: list[list[Partner]] = [[] for _ in range(n)]
    for group in groups:
        for row in group.rows:
            partners[row] += [Partner(other, group.since, group.until) for other in group.rows if other != row]
    return tuple(tuple(sorted(of_row)) for of_row in partners)
