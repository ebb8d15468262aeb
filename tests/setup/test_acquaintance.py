"""R21: training ties those who are trained to some of the others."""

from __future__ import annotations

from typing import Any

import numpy as np
from small_setups import run, small

from diffusion_sim.setup import Setup, build_setup

FEW = ["Odense", "Aarhus", "Aalborg", "Esbjerg", "Vejle", "Randers", "Viborg"]


def setup(municipalities: list[str] = FEW, **changes: Any) -> Setup:
    courses = {"name": "Courses", "parameter": "training.courses_per_year", "set": 1.0, "from": "2014-03",
               "municipalities": municipalities}  # fmt: skip
    return build_setup(small(interventions=[courses], **changes))


def made(of: Setup) -> list[tuple[str, str, int]]:
    contact, since = of.ties
    hearer = np.repeat(np.arange(len(of.places)), np.diff(contact.indptr))
    names = [place.name for place in of.places]
    layer = len(contact.layer_names) - 1
    return [
        (names[hearer[at]], names[contact.indices[at]], int(since[at]))
        for at in np.flatnonzero(contact.layers == layer)
    ]


def test_each_is_tied_to_two_on_either_side_from_the_first_course_on() -> None:
    ties = made(setup())
    assert {a for a, _, _ in ties} == set(FEW)
    assert all(sum(a == name for a, _, _ in ties) == 4 for name in FEW)
    assert {(a, b) for a, b, _ in ties} == {(b, a) for a, b, _ in ties}
    assert {since for _, _, since in ties} == {24 + 2}


def test_few_who_are_trained_are_all_tied_to_each_other_once() -> None:
    ties = made(setup(FEW[:3]))
    assert sorted((a, b) for a, b, _ in ties) == sorted((a, b) for a in FEW[:3] for b in FEW[:3] if a != b)


def test_one_alone_and_nobody_are_tied_to_nobody() -> None:
    plain = build_setup(small())
    assert plain.ties.contact is plain.country.contact
    alone = setup(FEW[:1])
    assert alone.ties.contact is alone.country.contact


def test_the_country_s_own_ties_stay_as_they_are() -> None:
    of = setup()
    own = of.ties.since == 0
    assert np.array_equal(of.ties.contact.weights[own], of.country.contact.weights)
    assert np.array_equal(of.ties.contact.indices[own], of.country.contact.indices)


def test_a_tie_is_heard_through_only_from_its_month_on() -> None:
    model = run(setup(training__tie_weight=5.0).scenario)
    layer = len(model.setup.contact.layer_names) - 1
    aware = [case.aware for m in model.municipalities for case in m.cases.values() if case.layer == layer]
    assert aware
    assert min(aware) >= 26
