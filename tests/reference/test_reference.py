"""The month of the model and a naive one, written from the ODD alone, leave the same tables to the last bit (R1 to R12)."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_setups import PLAIN

from diffusion_sim.codes import End, Heard, Verdict
from diffusion_sim.model.driver import simulate_records
from diffusion_sim.results.record import MONTHLY
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import Setup, build_setup
from reference.drawn_scenarios import ALL_ON, BUSY, CHOICES, INNOVATIONS, INTERVENTIONS, scenarios, small_world
from reference.month import simulate
from reference.refused import NotInReferenceError, left_out


def assert_same_tables(setup: Setup, seed: int, replication: int) -> None:
    (model,), naive = simulate_records(setup, seed, [replication], 1), simulate(setup, seed, replication)
    unlike = [MONTHLY[at] for at in (model.monthly != naive.monthly).any(axis=0).nonzero()[0]]
    assert not unlike
    assert model.solutions.tobytes() == naive.solutions.tobytes()
    unlike = [name for name in model.cases.dtype.names or () if (model.cases[name] != naive.cases[name]).any()]
    assert not unlike
    assert model.cases.tobytes() == naive.cases.tobytes()


SLOW_TO_DRAW = [HealthCheck.too_slow]


@settings(max_examples=30, suppress_health_check=SLOW_TO_DRAW)
@given(scenarios(), st.integers(0, 2**64 - 1), st.integers(0, 1000))
def test_any_scenario_of_the_first_twelve_claims(changes: dict[str, Any], seed: int, replication: int) -> None:
    assert_same_tables(small_world(changes), seed, replication)


@pytest.mark.slow
@pytest.mark.rare
@settings(max_examples=400, suppress_health_check=SLOW_TO_DRAW)
@given(scenarios(), st.integers(0, 2**64 - 1))
def test_many_scenarios_of_the_first_twelve_claims(changes: dict[str, Any], seed: int) -> None:
    assert_same_tables(small_world(changes), seed, 0)


MUCH = {**ALL_ON, "innovations": INNOVATIONS, "interventions": INTERVENTIONS}
ENDS_OF_LATER_CLAIMS = {End.ENDED_EARLY, End.PERSON_LEFT, End.BELOW_ZERO, End.STOPPED_ON_PURPOSE}


def test_all_that_is_counted_happens_in_the_small_country() -> None:
    """Else the tables could be equal because nothing is in them."""
    records = [simulate(small_world(MUCH), 4, replication) for replication in range(6)]
    never = np.flatnonzero(sum(record.monthly.sum(axis=0) for record in records) == 0.0)
    assert [MONTHLY[at] for at in never] == []
    cases = np.concatenate([record.cases for record in records])
    assert set(cases["end"]) == set(End) - ENDS_OF_LATER_CLAIMS
    assert set(cases["heard_via"]) == set(Heard) - {Heard.PARTNER}
    assert set(cases["verdict"]) == set(Verdict)


@pytest.mark.parametrize("rule", ["utility", "satisficing", "imitation", "adopt_when_aware"])
@pytest.mark.parametrize("form", ["hazard", *CHOICES["awareness.form"]])
def test_everything_on_in_each_form_of_hearing(form: str, rule: str) -> None:
    assert_same_tables(small_world({**MUCH, "awareness.form": form, "appraisal.rule": rule}), 4, 2)


def test_options_that_taste_alone_tells_apart() -> None:
    """Without the taste all are exactly equal, and the first of them would have won."""
    names = [f"constant_{mode}" for mode in ("copy", "adapt", "inspired", "own")]
    nothing = ["benefit_weight", "effort_weight", "pride", "copy_stigma", "social_proof", *names]
    equal = {f"appraisal.{name}": 0.0 for name in nothing} | {"prize.winners_per_year": 0}
    assert_same_tables(small_world({**ALL_ON, **equal}), 4, 2)


@pytest.mark.rare
@pytest.mark.slow
def test_the_danish_baseline_over_an_election() -> None:
    assert_same_tables(
        build_setup(Scenario().with_changes(PLAIN | {"time.burn_in_months": 8, "time.months": 16})), 1, 0
    )


@pytest.mark.parametrize(
    ("key", "value"), [(key, 0.5 if neutral != 0.5 else 0.25) for key, neutral in left_out().items()]
)
def test_later_claims_are_refused_by_name(key: str, value: float) -> None:
    value = 2.0 if key == "ideas.per_problem" else value
    with pytest.raises(NotInReferenceError, match=key):
        simulate(build_setup(Scenario().with_changes({**BUSY, key: value})), 1, 0)


@pytest.mark.parametrize("name", ["organisations", "partnerships"])
def test_forms_of_organisation_and_partnerships_are_refused_by_name(name: str) -> None:
    what = {"form": "hr"} if name == "organisations" else {"municipalities": ["1", "2"]}
    with pytest.raises(NotInReferenceError, match=name):
        simulate(build_setup(Scenario().with_changes({**BUSY, name: [{"name": "x", **what}]})), 1, 0)


def test_the_reference_takes_nothing_from_the_model() -> None:
    """Nothing but rules, draws, the replication and what a record is; or it would check the model against itself."""
    taken = set()
    for file in Path(__file__).parent.glob("*.py"):
        if file.name not in {"test_reference.py", "drawn_scenarios.py"}:
            nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            taken |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
            assert not [node for node in nodes if isinstance(node, ast.Import) and "diffusion" in ast.dump(node)]
    ours = {name.split(".")[1] for name in taken if name.startswith("diffusion_sim.")}
    assert ours == {"codes", "draws", "exact", "mechanisms", "results", "scenario", "setup"}
