"""What a page may be asked, and what its address holds: a ready-made policy, moved levers and one start."""

from __future__ import annotations

from pathlib import Path

import pytest
from lab.lab_setup import asked, small_catalogue, whole_catalogue

from diffusion_sim.errors import InputError
from diffusion_sim.lab.catalogue import Catalogue
from diffusion_sim.lab.controls import Controls, TargetPanel
from diffusion_sim.lab.question import (
    ALL_YEARS,
    Question,
    changed_policy,
    presets,
    question_of,
    scenarios_of,
    start_of,
    start_of_lever,
    value_under,
    with_levers,
)
from diffusion_sim.lab.targeting import Target
from diffusion_sim.lab.wording import LANGUAGES, MAIN, offered
from diffusion_sim.scenario import Scenario, load_scenario
from diffusion_sim.scenario.interventions import Intervention
from diffusion_sim.setup import build_setup
from diffusion_sim.words.ready_made import scenario_title

BASELINE = Scenario()
PRIZES, NIH, PORTAL, TASTES, GRANTS = (
    "prize.winners_per_year", "appraisal.nih_distrust", "portal.hearing_per_month", "appraisal.taste_correlation",
    "funding.grants_per_municipality",
)  # fmt: skip
pytestmark = pytest.mark.filterwarnings("ignore:Widget.name is deprecated:PendingDeprecationWarning")


def test_the_address_makes_the_same_question_again() -> None:
    question = asked(("prize.winners_per_year", 7), ("appraisal.nih_distrust", 0.123456789))
    again, problems = question_of(question.to_query(), small_catalogue())
    assert (again._replace(changes=()), set(again.changes)) == (question._replace(changes=()), set(question.changes))
    assert problems == ()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"policy": "../../etc/passwd"}, "not a scenario"),
        ({"policy": "prise"}, "did you mean prize"),
        ({"replications": "100000"}, "100000 is outside the valid range: 1 to 200"),
        ({"replications": "-1"}, "1 to 200"),
        ({"prize.winers_per_year": "3"}, "did you mean prize.winners_per_year"),
        ({"time.months": "3"}, "“time.months” means nothing here"),
        ({"runs": "50"}, "“runs” means nothing here"),
        ({"seed": "x"}, "not a number"),
        ({"prize.winners_per_year": "2.5"}, "not a whole number"),
        ({"prize.winners_per_year": "1e400"}, "not a number"),
        ({"appraisal.nih_distrust": "nan"}, "not a number"),
    ],
)
def test_a_bad_address_is_answered_with_a_sentence_and_the_usual_start(query: dict[str, str], said: str) -> None:
    question, (problem,) = question_of(query, small_catalogue())
    assert said in problem
    assert question == Question("Lille Ærø", "prize")


def test_an_end_before_the_beginning_says_so() -> None:
    question, (problem,) = question_of({"from": "2015-06", "until": "2014-06"}, small_catalogue())
    assert problem == "until: 2014-06 is before from, 2015-06."
    assert question.target == Target(start="2015-06")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "none of them is among those chosen, so it was left out"),
        ("da", "ingen af dem er blandt de valgte; det er udeladt"),
    ],
)
def test_a_place_that_a_policy_excludes_is_left_out_of_an_address(language: str, said: str) -> None:
    asked_for = {"policy": "silkeborg_prize", "where": "region:Sjælland"}
    question, (problem,) = question_of(asked_for, whole_catalogue(), language)
    assert said in problem
    assert question.target == Target()
    assert scenarios_of(question, whole_catalogue(), language)


@pytest.mark.parametrize("policy", ["free_municipality", "copycat_prize"])
def test_an_end_before_the_policy_begins_is_left_out_of_an_address(policy: str) -> None:
    asked_for = {"policy": policy, "until": "2014-03", "where": "region:Sjælland", "baseline": "strong_nih"}
    catalogue = with_late_prize(whole_catalogue())
    question, (problem,) = question_of(asked_for, catalogue)
    assert problem == "until: The policy, or a part of it, begins after the last month chosen, so it was left out."
    assert question.target == Target("region:Sjælland")
    assert scenarios_of(question, catalogue)


def test_what_the_scenarios_refuse_together_is_left_out_of_an_address() -> None:
    catalogue = small_catalogue()
    policy = catalogue.scenarios["prize"]
    step = Intervention(name="Late", parameter="prize.winners_per_year", set=2, from_month="2016-01")
    odd = policy.model_copy(update={"interventions": (step.model_copy(update={"until_month": "2015-01"}),)})
    odd_one = catalogue._replace(scenarios=catalogue.scenarios | {"prize": odd})
    question, (problem,) = question_of({"appraisal.nih_distrust": "0.5"}, odd_one)
    assert '"2015-01" comes before from' in problem
    assert question == Question("Lille Ærø", "prize")


@pytest.mark.parametrize("key", ["time.months", "network.nodes_file", "problems.per_field", "prize.reward_"])
def test_a_page_cannot_change_what_decides_how_much_there_is_to_compute(key: str) -> None:
    assert key not in offered()
    with pytest.raises(InputError, match="cannot be changed here"):
        scenarios_of(asked((key, 5.0)), small_catalogue())


def test_a_value_out_of_range_is_refused_with_what_is_valid() -> None:
    with pytest.raises(InputError, match="prize.winners_per_year.*100,000"):
        scenarios_of(asked(("prize.winners_per_year", -1)), small_catalogue())


def test_the_main_levers_come_first() -> None:
    assert tuple(offered())[: len(MAIN)] == MAIN


def with_late_prize(catalogue: Catalogue) -> Catalogue:
    late = catalogue.scenarios["copycat_prize"].with_changes({"prize.from_month": "2016-01"}, "test")
    return catalogue._replace(scenarios=catalogue.scenarios | {"copycat_prize": late})


def ready(name: str) -> Scenario:
    return load_scenario(Path("configs/scenarios") / f"{name}.toml")


def first_month_of(policy: Scenario, key: str) -> str:
    """Return the first month in which the replication itself has another value than in the baseline's."""
    replications = [build_setup(one) for one in (BASELINE, policy)]
    values = [
        setup.policy.values[key][setup.policy.period_of_month(setup.calendar.total_months)].mean(axis=1)
        for setup in replications
    ]
    months = (values[0] != values[1]).nonzero()[0]
    return replications[0].calendar.text(int(months[0]))


@pytest.mark.parametrize(
    ("name", "start"),
    [("copycat_prize", "2014-01"), ("knowledge_portal", "2014-01"), ("strong_nih", ALL_YEARS),
     ("organisation_forms", "2014-01"), ("partnership", "2014-01")],
)  # fmt: skip
def test_a_policy_has_one_start(name: str, start: str) -> None:
    assert start_of(ready(name), BASELINE) == start


@pytest.mark.parametrize("key", [PRIZES, NIH, PORTAL, TASTES, "portal.evidence_gain", "funding.tail_months"])
@pytest.mark.parametrize("name", ["baseline", "knowledge_portal", "strong_nih"])
def test_a_moved_lever_holds_in_the_replication_from_the_month_that_the_page_names(name: str, key: str) -> None:
    policy = BASELINE if name == "baseline" else ready(name)
    if key == NIH and name == "strong_nih":
        pytest.skip("nothing but the lever moved differs")
    moved = with_levers(policy, BASELINE, {key: 3.0 if key in {PRIZES, "funding.tail_months"} else 0.5})
    told = start_of_lever(key, policy, BASELINE) or build_setup(BASELINE).calendar.text(0)
    assert first_month_of(moved, key) == told
    assert value_under(moved, key) in {3.0, 0.5}


def test_a_prize_moved_in_a_country_with_a_prize_leaves_the_earlier_years_alone() -> None:
    before = ready("copycat_prize")
    later = before.with_changes({"interventions": [
        {"name": "Portal", "parameter": PORTAL, "set": 0.01, "from": "2018-01"}]})  # fmt: skip
    moved = with_levers(later, before, {PRIZES: 10})
    values = build_setup(moved).policy
    period = values.period_of_month(build_setup(moved).calendar.total_months)
    winners = values.values[PRIZES][period][:, 0]
    burn_in = BASELINE.time.burn_in_months
    assert winners[[burn_in - 1, burn_in, burn_in + 47, burn_in + 48, -1]].tolist() == [0, 3, 3, 10, 10]


def test_a_moved_prize_is_the_same_scenario_as_the_file_a_person_would_write() -> None:
    assert with_levers(BASELINE, BASELINE, {PRIZES: 3}).identity() == ready("copycat_prize").identity()


def test_a_value_of_ones_own_takes_the_place_of_what_the_policy_sets_in_the_same_places() -> None:
    moved = with_levers(ready("knowledge_portal"), BASELINE, {PORTAL: 0.05})
    (one,) = moved.interventions
    assert (one.set, one.from_month, one.municipalities) == (0.05, "2014-01", ())


@pytest.mark.parametrize(
    ("language", "country", "always"),
    [("en", "Always applies to the whole country", "Always applies to all municipalities and all years"),
     ("da", "Gælder altid hele landet", "Gælder altid alle kommuner og alle år")],
)  # fmt: skip
def test_a_lever_that_cannot_be_held_to_places_or_months_says_so(language: str, country: str, always: str) -> None:
    controls = Controls(LANGUAGES[language], language, lambda: None)
    controls.start(ready("knowledge_portal"), {TASTES: 0.5, GRANTS: 90})
    about = {key: made.about.object for key, made in controls._made.items()}
    assert [key for key, told in about.items() if always in told] == [TASTES]
    assert {key for key, told in about.items() if country in told} == {GRANTS}
    assert controls._made[PORTAL].field.value == 0.01  # what the policy sets, and free to be moved


@pytest.mark.parametrize(
    ("policy", "begins"), [("copycat_prize", "januar 2014"), ("strong_nih", "alle år, også før de viste")]
)
def test_the_list_of_months_says_in_which_a_policy_begins_by_itself(policy: str, begins: str) -> None:
    aim = TargetPanel(LANGUAGES["da"], "da", lambda: pytest.fail("nothing was chosen"))
    aim.show(Target(), ready(policy), BASELINE)
    assert next(iter(aim.start.options)) == begins
    assert aim.target == Target()
    aim.show(Target("size:small", "2016-01"), ready(policy), BASELINE)
    assert aim.target == Target("size:small", "2016-01")


@pytest.mark.parametrize(("language", "told"), [("en", "Copycat prizes: 10"), ("da", "Kopipriser: 10")])
def test_a_policy_with_moved_levers_is_named_and_described_after_them(language: str, told: str) -> None:
    policy = scenarios_of(Question("baseline", "copycat_prize", ((PRIZES, 10),)), whole_catalogue(), language)[1]
    assert policy.prize.winners_per_year == 10
    assert told in policy.description
    assert "Three" not in policy.description
    assert policy.name != "copycat_prize"


@pytest.mark.parametrize(
    ("policy", "changes", "language", "title"),
    [
        ("copycat_prize", (), "en", "Copycat prize"),
        ("baseline", (), "da", "Danmark, som det er"),
        ("strong_nih", ((NIH, 0.9), (PRIZES, 9)), "en", "Strong NIH with 2 changes"),
        ("copycat_prize", ((PRIZES, 9),), "da", "9 kopipriser om året"),
        ("copycat_prize", ((NIH, 0.9), (PRIZES, 9)), "da", "9 kopipriser om året med Ikke opfundet her = 0,9"),
        ("baseline", ((PORTAL, 0.01),), "en", "Baseline with Portal: finding a solution = 0.01"),
        ("baseline", ((PORTAL, 0.01),), "da", "Danmark, som det er, med Portal: at finde en løsning = 0,01"),
    ],
)
def test_the_title_says_what_was_changed(
    policy: str, changes: tuple[tuple[str, float], ...], language: str, title: str
) -> None:
    assert changed_policy(Question("baseline", policy, changes), whole_catalogue(), language).title == title


def test_every_change_is_listed_with_its_value() -> None:
    changed = changed_policy(Question("baseline", "copycat_prize", ((NIH, 0.9), (PRIZES, 9))), whole_catalogue(), "da")
    assert changed.changes == ("Ikke opfundet her: 0,9", "Kopipriser: 9")
    assert changed.note == "Du har ændret:"


def test_an_abbreviation_stays_in_capitals() -> None:
    assert scenario_title("strong_nih", "en") == "Strong NIH"


def test_the_questions_that_are_often_asked_are_ready() -> None:
    catalogue = whole_catalogue()
    asked = presets(catalogue, LANGUAGES["da"], "da")
    for question in asked.values():
        scenarios_of(question, catalogue)  # refuses none of them
        assert question_of(question.to_query(), catalogue) == (question, ())
    assert asked["Hvad vil 10 kopipriser om året ændre?"].changes == ((PRIZES, 10),)
    same = scenarios_of(asked["Kopipriser eller portal for de samme penge (60 priser)?"], catalogue)
    assert same[1].prize.winners_per_year * same[1].prize.amount_dkk == 12 * same[0].portal.running_dkk_per_month
    assert same[0].name == "knowledge_portal"


def test_questions_about_scenarios_that_are_not_there_are_not_offered() -> None:
    assert presets(small_catalogue(), LANGUAGES["en"], "en") == {}
