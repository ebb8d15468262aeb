"""A 2 x 2: the difference of differences, replication by replication."""

from __future__ import annotations

import numpy as np
import pytest

import diffusion_sim as ds
from diffusion_sim import plots
from diffusion_sim.cli.app import exit_status
from diffusion_sim.errors import InputError
from diffusion_sim.results.comparison import Comparison
from diffusion_sim.scenario.combining import combined, is_combination

SHORT = {"time.months": 24, "time.burn_in_months": 24}
BASELINE = ds.load_scenario("configs/baseline.toml").with_changes(SHORT)
PRIZE = BASELINE.with_changes({"name": "prize", "prize.winners_per_year": 20})
PORTAL = ds.load_scenario("configs/scenarios/knowledge_portal.toml").with_changes(SHORT)
TAIL = ds.load_scenario("configs/scenarios/implementation_tail.toml").with_changes(SHORT)


def test_both_make_the_changes_of_each_and_keep_each_intervention() -> None:
    both = combined(BASELINE, PORTAL, TAIL)
    assert [one.name for one in both.interventions] == ["Knowledge portal", "Implementation tail"]
    assert combined(BASELINE, PRIZE, PORTAL).prize.winners_per_year == 20
    assert is_combination(BASELINE, PORTAL, TAIL, both)
    assert not is_combination(BASELINE, PORTAL, TAIL, both.with_changes({"prize.reward": 1.0}))
    assert not is_combination(BASELINE, PORTAL, BASELINE, PORTAL)


def test_two_policies_that_change_the_same_are_refused() -> None:
    with pytest.raises(InputError, match=r"both change prize\.winners_per_year"):
        combined(BASELINE, PRIZE, PRIZE.with_changes({"name": "more", "prize.winners_per_year": 30}))


def test_the_interaction_is_the_mean_difference_of_differences() -> None:
    scenarios = [BASELINE, PRIZE, PORTAL, combined(BASELINE, PRIZE, PORTAL)]
    results = [ds.simulate(one, 4, 1) for one in scenarios]
    row = Comparison(results[0], tuple(results[1:])).interactions().set_index("measure").loc["implemented_per_year"]
    none, prize, portal, both = (result.measures["implemented_per_year"].to_numpy() for result in results)
    by_hand = (both - portal) - (prize - none)
    assert row["interaction"] == pytest.approx(by_hand.mean())
    assert row["high"] - row["interaction"] == pytest.approx(3.1824463 * by_hand.std(ddof=1) / np.sqrt(4), rel=1e-6)
    assert row["together"] == pytest.approx(row["first_alone"] + row["second_alone"] + row["interaction"])
    assert (row["first"], row["second"], row["both"]) == ("prize", "knowledge_portal", "prize and knowledge_portal")


def test_without_a_2_x_2_there_is_no_interaction() -> None:
    results = [ds.simulate(one, 1, 1) for one in (BASELINE, PRIZE, PORTAL)]
    assert Comparison(results[0], tuple(results[1:])).interactions().empty


def test_compare_runs_each_pair_together_when_asked(
    tmp_path: object, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plots, "save_all", lambda *_, **__: None)
    monkeypatch.setattr(plots, "save_comparison", lambda *_, **__: None)
    out = f"{tmp_path}/square"
    files = ["configs/baseline.toml", "configs/scenarios/copycat_prize.toml", "configs/scenarios/strong_nih.toml"]
    asked = ["compare", *files, "--interactions", "--replications", "2", "--quiet", "--out", out]
    assert exit_status([*asked, "--set", "time.burn_in_months=12", "--months", "12"]) == 0
    told = capsys.readouterr().out
    assert "Interaction of copycat_prize and strong_nih" in told
    assert "Beyond the" in told
    stored = ds.load_result(out)
    assert len(stored.names) == 3
    assert set(stored.interactions()["both"]) == {"copycat_prize and strong_nih"}
    assert exit_status(["compare", *files[:2], "--interactions", "--quiet"]) == 2
