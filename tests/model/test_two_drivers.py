"""The compiled driver and the Mesa model, phase by phase and agent by agent, give the same bits whatever a scenario turns on or off."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fuzzing import inputs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import diffusion_sim as ds
from diffusion_sim.model import driver
from diffusion_sim.model.agents import DiffusionModel, Municipality
from diffusion_sim.results.record import MONTHLY, RunRecord
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import Setup, build_setup

SMALL = {
    "time.months": 30,
    "time.burn_in_months": 12,
    "problems.fields": ["Care", "Schools"],
    "problems.per_field": 2,
    "problems.era_end_per_year": 0.3,
    "network.kind": "watts_strogatz",
    "network.places": "synthetic",
    "network.size": 14,
    "network.degree": 4,
    "network.isolated": "allow",
    "agenda.reviews_per_year": 2.0,
    "awareness.contact_per_month": 0.8,
    "work.months_own": 4.0,
    "work.months_copy": 1.0,
    "implementation.mean_months": 2.0,
    "operation.stop_per_year": 0.3,
}
"""A small country in which much happens in a short time."""

DANISH = {**SMALL, "network.kind": "denmark", "network.places": "denmark", "time.months": 24, "time.burn_in_months": 6}

INNOVATIONS = [
    {"name": "Given", "from": "2013-10", "random_first_adopters": 2, "complexity": 1.3, "benefit": 2.0},
    {"name": "Perfect", "random_first_adopters": 3, "fit": "perfect"},
    {"name": "Late", "from": "2014-09"},
]
INTERVENTIONS = [
    {"name": "a", "parameter": "portal.hearing_per_month", "set": 0.1, "from": "2014-03", "until": "2014-12"},
    {"name": "b", "parameter": "awareness.contact_per_month", "scale": 0.5, "from": "2014-06"},
    {"name": "c", "parameter": "operation.stop_per_year", "shift": 0.5, "from": "2014-08", "until": "2015-01"},
    {"name": "d", "parameter": "agenda.reviews_per_year", "scale": 2.0, "from": "2013-11"},
    {"name": "e", "parameter": "implementation.mean_months", "set": 6.0, "from": "2014-04"},
    {"name": "f", "parameter": "awareness.threshold_share", "set": 0.05, "from": "2014-05"},
    {"name": "g", "parameter": "external.push_per_month", "set": 0.2, "from": "2014-02", "until": "2014-03"},
    {"name": "h", "parameter": "funding.taper_months", "set": 3, "from": "2014-07"},
]

FILES = Path(__file__).parents[2] / "configs" / "scenarios"
OFTEN = {"plentiful_and_alike", "silkeborg_prize"}
EACH = [
    pytest.param(file, marks=[] if file.stem in OFTEN else pytest.mark.rare) for file in sorted(FILES.glob("*.toml"))
]
SHORT = {"time.burn_in_months": 6, "time.months": 18}
"""So that the Mesa model takes seconds."""

MUCH = {
    "wicked.share": 0.5,
    "leadership.top_down_share": 0.5,
    "traits.perceived_constraint": 0.3,
    "evaluation.evaluated_share": 0.5,
    "trials.ending_share": 1.0,
    "funding.taper_months": 3,
    "funding.grants_per_municipality": 6 / 98,
    "cliff.operation_per_month": 0.2,
    "portal.hearing_per_month": 0.1,
    "prize.winners_per_year": 2,
    "prize.from_month": "2013-02",
    "training.courses_per_year": 1.0,
    "interventions": INTERVENTIONS,
}
"""Settings under which most of the engine's code is reached."""

FEW = ["1", "2", "3", "5", "8", "11", "13"]
COURSES = {"name": "i", "parameter": "training.courses_per_year", "set": 1.0, "from": "2014-02"}
LOCAL_SOURCE = {"name": "j", "parameter": "external.push_per_month", "scale": 3.0, "from": "2014-01"}
ORGANISATIONS = [
    {"name": "1", "form": "municipality_1.0", "until": "2013-11"},
    {"name": "2", "form": "enthusiasts_alone", "from": "2014-05", "until": "2014-09"},
    {"name": "3", "form": "municipality_3.0", "from": "2014-08"},
]

PARTNERSHIPS = [
    {"name": "Early", "municipalities": ["1", "2", "3", "4", "5", "6", "7"], "until": "2014-06"},
    {"name": "Late", "municipalities": ["6", "7", "8", "11"], "from": "2014-04"},
]


def simulate_records(setup: Setup, seed: int, replications: Sequence[int], workers: int) -> list[RunRecord]:
    return list(driver.simulate_records(setup, seed, replications, workers))


class InPython(Municipality):
    """Does each phase by itself and changes nothing."""

    def listen(self) -> None:
        super().listen()

    def consider(self) -> None:
        super().consider()

    def commit(self) -> None:
        super().commit()

    def work(self) -> None:
        super().work()


def of(setup: Setup, seed: int, replication: int) -> RunRecord:
    """Return what the Mesa model leaves, with whole phases in one call and municipality by municipality."""
    at_once = DiffusionModel(setup, seed, replication).run().record()
    one_by_one = DiffusionModel(setup, seed, replication, municipality=InPython).run().record()
    assert_equal(at_once, one_by_one)
    return at_once


def assert_equal(ours: RunRecord, theirs: RunRecord) -> None:
    assert ours.replication == theirs.replication
    for name in ("monthly", "cases", "solutions"):
        mine, other = getattr(ours, name), getattr(theirs, name)
        assert (mine.shape, mine.dtype) == (other.shape, other.dtype), name
        assert mine.tobytes() == other.tobytes(), name


def content(records: list[RunRecord]) -> str:
    parts = [getattr(record, name).tobytes() for record in records for name in ("monthly", "cases", "solutions")]
    return hashlib.sha256(b"".join(parts)).hexdigest()


@cache
def setup(**changes: Any) -> Setup:
    return build_setup(Scenario().with_changes({**SMALL, **changes}))


def options(**choices: list[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw a value for each key; double underscores stand for dots."""
    named = {key.replace("__", "."): st.sampled_from(values) for key, values in choices.items()}
    return st.fixed_dictionaries({}, optional=named)


SCENARIOS = options(
    awareness__form=["probability", "one_shot", "threshold"],
    awareness__contact_per_month=[0.0, 3.0],
    awareness__one_shot_probability=[0.0, 0.9],
    awareness__threshold_share=[0.0, 0.1, 1.0],
    appraisal__rule=["adopt_when_aware", "satisficing", "imitation"],
    appraisal__consideration_size=[0, 1, 9],
    appraisal__social_proof=[2.0],
    appraisal__nih_near_factor=[2.0],
    appraisal__nih_distrust=[0.7],
    appraisal__nih_inattention=[0.4],
    appraisal__nih_central_factor=[0.0, 0.5],
    appraisal__nih_experience=[1.5],
    appraisal__stigma_norm=[0.5, 1.0],
    appraisal__signal_sd=[0.0],
    network__kind=["ring", "complete", "erdos_renyi", "barabasi_albert"],
    network__normalisation=["count"],
    problems__era_end_per_year=[0.0, 1.0],
    external__per_era=[0.0, 4.0],
    portal__hearing_per_month=[0.2],
    sharing__documented_share=[0.0, 1.0],
    sharing__undocumented_contact=[0.0, 0.4],
    sharing__documenting_months=[2.5],
    awareness__attention_cost=[0.2, 5.0],
    external__promotes_share=[0.02, 0.05],
    prize__winners_per_year=[2],
    prize__from_month=["2013-02"],
    prize__eligible_stage=["adopted"],
    prize__eligible_modes=[["copy"], ["inspired", "adapt"]],
    prize__recognition_nominated=[0.5],
    recognition__reputation_pride=[2.0],
    funding__grant_seeking_share=[0.0, 1.0],
    funding__grants_per_municipality=[0, 3 / 98],
    funding__reuse_reserved_share=[0.5],
    funding__grant_months=[0, 6],
    funding__taper_months=[6],
    funding__tail_months=[4],
    funding__planning_burden=[0.0, 1.0],
    cliff__unfinished_per_month=[0.0, 2.0],
    cliff__operation_per_month=[1.0],
    capacity__projects_per_field=[0, 1],
    capacity__workplace_share=[0.0, 0.4],
    agenda__election_lag_months=[0],
    traits__spread=[0.0],
    implementation__user_involvement=[1.0],
    implementation__staff_involvement=[0.6, 1.0],
    implementation__firm_involvement=[0.5, 1.0],
    implementation__mean_months=[0.0],
    implementation__failure_per_month=[0.0, 0.5],
    operation__stop_per_year=[0.0],
    time__first_month=["2013-06"],
    traits__silo_friction=[0.5],
    traits__incentive_balance=[-1.0, 1.0],
    traits__perceived_constraint=[0.5, 1.0],
    cliff__embedding_share=[0.6],
    leadership__carrying_share=[0.8],
    leadership__attention_span_months=[3.0],
    leadership__top_down_share=[0.5],
    politics__carrying_share=[1.0],
    politics__accord_share=[0.5],
    politics__pressure=[2.0],
    enthusiasts__carrying_share=[1.0],
    enthusiasts__turnover_per_year=[0.0, 3.0],
    enthusiasts__unfunded_share=[0.8],
    enthusiasts__dependence_share=[0.7],
    trials__ending_share=[1.0],
    organisations=[ORGANISATIONS],
    ideas__per_problem=[5.0, 100.0],
    costs__running_dkk_per_month=[60_000.0],
    sparring__asking_share=[0.5, 1.0],
    evaluation__evaluated_share=[0.5, 1.0],
    evaluation__early_share=[0.7],
    evaluation__gate_share=[0.6, 1.0],
    evaluation__management_share=[0.5, 1.0],
    training__courses_per_year=[1.0, 20.0],
    training__tie_weight=[0.5],
    training__frame_share=[0.0, 1.0],
    wicked__share=[0.5, 1.0],
    wicked__coordinated_share=[0.5, 1.0],
    appraisal__effort_weight=[0.0, 3.0],
    size__weight=[0.0, 2.0],
    partnerships=[PARTNERSHIPS],
    implementation__ownership_relief=[1.0],
    innovations=[INNOVATIONS],
    interventions=[
        INTERVENTIONS,
        [*INTERVENTIONS, {**COURSES, "municipalities": FEW}, {**LOCAL_SOURCE, "municipalities": FEW}],
    ],
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCENARIOS, st.integers(0, 2**64 - 1), st.integers(0, 1000), st.sampled_from([Municipality, InPython]))
def test_any_small_scenario_gives_the_same_bits(
    changes: dict[str, Any], seed: int, replication: int, kind: type[Municipality]
) -> None:
    country = build_setup(Scenario().with_changes({**SMALL, **changes}))
    ours = simulate_records(country, seed, [replication], 1)[0]
    assert_equal(ours, DiffusionModel(country, seed, replication, municipality=kind).run().record())


@pytest.mark.rare
@pytest.mark.slow
@settings(max_examples=inputs(200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCENARIOS, st.integers(0, 2**64 - 1))
def test_many_small_scenarios_give_the_same_bits(changes: dict[str, Any], seed: int) -> None:
    country = build_setup(Scenario().with_changes({**SMALL, **changes}))
    assert_equal(simulate_records(country, seed, [0], 1)[0], of(country, seed, 0))


@pytest.mark.slow
@pytest.mark.parametrize(
    "form", ["hazard", *(pytest.param(one, marks=pytest.mark.rare) for one in ("probability", "one_shot", "threshold"))]
)
def test_the_danish_network_gives_the_same_bits_in_each_form_of_awareness(form: str) -> None:
    changes = {"awareness.form": form, "prize.winners_per_year": 2, "prize.from_month": "2013-07",
               "awareness.threshold_share": 0.02, "innovations": INNOVATIONS,
               "interventions": [*INTERVENTIONS, {**COURSES, "municipalities": ["region:Midtjylland"]}],
               "prize.scope": ["Silkeborg", "Aarhus", "Horsens"]}  # fmt: skip
    country = build_setup(Scenario().with_changes({**DANISH, **changes}))
    assert_equal(simulate_records(country, 5, [2], 1)[0], of(country, 5, 2))


def test_who_is_tied_twice_hears_once_of_a_new_user() -> None:
    changes = {"awareness.form": "one_shot", "awareness.one_shot_probability": 0.9, "network.kind": "complete",
               "training.courses_per_year": 1.0, "training.tie_weight": 0.5}  # fmt: skip
    assert_equal(simulate_records(setup(**changes), 3, [1], 1)[0], of(setup(**changes), 3, 1))


@pytest.mark.parametrize(
    "changes",
    [
        {"problems.per_field": 0, "innovations": [{"name": "X", "fit": "perfect", "random_first_adopters": 3}]},
        {"problems.per_field": 0, "enthusiasts.carrying_share": 0.5, "training.courses_per_year": 1.0},
        {"traits.skill": 10.0, "solutions.parent_share": 1.0},
        {"problems.per_field": 0, "agenda.reviews_per_year": 12.0, "innovations": [
            {"name": "X", "from": "2014-03", "random_first_adopters": 13}]},
    ],
    ids=["all fits but what is made here", "no problems", "benefit would grow without end", "work is superseded"],
)  # fmt: skip
def test_what_a_review_found_to_differ_gives_the_same_bits(changes: dict[str, Any]) -> None:
    country = build_setup(Scenario().with_changes({**SMALL, **changes}))
    for replication, kind in enumerate([Municipality, InPython]):
        ours = simulate_records(country, 3, [replication], 1)[0]
        assert_equal(ours, DiffusionModel(country, 3, replication, municipality=kind).run().record())
        assert np.abs(ours.monthly).max(initial=0.0) < 2.0**31


@pytest.mark.rare
@pytest.mark.slow
def test_the_danish_baseline_gives_the_same_bits() -> None:
    country = build_setup(Scenario())
    assert_equal(simulate_records(country, 1, [3], 1)[0], of(country, 1, 3))


@pytest.mark.slow
def test_every_mechanism_at_once_gives_the_same_bits_through_an_election() -> None:
    country = build_setup(ds.load_scenario(FILES / "all_mechanisms.toml").with_changes(SHORT | {"time.months": 54}))
    assert_equal(simulate_records(country, 9, [1], 1)[0], of(country, 9, 1))


@pytest.mark.slow
@pytest.mark.parametrize("file", EACH, ids=lambda file: file.stem)
def test_each_scenario_file_gives_the_same_bits(file: Path) -> None:
    country = build_setup(ds.load_scenario(file).with_changes(SHORT))
    assert_equal(simulate_records(country, 2, [0], 1)[0], of(country, 2, 0))


def test_records_depend_neither_on_threads_nor_on_the_split() -> None:
    together = simulate_records(setup(), 7, range(7), 1)
    assert [record.replication for record in together] == list(range(7))
    for threads in (2, 3, 16):
        assert content(simulate_records(setup(), 7, range(7), threads)) == content(together)
    apart = [simulate_records(setup(), 7, part, 1) for part in ([6, 0], [3], [5, 1, 2, 4])]
    by_number = {record.replication: record for part in apart for record in part}
    assert content([by_number[number] for number in range(7)]) == content(together)


def test_a_workspace_that_is_too_small_grows_without_a_trace() -> None:
    from diffusion_sim.model.driver import Crew
    from diffusion_sim.model.workspace import Room

    for country in (setup(), build_setup(Scenario().with_changes({**SMALL, "innovations": INNOVATIONS}))):
        crew = Crew(country, 7)
        crew.room = Room(*[1] * len(Room._fields))
        assert content([crew.record(0), crew.record(1)]) == content(simulate_records(country, 7, [0, 1], 1))


def test_memory_that_is_given_back_serves_the_next_block_without_a_trace() -> None:
    from diffusion_sim.model.driver import Crew

    crew = Crew(setup(), 7)
    kept, lent = crew.block(np.arange(4)), crew.block(np.arange(4))
    crew.take_back(lent)
    second = crew.block(np.array([4, 5]))
    assert len(crew.idle) == 1, "one after the other they share a workspace"
    assert second.memory.cases is lent.memory.cases
    assert not any(np.shares_memory(ours, other) for ours, other in zip(kept.memory, second.memory, strict=True))
    assert content([*kept.records(), *second.records()]) == content(simulate_records(setup(), 7, range(6), 1))


APPLYING_AGAIN = {
    "funding.grant_seeking_share": 1.0,
    "problems.era_end_per_year": 2.0,
    "agenda.reviews_per_year": 100.0,
    "capacity.projects_per_field": 9,
    "time.burn_in_months": 0,
    "time.first_month": "2013-04",
    "time.months": 13,
}
"""Problems change while applications for them wait for the year's decision, and others are handed in."""


def test_more_applications_than_problems_between_two_decisions_give_the_same_bits() -> None:
    country = setup(**APPLYING_AGAIN)
    ours = simulate_records(country, 4, [0], 1)[0]
    assert ours.monthly[:12, MONTHLY.index("grants_applied")].sum() > len(country.places) * len(country.problem_fields)
    assert_equal(ours, of(country, 4, 0))


def test_no_replications_and_no_months_are_answers_too() -> None:
    assert simulate_records(setup(), 1, [], 1) == []
    country = build_setup(Scenario().with_changes({**SMALL, "time.burn_in_months": 0, "time.months": 1}))
    assert_equal(simulate_records(country, 1, [0], 1)[0], of(country, 1, 0))


MANY_PLACES = {**SMALL, "network.size": 140, "time.burn_in_months": 0, "time.months": 14}
"""A country with more municipalities than the engine lays out for each solution."""


@pytest.mark.parametrize("portal", [0.0, 0.1])
def test_a_country_too_large_to_be_laid_out_gives_the_same_bits(portal: float) -> None:
    country = build_setup(Scenario().with_changes({**MANY_PLACES, "portal.hearing_per_month": portal}))
    assert_equal(simulate_records(country, 4, [1], 1)[0], of(country, 4, 1))


WITHOUT_COMPILATION = """
from test_two_drivers import MUCH, Scenario, SMALL, build_setup, content, simulate_records, setup
much = build_setup(Scenario().with_changes({**SMALL, **MUCH}))
print(content(simulate_records(setup(), 11, [0, 1], 1) + simulate_records(much, 11, [0], 1)))
"""


@pytest.mark.slow
@pytest.mark.nojit
def test_plain_python_gives_the_same_bits(tmp_path: Path) -> None:
    assert _content_under("NUMBA_DISABLE_JIT", tmp_path) == _content_here()


@pytest.mark.slow
@pytest.mark.rare
def test_with_numba_s_public_parts_alone_the_bits_are_the_same(tmp_path: Path) -> None:
    assert _content_under("DIFFUSION_SIM_PLAIN_NUMBA", tmp_path) == _content_here()


@pytest.mark.slow
@pytest.mark.rare
def test_no_kernel_reaches_outside_of_its_arrays(tmp_path: Path) -> None:
    assert _content_under("NUMBA_BOUNDSCHECK", tmp_path) == _content_here()


def _content_here() -> str:
    much = build_setup(Scenario().with_changes({**SMALL, **MUCH}))
    return content(simulate_records(setup(), 11, [0, 1], 1) + simulate_records(much, 11, [0], 1))


def _content_under(switch: str, cache_folder: Path) -> str:
    here = Path(__file__).parent
    path = os.pathsep.join(map(str, (here, here.parent, here.parent.parent)))
    environment = {**os.environ, switch: "1", "PYTHONPATH": path, "DIFFUSION_SIM_CACHE": str(cache_folder)}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_COMPILATION], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
