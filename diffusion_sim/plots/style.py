"""What all figures look like: colours that the colour-blind can tell apart, letters that can be drawn, signs in numbers.

Hues are those of Okabe & Ito, *Color Universal Design* (2008).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.font_manager import FontProperties, findfont, get_font

if TYPE_CHECKING:
    from collections.abc import Mapping


STYLE_FILE = Path(__file__).with_name("style.mplstyle")
BLACK, GREY, LIGHT = "#222222", "#777777", "#E4E4E4"
UNCLEAR = "#B9BFC6"
"""What chance explains: a grey that no scale has."""
ORANGE, SKY, GREEN = "#E69F00", "#56B4E9", "#009E73"
BLUE, VERMILLION, PURPLE = "#0072B2", "#D55E00", "#CC79A7"

MODE_COLOURS = {"own": VERMILLION, "inspired": PURPLE, "adapt": BLUE, "copy": GREEN, "outdated": GREY}
STAGE_COLOURS = {"applying": ORANGE, "developing": BLUE, "implementing": VERMILLION}
KIND_COLOURS = {"own": VERMILLION, "adapted": BLUE, "copied": GREEN}
REGION_COLOURS = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, BLACK)
"""In the alphabetical order of the regions."""
SCENARIO_COLOURS = (GREY, BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY)
"""The baseline first, then the others in their order."""
CURVE_COLOURS = (VERMILLION, BLUE, GREEN, PURPLE, ORANGE, SKY)
"""Of solutions, in their order."""
COST_COLOURS = (VERMILLION, BLUE, GREEN, ORANGE, GREY, PURPLE, SKY)

_LONGEST_NAME = 44
_FONT = "DejaVu Sans"
"""That of the style file; it comes with matplotlib."""
_MISSING = "□"
_HAIR_SPACE = "\u200a"


def shown(name: str, longest: int = _LONGEST_NAME) -> str:
    """Return a name as a figure can print it, its middle cut out when it has too many letters.

    Names that differ only at their ends would look the same with the ends cut off.
    """
    whole = printable(" ".join(name.split()))
    if len(whole) <= longest:
        return whole
    end = longest // 3
    return f"{whole[: longest - 1 - end].rstrip()}…{whole[-end:].lstrip()}"


def printable(text: str) -> str:
    """Return a text with a box for each letter that cannot be drawn, lines kept as they are.

    A legend leaves out what begins with an underscore; a hair space before it keeps it in.
    """
    told = "".join(one if one == "\n" or ord(one) in _letters() else _MISSING for one in text)
    return f"{_HAIR_SPACE}{told}" if told.startswith("_") else told


@cache
def _letters() -> frozenset[int]:
    """Return what the font has in both weights."""
    regular, bold = (get_font(findfont(FontProperties(family=_FONT, weight=weight))) for weight in ("normal", "bold"))
    return frozenset(regular.get_charmap()) & frozenset(bold.get_charmap())


def with_separators(english: str, separators: Mapping[str, str]) -> str:
    """Return a number with other signs than the English point and comma."""
    return "".join(separators.get(letter, letter) for letter in english)
