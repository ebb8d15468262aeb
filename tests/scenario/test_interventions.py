"""Interventions and forms of organisation: what may stand in them, and what they come to."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError
from small_setups import PLAIN

from diffusion_sim.errors import InputError
from diffusion_sim.mechanisms.organisation_forms import FORMS
from diffusion_sim.scenario import Innovation, Intervention, Scenario, tell
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.setup import build_setup

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
        ({"municipalities": ["Odense", "Odense"]}, 'municipalities: names "Odense" more than once'),
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
        ({"first_adopters": ["Odense", "Odense"]}, 'first_adopters: names "Odense" more than once'),
    ],
)
def test_an_innovation_that_makes_no_sense_is_refused_by_its_name(keys: dict[str, object], said: str) -> None:
    with pytest.raises(InputError) as caught:
        Scenario().with_changes({"innovations": [{"name": "2-1 roads", **keys}]})
    assert 'innovations "2-1 roads", ' in str(caught.value)
    assert said in str(caught.value)


def test_no_more_first_adopters_are_drawn_than_there_are_places() -> None:
    given = {"name": "2-1 roads", "random_first_adopters": 98}
    assert (
        build_setup(Scenario().with_changes({"innovations": [given]})).scenario.innovations[0].random_first_adopters
        == 98
    )
    with pytest.raises(
        InputError, match="'2-1 roads': random_first_adopters: is 99; valid: 0 to 98, the number of places"
    ):
        build_setup(Scenario().with_changes({"innovations": [given | {"random_first_adopters": 99}]}))


LATE, EARLY = {"from": "2090-01"}, {"until": "1901-12"}
DATED = {
    "organisations": {"name": "x", "form": "innovation_department"},
    "partnerships": {"name": "x", "municipalities": ["Odense", "Silkeborg"]},
    "interventions": LEADERSHIP | {"name": "x"},
}


@pytest.mark.parametrize("kind", DATED)
@pytest.mark.parametrize("months", [LATE, EARLY])
def test_what_never_holds_is_told(kind: str, months: dict[str, str]) -> None:
    def told(**keys: str) -> tuple[str, ...]:
        return build_setup(Scenario().with_changes({"name": "s", kind: [DATED[kind] | keys]})).notes

    assert told(**months) == (f"s: {kind[:-1]} 'x' changes nothing: its months are not among those simulated",)
    assert told() == told(**{"from": "1974-01", "until": "2023-12"}) == ()


@pytest.mark.parametrize(
    "months", [{"prize.from_month": "2024-01"}, {"prize.from_month": "1960-01", "prize.until_month": "1973-12"}]
)
def test_a_prize_that_is_never_known_is_told_and_no_prize_is_not(months: dict[str, str]) -> None:
    scenario = Scenario().with_changes({"name": "s", **months})
    assert scenario.never_in_force == ()
    assert scenario.with_changes({"prize.winners_per_year": 1}).never_in_force == ("the prize",)
    late = {"innovations": [{"name": "2-1 roads", **LATE}]}
    assert scenario.with_changes(late).never_in_force == ("innovation '2-1 roads'",)


def test_an_innovation_takes_whole_numbers_for_its_benefit() -> None:
    (made,) = Scenario().with_changes({"innovations": [{"name": "2-1 roads", "benefit": 2}]}).innovations
    assert made == Innovation(name="2-1 roads", benefit=2.0)


FLAT = PLAIN | {"time.burn_in_months": 12, "time.months": 24, "traits.spread": 0.0}
DEPARTMENT = {"name": "Town hall", "form": "innovation_department", "municipalities": ["Odense"], "from": "2014-07"}
NAMED = ("hr", "council_secretariat", "central_controllers", "innovation_department", "staff_function",
         "temporary_project", "culture_of_trust", "new_ethics", "paradigm_shift")  # fmt: skip


def organised(*tables: dict[str, object], **changes: object) -> Scenario:
    return Scenario().with_changes(FLAT | {"organisations": list(tables)} | changes)


def values(scenario: Scenario, key: str, municipality: str) -> list[float]:
    setup = build_setup(scenario)
    row = [place.name for place in setup.places].index(municipality)
    policy_periods = setup.policy.period_of_month(setup.calendar.total_months)
    return list(setup.policy.values[key][policy_periods, row])


def test_there_are_the_forms_that_the_report_names_and_at_least_ten_beside_municipality_1_to_3() -> None:
    assert set(NAMED) <= set(FORMS)
    assert {f"municipality_{n}.0" for n in (1, 2, 3)} <= set(FORMS)
    assert len(FORMS) - 3 >= 10


@pytest.mark.parametrize("name", FORMS)
def test_every_form_changes_something_within_range_and_says_that_values_are_assumptions(name: str) -> None:
    form = FORMS[name]
    assert form.changes
    assert "assumption" in form.source
    for parameter, kind, amount in form.changes:
        one = declarations()[parameter]
        assert one.reach == "municipal"
        assert one.low is not None
        assert one.high is not None
        assert one.low <= (amount if kind == "set" else one.default * amount) <= one.high


def test_no_two_forms_are_the_same() -> None:
    assert len({form.changes for form in FORMS.values()}) == len(FORMS)


def test_a_form_holds_for_its_municipalities_from_its_month() -> None:
    permanence = Scenario().traits.permanence
    of_odense = values(organised(DEPARTMENT), "traits.permanence", "Odense")
    assert of_odense[:18] == [permanence] * 18
    assert min(of_odense[18:]) > permanence
    assert set(values(organised(DEPARTMENT), "traits.permanence", "Aarhus")) == {permanence}


def test_a_form_goes_a_seventh_of_the_way_in_each_year_and_does_in_full_what_it_can_from_the_seventh_on() -> None:
    old = Scenario().traits.permanence
    grown = organised({**DEPARTMENT, "from": "2014-01"}, **{"time.months": 120, "traits.skill": 2.0})
    years = values(grown, "traits.permanence", "Odense")[12::12]
    assert years == pytest.approx([old + (0.85 - old) * min(1.0, n / 7) for n in range(1, 11)])
    assert values(grown, "traits.skill", "Odense")[12::12] == pytest.approx(
        [2 + 0.6 * min(1.0, n / 7) for n in range(1, 11)]
    )


def test_a_form_s_age_counts_from_its_month_also_before_the_burn_in() -> None:
    old = Scenario().traits.permanence
    since = {month: values(organised({**DEPARTMENT, "from": month}), "traits.permanence", "Odense")
             for month in ("", "1999-01", "2007-01", "2009-01")}  # fmt: skip
    assert since[""] == since["1999-01"] == since["2007-01"] == [0.85] * 36
    assert since["2009-01"] == pytest.approx([old + (0.85 - old) * n / 7 for n in (5, 6, 7) for _ in range(12)])


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if not form.matures])
def test_forms_without_a_unit_hold_in_full_at_once(name: str) -> None:
    assert name in {"temporary_project", "enthusiasts_alone", "outside_advisers"}
    parameter, amount = next(iter(FORMS[name].sets.items()))
    seen = values(organised({**DEPARTMENT, "form": name}), parameter, "Odense")
    assert seen == [declarations()[parameter].default] * 18 + [amount] * 18


def test_after_a_form_is_closed_everything_is_as_it_was_and_one_that_opens_again_is_young() -> None:
    old = Scenario().traits.permanence
    first = {**DEPARTMENT, "from": "2009-01", "until": "2014-06"}
    seen = values(organised(first, {**DEPARTMENT, "name": "Again", "from": "2015-01"}), "traits.permanence", "Odense")
    assert seen[17] == pytest.approx(old + (0.85 - old) * 6 / 7)
    assert seen[18:24] == [old] * 6
    assert seen[24:] == pytest.approx([old + (0.85 - old) / 7] * 12)
    closed, never = organised({**first, "from": ""}), organised()
    for key in ("traits.permanence", "traits.silo_friction", "traits.skill"):
        assert values(closed, key, "Odense")[18:] == values(never, key, "Odense")[18:]


def test_a_form_that_follows_on_another_goes_from_what_that_made_of_it() -> None:
    project = {**DEPARTMENT, "name": "Project", "form": "temporary_project", "from": ""}
    both = values(organised(project, DEPARTMENT), "traits.permanence", "Odense")
    assert both == pytest.approx([0.2] * 18 + [0.2 + 0.65 / 7] * 12 + [0.2 + 0.65 * 2 / 7] * 6)


def test_a_form_that_matures_makes_a_policy_period_a_year_and_none_once_mature_or_closed() -> None:
    def starts(**keys: str) -> tuple[int, ...]:
        return build_setup(organised({**DEPARTMENT, **keys}, **{"time.months": 240})).policy.starts

    assert starts(**{"from": "2014-01"}) == (0, *range(12, 85, 12))
    assert starts(**{"from": "2014-01", "until": "2015-06"}) == (0, 12, 24, 30)
    assert starts(**{"from": ""}) == build_setup(organised(**{"time.months": 240})).policy.starts


def test_what_a_form_scales_is_the_scenario_s_own_value() -> None:
    skilled = organised({**DEPARTMENT, "from": ""}, **{"traits.skill": 2.0})
    assert values(skilled, "traits.skill", "Odense") == pytest.approx([2.6] * 36)


def test_interventions_come_after_forms() -> None:
    change = {"name": "x", "parameter": "traits.permanence", "set": 0.1, "from": "2015-01"}
    both = organised(DEPARTMENT, interventions=[change])
    assert values(both, "traits.permanence", "Odense")[-1] == 0.1


def test_a_form_changes_only_its_own_parameters() -> None:
    plain, changed = build_setup(organised()).policy, build_setup(organised({**DEPARTMENT, "from": ""})).policy
    differing = {key for key in plain.values if not np.array_equal(plain.values[key], changed.values[key])}
    assert differing == {parameter for parameter, _, _ in FORMS["innovation_department"].changes}


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (
            {"form": "inovation_department"},
            'organisations "Town hall", form: found "inovation_department"; did you mean',
        ),
        ({"form": 3}, "form: found 3; valid: the name of a form"),
        ({"from": "2014"}, 'from: found "2014"'),
        ({"shape": "hr"}, "shape: is not a key here"),
        ({"until": "2013-01"}, "comes before"),
    ],
)
def test_what_cannot_be_used_is_named(keys: dict[str, object], said: str) -> None:
    with pytest.raises(InputError) as refusal:
        organised({**DEPARTMENT, **keys})
    assert said in str(refusal.value)


def test_an_unknown_municipality_is_named_with_the_organisation() -> None:
    with pytest.raises(InputError, match="organisation 'Town hall': municipalities"):
        build_setup(organised({**DEPARTMENT, "municipalities": ["Odnse"]}))


def test_a_form_that_leaves_a_parameter_s_range_is_refused_by_its_name() -> None:
    with pytest.raises(InputError, match="Town hall"):
        build_setup(organised({**DEPARTMENT, "from": ""}, **{"traits.skill": 9.0}))


def test_the_story_tells_of_it() -> None:
    told = " ".join(tell(organised(DEPARTMENT)).split())
    assert '"Town hall": from July 2014, Odense is organised as innovation_department' in told
    assert "traits.permanence is 0.85" in told
    assert ", all of it from year 7 on; assumptions)" in told
    closed = {**DEPARTMENT, "form": "temporary_project", "until": "2015-06"}
    told = " ".join(tell(organised(closed)).split())
    assert "from July 2014 until June 2015, Odense is organised as temporary_project" in told
    assert "from year" not in told[told.index("temporary_project") :].split("assumptions")[0]
