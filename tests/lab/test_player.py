"""The month is told as people say it, and kept in the address as YYYY-MM."""

from __future__ import annotations

import pytest

from diffusion_sim.lab.player import Player
from diffusion_sim.lab.words import LANGUAGES


@pytest.mark.parametrize(("language", "last"), [("en", "December 2023"), ("da", "december 2023")])
@pytest.mark.filterwarnings("ignore:Widget.name is deprecated:PendingDeprecationWarning")
def test_months_have_names(language: str, last: str) -> None:
    player = Player(LANGUAGES[language], language, lambda: None, lambda: None)
    player.begin("2014-03")
    player.stretch("2014-01", 120)
    assert list(player.slider.options)[-1] == last
    assert (player.month, player.name) == (2, "2014-03")
