"""The model is a Mesa model that a researcher can watch, subclass, and run in batches."""

from __future__ import annotations

import gc
import inspect
import pickle
import weakref
from typing import Any

import mesa
import numpy as np
import pytest
from small_setups import run, same_bytes, small, tables

from diffusion_sim.codes import End, Mode, Window
from diffusion_sim.errors import InputError
from diffusion_sim.model import agents
from diffusion_sim.model.agents import DiffusionModel, Municipality
from diffusion_sim.model.views import ProblemFile
from diffusion_sim.model.workspace import Room
from diffusion_sim.results.record import MONTHLY
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import build_setup


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small()


def test_two_runs_of_one_seed_leave_the_same_bytes(scenario: Scenario) -> None:
    assert same_bytes(run(scenario), run(scenario))
    assert same_bytes(run(scenario), DiffusionModel(build_setup(scenario), 1).run())


def test_another_seed_or_replication_is_another_replication(scenario: Scenario) -> None:
    first = run(scenario)
    assert not same_bytes(first, run(scenario, seed=2))
    assert not same_bytes(first, run(scenario, replication=1))


def test_a_name_and_a_description_change_no_bit(scenario: Scenario) -> None:
    named = scenario.with_changes({"name": "other", "description": "words"})
    assert same_bytes(run(scenario), run(named))


def test_municipalities_are_the_agents_of_the_model(scenario: Scenario) -> None:
    model = DiffusionModel(scenario, 1)
    assert isinstance(model, mesa.Model)
    assert set(model.agents) == set(model.municipalities)
    assert [m.code for m in model.municipalities] == sorted(m.code for m in model.municipalities)
    silkeborg = next(m for m in model.municipalities if m.name == "Silkeborg")
    assert (silkeborg.code, silkeborg.region) == (740, "Midtjylland")


def test_the_data_collector_has_one_row_for_each_reported_month(scenario: Scenario) -> None:
    model = run(scenario)
    frame = model.datacollector.get_model_vars_dataframe()
    assert list(frame["date"])[:2] == ["2014-01", "2014-02"]
    assert frame["date"].iloc[-1] == "2015-12"
    assert list(frame.columns) == ["date", *MONTHLY]
    reported = model.record().monthly[24:]
    assert (frame[list(MONTHLY)].to_numpy() == reported).all()


def test_the_burn_in_is_run_before_the_first_step(scenario: Scenario) -> None:
    model = DiffusionModel(scenario, 1)
    assert (model.month, len(model.rows)) == (24, 24)
    assert len(model.datacollector.get_model_vars_dataframe()) == 0
    model.step()
    assert model.rows[-1] is model.rows[24]


def test_steps_past_the_last_month_do_nothing(scenario: Scenario) -> None:
    model = run(scenario)
    before = tables(model)
    for _ in range(3):
        model.step()
    assert tables(model) == before
    assert len(model.datacollector.get_model_vars_dataframe()) == 24
    assert model.running is False


def test_running_step_by_step_or_at_once_is_the_same(scenario: Scenario) -> None:
    stepped = DiffusionModel(scenario, 1)
    while stepped.running:
        stepped.step()
    assert same_bytes(stepped, run(scenario))


def test_watching_a_model_does_not_change_it(scenario: Scenario) -> None:
    model = DiffusionModel(scenario, 1)
    while model.running:
        model.step()
        model.random.random()
        model.rng.random()
        model.record()
        model.datacollector.get_model_vars_dataframe()
        for m in model.municipalities[::9]:
            m.exposures()
            _ = m.pride_gain
            for file in m.files:
                m.appraise(file, Window.AGENDA)
                m.free_capacity(file.field)
                for case in file.known:
                    m.share_running(case.solution)
                    assert repr(case.lines)
    assert same_bytes(model, run(scenario))


def test_a_subclass_may_decide_otherwise(scenario: Scenario) -> None:
    class Stubborn(Municipality):
        """Never takes up what others made."""

        def appraise(self, file: ProblemFile, window: Window) -> Any:
            own = super().appraise(file, window)
            return own._replace(chosen=0) if own.decision.case is not None else own

    cases = run(scenario, municipality=Stubborn).record().cases
    assert set(cases["mode"][cases["adopted"] >= 0]) == {Mode.OWN}
    usual = run(scenario).record().cases
    assert len(set(usual["mode"][usual["adopted"] >= 0])) > 2


def test_a_subclass_that_changes_nothing_changes_no_bit(scenario: Scenario) -> None:
    class Same(Municipality):
        def appraise(self, file: ProblemFile, window: Window) -> Any:
            return super().appraise(file, window)

        def listen(self) -> None:
            super().listen()

    assert same_bytes(run(scenario, municipality=Same), run(scenario))


def batch_of_seeds(scenario: Scenario, seeds: list[int]) -> list[dict[str, Any]]:
    """Mesa 3.3 takes seeds as a parameter of the model, Mesa 3.5 as an argument of its own."""
    takes_rng = "rng" in inspect.signature(mesa.batch_run).parameters
    given: dict[str, Any] = {"rng": seeds} if takes_rng else {}
    parameters: dict[str, Any] = {"scenario": [scenario]} | ({} if takes_rng else {"seed": seeds})
    rows = mesa.batch_run(
        DiffusionModel, parameters, number_processes=1, max_steps=100, data_collection_period=1,
        display_progress=False, **given,
    )  # fmt: skip
    return [row | {"seed": row.get("seed", row.get("rng"))} for row in rows]


def test_mesa_s_batch_run_makes_a_run_of_each_seed() -> None:
    scenario = small(time__months=5, time__burn_in_months=12)
    rows = batch_of_seeds(scenario, [1, 2, 3])
    by_seed = {seed: [row for row in rows if row["seed"] == seed] for seed in (1, 2, 3)}
    for seed, of_seed in by_seed.items():
        model = run(scenario, seed)
        assert [row["date"] for row in of_seed] == ["2014-01", "2014-02", "2014-03", "2014-04", "2014-05"]
        assert [row["aware"] for row in of_seed] == model.record().monthly[12:, MONTHLY.index("aware")].tolist()
    assert len({tuple(row["value_service"] for row in of_seed) for of_seed in by_seed.values()}) == 3


def test_batch_run_may_go_through_replications_and_policies() -> None:
    few, many = (small(time__months=6, appraisal__pride=pride) for pride in (0.0, 5.0))
    rows = mesa.batch_run(
        DiffusionModel, {"scenario": [few, many], "replication": [0, 1]}, number_processes=1, max_steps=100,
        display_progress=False,
    )  # fmt: skip
    assert len(rows) == 4
    assert {row["date"] for row in rows} == {"2014-06"}
    assert len({row["value_service"] for row in rows}) == 4


def test_seed_and_rng_name_the_same_replication(scenario: Scenario) -> None:
    assert same_bytes(run(scenario, seed=7), DiffusionModel(scenario, rng=7).run())


@pytest.mark.parametrize("seed", [-1, 2**64])
def test_a_seed_that_is_none_is_refused(seed: int, scenario: Scenario) -> None:
    with pytest.raises(InputError, match="seed: is .*valid: a whole number from 0"):
        DiffusionModel(scenario, seed)


@pytest.mark.parametrize("seed", [0, 2**63, 2**64 - 1])
def test_any_seed_of_64_bits_runs(seed: int) -> None:
    assert run(small(time__months=1, time__burn_in_months=6), seed).record().monthly.shape[0] == 7


def test_a_replication_and_a_record_survive_the_way_to_another_process(scenario: Scenario) -> None:
    setup = pickle.loads(pickle.dumps(build_setup(scenario)))
    model = DiffusionModel(setup, 1).run()
    record = pickle.loads(pickle.dumps(model.record()))
    assert same_bytes(model, run(scenario))
    assert np.array_equal(record.monthly, model.record().monthly)


def test_draws_of_a_subclass_are_seeded(scenario: Scenario) -> None:
    def drawn(**setup: int) -> list[float]:
        model = DiffusionModel(scenario, **setup)
        m = model.municipalities[0]
        return [model.random.random(), m.random.random(), float(model.rng.random()), float(m.rng.random())]

    assert drawn(seed=1) == drawn(seed=1)
    assert len({*drawn(seed=1), *drawn(seed=2), *drawn(seed=1, replication=1)}) == 12


def test_the_step_of_a_subclass_is_called_once_a_month(scenario: Scenario) -> None:
    class Counting(Municipality):
        steps = 0

        def step(self) -> None:
            self.steps += 1

    model = run(scenario, municipality=Counting)
    assert {m.steps for m in model.municipalities} == {48}
    assert same_bytes(model, run(scenario))


def test_the_network_is_a_space_that_mesa_knows(scenario: Scenario) -> None:
    model = DiffusionModel(scenario)
    assert isinstance(model.network, mesa.discrete_space.Network)
    assert model.grid is model.network
    silkeborg = model.network[740]
    assert [m.name for m in silkeborg.agents] == ["Silkeborg"]
    tied = {neighbour.code for neighbour, _, _ in next(iter(silkeborg.agents)).ties}
    assert tied == {cell.coordinate for cell in silkeborg.neighborhood}


def test_a_model_outgrows_its_room_without_a_trace(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run(scenario)
    monkeypatch.setattr(agents, "first_room", lambda _: Room(*[600] * 5, 2000, *[600] * 3))
    assert same_bytes(run(scenario), whole)


def test_two_given_innovations_of_one_name_are_refused_in_a_sentence() -> None:
    with pytest.raises(InputError, match="Telecare"):
        run(small(innovations=[{"name": "Telecare"}, {"name": "Telecare"}]))


def test_a_model_can_be_pickled_and_goes_on(scenario: Scenario) -> None:
    model, whole = DiffusionModel(scenario), run(scenario)
    model.step()
    again = pickle.loads(pickle.dumps(model)).run()
    assert same_bytes(again, whole)


def test_a_model_that_nobody_uses_leaves_memory(scenario: Scenario) -> None:
    models = [weakref.ref(run(scenario)) for _ in range(3)]
    gc.collect()
    assert [model() for model in models] == [None] * 3


def test_agents_are_numbered_from_one_in_each_model(scenario: Scenario) -> None:
    for _ in range(2):
        assert sorted(m.unique_id for m in run(scenario).agents) == list(range(1, len(run(scenario).agents) + 1))


def test_work_given_up_for_an_answer_that_comes_is_not_counted_among_what_was_replaced_in_use() -> None:
    arrives = {"name": "Telecare", "from": "2014-03", "random_first_adopters": 12}
    record = run(small(problems__per_field=0, agenda__reviews_per_year=12.0, innovations=[arrives])).record()
    ended = record.cases["end"]
    assert (ended == End.SUPERSEDED).any()
    assert (record.cases["implemented"][ended == End.REPLACED] >= 0).all()
    assert record.monthly[:, MONTHLY.index("replaced")].sum() == (ended == End.REPLACED).sum()
