"""The split of what a prize does: by hand, its four properties, and on small replications replication by replication."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_setups import small

import diffusion_sim as ds
from diffusion_sim.errors import InputError
from diffusion_sim.results.prize_channels import NAMES, SPLIT, PrizeChannels, save_channels, sets_of, share_of
from diffusion_sim.simulation.switched_channels import channels_of, switched, without

if TYPE_CHECKING:
    from pathlib import Path

SETS = tuple(sets_of(NAMES))
LEVELS = st.lists(st.floats(-1e6, 1e6), min_size=len(SETS), max_size=len(SETS))


def shares(levels: list[float]) -> list[float]:
    by_set = {channels: np.array([level]) for channels, level in zip(SETS, levels, strict=True)}
    return [float(share_of(name, by_set.__getitem__)[0]) for name in NAMES]


def test_a_split_by_hand() -> None:
    """Alone 1, 2 and 3; the first two together 9, which is 6 more than both: 3 to each of them."""
    alone = {"incentive": 1.0, "recognition": 2.0, "visibility": 3.0}
    levels = [sum(alone[name] for name in on) + 6.0 * ({"incentive", "recognition"} <= on) for on in SETS]
    assert shares(levels) == pytest.approx([4.0, 5.0, 3.0])


@given(levels=LEVELS)
def test_shares_add_up_to_the_whole_whatever_the_levels(levels: list[float]) -> None:
    assert sum(shares(levels)) == pytest.approx(levels[-1] - levels[0], rel=1e-9, abs=1e-6)


@given(levels=LEVELS)
def test_a_channel_that_never_changes_anything_has_no_share(levels: list[float]) -> None:
    by_set = dict(zip(SETS, levels, strict=True))
    idle = [by_set[on - {"recognition"}] for on in SETS]
    assert shares(idle)[NAMES.index("recognition")] == 0.0


@pytest.fixture(scope="module")
def replications() -> tuple[ds.Scenario, ds.Scenario]:
    base = small(
        work__months_copy=1.0, implementation__mean_months=2.0, agenda__reviews_per_year=2.0,
        awareness__contact_per_month=0.5, external__per_era=3.0,
    )  # fmt: skip
    prize = {"name": "prize", "prize.winners_per_year": 30, "prize.from_month": "2012-01"}
    strong = {"prize.reward": 20.0, "prize.recognition_winner": 1.0, "appraisal.copy_stigma": 2.0}
    return base.with_changes({"appraisal.copy_stigma": 2.0}), base.with_changes(prize | strong)


@pytest.fixture(scope="module")
def split(replications: tuple[ds.Scenario, ds.Scenario]) -> PrizeChannels:
    return ds.prize_channels(*replications, replications=3, workers=1)


def test_in_every_replication_the_parts_add_up_to_the_effect_that_was_simulated(split: PrizeChannels) -> None:
    parts = split.by_replication()
    assert set(parts["measure"]) == set(SPLIT)
    assert len(parts) == 3 * len(SPLIT)
    np.testing.assert_allclose(parts[[*NAMES, "other"]].sum(axis=1), parts["whole"], rtol=1e-9, atol=1e-9)
    assert (parts.loc[parts["measure"] == "implemented_per_year", [*NAMES]] != 0.0).any().all()


def test_whole_alone_and_taken_away_are_those_of_plain_comparisons(
    split: PrizeChannels, replications: tuple[ds.Scenario, ds.Scenario]
) -> None:
    base, prize = replications
    off = {name: without(prize, name) for name in NAMES}
    none = without(without(off["incentive"], "recognition"), "visibility")
    only = without(off["incentive"], "recognition")
    table = split.table().set_index(["measure", "channel"])

    def difference(a: ds.Scenario, b: ds.Scenario) -> float:
        summary = ds.compare(a, b, replications=3, workers=1).summary().set_index("measure")
        return float(summary.loc["implemented_per_year", "difference"])

    here = table.loc["implemented_per_year"]
    assert here.loc["whole", "difference"] == pytest.approx(difference(base, prize))
    assert here.loc["visibility", "alone"] == pytest.approx(difference(none, only))
    assert here.loc["visibility", "taken_away"] == pytest.approx(difference(prize, off["visibility"]))


def test_what_is_relabelled_is_what_no_longer_is_implemented_otherwise(split: PrizeChannels) -> None:
    whole = split.by_replication().pivot(index="replication", columns="measure", values="whole")
    expected = whole["rewarded_per_year"] - whole["implemented_per_year"]
    np.testing.assert_allclose(whole["relabelled_per_year"], expected, atol=1e-12)
    assert (whole["rewarded_per_year"] == whole["reused_per_year"]).all()  # all modes of reuse may win


def test_the_money_of_the_prizes_belongs_to_no_channel(split: PrizeChannels) -> None:
    other = split.table().query("channel == 'other'").set_index("measure")["difference"]
    assert other["cost_million_dkk"] > 0.0
    assert other["implemented_per_year"] == other["value_total"] == 0.0


def test_a_channel_that_a_policy_does_not_have_is_neither_run_nor_given_a_share(
    replications: tuple[ds.Scenario, ds.Scenario],
) -> None:
    base, prize = replications
    unseen = without(prize, "visibility")
    assert channels_of(unseen) == {"incentive", "recognition"}
    assert len(switched(unseen)) == 3
    table = ds.prize_channels(base, unseen, replications=1, workers=1).table()
    assert (table.loc[table["channel"] == "visibility", "difference"] == 0.0).all()


def test_an_intervention_on_a_channel_is_switched_off_with_it(replications: tuple[ds.Scenario, ds.Scenario]) -> None:
    _, prize = replications
    more = [
        {"name": "more", "parameter": "prize.reward", "set": 9.0},
        {"name": "fewer", "parameter": "prize.winners_per_year", "set": 1.0},
    ]
    off = without(prize.with_changes({"interventions": more}), "incentive")
    assert [one.name for one in off.interventions] == ["fewer"]
    assert off.prize.reward == off.prize.kroner_utility == 0.0


def test_a_policy_without_a_prize_is_refused_and_a_baseline_with_one(
    replications: tuple[ds.Scenario, ds.Scenario],
) -> None:
    base, prize = replications
    with pytest.raises(InputError, match=r"has no prize to split; set prize\.winners_per_year"):
        ds.prize_channels(base, base, replications=1)
    with pytest.raises(InputError, match="has a prize itself"):
        ds.prize_channels(prize, prize, replications=1)


def test_the_saved_table_names_policies_seed_and_version(split: PrizeChannels, tmp_path: Path) -> None:
    lines = save_channels({"prize": split}, tmp_path).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("scenario,measure,label,unit,channel,difference,low,high,percent")
    assert lines[0].endswith("scenario_hash,baseline,baseline_hash,seed,version")
    assert len(lines) == 1 + 6 * len(SPLIT)
