"""Months in which nothing can happen are passed over, and what a replication leaves behind does not reach the next."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from diffusion_sim.model.agents import DiffusionModel
from diffusion_sim.model.driver import Crew
from diffusion_sim.model.ledger import BECAME_AWARE
from diffusion_sim.scenario import Scenario
from diffusion_sim.setup import build_setup
from diffusion_sim.verification.contagion import contagion

FORMS = {
    "hazard": {"awareness__contact_per_month": 0.02},
    "probability": {"awareness__contact_per_month": 0.02},
    "one_shot": {"awareness__one_shot_probability": 0.2},
    "threshold": {"awareness__threshold_share": 0.3},
}
INNOVATIONS = [
    {"name": "Early", "random_first_adopters": 3, "fit": "perfect"},
    {"name": "Late", "from": "2015-03", "random_first_adopters": 2},
]
LATER = [
    {"name": "a", "parameter": "operation.stop_per_year", "set": 0.5, "from": "2015-09", "until": "2015-12"},
    {"name": "b", "parameter": "agenda.reviews_per_year", "set": 1.0, "from": "2016-06", "until": "2016-07"},
    {"name": "c", "parameter": "external.push_per_month", "set": 0.05, "from": "2016-01", "until": "2016-02"},
    {"name": "d", "parameter": "implementation.mean_months", "set": 3.0, "from": "2015-02"},
]
MONTHS, REPLICATIONS = 40, 4


def small_world(form: str, **changes: Any) -> Scenario:
    country = {"network__kind": "watts_strogatz", "network__size": 20, "network__degree": 4}
    return contagion(INNOVATIONS, MONTHS, awareness__form=form, **FORMS[form], **country, **changes)


@pytest.mark.parametrize("changes", [{}, {"interventions": LATER}], ids=["plain", "interventions"])
@pytest.mark.parametrize("form", FORMS)
def test_many_replications_in_one_call_are_those_of_the_mesa_model(form: str, changes: dict[str, Any]) -> None:
    setup = build_setup(small_world(form, **changes))
    block = Crew(setup, 5).block(np.arange(REPLICATIONS))
    for record in block.records():
        theirs = DiffusionModel(setup, 5, record.replication).run().record()
        for table in ("monthly", "cases", "solutions"):
            assert getattr(record, table).tobytes() == getattr(theirs, table).tobytes(), table


@pytest.mark.parametrize("form", FORMS)
def test_only_months_in_which_something_can_happen_are_visited(form: str) -> None:
    block = Crew(build_setup(small_world(form)), 5).block(np.arange(REPLICATIONS))
    assert len(block.rows) < 0.8 * REPLICATIONS * MONTHS
    monthly = [record.monthly for record in block.records()]
    assert all(table.shape[0] == MONTHS for table in monthly)
    aware = sum(table[:, BECAME_AWARE].sum() for table in monthly)
    assert aware == len(block.cases), "what happens within a month is counted once"


def test_replications_of_any_size_follow_each_other_in_one_block() -> None:
    """The harvest grows while it fills: the second replication is larger than the first, the third smaller."""
    setup = build_setup(small_world("threshold"))
    crew = Crew(setup, 5)
    sizes = [len(crew.record(number).cases) for number in range(30)]
    order = [int(np.argmin(sizes)), int(np.argmax(sizes)), int(np.argmin(sizes))]
    fresh = Crew(setup, 5).block(np.array(order))
    assert np.diff(fresh.ends[:, 0], prepend=0).tolist() == [sizes[number] for number in order]
