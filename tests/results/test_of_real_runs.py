"""What the tables say of a real run: counts from cases and counts by month tell the same."""

from __future__ import annotations

import pytest

from diffusion_sim.model.agents import DiffusionModel
from diffusion_sim.results.context import Context, ProblemName
from diffusion_sim.results.result import Result
from diffusion_sim.results.run_tables import TOTALS
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import build_setup

MONTHS = 72


@pytest.fixture(scope="module")
def result() -> Result:
    """A small country in which everything happens, also prizes and lost grants."""
    scenario = Scenario().with_changes({
        "network.kind": "ring", "network.places": "synthetic", "network.size": 16, "network.degree": 4,
        "time.months": MONTHS, "time.burn_in_months": 24, "problems.per_field": 2, "prize.winners_per_year": 2,
        "funding.grant_months": 12, "awareness.contact_per_month": 0.3, "problems.era_end_per_year": 0.3,
    })  # fmt: skip
    setup = build_setup(scenario)
    records = tuple(DiffusionModel(setup, seed=3, replication=number).run().record() for number in range(2))
    problems = tuple(ProblemName(f"Problem {number}", str(field)) for number, field in enumerate(setup.problem_fields))
    return Result(Context(scenario, 3, 2, "0.1.0", setup.places, setup.contact.layer_names, problems), records)


def in_window(result: Result, column: str) -> int:
    return int(result.cases[column].between(0, MONTHS - 1).sum())


def test_something_of_everything_happens(result: Result) -> None:
    means = result.summary().set_index("measure")["mean"]
    for key in ("lost_per_100_funded", "prizes_per_year", "duplicated_per_year", "implemented_inspired_per_year",
                "implemented_copy_per_year", "outdated_percent", "externally_financed_percent"):  # fmt: skip
        assert means[key] > 0, key


@pytest.mark.parametrize(("column", "flow"), [("implemented", "implemented"), ("adopted", "adopted")])
def test_flows_by_mode_are_the_cases(result: Result, column: str, flow: str) -> None:
    assert in_window(result, column) == result.monthly[flow].sum() == result.municipalities[flow].sum()
    for part in TOTALS[flow]:
        mode = part.removeprefix(f"{flow}_")
        of_mode = result.cases[result.cases["mode"] == mode][column]
        assert of_mode.between(0, MONTHS - 1).sum() == result.monthly[part].sum(), part


@pytest.mark.parametrize(("end", "flow"), [
    ("gave up", "gave_up"), ("funding ended unfinished", "abandoned_when_funding_ended"),
    ("funding ended in use", "discontinued_when_funding_ended"), ("discontinued", "discontinued"), ("replaced", "replaced"),
])  # fmt: skip
def test_ends_are_the_cases(result: Result, end: str, flow: str) -> None:
    ended = result.cases[result.cases["end"] == end]["ended"]
    assert ended.between(0, MONTHS - 1).sum() == result.monthly[flow].sum()


def test_hearings_are_the_cases(result: Result) -> None:
    assert result.municipalities["aware"].sum() == result.monthly["aware"].sum()


def test_duplications_are_the_cases_also_those_that_get_no_grant(result: Result) -> None:
    duplicated = result.cases[result.cases["duplicated"]]
    assert duplicated["adopted"].between(0, MONTHS - 1).sum() < result.monthly["duplicated"].sum()
    assert result.municipalities["duplicated"].sum() == result.monthly["duplicated"].sum()


def test_what_is_in_use_at_the_end_is_the_same_in_every_table(result: Result) -> None:
    last = result.monthly[result.monthly["month"] == MONTHS - 1]
    assert result.municipalities["in_use"].sum() == last["in_use"].sum()
    assert result.municipalities["in_use_reused"].sum() == last["in_use_reused"].sum()
    assert result.municipalities["in_use_outdated"].sum() == last["in_use_outdated"].sum()
    assert result.solutions["users_at_end"].sum() == last["in_use"].sum() + last["in_use_outdated"].sum()


def test_net_benefit_in_use_is_the_months_total(result: Result) -> None:
    last = result.monthly[result.monthly["month"] == MONTHS - 1]
    total = last["reused_net_benefit_total"].sum() + last["own_net_benefit_total"].sum()
    assert result.municipalities["net_benefit_in_use"].sum() == pytest.approx(total)


def test_prizes_are_counted_once(result: Result) -> None:
    given = result.monthly["prizes_given"].sum()
    assert result.municipalities["prizes"].sum() == given
    assert result.measures["prizes_per_year"].sum() == pytest.approx(given / (MONTHS / 12))


def test_every_municipality_has_a_story_without_gaps(result: Result) -> None:
    for place in result.context.places:
        told = result.story(place.code)
        assert "nan" not in told
        assert "None" not in told
        assert told.endswith(f"not what {place.name} did.")
