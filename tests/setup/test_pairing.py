"""The promise of pairing: a policy, an intervention, or one municipality fewer leaves every other draw as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from small_setups import SMALL, dotted, write_network

from diffusion_sim.country import denmark
from diffusion_sim.draws import block, streams
from diffusion_sim.model.agents import DiffusionModel
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import build_setup, draw_settings

if TYPE_CHECKING:
    from pathlib import Path

KEY = np.uint64(4)
PLACES = [place for place in denmark.load().places if place.region in {"Midtjylland", "Nordjylland"}]
POLICIES: dict[str, dict[str, Any]] = {
    "a prize": {"prize.winners_per_year": 5, "prize.from_month": "2013-01", "prize.reward": 20.0},
    "a portal": {"portal.hearing_per_month": 0.1},
    "strong NIH": {"appraisal.nih_bias": 2.0},
    "a tail": {"funding.tail_months": 24, "funding.grants_per_municipality": 400 / 98},
    "an intervention": {"interventions": [
        {"name": "x", "parameter": "traits.skill", "scale": 2.0, "from": "2013-06", "municipalities": ["Silkeborg"]}
    ]},
    "other ties": {"network.kind": "rewired"},
    "a given innovation": {"innovations": [{"name": "Telecare", "random_first_adopters": 10}]},
}  # fmt: skip


def of_places(folder: Path, places: list) -> dict[str, Any]:
    """A network of the user's own: a ring over these places in the order of codes, with Danish facts."""
    nodes = [{"id": p.code, "name": p.name, "region": p.region, "population": p.population} for p in places]
    ring = [(a.code, b.code) for a, b in zip(places, places[1:] + places[:1], strict=True)]
    return write_network(folder, nodes, ring)


def model(*changes: dict[str, Any]) -> DiffusionModel:
    merged = SMALL | {key: value for change in changes for key, value in change.items()}
    return DiffusionModel(Scenario().with_changes(merged), 3).run()


def latent(m: DiffusionModel) -> dict[str, Any]:
    """All that a world draws before anybody decides, for the drawn problems."""
    problems = range(m.setup.drawn_problems)
    arrivals = [s for s in m.solutions if s.origin is None and s.problem in problems]
    return {
        "eras": [m.state.eras[m.state.first_era[p] : m.state.first_era[p + 1]].tolist() for p in problems],
        "arrivals": sorted((s.born, int(s.identity), s.source, s.nature) for s in arrivals),
    }


def draws_of_pairs(m: DiffusionModel) -> dict[tuple[int, int], tuple[Any, ...]]:
    """Every number drawn for a municipality and a solution that met: fit, signal, tastes."""
    pairs = {}
    for municipality in m.municipalities:
        for solution, case in municipality.cases.items():
            tastes = [block(m.key, solution.identity, municipality.code, stream, year)
                      for stream, year in ((streams.TASTE_LASTING, 0), (streams.TASTE_YEARLY, 2014))]  # fmt: skip
            pairs[municipality.code, int(solution.identity)] = (case.signal_noise, tastes)
    return pairs


def fits(m: DiffusionModel) -> dict[tuple[int, int], float]:
    """How well a plain copy would fit, of what has not been changed by use."""
    return {
        (municipality.code, int(solution.identity)): case.fit
        for municipality in m.municipalities for solution, case in municipality.cases.items() if case.implemented < 0
    }  # fmt: skip


def natures(m: DiffusionModel) -> dict[int, Any]:
    return {int(s.identity): (s.nature, s.origin.code if s.origin else 0) for s in m.solutions}


def assert_common_draws_agree(one: DiffusionModel, other: DiffusionModel, least_pairs: int) -> None:
    """Own skill is part of what a solution is worth, so only municipalities with equal skill are compared."""
    a, b = draws_of_pairs(one), draws_of_pairs(other)
    common = a.keys() & b.keys()
    assert len(common) >= least_pairs
    assert {pair for pair in common if a[pair] != b[pair]} == set()
    x, y = fits(one), fits(other)
    assert len(x.keys() & y.keys()) >= least_pairs // 4
    assert {pair for pair in x.keys() & y.keys() if x[pair] != y[pair]} == set()
    first, second = natures(one), natures(other)
    silkeborg = 740
    shared = [i for i in first.keys() & second.keys() if first[i][1] != silkeborg]
    parents = {int(s.identity): s.parent for m in (one, other) for s in m.solutions}
    plain = [i for i in shared if parents[i] is None]
    assert len(plain) > 10
    assert [i for i in plain if first[i] != second[i]] == []


@pytest.fixture(scope="module")
def plain() -> DiffusionModel:
    return model()


@pytest.mark.parametrize("policy", POLICIES)
def test_a_policy_leaves_every_other_draw_as_it_was(policy: str, plain: DiffusionModel) -> None:
    other = model(POLICIES[policy])
    assert latent(other) == latent(plain)
    assert_common_draws_agree(plain, other, least_pairs=60)


@pytest.mark.parametrize("policy", ["a prize", "a portal", "strong NIH", "a tail"])
def test_and_yet_the_policy_changes_what_happens(policy: str, plain: DiffusionModel) -> None:
    assert model(POLICIES[policy]).record().monthly.tobytes() != plain.record().monthly.tobytes()


def test_one_municipality_fewer_leaves_the_draws_of_all_others(tmp_path: Path) -> None:
    without = [place for place in PLACES if place.name != "Silkeborg"]
    assert len(without) == len(PLACES) - 1
    whole = model(of_places(tmp_path / "whole", PLACES))
    fewer = model(of_places(tmp_path / "fewer", without))
    assert latent(fewer) == latent(whole)
    assert_common_draws_agree(whole, fewer, least_pairs=30)


def test_and_their_traits(tmp_path: Path) -> None:
    without = PLACES[1:]
    traits = {}
    for name, places in (("whole", PLACES), ("fewer", without)):
        w = build_setup(Scenario().with_changes(SMALL | of_places(tmp_path / name, places)))
        settings = draw_settings(w.policy, w.places, KEY)[0]
        traits[name] = {
            place.code: (settings[row].traits, settings[row].appraisal) for row, place in enumerate(w.places)
        }
    assert traits["fewer"] == {code: own for code, own in traits["whole"].items() if code != PLACES[0].code}
    assert len({own[0].permanence for own in traits["whole"].values()}) == len(PLACES)


def test_the_order_of_a_user_s_lines_leaves_no_trace(tmp_path: Path) -> None:
    nodes = [{"id": p.code, "name": p.name, "region": p.region, "population": p.population} for p in PLACES]
    ring = [(a.code, b.code) for a, b in zip(PLACES, PLACES[1:] + PLACES[:1], strict=True)]
    one = model(write_network(tmp_path / "one", nodes, ring)).record()
    turned = [(b, a) for a, b in reversed(ring)]
    other = model(write_network(tmp_path / "other", nodes[::-1], turned)).record()
    assert one.monthly.tobytes() == other.monthly.tobytes()
    assert one.cases.tobytes() == other.cases.tobytes()


def test_traits_keep_their_mean_and_their_spread() -> None:
    """Log-normal with spread 0.3 over 98 municipalities and 30 replications: 2,940 factors, standard error 0.0058."""
    w = build_setup(Scenario().with_changes(dotted({"traits__spread": 0.3, "traits__carrying": 1.0})))
    factors = np.array(
        [[s.traits.carrying for s in draw_settings(w.policy, w.places, np.uint64(k))[0]] for k in range(30)]
    )
    assert factors.mean() == pytest.approx(1.0, abs=4 * 0.0058)
    assert np.log(factors).std() == pytest.approx(0.3, abs=4 * 0.004)


def test_a_trait_s_draw_has_nothing_to_do_with_another_s() -> None:
    w = build_setup(Scenario().with_changes({"appraisal.nih_bias": 0.3}))
    drawn = np.array([
        [(s.traits.carrying, s.traits.permanence, s.appraisal.nih_bias, s.appraisal.copy_stigma)
         for s in draw_settings(w.policy, w.places, np.uint64(k))[0]] for k in range(10)
    ]).reshape(-1, 4)  # fmt: skip
    off = np.abs(np.corrcoef(drawn.T)[np.triu_indices(4, 1)])
    assert off.max() < 4 / len(drawn) ** 0.5
