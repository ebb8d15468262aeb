"""Forms of organisation (R14, R24): named profiles of traits."""

from __future__ import annotations

import numpy as np
import pytest

from diffusion_sim.errors import InputError
from diffusion_sim.scenario import Scenario, tell
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.scenario.organisation_forms import FORMS
from diffusion_sim.world import build_world

FLAT = {"time.burn_in_months": 12, "time.months": 24, "traits.spread": 0.0}
DEPARTMENT = {"name": "Town hall", "form": "innovation_department", "municipalities": ["Odense"], "from": "2014-07"}
NAMED = ("hr", "council_secretariat", "central_controllers", "innovation_department", "staff_function",
         "temporary_project", "culture_of_trust", "new_ethics", "paradigm_shift")  # fmt: skip


def organised(*tables: dict[str, object], **changes: object) -> Scenario:
    return Scenario().with_changes(FLAT | {"organisations": list(tables)} | changes)


def values(scenario: Scenario, key: str, municipality: str) -> list[float]:
    world = build_world(scenario)
    row = [place.name for place in world.places].index(municipality)
    stretches = world.policy.stretch_of_month(world.calendar.total_months)
    return list(world.policy.values[key][stretches, row])


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
    assert of_odense == [permanence] * 18 + [0.85] * 18
    assert set(values(organised(DEPARTMENT), "traits.permanence", "Aarhus")) == {permanence}


def test_what_a_form_scales_is_the_scenario_s_own_value() -> None:
    skilled = organised({**DEPARTMENT, "from": ""}, **{"traits.skill": 2.0})
    assert values(skilled, "traits.skill", "Odense") == pytest.approx([2.6] * 36)


def test_interventions_come_after_forms() -> None:
    change = {"name": "x", "parameter": "traits.permanence", "set": 0.1, "from": "2015-01"}
    both = organised(DEPARTMENT, interventions=[change])
    assert values(both, "traits.permanence", "Odense")[-1] == 0.1


def test_a_form_changes_only_its_own_parameters() -> None:
    plain, changed = build_world(organised()).policy, build_world(organised({**DEPARTMENT, "from": ""})).policy
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
        build_world(organised({**DEPARTMENT, "municipalities": ["Odnse"]}))


def test_a_form_that_leaves_a_parameter_s_range_is_refused_by_its_name() -> None:
    with pytest.raises(InputError, match="Town hall"):
        build_world(organised(DEPARTMENT, **{"traits.skill": 9.0}))


def test_the_story_tells_of_it() -> None:
    told = " ".join(tell(organised(DEPARTMENT)).split())
    assert '"Town hall": from July 2014, Odense is organised as innovation_department' in told
    assert "traits.permanence is 0.85" in told
