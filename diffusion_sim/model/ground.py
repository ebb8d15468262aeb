"""From a setup to arrays: what all replications share, and the draws of one of them."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.codes import Mode
from diffusion_sim.exact import log, weight_grid
from diffusion_sim.mechanisms.copycat_prize import PRIZE_MONTH
from diffusion_sim.mechanisms.grant_pool import DECISION_MONTH
from diffusion_sim.mechanisms.outside_sources import promoting_users
from diffusion_sim.mechanisms.problem_agenda import BUDGET_MONTH
from diffusion_sim.mechanisms.registry import moving_parameters
from diffusion_sim.model.hearing_clocks import FORMS
from diffusion_sim.model.problem_files import part_of_one
from diffusion_sim.model.records import INNOVATION, MONTH, PARTNER, PLACE, TIE, VARYING
from diffusion_sim.model.setting_rows import COLUMNS
from diffusion_sim.model.state import Facts, Ground
from diffusion_sim.setup import innovation_identity, settling_from

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diffusion_sim.model.state import Reals, Records, Wholes
    from diffusion_sim.setup import Setup


def prepare_ground(setup: Setup) -> Ground:
    """Return what all replications share."""
    places, near = _places(setup)
    innovations, adopters = _innovations(setup)
    return Ground(
        facts=_facts(setup),
        places=places,
        ties=_ties(setup),
        listeners=_listeners(setup, places),
        near=near,
        partners=_partners(setup, places),
        fields=np.array(setup.problem_fields, dtype=np.int64),
        months=_months(setup),
        innovations=innovations,
        adopters=adopters,
        policy=_policy(setup),
        varying=_varying(setup),
    )


def _facts(setup: Setup) -> Facts:
    s = setup.scenario
    return Facts(
        form=FORMS.index(s.awareness.form),
        adopts_when_aware=int(s.appraisal.rule == "adopt_when_aware"),
        satisfices=int(s.appraisal.rule == "satisficing"),
        imitates=int(s.appraisal.rule == "imitation"),
        eligible_modes=_bits(mode for mode in Mode if mode.name.lower() in s.prize.eligible_modes),
        eligible_when_adopted=int(s.prize.eligible_stage != "implemented"),
        benefit_sd=float(s.solutions.benefit_sd),
        parent_share=float(s.solutions.parent_share),
        drawback_mean=float(s.solutions.drawback_mean),
        benefit_advantage=float(s.external.benefit_advantage),
        promoting_users=promoting_users(s.external.promotes_share, len(setup.places)),
        drawn_problems=setup.drawn_problems,
        settling_from=settling_from(s.time.burn_in_months),
        innovation_leaders_move=int(setup.innovation_leaders_move),
        skills_move=int(setup.skills_move),
        money_matters=int(
            s.appraisal.rule != "adopt_when_aware"
            and any(setup.policy.values[key].any() for key in ("budget.dkk_per_inhabitant", "budget.value_per_100k"))
        ),
        prizes_matter=int(setup.policy.values["prize.winners_per_year"].any()),
        settings_stay=int(_settings_stay(setup)),
        all_fits_perfectly=int(_all_fits_perfectly(setup)),
        part_of_one=part_of_one(len(setup.problem_fields)),
        every_month_moves=int(_every_month_moves(setup)),
        only_cases_change=int(_only_cases_change(setup)),
    )


def _bits(modes: Iterable[Mode]) -> int:
    bits = 0
    for mode in modes:
        bits |= 1 << mode
    return bits


def _all_fits_perfectly(setup: Setup) -> bool:
    """Tell whether nothing is there but innovations that fit everywhere: where choices are weighed, others are made."""
    s = setup.scenario
    only_given = setup.drawn_problems == 0 and s.appraisal.rule == "adopt_when_aware"
    return only_given and all(one.fit == "perfect" for one in s.innovations)


def _settings_stay(setup: Setup) -> bool:
    """Tell whether municipalities have the settings of the policy, in every replication and at all times."""
    spreads = (float(setup.policy.values[one.varies][0, 0]) for one in setup.policy.declared.values() if one.varies)
    is_drawn = any(spreads) or (setup.policy.values["capacity.projects_per_field"] % 1.0).any()
    return not is_drawn and not setup.innovation_leaders_move and not setup.skills_move


def _every_month_moves(setup: Setup) -> bool:
    return any(setup.policy.values[key].any() for key in moving_parameters())


def _only_cases_change(setup: Setup) -> bool:
    """Tell whether a municipality's problem files stay as they begin until somebody there hears of an answer."""
    reviews, values = "agenda.reviews_per_year", setup.policy.values
    return (
        _settings_stay(setup)
        and not _every_month_moves(setup)
        and setup.drawn_problems == 0
        and not values[reviews].any()
        and not values["prize.winners_per_year"].any()
        and not setup.ties.since.any()
    )


def _places(setup: Setup) -> tuple[Records, Wholes]:
    """Return the places, and the rows of each one's land neighbours one after the other."""
    contact, row_of = setup.contact, {place.code: row for row, place in enumerate(setup.places)}
    places = np.zeros(len(setup.places), dtype=PLACE)
    places["code"] = [place.code for place in setup.places]
    regions = sorted({place.region for place in setup.places})
    places["region"] = [regions.index(place.region) for place in setup.places]
    places["log_population"] = setup.country.log_population
    places["in_prize_scope"] = [row in setup.prize_scope for row in range(len(places))]
    places["first_tie"], places["last_tie"] = contact.indptr[:-1], contact.indptr[1:]
    neighbours: list[list[int]] = [[] for _ in setup.places]
    for code, other in sorted(setup.country.near):
        neighbours[row_of[code]].append(row_of[other])
    places["last_near"] = np.cumsum([len(rows) for rows in neighbours])
    places["first_near"][1:] = places["last_near"][:-1]
    for place in places:
        for at in range(place["first_tie"], place["last_tie"]):
            if setup.ties.since[at] == 0:
                place["whole_contact"] += contact.weights[at]
    return places, np.array([row for rows in neighbours for row in rows], dtype=np.int64)


def _partners(setup: Setup, places: Records) -> Records:
    """Return who pilots with whom; the places learn where theirs are."""
    pairs = [pair for partners in setup.partners for pair in partners]
    places["last_partner"] = np.cumsum([len(partners) for partners in setup.partners])
    places["first_partner"][1:] = places["last_partner"][:-1]
    return np.array(pairs, dtype=PARTNER)


def _ties(setup: Setup) -> Records:
    contact = setup.contact
    ties = np.zeros(len(contact.indices), dtype=TIE)
    ties["row"], ties["weight"], ties["layer"] = contact.indices, contact.weights, contact.layers
    ties["since"] = setup.ties.since
    return ties


def _listeners(setup: Setup, places: Records) -> Records:
    """Return the ties by the one that is heard of; the places learn where theirs are."""
    contact = setup.contact
    hearer = np.repeat(np.arange(len(places)), np.diff(contact.indptr))
    order = np.argsort(contact.indices, kind="stable")
    listeners = _ties(setup)[order]
    listeners["row"] = hearer[order]
    aware = np.bincount(contact.indices, minlength=len(places))
    places["last_listener"] = np.cumsum(aware)
    places["first_listener"] = places["last_listener"] - aware
    return listeners


def _months(setup: Setup) -> Records:
    calendar = setup.calendar
    months = np.zeros(calendar.total_months, dtype=MONTH)
    months["period"] = setup.policy.period_of_month(calendar.total_months)
    for number, month in enumerate(months):
        month["year"], of_year = calendar.year(number), calendar.month_of_year(number)
        month["budget_year"] = calendar.year(number) + (of_year >= BUDGET_MONTH)
        month["is_budget"] = of_year == BUDGET_MONTH
        month["is_after_election"] = number in calendar.election_months
        month["new_council"] = number in calendar.council_months
        month["decides_grants"] = of_year == DECISION_MONTH
        month["awards_prize"] = of_year == PRIZE_MONTH
    for number in {*setup.policy.starts, *_first_months(setup)}:
        if number < len(months):
            months[number]["begins_something"] = 1
    return months


def _first_months(setup: Setup) -> list[int]:
    """Return the month in which each of the scenario's innovations comes."""
    given = setup.scenario.innovations
    return [max(setup.calendar.month_of(i.from_month), 0) if i.from_month else 0 for i in given]


def _innovations(setup: Setup) -> tuple[Records, Wholes]:
    given = setup.scenario.innovations
    table = np.zeros(len(given), dtype=INNOVATION)
    named = 0
    first_months = _first_months(setup)
    for at, (row, innovation) in enumerate(zip(table, given, strict=True)):
        row["identity"] = innovation_identity(innovation.name)
        row["log_benefit"], row["complexity"] = log(innovation.benefit), weight_grid(innovation.complexity)
        row["month"], row["fits_perfectly"] = first_months[at], innovation.fit == "perfect"
        row["random"], row["first_named"] = innovation.random_first_adopters, named
        named += len(setup.first_adopters[at])
        row["last_named"] = named
    return table, np.array([row for rows in setup.first_adopters for row in rows], dtype=np.int64)


def _policy(setup: Setup) -> Reals:
    return np.ascontiguousarray(np.stack([setup.policy.values[name] for name in COLUMNS], axis=-1))


def _varying(setup: Setup) -> Records:
    varying = [one for one in setup.policy.declared.values() if one.varies]
    rows = [
        (zlib.crc32(one.key.encode()), one.low, one.high, COLUMNS.index(one.key), COLUMNS.index(one.varies))
        for one in varying
    ]
    return np.array(rows, dtype=VARYING)
