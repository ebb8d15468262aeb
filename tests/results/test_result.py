"""A result: its records, its state, its summary."""

from __future__ import annotations

import pytest
from results.handmade_records import context, record, result_of
from results.synthetic_records import synthetic_result

from diffusion_sim.errors import InputError
from diffusion_sim.results.result import Result


def test_records_are_ordered_and_locked() -> None:
    result = result_of(record([], [], 1), record([], [], 0))
    assert [kept.replication for kept in result.records] == [0, 1]
    with pytest.raises(ValueError, match="read-only"):
        result.records[0].monthly[0, 0] = 1.0


def test_a_result_without_replications_is_refused() -> None:
    with pytest.raises(InputError, match="no finished replication"):
        Result(context(), ())


def test_state_is_partial_while_replications_are_missing() -> None:
    assert result_of(record([], []), replications=2).state == "partial"
    assert result_of(record([], [])).state == "complete"


def test_summary_of_one_replication_has_no_interval() -> None:
    summary = synthetic_result(replications=1).summary().set_index("measure")
    assert summary.loc["in_use", "mean"] > 0
    assert summary[["low", "high", "sd"]].isna().all(axis=None)


def test_summary_of_several_has_the_interval_of_the_mean() -> None:
    result = synthetic_result(replications=4)
    summary = result.summary().set_index("measure")
    values = result.measures["implemented_per_year"]
    assert summary.loc["implemented_per_year", "mean"] == pytest.approx(values.mean())
    assert summary.loc["implemented_per_year", "high"] - values.mean() == pytest.approx(
        3.182446 * values.std(ddof=1) / 2,
        rel=1e-6,  # t(0.975, 3) from a table
    )
    assert summary.loc["implemented_per_year", "replications"] == 4


def test_a_notebook_shows_a_table_with_dashes_for_what_is_missing() -> None:
    shown = result_of(record([], []))._repr_html_()
    assert "Model output, not a forecast" in shown
    assert "<td>–</td>" in shown
    assert "nan" not in shown


def test_run_id_depends_on_scenario_seed_replications_and_version() -> None:
    same = synthetic_result(replications=2).context
    other = synthetic_result(replications=2, **{"appraisal.nih_bias": 0.5}).context
    assert same.run_id == synthetic_result(replications=2).context.run_id
    assert same.run_id != other.run_id
    assert same.run_id != synthetic_result(replications=1).context.run_id
