"""Whose places a country has, which words and figures hang on."""

from __future__ import annotations

import pytest

from diffusion_sim.scenario import Scenario


@pytest.mark.parametrize(("kind", "places", "whose"), [
    ("denmark", "denmark", "denmark"), ("rewired", "synthetic", "denmark"), ("ring", "denmark", "denmark"),
    ("ring", "synthetic", "synthetic"), ("file", "denmark", "file"),
])  # fmt: skip
def test_whose_places_hangs_on_ties_and_places(kind: str, places: str, whose: str) -> None:
    network = Scenario().network.model_copy(update={"kind": kind, "places": places})
    assert network.whose == whose
    assert network.has_danish_ties == (kind in {"denmark", "rewired"})
