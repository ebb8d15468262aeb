"""The map is coloured like the figures, and its month is told as people say it."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib import colormaps
from matplotlib.colors import to_rgb

from diffusion_sim.lab.map_figure import DIVERGING, LEVELS, difference_scale, level_scale
from diffusion_sim.lab.map_view import Player
from diffusion_sim.lab.wording import LANGUAGES
from diffusion_sim.plots.maps import difference_scale as figure_difference_scale
from diffusion_sim.plots.maps import level_scale as figure_level_scale


def test_a_difference_has_the_colours_of_the_figures() -> None:
    figures = colormaps["PuOr_r"]
    for share, colour in ((0.0, DIVERGING[0]), (0.5, DIVERGING[5]), (1.0, DIVERGING[-1])):
        np.testing.assert_allclose(to_rgb(colour), figures(share)[:3], atol=0.01)


def test_a_difference_without_negative_values_still_has_white_at_zero() -> None:
    assert difference_scale(np.array([0.0, 0.2, 0.5])) == (-0.5, 0.5, DIVERGING)
    assert difference_scale(np.zeros(3)) == (-1.0, 1.0, DIVERGING)
    assert DIVERGING[len(DIVERGING) // 2] == "#f7f7f7"


def test_levels_go_from_the_least_to_the_most() -> None:
    assert level_scale(np.array([2.0, 5.0])) == (2.0, 5.0, LEVELS)
    assert level_scale(np.zeros(3)) == (0.0, 1.0, LEVELS)


def test_the_figures_do_the_same() -> None:
    scale, colours = figure_difference_scale(0.2, 0.5)
    assert (scale.vmin, scale(0.0), scale.vmax) == (-0.5, 0.5, 0.5)
    assert colours.name == "PuOr_r"
    assert figure_level_scale(0.0, 0.5)[1].name == "YlGnBu"


@pytest.mark.parametrize(("language", "last"), [("en", "December 2023"), ("da", "december 2023")])
@pytest.mark.filterwarnings("ignore:Widget.name is deprecated:PendingDeprecationWarning")
def test_months_have_names(language: str, last: str) -> None:
    player = Player(LANGUAGES[language], language, lambda: None, lambda: None)
    player.begin("2014-03")
    player.period("2014-01", 120)
    assert list(player.slider.options)[-1] == last
    assert (player.month, player.name) == (2, "2014-03")
