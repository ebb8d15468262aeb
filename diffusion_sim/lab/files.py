"""The buttons that make a file of an answer, beside the page's own thread."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

import panel as pn

from diffusion_sim.lab.downloads import csv_file, html_file, png_file, toml_file
from diffusion_sim.lab.style import BUTTON

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Executor
    from io import BytesIO

    from diffusion_sim.reports.changed import ChangedScenario
    from diffusion_sim.results.paired import Comparison


def file_buttons(
    effect: Comparison,
    changed: ChangedScenario,
    page: tuple[Mapping[str, str], str],
    pool: Executor,
    tell: Callable[[str], None],
) -> list[Any]:
    """Return a button for each kind of file.

    ``page`` is its words and its language; ``tell`` gets a sentence on what is being made and what went wrong.
    """
    words, language = page
    made = {
        "csv": ("effects.csv", partial(csv_file, effect, changed, language)), "png": ("effects.png", partial(png_file, effect, changed, language)),
        "toml": ("scenario.toml", partial(toml_file, effect)),
        "html": ("report.html", partial(html_file, effect, changed, language)),
    }  # fmt: skip
    return [_button(words[f"file_{key}"], name, make, (words, pool, tell)) for key, (name, make) in made.items()]


def _button(
    label: str, name: str, make: Callable[[], BytesIO],
    page: tuple[Mapping[str, str], Executor, Callable[[str], None]],
) -> Any:  # noqa: ANN401 - Panel's own  # fmt: skip
    words, pool, tell = page

    async def callback() -> BytesIO:
        tell(words["making"].format(file=label))
        try:
            content = await asyncio.get_running_loop().run_in_executor(pool, make)
        except Exception as error:
            tell(words["failed"].format(why=error))
            raise
        tell(words["made"].format(file=label))
        return content

    return pn.widgets.FileDownload(
        callback=callback, filename=name, label=label, width=170, margin=(4, 8, 4, 0), stylesheets=[BUTTON]
    )
