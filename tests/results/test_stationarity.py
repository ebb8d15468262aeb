"""The check of the regime: a slope put in is found, with its interval, and what is steady is called so."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from results.synthetic_records import synthetic_result

from diffusion_sim.results.stationarity import SERIES, percent_a_year, regime_told, slopes


def test_a_slope_is_per_cent_of_the_mean_a_year() -> None:
    months = np.arange(120)
    assert percent_a_year(200.0 + months) == pytest.approx(1200.0 / (200.0 + 59.5))
    assert percent_a_year(np.full(120, 3.0)) == pytest.approx(0.0, abs=1e-12)
    assert np.isnan(percent_a_year(np.arange(23.0)))
    assert np.isnan(percent_a_year(np.zeros(60)))


def test_a_made_up_run_has_each_slope_with_its_interval() -> None:
    result = synthetic_result(replications=5)
    table = result.stationarity()
    assert table["series"].tolist() == list(SERIES)
    in_use = [percent_a_year(SERIES["in_use"].of(run)) for run in result.runs]
    row = table.set_index("series").loc["in_use"]
    assert row["percent_a_year"] == pytest.approx(np.mean(in_use))
    assert row["low"] < row["percent_a_year"] < row["high"]
    assert row["moves"] == (row["low"] > 0.0 or row["high"] < 0.0)


def table(*rows: tuple[str, float, float, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["label", "percent_a_year", "low", "high"])
    return frame.assign(moves=(frame["low"] > 0.0) | (frame["high"] < 0.0))


def test_what_moves_is_told_with_its_direction_and_what_does_not_is_steady() -> None:
    told = regime_told(table(("value", 0.8, 0.5, 1.1), ("known", -2.0, -3.0, -1.0), ("in use", 0.1, -0.2, 0.4)))
    assert "value still rising by 0.800 % (0.500 to 1.10)" in told
    assert "known still falling by 2.00 % (1.00 to 3.00)" in told
    assert told.splitlines()[1] == "Steady: in use 0.100 % (-0.200 to 0.400)."
    assert regime_told(table(("value", 0.1, -0.2, 0.4))).startswith("In regime")


def test_one_replication_or_a_short_run_tells_nothing() -> None:
    assert regime_told(slopes(synthetic_result(replications=1).runs)).startswith("In regime? Not told")
    short = synthetic_result(replications=3, **{"time.months": 12})
    assert regime_told(short.stationarity()).startswith("In regime? Not told")
