"""Problems renew: an era that ends closes what was open and writes down what is in use."""

from __future__ import annotations

import numpy as np
import pytest
from small_setups import small

from diffusion_sim.codes import End, Stage
from diffusion_sim.model.agents import DiffusionModel
from diffusion_sim.results.record import NEVER

BUSY = (Stage.AWARE, Stage.APPLYING, Stage.DEVELOPING, Stage.IMPLEMENTING)


def at_an_end(**changes: object) -> tuple[DiffusionModel, int, dict, dict]:
    """Run to the month before the first problem's era ends, and through it; return model, problem, before, after."""
    scenario = small(problems__era_end_per_year=0.5, implementation__mean_months=3.0, time__burn_in_months=0,
                     time__months=60, **changes)  # fmt: skip
    model = DiffusionModel(scenario, 2)
    problem = min((0, 1), key=lambda p: abs(model.end_of_era(p) - 24))
    end = model.end_of_era(problem)
    assert 6 < end < 60
    while model.month < end:
        model.step()
    before = {
        (m.code, s.index): (c.stage, c.lines, c.net_benefit, c.fit)
        for m in model.municipalities for s, c in m.cases.items() if s.problem == problem
    }  # fmt: skip
    model.step()
    after = {
        (m.code, s.index): c
        for m in model.municipalities for s, c in m.cases.items() if s.problem == problem and s.era == 0
    }  # fmt: skip
    return model, problem, before, after


def test_the_end_of_an_era_closes_every_case_that_was_not_in_use() -> None:
    _, _, before, after = at_an_end()
    known = [pair for pair, (stage, *_) in before.items() if stage is Stage.AWARE]
    unfinished = [pair for pair, (stage, *_) in before.items() if stage in BUSY[1:]]
    assert known
    assert unfinished
    assert {(after[pair].stage, after[pair].end) for pair in known} == {(Stage.LAPSED, End.PROBLEM_CHANGED)}
    assert {(after[pair].stage, after[pair].end) for pair in unfinished} == {(Stage.ABANDONED, End.PROBLEM_CHANGED)}


def test_what_is_in_use_is_written_down_to_its_share() -> None:
    model, problem, before, after = at_an_end(operation__stop_per_year=0.0, cliff__operation_per_month=0.0)  # fmt: skip
    in_use = [pair for pair, (stage, *_) in before.items() if stage is Stage.IN_USE]
    assert len(in_use) > 5
    for pair in in_use:
        assert after[pair].stage is Stage.IN_USE
        assert after[pair].outdated == model.month - 1
        assert after[pair].lines == pytest.approx([0.4 * line for line in before[pair][1]], abs=2.0**-30)
    assert all(case.solution.problem != problem for m in model.municipalities for case in m.running.values())


def test_answers_of_an_era_that_has_ended_are_never_heard_of_nor_taken_up_again() -> None:
    model, problem, _, _ = at_an_end()
    ended = model.month - 1
    cases = model.run().record().cases
    old = cases[(cases["problem"] == problem) & (cases["era"] == 0)]
    assert (old["aware"] < ended).all()
    assert (old["adopted"] < ended).all()
    assert np.isin(old["stage"], [Stage.LAPSED, Stage.ABANDONED, Stage.DISCONTINUED, Stage.IN_USE]).all()


def test_a_new_era_begins_with_empty_files() -> None:
    model, problem, _, _ = at_an_end(external__per_era=0.0)
    assert model.era_of(problem) == 1
    for m in model.municipalities:
        file = m.files[problem]
        assert all(case.solution.era == 1 for case in file.known)
        assert file.in_use is None


def test_what_replaces_an_outdated_answer_ends_it() -> None:
    model, problem, _, _ = at_an_end(operation__stop_per_year=0.0, cliff__operation_per_month=0.0)
    cases = model.run().record().cases
    of_problem = cases[cases["problem"] == problem]
    replaced = of_problem[(of_problem["end"] == End.REPLACED) & (of_problem["outdated"] != NEVER)]
    assert replaced.size > 0
    for case in replaced:
        successors = of_problem[(of_problem["code"] == case["code"]) & (of_problem["implemented"] == case["ended"])]
        assert successors.size == 1
