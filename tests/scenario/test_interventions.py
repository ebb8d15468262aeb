"""Interventions and innovations: what they may change, and when."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from diffusion_sim.errors import InputError
from diffusion_sim.scenario import Innovation, Intervention, Scenario

LEADERSHIP = {"name": "Leadership programme", "parameter": "traits.carrying", "scale": 1.5}


def changed(**keys: object) -> Scenario:
    table = {**LEADERSHIP, **{key.rstrip("_"): value for key, value in keys.items()}}
    return Scenario().with_changes({"interventions": [{k: v for k, v in table.items() if v is not None}]})


def test_an_intervention_says_what_when_and_where() -> None:
    (told,) = changed(
        from_="2015-01", until="2018-12", municipalities=["Silkeborg", "region:Midtjylland"]
    ).interventions
    assert told.change == ("scale", 1.5)
    assert (told.from_month, told.until_month) == ("2015-01", "2018-12")
    assert told.municipalities == ("Silkeborg", "region:Midtjylland")


def test_an_intervention_may_last_one_month() -> None:
    assert changed(from_="2015-01", until="2015-01").interventions[0].until_month == "2015-01"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"set": 1.0}, "found scale and set; valid: exactly one"),
        ({"scale": None}, "none of them is given"),
        ({"scale": float("inf")}, "valid: a finite number"),
        ({"scale": "1.5"}, 'scale: found "1.5"; valid: a number'),
        ({"from_": "2015"}, 'from: found "2015"'),
        ({"from_": "2015-02", "until": "2015-01"}, "comes before"),
        ({"parameter": "traits.carying"}, "did you mean traits.carrying"),
        ({"parameter": "carrying"}, "did you mean traits.carrying?"),
        ({"parameter": "network.size"}, "network.size is fixed during a run"),
        ({"parameter": "prize.scope"}, "prize.scope is fixed during a run"),
        ({"parameter": None}, "parameter: is missing"),
        ({"scale": None, "set": 11}, "found 11 for traits.carrying; valid: a number from 0.05 to 10 (factor)"),
        ({"parameter": "funding.taper_months", "scale": None, "set": 1.5}, "a whole number from 0 to 600 (months)"),
        ({"parameter": "prize.amount_dkk", "municipalities": ["Odense"]}, "holds for the whole country"),
        ({"munipalities": ["Odense"]}, "did you mean municipalities?"),
        ({"from_month": "2015-01"}, "from_month: is not a key here"),
        ({"municipalities": "Odense"}, 'municipalities: found "Odense"'),
    ],
)
def test_an_intervention_that_makes_no_sense_is_refused_by_its_name(keys: dict[str, object], said: str) -> None:
    with pytest.raises(InputError) as caught:
        changed(**keys)
    assert 'interventions "Leadership programme", ' in str(caught.value)
    assert said in str(caught.value)


def test_a_national_parameter_may_change_for_the_whole_country() -> None:
    assert changed(parameter="prize.amount_dkk").interventions[0].municipalities == ()


def test_two_interventions_of_one_name_are_refused() -> None:
    with pytest.raises(InputError, match='two are named "Leadership programme"'):
        Scenario().with_changes({"interventions": [LEADERSHIP, LEADERSHIP]})


def test_an_intervention_without_a_name_is_told_by_its_place() -> None:
    nameless = {"parameter": "traits.carrying", "scale": 2}
    with pytest.raises(InputError, match="interventions, number 2, name: is missing"):
        Scenario().with_changes({"interventions": [LEADERSHIP, nameless]})


def test_an_intervention_made_in_python_is_checked_as_well() -> None:
    made = Intervention(name="x", parameter="traits.carrying", scale=2.0, from_month="2015-01")
    assert Scenario().with_changes({"interventions": [made]}).interventions == (made,)
    with pytest.raises(ValidationError, match=r"did you mean traits\.carrying"):
        Intervention(name="x", parameter="traits.carying", scale=2.0)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"benefit": 0}, "benefit: found 0; valid: a number above 0"),
        ({"fit": "good"}, '"drawn" or "perfect"'),
        ({"random_first_adopters": -1}, "a whole number, 0 or more"),
        ({"from": "2015-1"}, 'from: found "2015-1"'),
        ({"first_adopter": ["Odense"]}, "did you mean first_adopters"),
    ],
)
def test_an_innovation_that_makes_no_sense_is_refused_by_its_name(keys: dict[str, object], said: str) -> None:
    with pytest.raises(InputError) as caught:
        Scenario().with_changes({"innovations": [{"name": "2-1 roads", **keys}]})
    assert 'innovations "2-1 roads", ' in str(caught.value)
    assert said in str(caught.value)


def test_an_innovation_takes_whole_numbers_for_its_benefit() -> None:
    (made,) = Scenario().with_changes({"innovations": [{"name": "2-1 roads", "benefit": 2}]}).innovations
    assert made == Innovation(name="2-1 roads", benefit=2.0)
