"""All measures in a table and as JSON, and the numbers known for two real studies."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from observed.studies import chain_of_five, real_study, unconnected, write_study

import diffusion_sim as ds
from diffusion_sim.cli.app import exit_status
from diffusion_sim.errors import RunError
from diffusion_sim.observed import (
    Metric,
    Study,
    adoption_hazard,
    categories,
    fit_bass,
    load_studies,
    mean_threshold,
    metrics,
    peer_hazard_ratio,
)
from diffusion_sim.observed.study_metrics import bass_share


@pytest.fixture
def five(tmp_path: Path) -> Study:
    return ds.load_study(chain_of_five(tmp_path / "five"))


def shown(study: Study) -> dict[str, Metric]:
    return {one.name: one for one in metrics(study, rewired=20)}


def test_the_table_says_how_many_adopters_without_ties_the_mean_threshold_counts(five: Study) -> None:
    assert shown(five)["mean_threshold"].text == "0.6250 (adopters without ties counted as 0: 1)"


def test_there_are_no_categories_where_all_adopted_in_one_period(tmp_path: Path) -> None:
    study = unconnected(tmp_path, [3, 3, 3, None])
    assert list(categories(study).values()) == [None, None, None, None, 1]
    assert shown(study)["categories"].text == "– (all adopters in one period), 1 did not adopt"


def test_the_curve_ends_with_what_was_watched_whatever_non_adopters_count_as(tmp_path: Path) -> None:
    study = unconnected(tmp_path, [1, 2, 2, *[None] * 6])
    censored, counted = (
        {one.name: one for one in metrics(study, non_adopters=how, rewired=20)} for how in ("censored", "last_period")
    )
    for name in ("share_by_period", "period_of_50_percent", "hazard_by_period", "categories", "bass"):
        assert censored[name] == counted[name]
    assert counted["share_by_period"].value[-1] == pytest.approx(1 / 3)


@pytest.mark.parametrize(("periods", "label"), [(2, "period 2"), (3, "periods 2 to 3"), (9, "periods 2 to 7")])
def test_the_hazard_is_labelled_by_the_periods_that_it_is_shown_for(periods: int, label: str, tmp_path: Path) -> None:
    hazard = shown(unconnected(tmp_path, range(1, periods + 1)))["hazard_by_period"]
    assert hazard.label == f"Hazard, {label}"
    assert len(hazard.text.split()) == min(periods - 1, 6)


@pytest.mark.parametrize("places", [1, 2, 3])
def test_few_places_have_measures_but_no_morans_i(
    places: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unconnected(tmp_path, range(1, places + 1))
    assert exit_status(["metrics", str(tmp_path), "--unlisted", "unwatched", "--rewired", "20"]) == 0
    assert "Moran's I of adoption – (fewer than four places" in " ".join(capsys.readouterr().out.split())
    assert exit_status(["metrics", str(tmp_path), "--unlisted", "unwatched", "--rewired", "20", "--json"]) == 0
    moran = json.loads(capsys.readouterr().out)["morans_i"]
    assert [moran[name] for name in ("observed", "expected", "sd", "p_value")] == [None] * 4


@pytest.mark.parametrize("times", [[3] * 6, [1, 2, 3, 4], [2, *[None] * 9]])
def test_no_measure_is_shown_as_nan(times: list[int | None], tmp_path: Path) -> None:
    for one in shown(unconnected(tmp_path, times)).values():
        assert "nan" not in one.text


def test_bass_finds_the_p_and_q_of_a_curve_that_is_bass(tmp_path: Path) -> None:
    share = bass_share(np.arange(1.0, 16.0), 0.03, 0.38)
    times = np.searchsorted(share, (np.arange(2_000) + 0.5) / 2_000) + 1
    rows = "".join(f"{i + 1},{time if time <= 15 else ''}\n" for i, time in enumerate(times))
    nodes = "id\n" + "".join(f"{i + 1}\n" for i in range(2_000))
    study = ds.load_study(write_study(tmp_path / "bass", nodes, "source,target\n1,2\n", "id,time\n" + rows))
    assert fit_bass(study)[:2] == pytest.approx((0.03, 0.38), abs=2e-3)


@pytest.mark.parametrize(
    ("times", "why"),
    [
        ([2, *[None] * 9], "adoptions in fewer than 3 periods"),
        ([3] * 10, "adoptions in fewer than 3 periods"),
        ([1, 4, 4, None], "adoptions in fewer than 3 periods"),
        ([20, 21, 21, 21, 22], "the fit runs to the edge of its range"),  # no small p lets a curve begin so late
        ([1] * 998 + [2, 3], "other p and q fit as well"),  # all that is seen of the curve is its ceiling
    ],
)
def test_bass_is_missing_where_the_data_do_not_identify_it(times: list[int | None], why: str, tmp_path: Path) -> None:
    study = unconnected(tmp_path, times)
    with pytest.raises(RunError, match=f"Bass's p and q are not identified: {why}"):
        fit_bass(study)
    assert (shown(study)["bass"].value, shown(study)["bass"].text) == (None, f"– ({why})")


def test_bass_finds_a_tiny_p(tmp_path: Path) -> None:
    """To the rounding of shares; adoption begins in period 13 or so."""
    share = bass_share(np.arange(1.0, 33.0), 1e-8, 0.8)
    times = np.searchsorted(share, (np.arange(2_000) + 0.5) / 2_000) + 1
    found = fit_bass(unconnected(tmp_path, [int(time) if time <= 32 else None for time in times]))
    assert (np.log10(found.p), found.q) == pytest.approx((-8, 0.8), abs=0.02)


def test_what_the_data_cannot_tell_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_study(tmp_path / "flat", "id\na\nb\n", "source,target\na,b\n", "id,time\na,1\nb,1\n")
    assert exit_status(["metrics", str(folder)]) == 0
    assert "cannot be estimated" in capsys.readouterr().out


def test_json_has_every_measure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(["metrics", str(chain_of_five(tmp_path / "five")), "--json", "--rewired", "20"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["mean_threshold"] == pytest.approx(2.5 / 4)
    assert told["period_of_50_percent"] == 2
    assert told["hazard_by_period"] == pytest.approx([0.2, 0.5, 0, 0.5])


def test_medical_innovation_has_the_numbers_that_netdiffuser_gives() -> None:
    """netdiffuseR 1.25 counts the 16 non-adopters as adopters of month 18."""
    study = ds.load_study(real_study("medical_innovation"))
    assert (len(study.ids), study.adopters, study.periods, study.directed) == (125, 109, 17, True)
    counted = study.counted_as("last_period")
    assert mean_threshold(counted) == pytest.approx(0.5660, abs=5e-5)
    hazard = [0.0789, 0.0857, 0.1146, 0.1294, 0.1486, 0.2063]
    assert adoption_hazard(study)[1:7] == pytest.approx(hazard, abs=5e-5)
    assert fit_bass(counted)[:2] == pytest.approx((0.09094, 0.07955), abs=5e-6)
    assert fit_bass(study)[:2] == pytest.approx((0.0957, 0.0620), abs=5e-5)


@pytest.mark.parametrize(
    ("name", "layers", "ratio", "low", "high"),
    [("medical_innovation", [], 0.92, 0.51, 1.66), ("finland_copay", ["contiguity"], 3.97, 2.11, 7.46)],
)
def test_peers_seem_not_to_matter_to_doctors_but_to_finnish_municipalities(
    name: str, layers: list[str], ratio: float, low: float, high: float
) -> None:
    found = peer_hazard_ratio(ds.load_study(real_study(name), layers=layers))
    assert found[:3] == pytest.approx((ratio, low, high), abs=5.1e-3)


def test_two_hundred_policies_are_measured_together() -> None:
    studies = load_studies(real_study("us_policies"), unlisted="never")
    assert (len(studies), sum(one.adopters for one in studies)) == (200, 7_250)
    assert peer_hazard_ratio(studies)[:3] == pytest.approx((2.77, 2.50, 3.07), abs=5.1e-3)
    assert mean_threshold(studies) == pytest.approx(0.465, abs=5e-4)
