"""Figures of municipalities: what chance does to them is told as it is, against made-up countries of known variance."""

from __future__ import annotations

import numpy as np
import pytest
from results.synthetic_records import synthetic_result

from diffusion_sim.results.by_place import FEWEST, MUNICIPAL, beyond_chance, beyond_zero, replicated, split_variance

PLACES, REPLICATIONS, TRIES = 98, 20, 300


def made_up(rng: np.random.Generator, between: float, chance: float, common: float = 3.0) -> np.ndarray:
    """Return figures by replication and place, with a part that moves all places of a replication alike."""
    of_place, of_replication = rng.normal(0.0, between, PLACES), rng.normal(0.0, common, (REPLICATIONS, 1))
    return 40.0 + of_place + of_replication + rng.normal(0.0, chance, (REPLICATIONS, PLACES))


def test_the_split_finds_both_standard_deviations_and_its_interval_covers_the_true_one() -> None:
    rng = np.random.default_rng(1)
    splits = [split_variance(made_up(rng, 2.0, 6.0)) for _ in range(TRIES)]
    assert np.mean([s.between_sd for s in splits]) == pytest.approx(2.0, rel=0.03)
    assert np.mean([s.chance_sd for s in splits]) == pytest.approx(6.0, rel=0.02)
    assert splits[0].standard_error == pytest.approx(splits[0].chance_sd / np.sqrt(REPLICATIONS))
    covered = np.mean([s.between_low <= 2.0 <= s.between_high for s in splits])
    assert 0.91 < covered < 0.985  # 3 standard errors of 300 tries about 95 %


def test_where_places_are_alike_the_interval_reaches_zero() -> None:
    rng = np.random.default_rng(2)
    lows = [split_variance(made_up(rng, 0.0, 6.0)).between_low for _ in range(TRIES)]
    assert np.mean(np.array(lows) > 0.0) < 0.05


def test_one_replication_tells_nothing_of_chance() -> None:
    split = split_variance(np.arange(98.0)[np.newaxis])
    assert split.mean == 48.5
    assert np.isnan([split.between_sd, split.chance_sd, split.standard_error]).all()


def test_a_country_of_equals_has_a_coloured_place_in_few_maps_and_a_front_runner_stands_out() -> None:
    rng = np.random.default_rng(3)
    maps = [beyond_chance(made_up(rng, 0.0, 6.0)).any() for _ in range(TRIES)]
    assert np.mean(maps) < 0.09
    values = made_up(rng, 0.0, 6.0)
    values[:, 7] += 12.0
    assert np.flatnonzero(beyond_chance(values)).tolist() == [7]
    assert not beyond_chance(values[: FEWEST - 1]).any()


def test_a_difference_common_to_all_places_is_beyond_zero_though_no_place_is_beyond_the_others() -> None:
    values = made_up(np.random.default_rng(4), 0.0, 1.0, common=0.0)
    assert beyond_zero(values).all()
    assert not beyond_chance(values).any()


def test_tables_tell_each_place_and_all_of_them() -> None:
    result = synthetic_result(replications=4)
    places, table, variation = result.context.places, result.by_municipality(), result.municipal_variation()
    assert len(table) == len(places) * len(MUNICIPAL)
    assert variation["measure"].tolist() == list(MUNICIPAL)
    one = table[(table["measure"] == "implemented") & (table["code"] == places[3].code)].iloc[0]
    values = replicated(result.municipalities, "implemented", len(places))
    assert one["mean"] == pytest.approx(values[:, 3].mean())
    assert one["per_10000"] == pytest.approx(1e4 * values[:, 3].mean() / places[3].population)
    row = variation.set_index("measure").loc["implemented"]
    assert row["chance_sd"] == pytest.approx(split_variance(values).chance_sd)
    assert row["per_10000"] == pytest.approx(1e4 * values.mean() * 98 / sum(place.population for place in places))
    assert row["beyond_chance"] == 0  # four replications are too few to tell


def test_an_unknown_population_has_no_figure_for_its_inhabitants() -> None:
    result = synthetic_result(replications=2)
    known = type(result.context)(**{
        **vars(result.context), "places": tuple(place._replace(population=0) for place in result.context.places)
    })  # fmt: skip
    unknown = type(result)(known, result.records)
    assert unknown.by_municipality()["per_10000"].isna().all()
    assert unknown.municipal_variation()["per_10000"].isna().all()


def test_the_story_says_how_much_may_be_chance() -> None:
    told = synthetic_result(replications=4).story("Silkeborg")
    assert "In 4 replications it implemented" in told
    assert "per 10,000 inhabitants" in told
    alone = synthetic_result(replications=1)
    assert "chance is unknown" in alone.story("Silkeborg")
    assert "kan ikke siges" in alone.story("Silkeborg", language="da")
