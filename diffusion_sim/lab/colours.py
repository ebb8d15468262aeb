"""Colours of the map and the ink that can be read on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bokeh.palettes import PuOr11, YlGnBu9

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

LEVELS, DIVERGING = tuple(reversed(YlGnBu9)), tuple(PuOr11)
"""From little to much; from less (purple) over no difference to more (orange), as in the figures. Both can be told apart by
the colour-blind."""
DARK, LIGHT = "#1b1b1b", "#ffffff"
_HALF = 0.179
"""Relative luminance at which black and white letters are read equally well (WCAG 2.2)."""


class Scale(NamedTuple):
    """Which numbers have which colours."""

    low: float
    high: float
    palette: tuple[str, ...]


def level_scale(values: npt.NDArray[np.float64]) -> Scale:
    """Return a scale from the least to the most."""
    low, high = float(values.min()), float(values.max())
    return Scale(low, high if high > low else low + 1.0, LEVELS)


def difference_scale(values: npt.NDArray[np.float64]) -> Scale:
    """Return a scale with white at zero, whatever the signs."""
    reach = float(abs(values).max()) or 1.0
    return Scale(-reach, reach, DIVERGING)


def ink_on(colour: str) -> str:
    """Return black or white, whichever stands out more on a colour."""
    return DARK if luminance(colour) > _HALF else LIGHT


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` as WCAG 2.2 defines it."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]  # noqa: PLR2004 - sRGB
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
