"""The map is coloured like the figures."""

from __future__ import annotations

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import to_rgb

from diffusion_sim.lab.colours import DIVERGING


def test_a_difference_has_the_colours_of_the_figures() -> None:
    figures = colormaps["PuOr_r"]
    for share, colour in ((0.0, DIVERGING[0]), (0.5, DIVERGING[5]), (1.0, DIVERGING[-1])):
        np.testing.assert_allclose(to_rgb(colour), figures(share)[:3], atol=0.01)
