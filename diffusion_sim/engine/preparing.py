"""From a world to arrays: what all replications share, and the draws of one of them."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.engine.dossiers import part_of_one
from diffusion_sim.engine.exposure import FORMS
from diffusion_sim.engine.records import INNOVATION, MONTH, PARTNER, PLACE, TIE, VARYING
from diffusion_sim.engine.settings import COLUMNS
from diffusion_sim.engine.state import Facts, Ground
from diffusion_sim.exact import log, weight_grid
from diffusion_sim.rules.codes import Mode
from diffusion_sim.world import innovation_identity

if TYPE_CHECKING:
    from diffusion_sim.engine.state import Reals, Records, Wholes
    from diffusion_sim.world import World


def prepare_ground(world: World) -> Ground:
    """Return what all replications of a world share."""
    places, near = _places(world)
    innovations, adopters = _innovations(world)
    return Ground(
        facts=_facts(world),
        places=places,
        ties=_ties(world),
        listeners=_listeners(world, places),
        near=near,
        partners=_partners(world, places),
        fields=np.array(world.problem_fields, dtype=np.int64),
        months=_months(world),
        innovations=innovations,
        adopters=adopters,
        policy=_policy(world),
        varying=_varying(world),
    )


def _facts(world: World) -> Facts:
    s = world.scenario
    return Facts(
        form=FORMS.index(s.awareness.form),
        adopts_when_heard=int(s.appraisal.rule == "adopt_when_heard"),
        eligible_modes=sum(1 << mode for mode in Mode if mode.name.lower() in s.prize.eligible_modes),
        eligible_when_started=int(s.prize.eligible_stage != "implemented"),
        portal_documented_share=float(s.portal.documented_share),
        benefit_sd=float(s.solutions.benefit_sd),
        parent_share=float(s.solutions.parent_share),
        drawback_mean=float(s.solutions.drawback_mean),
        complexity_spread=float(s.solutions.complexity_spread),
        benefit_advantage=float(s.external.benefit_advantage),
        push_months=int(s.external.push_months),
        region_distance=float(world.country.region_distance),
        drawn_problems=world.drawn_problems,
        carriers_move=int(world.carriers_move),
        skills_move=int(world.skills_move),
        prizes_matter=int(world.policy.values["prize.winners_per_year"].any()),
        settings_stay=int(_settings_stay(world)),
        all_fits_perfectly=int(_all_fits_perfectly(world)),
        part_of_one=part_of_one(len(world.problem_fields)),
        only_cases_change=int(_only_cases_change(world)),
    )


def _all_fits_perfectly(world: World) -> bool:
    """Tell whether nothing is there but innovations that fit everywhere: where choices are weighed, others are made."""
    s = world.scenario
    only_given = world.drawn_problems == 0 and s.appraisal.rule == "adopt_when_heard"
    return only_given and all(one.fit == "perfect" for one in s.innovations)


def _settings_stay(world: World) -> bool:
    """Tell whether municipalities have the settings of the policy, in every replication and at all times."""
    spreads = (float(world.policy.values[one.varies][0, 0]) for one in world.policy.declared.values() if one.varies)
    return not any(spreads) and not world.carriers_move and not world.skills_move


def _only_cases_change(world: World) -> bool:
    """Tell whether a municipality's desk stays as it begins until somebody there hears of an answer."""
    reviews, values = "agenda.reviews_per_year", world.policy.values
    return (
        _settings_stay(world)
        and world.drawn_problems == 0
        and not values[reviews].any()
        and not values["prize.winners_per_year"].any()
        and not world.ties.since.any()
    )


def _places(world: World) -> tuple[Records, Wholes]:
    """Return the places, and the rows of each one's land neighbours one after the other."""
    contact, row_of = world.contact, {place.code: row for row, place in enumerate(world.places)}
    places = np.zeros(len(world.places), dtype=PLACE)
    places["code"] = [place.code for place in world.places]
    regions = sorted({place.region for place in world.places})
    places["region"] = [regions.index(place.region) for place in world.places]
    places["log_population"] = world.country.log_population
    places["in_prize_scope"] = [row in world.prize_scope for row in range(len(places))]
    places["first_tie"], places["last_tie"] = contact.indptr[:-1], contact.indptr[1:]
    neighbours: list[list[int]] = [[] for _ in world.places]
    for code, other in sorted(world.country.near):
        neighbours[row_of[code]].append(row_of[other])
    places["last_near"] = np.cumsum([len(rows) for rows in neighbours])
    places["first_near"][1:] = places["last_near"][:-1]
    for place in places:
        for at in range(place["first_tie"], place["last_tie"]):
            if world.ties.since[at] == 0:
                place["whole_contact"] += contact.weights[at]
    return places, np.array([row for rows in neighbours for row in rows], dtype=np.int64)


def _partners(world: World, places: Records) -> Records:
    """Return who pilots with whom; the places learn where theirs are."""
    pairs = [pair for partners in world.partners for pair in partners]
    places["last_partner"] = np.cumsum([len(partners) for partners in world.partners])
    places["first_partner"][1:] = places["last_partner"][:-1]
    return np.array(pairs, dtype=PARTNER)


def _ties(world: World) -> Records:
    contact = world.contact
    ties = np.zeros(len(contact.indices), dtype=TIE)
    ties["row"], ties["weight"], ties["layer"] = contact.indices, contact.weights, contact.layers
    ties["since"] = world.ties.since
    return ties


def _listeners(world: World, places: Records) -> Records:
    """Return the ties by the one that is heard of; the places learn where theirs are."""
    contact = world.contact
    hearer = np.repeat(np.arange(len(places)), np.diff(contact.indptr))
    order = np.argsort(contact.indices, kind="stable")
    listeners = _ties(world)[order]
    listeners["row"] = hearer[order]
    heard = np.bincount(contact.indices, minlength=len(places))
    places["last_listener"] = np.cumsum(heard)
    places["first_listener"] = places["last_listener"] - heard
    return listeners


def _months(world: World) -> Records:
    calendar, s = world.calendar, world.scenario
    months = np.zeros(calendar.total_months, dtype=MONTH)
    months["stretch"] = world.policy.stretch_of_month(calendar.total_months)
    for number, month in enumerate(months):
        month["year"], of_year = calendar.year(number), calendar.month_of_year(number)
        month["is_budget"] = of_year == s.agenda.budget_month
        month["is_after_election"] = number in calendar.election_months
        month["new_council"] = number in calendar.council_months
        month["decides_grants"] = of_year == s.funding.decision_month
        month["awards_prize"] = of_year == s.prize.month
    for number in {*world.policy.starts, *_first_months(world)}:
        if number < len(months):
            months[number]["begins_something"] = 1
    return months


def _first_months(world: World) -> list[int]:
    """Return the month in which each of the scenario's innovations comes."""
    given = world.scenario.innovations
    return [max(world.calendar.month_of(i.from_month), 0) if i.from_month else 0 for i in given]


def _innovations(world: World) -> tuple[Records, Wholes]:
    given = world.scenario.innovations
    table = np.zeros(len(given), dtype=INNOVATION)
    named = 0
    first_months = _first_months(world)
    for at, (row, innovation) in enumerate(zip(table, given, strict=True)):
        row["identity"] = innovation_identity(innovation.name)
        row["log_benefit"], row["complexity"] = log(innovation.benefit), weight_grid(innovation.complexity)
        row["month"], row["fits_perfectly"] = first_months[at], innovation.fit == "perfect"
        row["random"], row["first_named"] = innovation.random_first_adopters, named
        named += len(world.first_adopters[at])
        row["last_named"] = named
    return table, np.array([row for rows in world.first_adopters for row in rows], dtype=np.int64)


def _policy(world: World) -> Reals:
    return np.ascontiguousarray(np.stack([world.policy.values[name] for name in COLUMNS], axis=-1))


def _varying(world: World) -> Records:
    varying = [one for one in world.policy.declared.values() if one.varies]
    rows = [
        (zlib.crc32(one.key.encode()), one.low, one.high, COLUMNS.index(one.key), COLUMNS.index(one.varies))
        for one in varying
    ]
    return np.array(rows, dtype=VARYING)
