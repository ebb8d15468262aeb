"""Sentences and units that read well in both languages."""

from __future__ import annotations

import math
from typing import Any

import pytest

from diffusion_sim.reports.answers import effect_sentence
from diffusion_sim.reports.naming import difference_unit, quoted


def row(difference: float, low: float, high: float) -> dict[str, Any]:
    return {"measure": "put_to_use_per_year", "difference": difference, "low": low, "high": high, "replications": 12}


@pytest.mark.parametrize("effect", [(0.5, -1.0, 2.0), (0.5, math.nan, math.nan), (0.0, 0.0, 0.0), (2.0, 1.0, 3.0)])
def test_no_sentence_has_two_signs_in_a_row(effect: tuple[float, float, float]) -> None:
    told = effect_sentence("Ingen pris", row(*effect), "da")
    assert not any(signs in told for signs in (",:", ",,", ", ,"))


def test_a_name_that_denies_makes_no_double_negative() -> None:
    told = effect_sentence("No prize", row(0.0, 0.0, 0.0), "en")
    assert told == "With “No prize”, solutions put to use stay the same in each of the 12 simulated worlds."
    told = effect_sentence("Ingen pris", row(0.0, 0.0, 0.0), "da")
    assert told.startswith("Med »Ingen pris« er antallet af løsninger, der tages i brug, det samme i hver af de 12")


def test_quotation_marks_inside_others_are_single() -> None:
    assert quoted("Stærkt »ikke opfundet her«", "da") == "»Stærkt \u203aikke opfundet her\u2039«"


def test_a_difference_of_percentages_is_in_points() -> None:
    assert difference_unit("% of municipalities", "en") == "percentage points of municipalities"
    assert difference_unit("%", "da") == "procentpoint"
    assert difference_unit("per year", "en") == "per year"
