"""Which value each parameter has, for each municipality, in each policy period: interventions applied, and size."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple, get_type_hints

import numpy as np

from diffusion_sim.draws import normal
from diffusion_sim.draws.streams import TRAIT
from diffusion_sim.errors import InputError
from diffusion_sim.exact import added
from diffusion_sim.mechanisms.municipal_size import (
    CONTACTS_EXPONENT,
    SKILL_EXPONENT,
    WORKPLACES_EXPONENT,
    power_of_size,
)
from diffusion_sim.mechanisms.settings import Settings
from diffusion_sim.mechanisms.traits import spread_factor
from diffusion_sim.scenario.parameters import parameters

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from diffusion_sim.country.places import Place
    from diffusion_sim.draws.address import Key
    from diffusion_sim.scenario import Intervention, Parameter, Scenario
    from diffusion_sim.setup.calendar import Calendar

    Values = dict[str, npt.NDArray[np.float64]]
    """Parameter -> (policy_periods, municipalities)."""

SIZE_WEIGHT, PROJECTS = "size.weight", "capacity.projects_per_field"
GROWS = (
    (WORKPLACES_EXPONENT, (PROJECTS,)),
    (SKILL_EXPONENT, ("traits.skill",)),
    (CONTACTS_EXPONENT, ("awareness.contact_per_month", "awareness.one_shot_probability")),
)
"""What grows with the number of inhabitants, and by which exponent."""
SHARE, REVIEWS = "capacity.workplace_share", "agenda.reviews_per_year"


class Change(NamedTuple):
    """An intervention with its months and municipalities worked out."""

    what: Intervention
    start: int
    end: int
    """First month in which it no longer holds."""
    rows: tuple[int, ...]
    """Municipalities it reaches, by row."""
    share: float = 1.0
    """How much of the way it goes, from what the parameter was to what the intervention makes of it."""


class Policy(NamedTuple):
    """The parameters of a scenario over months and municipalities, before municipalities' own spread."""

    starts: tuple[int, ...]
    """First month of each policy period, in which parameters stay the same; the first is 0."""
    values: Values
    declared: dict[str, Parameter]

    def period_of_month(self, total_months: int) -> npt.NDArray[np.int64]:
        """Return the policy period that each month belongs to."""
        return np.searchsorted(np.array(self.starts), np.arange(total_months), side="right") - 1


def build_policy(
    scenario: Scenario, calendar: Calendar, log_population: Sequence[float], changes: Sequence[Change]
) -> Policy:
    """Work out all values; an intervention that leaves a parameter's range is refused.

    ``log_population`` is 0 where population is unknown.
    """
    prize_start = min(max(calendar.month_of(scenario.prize.from_month), 0), calendar.total_months)
    until = scenario.prize.until_month
    prize_end = max(calendar.month_of(until) + 1, 0) if until else calendar.total_months
    edges = {0, prize_start, prize_end} | {edge for c in changes for edge in (c.start, c.end)}
    starts = tuple(sorted(edge for edge in edges if 0 <= edge < max(calendar.total_months, 1)))
    declared = {p.key: p for p in parameters(scenario) if isinstance(p.value, int | float)}
    values = {key: np.full((len(starts), len(log_population)), float(p.value)) for key, p in declared.items()}
    for change in changes:
        _apply(change, starts, values, declared)
    apply_sizes(values, declared, log_population)
    known = (np.array(starts) >= prize_start) & (np.array(starts) < prize_end)
    values["prize.winners_per_year"][~known] = 0.0
    return Policy(starts, values, declared)


def _apply(change: Change, starts: Sequence[int], values: Values, declared: dict[str, Parameter]) -> None:
    what, parameter = change.what, declared[change.what.parameter]
    held = [s for s, start in enumerate(starts) if change.start <= start < change.end]
    part = np.ix_(held, change.rows)
    table = values[parameter.key]
    new = table[part] * (1.0 if what.scale is None else what.scale) + (what.shift or 0.0)
    new = new if what.set is None else np.full_like(new, what.set)
    new = table[part] * (1.0 - change.share) + new * change.share
    table[part] = np.rint(new) if isinstance(parameter.value, int) else new
    low, high = parameter.low, parameter.high
    if held and low is not None and high is not None and not ((table[part] >= low) & (table[part] <= high)).all():
        found = table[part].min() if table[part].min() < low else table[part].max()
        raise InputError(
            f"intervention {what.name!r}",
            f"brings {parameter.key} to {found:g}",
            f"valid: {low:g} to {high:g} {parameter.unit}",
        )


def apply_sizes(values: Values, declared: dict[str, Parameter], log_population: Sequence[float]) -> None:
    """Bring the values of all policy periods to what each municipality's size makes of them, kept inside their ranges."""
    for exponent, grown in GROWS:
        if weight := float(values[SIZE_WEIGHT][0, 0]):
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


def draw_settings(policy: Policy, places: Sequence[Place], key: Key) -> tuple[tuple[Settings, ...], ...]:
    """Return the settings of one replication by policy period and municipality, with the spread between municipalities."""
    values = dict(policy.values)
    for name, parameter in policy.declared.items():
        if parameter.varies:
            own = _own_factors(name, float(policy.values[parameter.varies][0, 0]), places, key)
            values[name] = np.clip(policy.values[name] * own, parameter.low, parameter.high)
    return tuple(
        tuple(_settings(values, period, row) for row in range(len(places))) for period in range(len(policy.starts))
    )


def _own_factors(name: str, spread: float, places: Sequence[Place], key: Key) -> npt.NDArray[np.float64]:
    """Return log-normal factors of mean 1, the same for a municipality whoever else takes part."""
    entity = np.uint64(zlib.crc32(name.encode()))
    z = (normal(key, entity, place.code, TRAIT, 0) for place in places)
    return np.array([spread_factor(spread, x) for x in z])


def _settings(values: Values, period: int, row: int) -> Settings:
    return Settings(*[
        kind(*[number(values[f"{section}.{name}"][period, row]) for name, number in fields])
        for section, kind, fields in _SECTIONS
    ])  # fmt: skip


def _sections() -> tuple[tuple[str, type, tuple[tuple[str, type], ...]], ...]:
    """Return name, tuple type and fields (with int or float) of each section that rules read."""
    sections = get_type_hints(Settings).items()
    return tuple((section, kind, tuple(get_type_hints(kind).items())) for section, kind in sections)


_SECTIONS = _sections()
