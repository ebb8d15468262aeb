"""A tornado: which parameters move a measure most, the greatest on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.plots.style import BLACK, BLUE, styled
from diffusion_sim.results.measures import measure

if TYPE_CHECKING:
    import pandas as pd

    from diffusion_sim.plots.provenance import Provenance

SHOWN = 15


@styled
def tornado(indices: pd.DataFrame, key: str, provenance: Provenance, what: str = "") -> TracedFigure:
    """Draw the greatest effects on one measure with their intervals.

    Parameters
    ----------
    indices
        Columns measure, parameter, index, effect and interval (half width).
    key
        The measure.
    what
        Words before its name, such as whose change of it is meant.
    """
    chosen = indices[indices["measure"] == key]
    top, told = chosen.head(SHOWN), measure(key)
    word = str(top["index"].iloc[0])
    caption = (
        f"The {len(top)} of {len(chosen)} parameters with the greatest effect on {what}“{told.label.lstrip('. ')}”. Each goes "
        "through its plausible range, the others vary too, in the same worlds. Whiskers: 95 % interval over resamples."
    )
    figure = TracedFigure("What matters most", caption, provenance, (9.0, 2.0 + 0.3 * len(top)))
    axes = figure.subplots()
    axes.barh(top["parameter"], top["effect"], color=BLUE, height=0.7)
    axes.errorbar(top["effect"], top["parameter"], xerr=top["interval"], fmt="none", ecolor=BLACK, elinewidth=1.2)
    axes.invert_yaxis()
    axes.grid(visible=False, axis="y")
    axes.set_xlim(left=0.0)
    axes.set_xlabel(f"{word} ({'0 to 1' if word.startswith('share') else told.unit})")
    return figure
