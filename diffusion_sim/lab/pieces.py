"""Small parts that the page is put together from."""

from __future__ import annotations

from typing import Any

import panel as pn

from diffusion_sim.lab.style import CARD, FIELD, INNER


def html_pane(text: str = "", **options: Any) -> Any:  # noqa: ANN401 - Panel's own
    """Return a pane for text."""
    return pn.pane.HTML(text, stylesheets=[INNER], **{"sizing_mode": "stretch_width", "margin": 0} | options)


def card(*parts: Any) -> Any:  # noqa: ANN401 - as above
    """Return parts on a white card."""
    return pn.Column(*parts, styles=dict(CARD), sizing_mode="stretch_width", margin=(0, 0, 12, 0))


def select(name: str, options: dict[str, Any], value: Any, width: int) -> Any:  # noqa: ANN401 - as above
    """Return a list to choose from."""
    return pn.widgets.Select(
        name=name, options=options, value=value, width=width, margin=(4, 10, 4, 0), stylesheets=[FIELD]
    )
