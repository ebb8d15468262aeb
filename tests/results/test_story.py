"""One municipality's story: its sentences, checked against what was put in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from results.handmade_records import BURN_IN, case, record, result_of, solution
from results.synthetic_records import synthetic_result

from diffusion_sim.codes import End, Heard, Mode, Stage, Verdict
from diffusion_sim.errors import InputError
from diffusion_sim.results.display import format_number
from diffusion_sim.results.result import Result


@pytest.fixture(scope="module")
def told() -> str:
    cases = [
        case(740, 0, aware=BURN_IN + 2, heard_via=Heard.CONTACT, heard_from=791, heard_layer=1, mode=Mode.ADAPT,
             adopted=BURN_IN + 5, implemented=BURN_IN + 26, stage=Stage.IN_USE, net_benefit=0.8, prizes=1, granted=1),
        case(740, 1, aware=BURN_IN + 3, heard_via=Heard.OWN, mode=Mode.OWN, adopted=BURN_IN + 3, granted=1,
             grant_ends=BURN_IN + 27, end=End.FUNDING_ENDED_UNFINISHED, ended=BURN_IN + 30, stage=Stage.ABANDONED),
        case(740, 2, problem=2, aware=BURN_IN + 4, heard_via=Heard.PUSH, appraised=BURN_IN + 4,
             verdict=Verdict.DECLINED, shortfall=0.25, flips=1 << 3),
        case(740, 3, aware=BURN_IN + 6, heard_via=Heard.OWN, mode=Mode.OWN, adopted=BURN_IN + 6,
             implemented=BURN_IN + 20, stage=Stage.DISCONTINUED, end=End.DISCONTINUED, ended=BURN_IN + 40, net_benefit=0.3),
        case(101, 3, aware=BURN_IN + 21, heard_via=Heard.CONTACT, heard_from=740, mode=Mode.COPY,
             implemented=BURN_IN + 28),
    ]  # fmt: skip
    solutions = [
        solution(0, origin=791, born=BURN_IN),
        solution(1, origin=740, born=BURN_IN + 3),
        solution(2, problem=2, born=BURN_IN),
        solution(3, origin=740, born=BURN_IN + 6, ordinal=1),
    ]
    return result_of(record(cases, solutions)).story("silkeborg")


@pytest.mark.parametrize("sentence", [
    ("Silkeborg (740, Midtjylland, 89,633 inhabitants) from January 2014 to December 2018, scenario “by hand”, seed 5, "
    "replication 0."),
    "It became aware of 2 solutions that others had made: 1 from other municipalities and 1 directly from the source.",
    "It heard most often from Viborg (once).",
    "It began 3 projects: 1 adapted and 2 of its own.",
    "It implemented 2 solutions: 1 adapted and 1 of its own.",
    ("- March 2016: “Schools 1, answer 1 from Viborg (2014)” came into use, adapted, aware since March 2014 from Viborg "
    "(a neighbour by land), with a grant; it gave 0.800 a month."),
    "It lost 1 project when the grant ended.",
    ("- July 2016: “Schools 1, answer 1 from Silkeborg (2014)” ended 3 months after the money stopped, before it came "
    "into use."),
    "It turned down 1 solution when it last considered them; 1 of these had been the best option for reuse.",
    ("Without any one of these reasons the decision would have been different: its being made elsewhere (Not Invented "
    "Here) (once)."),
    ("- May 2014: “Employment 1, answer 1 from a vendor (2014)”, aware since May 2014 directly from the source; its being "
    "made elsewhere (Not Invented Here) decided (short by 0.250 units of utility)."),
    "Others have implemented its solutions once, most often “Schools 1, answer 2 from Silkeborg (2014)” (1).",
    "It won 1 copycat prize.",
])  # fmt: skip
def test_story_tells(told: str, sentence: str) -> None:
    assert sentence in told.splitlines()


def test_story_ends_by_saying_that_it_is_simulated(told: str) -> None:
    assert told.splitlines()[-1] == (
        "All of this was simulated: one of many ways it could have gone, not a forecast, and not what Silkeborg did."
    )


def test_what_is_in_use_at_the_end_is_what_the_table_of_municipalities_counts() -> None:
    used = {
        "mode": Mode.COPY,
        "adopted": BURN_IN,
        "implemented": BURN_IN + 5,
        "stage": Stage.IN_USE,
        "net_benefit": 0.8,
    }
    cases = [case(740, 0, **used), case(740, 1, problem=1, outdated=BURN_IN + 9, **used)]
    result = result_of(record(cases, [solution(0), solution(1, problem=1)]))
    row = result.municipalities.set_index("code").loc[740]
    assert (row["in_use"], row["in_use_reused"], row["in_use_outdated"]) == (1, 1, 1)
    story = result.story(740)
    assert "At the end 1 solution was in use, 1 of them reused; together they gave 0.800 a month" in story
    assert "Besides, 1 solution was in use though the problem had changed." in story


def test_by_chance_a_municipality_varies_as_its_own_figures_do() -> None:
    result = synthetic_result(replications=4)
    for name in ("Læsø", "København"):
        table = result.municipalities
        own = table[table["name"] == name]["implemented"]
        told = f"varies by chance by {format_number(own.std(ddof=1))} (standard deviation)"
        assert told in result.story(name)


def test_a_municipality_to_which_nothing_happened_has_a_story_too(told: str) -> None:
    quiet = result_of(record([], [])).story(791)
    assert "It became aware of nothing that others had made." in quiet
    assert "It began no projects." in quiet
    assert "It turned nothing down." in quiet
    assert "nan" not in quiet
    assert "nan" not in told


def test_a_story_names_the_other_department_where_silos_matter() -> None:
    used = {"mode": Mode.COPY, "adopted": BURN_IN, "implemented": BURN_IN + 5, "stage": Stage.IN_USE}
    fields = {"problems.fields": ["Schools", "Employment"], "problems.per_field": 3}
    tables = [record([case(740, 0, problem=p, **used)], [solution(0, problem=p)], n) for n in range(8) for p in (0, 1)]

    def crossing(**changes: float) -> int:
        stories = [result_of(one, **fields, **changes).story(740, one.replication) for one in tables]
        return sum("copied, across departments, with Employment; it gave" in told for told in stories)

    assert crossing() == 0
    assert 0 < crossing(**{"traits.silo_friction": 0.4}) < 8
    assert crossing(**{"traits.incentive_balance": 0.2}) == crossing(**{"traits.silo_friction": 0.4})


@pytest.fixture(scope="module")
def made_up() -> Result:
    return synthetic_result(replications=2)


def test_a_full_story_is_of_a_readable_length(made_up: Result) -> None:
    for name in ("Silkeborg", "Læsø", "København"):
        assert 10 <= len(made_up.story(name).splitlines()) <= 35


def test_each_replication_has_a_story_of_its_own(made_up: Result) -> None:
    assert made_up.story("Silkeborg", replication=0) != made_up.story("Silkeborg", replication=1)


@pytest.mark.parametrize("name", ["SILKEBORG", "740", 740, " silkeborg "])
def test_a_municipality_may_be_given_by_name_or_code(made_up: Result, name: str | int) -> None:
    assert made_up.story(name) == made_up.story("Silkeborg")


def test_a_story_tells_the_users_own_id(made_up: Result) -> None:
    places = tuple(place._replace(own_id=f"0{place.code}") for place in made_up.context.places)
    own = Result(replace(made_up.context, places=places), made_up.records)
    assert "0740" in own.story("Silkeborg").splitlines()[0]


def test_a_misspelt_municipality_is_refused_with_the_nearest_name(made_up: Result) -> None:
    with pytest.raises(InputError, match="did you mean Silkeborg"):
        made_up.story("Silkebrog")


def test_a_replication_that_is_not_there_is_refused(made_up: Result) -> None:
    with pytest.raises(InputError, match="valid: 0 to 1"):
        made_up.story("Silkeborg", replication=2)
