"""Exposure, thresholds and tests of ties: by hand on few places, and where nothing but chance is at work."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from observed.simulated import several
from observed.studies import chain_of_five, write_study
from scipy.sparse import csr_array

import diffusion_sim as ds
from diffusion_sim.observed import (
    Study,
    exposure,
    mean_threshold,
    morans_i,
    peer_hazard_ratio,
    rows_of,
    structural_test,
    thresholds,
)
from diffusion_sim.observed.network_effects import swapped


@pytest.fixture
def five(tmp_path: Path) -> Study:
    return ds.load_study(chain_of_five(tmp_path / "five"))


def test_exposure_is_the_share_of_those_looked_at_and_zero_for_who_looks_at_nobody(five: Study) -> None:
    assert exposure(five).tolist() == [
        [0, 0, 0, 0], [1, 1, 1, 1], [0.5, 1, 1, 1], [0, 0.5, 0.5, 0.5], [0, 0, 0, 1],
    ]  # fmt: skip
    assert exposure(five, lag=1)[2].tolist() == [0, 0.5, 1, 1]


def test_a_threshold_is_the_exposure_at_adoption_and_unknown_without_one(five: Study) -> None:
    """A looks at nobody, E did not adopt."""
    assert thresholds(five)[:4].tolist() == [0, 1, 1, 0.5]
    assert np.isnan(thresholds(five)[4])
    assert thresholds(five.counted_as("last_period")).tolist() == [0, 1, 1, 0.5, 1]
    assert mean_threshold(five) == pytest.approx(2.5 / 4)


def test_morans_i_is_missing_where_values_could_not_be_dealt_out_otherwise() -> None:
    """All alike; without ties; one adopter on a ring; all tied to all: no two ways of dealing out differ."""
    ring, all_tied = np.roll(np.eye(5), 1, axis=1) + np.roll(np.eye(5), -1, axis=1), 1 - np.eye(5)
    one, two = np.array([1.0, 0, 0, 0, 0]), np.array([1.0, 1, 0, 0, 0])
    for values, ties in ((np.full(5, 0.1), ring), (two, np.zeros((5, 5))), (one, ring), (two, all_tied)):
        assert np.isnan(morans_i(values, ties)).all()
    assert not np.isnan(morans_i(two, ring)).any()


def test_morans_i_of_two_blocks_is_one_and_of_alternating_places_minus_one() -> None:
    ring = np.zeros((4, 4))
    for place in range(4):
        ring[place, (place + 1) % 4] = ring[place, place - 1] = 1
    assert morans_i(np.array([0.0, 1, 0, 1]), ring).observed == pytest.approx(-1)
    pairs = np.kron(np.eye(2), 1 - np.eye(2))
    assert morans_i(np.array([0.0, 0, 1, 1]), pairs).observed == pytest.approx(1)


@pytest.mark.slow
def test_morans_i_has_the_mean_and_spread_of_values_dealt_out_at_random() -> None:
    draw = np.random.default_rng(3)
    weights = (draw.random((12, 12)) < 0.3) * (1.0 - np.eye(12))
    values = draw.exponential(size=12)
    found = [morans_i(draw.permutation(values), weights).observed for _ in range(4_000)]
    expected = morans_i(values, weights)
    assert np.mean(found) == pytest.approx(expected.expected, abs=4 * expected.sd / 4_000**0.5)
    assert np.std(found) == pytest.approx(expected.sd, rel=0.06)


@pytest.mark.parametrize("directed", [True, False])
def test_rewiring_keeps_how_many_each_names_and_is_named_by(directed: bool) -> None:
    draw = np.random.default_rng(4)
    ties = (draw.random((15, 15)) < 0.25) * (1.0 - np.eye(15))
    ties = ties if directed else np.maximum(ties, ties.T)
    new = swapped(csr_array(ties), draw, directed).toarray()
    assert (new != ties).any()
    assert new.sum(axis=0).tolist() == ties.sum(axis=0).tolist()
    assert new.sum(axis=1).tolist() == ties.sum(axis=1).tolist()
    assert not np.diag(new).any()
    assert directed or (new == new.T).all()


def test_the_structural_test_sees_that_whole_groups_adopt_together(tmp_path: Path) -> None:
    """Six rings of five that adopt one after the other: each place's threshold is 1, in rewired networks less."""
    ids = [f"p{number}" for number in range(30)]
    edges = [f"{ids[i]},{ids[5 * (i // 5) + (i + 1) % 5]}" for i in range(30)]
    folder = write_study(
        tmp_path / "groups",
        "id\n" + "\n".join(ids) + "\n",
        "source,target\n" + "\n".join(edges) + "\n",
        "id,time\n" + "".join(f"{one},{1 + i // 5}\n" for i, one in enumerate(ids)),
    )
    found = structural_test(ds.load_study(folder, direction="directed"), 100)
    assert found.observed == 1
    assert found.expected < 0.8
    assert found.p_value == pytest.approx(1 / 101)


def test_the_peer_hazard_ratio_of_one_risk_set_is_the_odds_of_two_counts(tmp_path: Path) -> None:
    """In period 2, of 3 exposed and 6 others 2 and 1 adopt. Breslow: 3 e / (3 e + 6) = 2/3, so e = 4."""
    nodes = "id\nseed\n" + "".join(f"p{i}\n" for i in range(9))
    edges = "source,target\n" + "".join(f"p{i},seed\n" for i in range(3))
    adoptions = "id,time\nseed,1\np0,2\np1,2\np3,2\n" + "".join(f"p{i},\n" for i in (2, 4, 5, 6, 7, 8))
    study = ds.load_study(write_study(tmp_path / "odds", nodes, edges, adoptions), direction="directed")
    assert peer_hazard_ratio(study).ratio == pytest.approx(4)


@pytest.mark.parametrize("innovations", [1, 3])
def test_the_peer_hazard_ratio_is_that_of_a_cox_fit_by_statsmodels(innovations: int, tmp_path: Path) -> None:
    """Exposure changes with time: one line for each period at risk, strata of innovation, Breslow's ties."""
    regression = pytest.importorskip("statsmodels.duration.hazard_regression")
    studies = several(tmp_path / "drawn", [(0.05, 0.5, 0.0)] * innovations, 1.0, 60, 8)
    rows = rows_of(studies)
    cox = regression.PHReg(
        rows.period,
        rows.exposure[:, None],
        status=rows.adopted,
        entry=rows.period - 0.5,
        strata=rows.innovation,
        ties="breslow",
    ).fit()
    found = peer_hazard_ratio(studies)
    low, high = np.exp(cox.conf_int()[0])
    assert found[:3] == pytest.approx((float(np.exp(cox.params[0])), low, high), rel=1e-3)
