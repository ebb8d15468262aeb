"""Policies compared in countries drawn from the ranges."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from cli.small_world import write_small_world

from diffusion_sim.cli.entry import exit_status
from diffusion_sim.sweeps.robustness import turned_by


def test_the_assumption_that_decides_is_found_among_those_that_do_not() -> None:
    draws = np.random.default_rng(1).random((60, 8))
    values = pd.DataFrame(draws, columns=[f"p{number}" for number in range(8)])
    turning = turned_by(values, values["p3"].to_numpy() < 0.5)
    assert (turning.parameter, turning.helps_when, turning.separation) == ("p3", "low", 1.0)


def test_no_assumption_is_named_where_luck_alone_decides() -> None:
    generator = np.random.default_rng(1)
    values = pd.DataFrame(generator.random((60, 8)))
    assert turned_by(values, generator.random(60) < 0.5).parameter == ""


def test_shares_are_told_and_what_the_policy_sets_is_not_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small, prize = write_small_world(tmp_path)
    asked = ["compare", small, prize, "--uncertainty", "3", "--replications", "2", "--quiet", "--json", "--out"]
    assert exit_status([*asked, str(tmp_path / "out")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert "prize.winners_per_year" not in told["parameters"]
    assert "appraisal.nih_bias" in told["parameters"]
    draws = pd.read_csv(tmp_path / "out" / "countries.csv")
    value = draws[draws["measure"] == "in_operation"]
    row = next(row for row in told["robustness"] if row["measure"] == "in_operation")
    assert row["countries"] == 3
    assert row["helps_share"] == pytest.approx((value["difference"] > 0).mean())
    assert exit_status([*asked, str(tmp_path / "out")]) == 2
    assert "name a new or empty folder" in capsys.readouterr().err


def test_what_one_world_cannot_tell_surely_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["compare", *write_small_world(tmp_path), "--uncertainty", "2", "--replications", "1", "--quiet"]
    assert exit_status([*asked, "--out", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().out
    assert "nan" not in told
    row = next(line for line in told.splitlines() if " % " in line and "5 to 95" not in line)
    assert row.split("%")[1].split()[0] == "–"


def test_what_does_not_go_with_uncertainty_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["compare", *write_small_world(tmp_path), "--uncertainty", "2", "--cases"]
    assert exit_status(asked) == 2
    assert "--cases: does not go with --uncertainty" in capsys.readouterr().err
