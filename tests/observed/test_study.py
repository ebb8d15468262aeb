"""A study and its curve, by hand on five places."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from observed.studies import chain_of_five, unconnected

import diffusion_sim as ds
from diffusion_sim.errors import DataError
from diffusion_sim.observed import (
    Study,
    adoption_hazard,
    adoption_share,
    categories,
    time_to_share,
)
from diffusion_sim.setup import build_setup


@pytest.fixture
def five(tmp_path: Path) -> Study:
    return ds.load_study(chain_of_five(tmp_path / "five"))


def test_a_study_tells_what_it_is_in_a_line(five: Study) -> None:
    assert repr(five) == "<Study of innovation: 4 of 5 places in 4 periods, directed ties>"


def test_share_and_hazard_count_those_who_are_left(five: Study) -> None:
    assert adoption_share(five).tolist() == [0.2, 0.6, 0.6, 0.8]
    assert adoption_hazard(five) == pytest.approx([1 / 5, 2 / 4, 0, 1 / 2])


def test_a_share_that_was_never_reached_has_no_time(five: Study) -> None:
    assert [time_to_share(five, share) for share in (0.2, 0.5, 0.8, 0.9)] == [1, 2, 4, None]


def test_categories_lie_a_standard_deviation_round_the_mean(five: Study) -> None:
    """Times 1, 2, 2, 4: mean 2.25, sd 1.258; 1 lies above 0.99, 4 above 3.51."""
    assert list(categories(five).values()) == [0, 3, 0, 1, 1]


def test_who_adopts_right_on_a_bound_belongs_to_the_later_category(tmp_path: Path) -> None:
    """Times 1 to 5, four each: mean 3, sd 1.451. netdiffuseR's ``findInterval`` counts 3 into the late majority."""
    study = unconnected(tmp_path, [1 + i // 4 for i in range(20)])
    assert list(categories(study).values()) == [4, 4, 8, 4, 0]


def test_the_study_is_a_graph_for_the_simulation_though_it_names_pairs_both_ways(five: Study) -> None:
    graph = five.graph()
    assert (len(graph), graph.number_of_edges()) == (5, 5)


def test_the_same_files_run_in_the_simulation_when_repeated_ties_are_merged(tmp_path: Path) -> None:
    chain_of_five(tmp_path / "five")
    text = '[network]\nkind = "file"\nnodes_file = "five/nodes.csv"\nedges_file = "five/edges.csv"\n'
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    scenario = ds.load_scenario(tmp_path / "own.toml")
    with pytest.raises(DataError, match='network.repeated_ties = "merge"'):
        build_setup(scenario)
    setup = build_setup(scenario.with_changes({"network.repeated_ties": "merge"}))
    assert [place.name for place in setup.places] == sorted("ABCDE", key=lambda name: zlib.crc32(name.encode()))
    weights = {frozenset(edge[:2]): edge[2] for edge in setup.country.graph.edges(data="weight")}
    assert sorted(weights.values()) == [1, 1, 1, 1, 2]  # D and E name each other
