"""An intervention reaches the municipalities and months that it names, and no others."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from small_setups import PLAIN

from diffusion_sim.country import denmark
from diffusion_sim.errors import InputError
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import Setup, build_setup, draw_settings

KEY = np.uint64(1)
FLAT = PLAIN | {"time.burn_in_months": 12, "time.months": 24, "traits.spread": 0.0}
"""Two years from 2014-01 with 2013 as burn-in, all municipalities alike."""


def setup(*interventions: dict[str, Any], **changes: Any) -> Setup:
    named = [{"name": f"change {number}", **one} for number, one in enumerate(interventions)]
    dotted = {key.replace("__", "."): value for key, value in changes.items()}
    return build_setup(Scenario().with_changes(FLAT | {"interventions": named} | dotted))


def values(of: Setup, key: str) -> dict[str, list[float]]:
    """Return what a parameter is in each month, for each municipality by name."""
    section, name = key.split(".")
    settings = draw_settings(of.policy, of.places, KEY)
    policy_periods = of.policy.period_of_month(of.calendar.total_months)
    return {
        place.name: [getattr(getattr(settings[period][row], section), name) for period in policy_periods]
        for row, place in enumerate(of.places)
    }


def months(of: Setup, numbers: list[float], value: float) -> list[str]:
    return [of.calendar.text(month) for month, number in enumerate(numbers) if number == value]


def test_without_interventions_everything_is_the_scenario_s_value_everywhere_and_always() -> None:
    seen = values(setup(), "appraisal.nih_bias")
    assert len(seen) == 98
    assert {number for numbers in seen.values() for number in numbers} == {PLAIN["appraisal.nih_bias"]}


def test_from_and_until_are_the_first_and_the_last_month() -> None:
    w = setup({"parameter": "appraisal.nih_bias", "set": 0.9, "from": "2014-03", "until": "2014-05"})
    assert months(w, values(w, "appraisal.nih_bias")["Silkeborg"], 0.9) == ["2014-03", "2014-04", "2014-05"]


def test_one_month_is_enough() -> None:
    w = setup({"parameter": "appraisal.nih_bias", "set": 0.9, "from": "2014-03", "until": "2014-03"})
    assert months(w, values(w, "appraisal.nih_bias")["Silkeborg"], 0.9) == ["2014-03"]


def test_open_ends_reach_from_the_start_of_the_burn_in_to_the_end() -> None:
    w = setup({"parameter": "appraisal.nih_bias", "set": 0.9})
    assert len(months(w, values(w, "appraisal.nih_bias")["Silkeborg"], 0.9)) == 36


def test_what_lies_outside_of_the_simulated_months_does_nothing() -> None:
    w = setup(
        {"parameter": "appraisal.nih_bias", "set": 0.9, "until": "2012-12"},
        {"parameter": "appraisal.nih_bias", "set": 0.8, "from": "2016-01"},
    )
    assert {n for numbers in values(w, "appraisal.nih_bias").values() for n in numbers} == {0.3}


def test_one_that_began_before_the_burn_in_holds_from_its_first_month() -> None:
    w = setup({"parameter": "appraisal.nih_bias", "set": 0.9, "from": "2001-01", "until": "2013-02"})
    assert months(w, values(w, "appraisal.nih_bias")["Silkeborg"], 0.9) == ["2013-01", "2013-02"]


@pytest.mark.parametrize(
    ("selectors", "expected"),
    [(["Silkeborg"], {"Silkeborg"}), (["740"], {"Silkeborg"}), (["silkeborg kommune", "Horsens"], {"Silkeborg", "Horsens"})],
)  # fmt: skip
def test_municipalities_are_chosen_by_name_or_code(selectors: list[str], expected: set[str]) -> None:
    w = setup({"parameter": "traits.skill", "set": 2.0, "municipalities": selectors})
    assert {name for name, numbers in values(w, "traits.skill").items() if 2.0 in numbers} == expected


def test_or_by_region() -> None:
    w = setup({"parameter": "traits.skill", "set": 2.0, "municipalities": ["region:Nordjylland"]})
    reached = {name for name, numbers in values(w, "traits.skill").items() if 2.0 in numbers}
    assert reached == {place.name for place in denmark.load().places if place.region == "Nordjylland"}
    assert len(reached) == 11


def test_or_by_collaboration_body() -> None:
    body, members = next((b, m) for b, m in sorted(denmark.bodies(2014).items()) if 2 < len(m) < 40)
    w = setup({"parameter": "traits.skill", "set": 2.0, "municipalities": [f"body:{body}"]})
    seen = values(w, "traits.skill")
    reached = [place.code for place in w.places if 2.0 in seen[place.name]]
    assert reached == sorted(members)


def test_an_unknown_municipality_is_refused_by_the_name_of_the_intervention() -> None:
    with pytest.raises(InputError, match="intervention 'change 0': municipalities.*Silkebrog.*Silkeborg"):
        setup({"parameter": "traits.skill", "set": 2.0, "municipalities": ["Silkebrog"]})


def test_scale_and_shift_start_from_the_scenario_s_value() -> None:
    w = setup(
        {"parameter": "appraisal.nih_bias", "scale": 0.5, "municipalities": ["Silkeborg"]},
        {"parameter": "appraisal.nih_bias", "shift": 0.25, "municipalities": ["Horsens"]},
    )
    seen = values(w, "appraisal.nih_bias")
    assert (seen["Silkeborg"][0], seen["Horsens"][0], seen["Aarhus"][0]) == (0.15, 0.55, 0.3)


def test_interventions_on_one_parameter_work_one_after_another_as_they_stand() -> None:
    w = setup({"parameter": "appraisal.nih_bias", "set": 1.0}, {"parameter": "appraisal.nih_bias", "scale": 0.5},
              {"parameter": "appraisal.nih_bias", "shift": 0.25, "from": "2014-02"})  # fmt: skip
    assert values(w, "appraisal.nih_bias")["Silkeborg"] == [0.5] * 13 + [0.75] * 23


def test_a_varying_trait_is_scaled_in_proportion_to_its_own_draw() -> None:
    plain = values(setup(traits__spread=0.3), "appraisal.nih_bias")
    halved = values(setup({"parameter": "appraisal.nih_bias", "scale": 0.5}, traits__spread=0.3), "appraisal.nih_bias")
    assert len({numbers[0] for numbers in plain.values()}) == 98
    for name, numbers in plain.items():
        assert halved[name][0] == pytest.approx(numbers[0] / 2)


@pytest.mark.parametrize(
    "change",
    [{"parameter": "traits.permanence", "shift": 0.5}, {"parameter": "traits.permanence", "scale": -1.0},
     {"parameter": "funding.grants_per_municipality", "scale": 1e6}],
)  # fmt: skip
def test_what_leaves_the_range_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="intervention 'change 0'.*brings .* to .*valid: 0 to"):
        setup(change)


def test_scaling_a_whole_number_is_not_off_by_one_through_floating_point() -> None:
    """1.15 * 100 is 114.99999999999999 in floating point; everybody means 115."""
    w = setup({"parameter": "funding.grant_months", "scale": 1.15}, funding__grant_months=100)
    assert values(w, "funding.grant_months")["Silkeborg"][0] == 115


def test_whole_numbers_stay_whole() -> None:
    w = setup({"parameter": "capacity.projects_per_field", "shift": 2.0, "municipalities": ["Silkeborg"]})
    seen = values(w, "capacity.projects_per_field")
    assert seen["Silkeborg"][0] == seen["Aarhus"][0] + 2
    assert isinstance(seen["Silkeborg"][0], int)


def test_a_prize_is_unknown_before_its_first_month() -> None:
    w = setup(prize__winners_per_year=3, prize__from_month="2014-04")
    seen = values(w, "prize.winners_per_year")["Silkeborg"]
    assert months(w, seen, 3)[0] == "2014-04"
    assert seen == [0] * 15 + [3] * 21


def test_a_prize_of_before_the_burn_in_holds_throughout_and_one_of_after_the_end_never() -> None:
    early = setup(prize__winners_per_year=3, prize__from_month="1999-01")
    late = setup(prize__winners_per_year=3, prize__from_month="2030-01")
    assert set(values(early, "prize.winners_per_year")["Silkeborg"]) == {3}
    assert set(values(late, "prize.winners_per_year")["Silkeborg"]) == {0}


def test_the_scope_of_a_prize_is_named_like_municipalities() -> None:
    assert len(setup().prize_scope) == 98
    local = setup(prize__winners_per_year=1, prize__scope=["Silkeborg"])
    assert [local.places[row].name for row in local.prize_scope] == ["Silkeborg"]
    with pytest.raises(InputError, match=r"prize\.scope"):
        setup(prize__winners_per_year=1, prize__scope=["Silkebrog"])


def test_a_first_adopter_that_does_not_exist_is_refused_by_the_name_of_the_innovation() -> None:
    with pytest.raises(InputError, match="innovation 'Telecare': first_adopters.*Silkeborg"):
        setup(innovations=[{"name": "Telecare", "first_adopters": ["Silkebrog"]}])
