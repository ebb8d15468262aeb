"""Ties that follow from the Danish data."""

from __future__ import annotations

from collections import Counter

import pytest

from diffusion_sim import denmark
from diffusion_sim.errors import InputError

DENMARK = denmark.load()


def body_weights(year: int) -> dict[tuple[int, int], float]:
    return {tie[:2]: tie.weight for tie in denmark.ties(DENMARK, ["bodies"], year)}


def test_each_kind_of_neighbour_is_a_layer_of_ties_that_weigh_one() -> None:
    ties = denmark.ties(DENMARK, ["land_border", "fixed_link", "ferry"], 2014)
    assert Counter(tie.layer for tie in ties) == {"land_border": 186, "fixed_link": 6, "ferry": 15}
    assert {tie.weight for tie in ties} == {1.0}


def test_a_tie_through_bodies_weighs_the_number_of_bodies_shared() -> None:
    horsens, hedensted = 615, 766
    shared = [
        body
        for body, members in denmark.bodies(2014).items()
        if {horsens, hedensted} <= set(members) and not body.startswith("KKR")
    ]
    assert "Business Region Aarhus" in shared
    assert body_weights(2014)[horsens, hedensted] == len(shared)


def test_the_regional_councils_tie_nobody_because_the_regions_do() -> None:
    ballerup, bornholm = 151, 400  # both in Hovedstaden, without another body that is known
    assert not [pair for pair in body_weights(2014) if ballerup in pair or bornholm in pair]


def test_ties_through_bodies_follow_the_year() -> None:
    copenhagen, naestved = 101, 370
    assert (copenhagen, naestved) not in body_weights(2014)
    assert body_weights(2015)[copenhagen, naestved] == 1  # Greater Copenhagen


@pytest.mark.parametrize("year", [2005, 2014, 2025])
def test_ties_are_sorted_distinct_and_have_the_lower_code_first(year: int) -> None:
    pairs = list(body_weights(year))
    assert pairs == sorted(set(pairs))
    assert all(code_a < code_b for code_a, code_b in pairs)


def test_an_unknown_layer_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(InputError, match=r"'ferries'.*did you mean ferry\?"):
        denmark.ties(DENMARK, ["ferries"], 2014)
