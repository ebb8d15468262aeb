"""Every parameter is described: value, unit, range, meaning and source."""

from __future__ import annotations

import pytest

from diffusion_sim.scenario import Scenario
from diffusion_sim.scenario.declarations import ORDERED_SECTIONS, figure
from diffusion_sim.scenario.parameters import parameters, provenance, valid

ALL = parameters(Scenario())
NOT_SECTIONS = {"name", "description", "innovations", "interventions", "organisations", "partnerships"}


def test_every_field_of_every_section_is_described_once_and_in_order() -> None:
    sections = {name: field for name, field in Scenario.model_fields.items() if name not in NOT_SECTIONS}
    keys = [f"{name}.{field}" for name, kind in sections.items() for field in kind.annotation.model_fields]
    assert [one.key for one in ALL] == keys
    assert list(ORDERED_SECTIONS) == list(sections)


def test_a_parameter_says_what_it_is_where_it_comes_from_and_what_is_valid() -> None:
    for one in ALL:
        assert one.meaning.endswith("."), one.key
        assert one.unit, one.key
        assert one.source, one.key
        assert one.grade in provenance(one), one.key
        assert ("assumption" in provenance(one)) == (one.grade == "assumption"), one.key
        if isinstance(one.default, int | float):
            assert one.low is not None, one.key
            assert one.high is not None, one.key
            assert one.low <= one.value <= one.high, one.key
            assert valid(one) == f"{one.unit}, {figure(one.low)} to {figure(one.high)}"


def test_a_value_and_its_default_are_both_told() -> None:
    changed = {one.key: one for one in parameters(Scenario().with_changes({"prize.winners_per_year": 3}))}
    one = changed["prize.winners_per_year"]
    assert (one.value, one.default, one.section, one.name) == (3, 0, "prize", "winners_per_year")


def test_names_tell_their_choices() -> None:
    forms = {one.key: one for one in ALL}["awareness.form"]
    assert forms.choices == ("hazard", "probability", "one_shot", "threshold")
    assert valid(forms) == "hazard | probability | one_shot | threshold"


@pytest.mark.parametrize(
    ("number", "text"), [(250_000.0, "250,000"), (1e9, "1,000,000,000"), (0.004, "0.004"), (-2, "-2"), (1e-12, "1e-12")]
)
def test_figures_are_written_as_people_write_them(number: float, text: str) -> None:
    assert figure(number) == text
