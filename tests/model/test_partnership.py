"""R15 in a run: partners are invited to pilots, and nobody else is."""

from __future__ import annotations

import pytest
from small_setups import run, same_bytes, small

from diffusion_sim.codes import Heard, Mode
from diffusion_sim.errors import InputError
from diffusion_sim.model.agents import DiffusionModel
from diffusion_sim.scenario import Scenario, tell
from diffusion_sim.setup import build_setup

QUICK = {"work__months_own": 6.0, "agenda__reviews_per_year": 2.0}
SIX = {
    "name": "Six",
    "municipalities": ["Hjørring", "Holbæk", "Holstebro", "Hvidovre", "Ringkøbing-Skjern", "Roskilde"],
}


def setup(**table: object) -> Scenario:
    return small(**QUICK, partnerships=[{**SIX, **table}])


@pytest.fixture(scope="module")
def model() -> DiffusionModel:
    return run(setup())


def test_partners_hear_of_each_other_s_own_work_a_month_after_it_begins(model: DiffusionModel) -> None:
    members = {m.code: m for m in model.municipalities if m.name in SIX["municipalities"]}
    invited = [(m, case) for m in model.municipalities for case in m.cases.values() if case.via is Heard.PARTNER]
    assert len(invited) > 20
    for m, case in invited:
        origin = case.solution.origin
        assert origin is not None
        assert m.code in members
        assert origin is members[case.heard_from]
        assert case.aware == origin.cases[case.solution].adopted + 1


def test_a_joint_pilot_is_not_developed_before_the_pilot_itself(model: DiffusionModel) -> None:
    joined = [
        (case, case.solution.origin.cases[case.solution])
        for m in model.municipalities for case in m.cases.values()
        if case.via is Heard.PARTNER and case.mode in {Mode.COPY, Mode.ADAPT} and case.developed >= 0
    ]  # fmt: skip
    assert joined
    assert all(case.developed >= pilot.developed for case, pilot in joined if pilot.developed >= 0)


def test_work_is_joint_only_where_it_begins_while_the_pilot_is_under_way(model: DiffusionModel) -> None:
    begun = [
        (case, case.solution.origin.cases[case.solution])
        for m in model.municipalities for case in m.cases.values()
        if case.via is Heard.PARTNER and case.adopted >= 0 and case.mode is not Mode.INSPIRED
    ]  # fmt: skip
    over = [0 <= max(pilot.implemented, pilot.ended) < case.adopted for case, pilot in begun]
    assert [case.joint for case, _ in begun] == [not is_over for is_over in over]
    assert 0 < sum(over) < len(over)


def test_nobody_is_invited_after_its_last_month() -> None:
    model = run(setup(until="2013-06"))
    aware = [case.aware for m in model.municipalities for case in m.cases.values() if case.via is Heard.PARTNER]
    assert 0 < max(aware) <= model.calendar.month_of("2013-06")


def test_before_its_month_a_partnership_changes_nothing() -> None:
    assert same_bytes(run(setup(**{"from": "2016-01"})), run(small(**QUICK)))


def test_one_alone_is_no_partnership() -> None:
    with pytest.raises(InputError, match="partnership 'Six': municipalities: found Holbæk alone"):
        build_setup(setup(municipalities=["Holbæk"]))


def test_an_unknown_partner_is_named() -> None:
    with pytest.raises(InputError, match="Hvidover"):
        build_setup(setup(municipalities=["Holbæk", "Hvidover"]))


def test_the_story_tells_of_it() -> None:
    told = tell(setup(municipalities=["Holbæk", "Roskilde"], until="2015-06"))
    assert "until June 2015, Holbæk and Roskilde pilot together" in told
