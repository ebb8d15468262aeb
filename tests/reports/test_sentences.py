"""Sentences and numbers that read well in both languages."""

from __future__ import annotations

import math
from typing import Any

import pytest

from diffusion_sim.reports.sentences import effect_sentence, shown_number


def row(difference: float, low: float, high: float) -> dict[str, Any]:
    return {"measure": "implemented_per_year", "difference": difference, "low": low, "high": high, "replications": 12}


@pytest.mark.parametrize("effect", [(0.5, -1.0, 2.0), (0.5, math.nan, math.nan), (0.0, 0.0, 0.0), (2.0, 1.0, 3.0)])
def test_no_sentence_has_two_signs_in_a_row(effect: tuple[float, float, float]) -> None:
    told = effect_sentence("Ingen pris", row(*effect), "da")
    assert not any(signs in told for signs in (",:", ",,", ", ,"))


def test_a_name_that_denies_makes_no_double_negative() -> None:
    told = effect_sentence("No prize", row(0.0, 0.0, 0.0), "en")
    assert told == "With “No prize”, solutions implemented: no difference in any of the 12 replications."
    told = effect_sentence("Ingen pris", row(0.0, 0.0, 0.0), "da")
    assert told.startswith("Med »Ingen pris« er antallet af løsninger, der tages i brug, det samme i hver af de 12")


def test_page_and_report_round_the_same_number() -> None:
    value = 11.450000000000008
    assert shown_number(value, "en") == shown_number(f"{value:.10g}", "en")
