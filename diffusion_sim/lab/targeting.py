"""For whom and from when: a policy in chosen municipalities only, between two chosen months."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.country.selectors import find_municipalities
from diffusion_sim.errors import InputError
from diffusion_sim.lab.wording import month_name
from diffusion_sim.scenario.declarations import declarations, value_of
from diffusion_sim.scenario.values import month_number, month_text
from diffusion_sim.setup import build_setup

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from diffusion_sim.scenario import Scenario
    from diffusion_sim.setup.country import Country

EVERYBODY = ""
PRIZES = "prize.winners_per_year"
OF_A_PRIZE = (PRIZES, "prize.amount_dkk")
"""What holds for the country, and so for those who take part."""
SIZES = {"small": (1, 30_000), "medium": (30_000, 60_000), "large": (60_000, 10**9)}
"""Inhabitants from and below."""
REASONS = {
    "nobody": "none of the policy's own municipalities is among those chosen",
    "own_prize": "the baseline has a prize of its own, which is not given to some only",
    "over": "the policy, or a part of it, begins after the last month that was chosen",
}
_REPEATED = "KKR "
"""Bodies that are the regions once more."""


class Target(NamedTuple):
    """Where and when a policy holds; empty is as the policy itself says."""

    where: str = EVERYBODY
    """``region:``, ``size:``, ``body:`` or the code of one municipality."""
    start: str = ""
    """First month, as YYYY-MM."""
    until: str = ""
    """Last month."""


class AimError(InputError):
    """A policy that cannot be had as it is wanted; ``reason`` is the key of the page's own sentence, ``key`` the part of the target."""

    def __init__(self, reason: str) -> None:
        self.key, other = ("until", "a later month") if reason == "over" else ("where", "other municipalities")
        super().__init__(self.key, REASONS[reason], f"valid: {other}")
        self.reason = reason


class Groups:
    """The municipalities of a country as they can be chosen."""

    def __init__(self, country: Country) -> None:
        self._country = country
        self.codes: dict[str, frozenset[int]] = dict(self._all())

    def members(self, where: str) -> frozenset[int]:
        """Return the codes of a group."""
        return self.codes[where]

    def selectors(self, where: str) -> tuple[str, ...]:
        """Return a group as it is written in a scenario."""
        kind = where.partition(":")[0]
        return (where,) if kind in {"region", "body"} else self.named(self.codes[where])

    def named(self, codes: frozenset[int]) -> tuple[str, ...]:
        """Return names of municipalities, or codes where two have one name."""
        names = [place.name for place in self._country.places]
        return tuple(place.name if names.count(place.name) == 1 else str(place.code)
                     for place in self._country.places if place.code in codes)  # fmt: skip

    def within(self, where: str, own: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return the part of a group that a policy's own choice of municipalities leaves; None if it leaves nobody."""
        if where == EVERYBODY or not own:
            return own if where == EVERYBODY else self.selectors(where)
        both = self.codes[where] & find_municipalities(own, self._country.places, self._country.bodies)
        return self.named(both) if both else None

    def _all(self) -> Iterator[tuple[str, frozenset[int]]]:
        places = self._country.places
        everybody = frozenset(place.code for place in places)
        yield EVERYBODY, everybody
        for region in dict.fromkeys(place.region for place in places if place.region):
            yield f"region:{region}", frozenset(place.code for place in places if place.region == region)
        for size, (low, high) in SIZES.items():
            sized = frozenset(place.code for place in places if low <= place.population < high)
            if sized:
                yield f"size:{size}", sized
        for body, members in self._country.bodies.items():
            if not body.startswith(_REPEATED):
                yield f"body:{body}", everybody.intersection(members)
        yield from ((str(place.code), frozenset({place.code})) for place in places)


def groups_of(scenario: Scenario) -> Groups:
    """Return the groups in a scenario's country."""
    return Groups(build_setup(scenario).country)


def group_name(where: str, groups: Groups, words: Mapping[str, str]) -> str:
    """Return what a group is called."""
    kind, _, name = where.partition(":")
    if kind == "size":
        return words[f"size_{name}"]
    if kind == "region":
        return words["region_of"].format(name=name)
    return name if kind == "body" else groups.selectors(where)[0] if where else words["everybody"]


def aims_in_words(target: Target, groups: Groups, page: tuple[Mapping[str, str], str]) -> dict[str, str]:
    """Return what is chosen of a target, by ``where``, ``from`` and ``until``; ``page`` is its words and its language."""
    words, language = page
    said = {"where": group_name(target.where, groups, words)} if target.where else {}
    months = {"from": target.start, "until": target.until}
    return said | {key: month_name(month, language) for key, month in months.items() if month}


def targeted(policy: Scenario, baseline: Scenario, target: Target, starts: str, groups: Groups) -> Scenario:
    """Return the policy where and when it is wanted; ``starts`` is the month in which it begins by itself.

    Raises
    ------
    InputError
        If it cannot be had so; the sentence says why.
    """
    if target == Target():
        return policy
    plain = dict(_plain(policy, baseline, target)) | _prize(policy, baseline, target, groups)
    moved = month_number(target.start) - month_number(starts) if target.start and starts else 0
    tables: dict[str, Any] = {
        kind: [_table(one, getattr(baseline, kind), target, moved, groups) for one in getattr(policy, kind)]
        for kind in ("interventions", "organisations", "partnerships")
    }
    tables["interventions"] += _added(policy, baseline, target, groups)
    kept = {kind: [table for table in listed if table] for kind, listed in tables.items()}
    if not plain and any(tables.values()) and not any(kept.values()):
        raise AimError("nobody")
    return policy.with_changes(plain | kept, "page")


def everywhere_and_always(policy: Scenario, baseline: Scenario, target: Target) -> tuple[str, ...]:
    """Return the keys that differ but cannot be held to places, or to months, as the target asks."""
    reaches = ("national", "fixed") if target.where else ("fixed",) if target.start or target.until else ()
    keys = [
        *_differing(policy, baseline),
        *(one.parameter for one in policy.interventions if one not in baseline.interventions),
    ]
    return tuple(key for key in dict.fromkeys(keys) if key != PRIZES and declarations()[key].reach in reaches)


def _plain(policy: Scenario, baseline: Scenario, target: Target) -> Iterator[tuple[str, Any]]:
    """Yield what holds always and everywhere in the policy but need not, with the baseline's value."""
    for key in _differing(policy, baseline):
        reach = declarations()[key].reach
        if reach == "municipal" or (reach == "national" and (target.start or target.until)):
            yield key, value_of(baseline, key)


def _added(policy: Scenario, baseline: Scenario, target: Target, groups: Groups) -> Iterator[dict[str, Any]]:
    """Yield the same as interventions, and the end of a prize."""
    for key, _ in _plain(policy, baseline, target):
        municipal = declarations()[key].reach == "municipal"
        places = groups.selectors(target.where) if municipal and target.where else ()
        yield _intervention(key, value_of(policy, key), target.start, target.until, places)
    if target.until and _brings_prize(policy, baseline):
        after = month_text(month_number(target.until) + 1)
        yield _intervention(PRIZES, baseline.prize.winners_per_year, after, "", ())


def _intervention(key: str, value: float, start: str, until: str, places: tuple[str, ...]) -> dict[str, Any]:
    return {"name": key, "parameter": key, "set": value, "from": start, "until": until, "municipalities": places}


def _prize(policy: Scenario, baseline: Scenario, target: Target, groups: Groups) -> dict[str, Any]:
    """Return who takes part in a prize that the policy brings, and from when it is known."""
    if not _brings_prize(policy, baseline):
        return {}
    if baseline.prize.winners_per_year:
        if target.where:
            raise AimError("own_prize")
        return {}
    scope = groups.within(target.where, policy.prize.scope)
    if scope is None:
        raise AimError("nobody")
    begins = target.start or policy.prize.from_month
    _check_not_over(begins, target)
    return {"prize.scope": scope, "prize.from_month": begins}


def _check_not_over(begins: str, target: Target) -> None:
    if target.until and begins > target.until:
        raise AimError("over")


def _table(one: Any, known: tuple[Any, ...], target: Target, moved: int, groups: Groups) -> dict[str, Any]:  # noqa: ANN401 - an intervention, a form of organisation or partners
    """Return one table of the policy where and when it is wanted, empty for nobody; those of the baseline stay as they are."""
    table: dict[str, Any] = one.model_dump(mode="json", by_alias=True, exclude_none=True)
    if one in known:
        return table
    begins, ends = one.from_month, one.until_month
    if target.start:
        begins = month_text(month_number(begins) + moved) if begins else target.start
        ends = month_text(month_number(ends) + moved) if ends else ""
    _check_not_over(begins or "", target)
    ends = min(ends or target.until, target.until) if target.until else ends
    national = declarations()[one.parameter].reach == "national" if hasattr(one, "parameter") else False
    places = one.municipalities if national else groups.within(target.where, one.municipalities)
    if places is None:
        return {}
    return table | {"from": begins, "until": ends, "municipalities": places}


def _brings_prize(policy: Scenario, baseline: Scenario) -> bool:
    new = [one.parameter for one in policy.interventions if one not in baseline.interventions]
    return PRIZES in new or policy.prize.winners_per_year != baseline.prize.winners_per_year


def _differing(policy: Scenario, baseline: Scenario) -> Iterator[str]:
    """Yield the numbers that differ; those of a prize that only the policy brings go with it."""
    waits = not baseline.prize.winners_per_year
    for key, one in declarations().items():
        if (
            one.low is not None
            and not (waits and one.section == "prize")
            and value_of(policy, key) != value_of(baseline, key)
        ):
            yield key
