"""Packed replications say what they said before, in less memory."""

from __future__ import annotations

import numpy as np
import pytest
from lab.lab_setup import asked, small_catalogue

from diffusion_sim.lab.kept_results import UNSHOWN, packed
from diffusion_sim.lab.question import scenarios_of
from diffusion_sim.results.measures import MEASURES
from diffusion_sim.results.record import CASE, RunRecord
from diffusion_sim.results.reported_run import ReportedRun
from diffusion_sim.results.result import Result
from diffusion_sim.simulation import simulate


@pytest.fixture(scope="module")
def result() -> Result:
    return simulate(scenarios_of(asked(), small_catalogue())[1], 2, 3)


@pytest.fixture(scope="module")
def pairs(result: Result) -> list[tuple[RunRecord, RunRecord]]:
    return [(record, packed(record)) for record in result.records]


@pytest.mark.parametrize("name", [name for name in CASE.names or () if name not in UNSHOWN])
def test_a_packed_column_is_the_column(pairs: list[tuple[RunRecord, RunRecord]], name: str) -> None:
    for record, less in pairs:
        column = less.case_columns[name]
        np.testing.assert_array_equal(column, record.case_columns[name], strict=True)
        assert less.case_columns.row(5)[name] == record.case_columns.row(5)[name]


def test_what_is_not_shown_is_missing_and_not_made_up(pairs: list[tuple[RunRecord, RunRecord]]) -> None:
    _, less = pairs[0]
    assert all(np.isnan(less.case_columns[name]).all() for name in UNSHOWN)
    assert np.isnan(less.cases["fit"]).all()


def test_it_takes_less_than_two_thirds_and_is_packed_once(pairs: list[tuple[RunRecord, RunRecord]]) -> None:
    for record, less in pairs:
        assert less.case_columns.nbytes < record.case_columns.nbytes * 2 / 3
        assert packed(less) is less


def test_every_measure_table_and_story_stays(result: Result, pairs: list[tuple[RunRecord, RunRecord]]) -> None:
    less = Result(result.context, tuple(one for _, one in pairs))
    for record, one in pairs:
        runs = ReportedRun(result.context, record), ReportedRun(result.context, one)
        for measure in MEASURES:
            np.testing.assert_equal(measure.compute(runs[1]), measure.compute(runs[0]), measure.key)
    for table in ("monthly", "municipalities", "solutions"):
        assert getattr(less, table).equals(getattr(result, table))
    place = result.context.places[3].code
    assert less.story(place) == result.story(place)


def test_no_cases_at_all_can_be_packed(pairs: list[tuple[RunRecord, RunRecord]]) -> None:
    record, _ = pairs[0]
    none = record._replace(case_columns=type(record.case_columns)(np.zeros(0, dtype=CASE)))
    assert packed(none).case_columns["mode"].size == 0
