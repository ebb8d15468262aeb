"""Municipalities of different size: what is multiplied by what, that the mean stays, and that capacity is whole and never gone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from small_setups import PLAIN

from diffusion_sim.country import denmark
from diffusion_sim.mechanisms.municipal_size import whole_projects
from diffusion_sim.model.agents import DiffusionModel
from diffusion_sim.model.driver import simulate_records
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import Setup, build_setup
from diffusion_sim.setup.policy import size_factors

SHORT = PLAIN | {
    "time.burn_in_months": 12, "time.months": 24, "problems.fields": ["Care", "Schools"], "problems.per_field": 2,
    "agenda.reviews_per_year": 2.0,
}  # fmt: skip
PLACES = denmark.load().places
POPULATION = np.array([place.population for place in PLACES], dtype=np.float64)
LOG_POPULATION = np.log(POPULATION).tolist()


def setup(**changes: Any) -> Setup:
    return build_setup(Scenario().with_changes(SHORT | {key.replace("__", "."): v for key, v in changes.items()}))


def ratio(of: Setup, key: str) -> np.ndarray:
    return of.policy.values[key][0] / setup().policy.values[key][0]


@pytest.mark.parametrize("exponent", [0.3, 1.0])
def test_factors_are_powers_of_population_with_a_mean_of_one(exponent: float) -> None:
    factors = size_factors(exponent, LOG_POPULATION)
    assert factors == pytest.approx(POPULATION**exponent / (POPULATION**exponent).mean())
    assert factors.mean() == pytest.approx(1.0)


def test_an_unknown_population_has_a_factor_of_one_and_no_part_in_the_mean() -> None:
    assert size_factors(0.5, [0.0, 9.0, 11.0])[0] == 1.0
    assert size_factors(0.5, [0.0, 9.0, 11.0])[1:] == pytest.approx(size_factors(0.5, [9.0, 11.0]))
    assert size_factors(0.5, [0.0, 0.0]).tolist() == [1.0, 1.0]


def test_size_moves_workplaces_skill_and_contacts_and_nothing_else() -> None:
    plain, of = setup().policy.values, setup(size__weight=0.5).policy.values
    moved = {key for key in plain if not (plain[key] == of[key]).all()}
    assert moved == {
        "size.weight", "capacity.projects_per_field", "agenda.reviews_per_year", "capacity.workplace_share",
        "traits.skill", "awareness.contact_per_month", "awareness.one_shot_probability",
    }  # fmt: skip
    assert of["traits.skill"][0] == pytest.approx(plain["traits.skill"][0] * size_factors(0.05, LOG_POPULATION))


def test_workplaces_behind_a_problem_are_the_power_of_size_on_average() -> None:
    """Whether there is one, times how often it looks at the problem."""
    of = setup(size__weight=5 / 3)
    share = of.policy.values["capacity.workplace_share"][0]
    assert ratio(of, "agenda.reviews_per_year") * share == pytest.approx(size_factors(0.5, LOG_POPULATION))
    assert share.max() == 1.0
    assert share[POPULATION.argmin()] < 0.3


def test_an_intervention_is_scaled_by_size_too() -> None:
    more = [{"name": "More", "parameter": "agenda.reviews_per_year", "set": 1.0}]
    of = setup(size__weight=5 / 3, interventions=more)
    expected = np.maximum(size_factors(0.5, LOG_POPULATION), 1.0)
    assert of.policy.values["agenda.reviews_per_year"][0] == pytest.approx(expected)


def test_a_problem_without_a_workplace_is_never_taken_up_and_they_are_as_many_as_said() -> None:
    few = setup(capacity__workplace_share=0.3)
    (record,) = simulate_records(few, 1, [0], 1)
    decided = record.cases[record.cases["adopted"] >= 0]
    taken_up = {(int(case["code"]), int(case["problem"])) for case in decided}
    assert 0.15 < len(taken_up) / (98 * 4) <= 0.3 + 3 * np.sqrt(0.3 * 0.7 / (98 * 4))
    nobody = setup(capacity__workplace_share=0.0)
    (record,) = simulate_records(nobody, 1, [0], 1)
    assert (record.cases["adopted"] < 0).all()


def test_a_fraction_of_a_project_is_drawn_so_that_its_expectation_stays_but_never_below_one() -> None:
    u = (np.arange(1000) + 0.5) / 1000
    assert np.mean([whole_projects(2.3, x) for x in u]) == pytest.approx(2.3)
    assert {whole_projects(0.3, x) for x in u} == {1.0}
    assert whole_projects(0.0, 0.5) == 0.0
    assert whole_projects(3.0, 1e-16) == 3.0


def test_every_municipality_has_a_whole_capacity_that_another_replication_draws_anew() -> None:
    country = setup(size__weight=5 / 3, traits__spread=0.0)
    models = [DiffusionModel(country, 1, replication) for replication in range(2)]
    drawn = [[m.settings.capacity.projects_per_field for m in model.municipalities] for model in models]
    wanted = country.policy.values["capacity.projects_per_field"][0]
    assert all(number >= 1 and number == int(number) for numbers in drawn for number in numbers)
    assert drawn[0] != drawn[1]
    for numbers in drawn:
        assert np.abs(np.array(numbers) - np.maximum(wanted, 1.0)).max() < 1.0


def test_both_drivers_leave_the_same_bits_and_another_country_than_without() -> None:
    changes = {"size__weight": 2.0, "traits__spread": 0.0}
    fast = list(simulate_records(setup(**changes), 1, [0, 1], 1))
    for replication, record in enumerate(fast):
        stepped = DiffusionModel(setup(**changes), 1, replication).run().record()
        for table in ("monthly", "cases", "solutions"):
            assert getattr(record, table).tobytes() == getattr(stepped, table).tobytes(), table
    (plain,) = simulate_records(setup(traits__spread=0.0), 1, [0], 1)
    assert plain.monthly.tobytes() != fast[0].monthly.tobytes()


def test_where_no_population_is_known_size_changes_no_bit() -> None:
    invented = {"network.kind": "ring", "network.places": "synthetic", "network.size": 14}
    sized = invented | {"size.weight": 2.0}
    with_size, without = (
        next(iter(simulate_records(build_setup(Scenario().with_changes(SHORT | one)), 1, [0], 1)))
        for one in (sized, invented)
    )
    assert with_size.monthly.tobytes() == without.monthly.tobytes()
