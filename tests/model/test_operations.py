"""Work grows with the number of municipalities and no faster, counted in steps instead of seconds."""

from __future__ import annotations

from diffusion_sim.model.driver import Crew, Operations, operations_of
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import build_setup

SMALL, LARGE = 98, 588


def operations(size: int) -> Operations:
    """Count the steps of a country in which nothing hangs on how many a share of the municipalities are."""
    changes = {"network.kind": "watts_strogatz", "network.places": "synthetic", "network.size": size,
               "network.degree": 6, "network.isolated": "allow", "time.burn_in_months": 0,
               "time.months": 60, "external.promotes_share": 0.0}  # fmt: skip
    crew = Crew(build_setup(Scenario().with_changes(changes)), 1)
    return operations_of(crew.record(0), crew.idle[-1].counts)


def test_steps_per_municipality_do_not_depend_on_how_many_there_are() -> None:
    few, many = operations(SMALL), operations(LARGE)
    for step in set(Operations._fields) - {"extra_probes"}:
        each_of_few, each_of_many = getattr(few, step) / SMALL, getattr(many, step) / LARGE
        assert 1 / 1.1 < each_of_many / each_of_few < 1.1, (step, each_of_few, each_of_many)


def test_the_table_of_pairs_is_found_in_one_or_two_steps() -> None:
    many = operations(LARGE)
    assert many.extra_probes < many.exposure_updates + many.hearings
