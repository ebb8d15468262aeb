"""What can be taken away: table, picture, scenario, report."""

from __future__ import annotations

import asyncio
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import panel as pn

from diffusion_sim.files import csv_text
from diffusion_sim.lab.note import note_file
from diffusion_sim.lab.page_style import BUTTON
from diffusion_sim.plots import comparison as draw_comparison
from diffusion_sim.plots import save_comparison
from diffusion_sim.reports import read_results, report_html
from diffusion_sim.reports.figure_words import comparison_words
from diffusion_sim.reports.naming import DANISH, danish_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Executor

    from diffusion_sim.lab.answer_tables import Prepared
    from diffusion_sim.reports.figure_words import ChangedScenario
    from diffusion_sim.results.comparison import Comparison


def csv_file(comparison: Comparison, changed: ChangedScenario, language: str) -> BytesIO:
    """Return the paired differences of every measure, with a mark that tells Excel the letters are UTF-8.

    Danish has the signs that a Danish Excel reads, ``;`` and the decimal comma; the names of the columns stay.
    """
    context = comparison.baseline.context
    table = comparison.summary().assign(
        baseline=context.scenario.name, baseline_hash=context.scenario_hash,
        scenario_hash=comparison.others[0].context.scenario_hash, seed=context.seed, version=context.version,
    )  # fmt: skip
    text = danish_csv(table.assign(scenario=changed.title)) if language == DANISH else csv_text(table)
    return BytesIO(text.encode("utf-8-sig"))


def png_file(comparison: Comparison, changed: ChangedScenario, language: str) -> BytesIO:
    """Return the figure of the comparison."""
    picture = BytesIO()
    words = changed.in_figures(comparison_words(language), comparison.names[0])
    draw_comparison(comparison, words).savefig(picture, format="png")
    picture.seek(0)
    return picture


def toml_file(comparison: Comparison) -> BytesIO:
    """Return the policy as a complete scenario file."""
    return BytesIO(comparison.others[0].context.scenario.to_toml().encode())


def html_file(comparison: Comparison, changed: ChangedScenario, language: str) -> BytesIO:
    """Return the report that ``diffusion-sim report`` writes, with what was changed on the page."""
    name = comparison.names[0]
    figures = partial(save_comparison, words=changed.in_figures(comparison_words(language), name))
    with TemporaryDirectory() as folder:
        saved = comparison.save(Path(folder) / "comparison", figures=figures)
        return BytesIO(report_html([read_results(saved)], language, {name: changed}).encode())


def file_buttons(
    prepared: Prepared, changed: ChangedScenario, place: Callable[[], int], pool: Executor, tell: Callable[[str], None]
) -> list[Any]:
    """Return a button for each kind of file.

    ``place`` gives the municipality chosen when a file is made; ``tell`` gets a sentence on what is being made and what
    went wrong.
    """
    (words, language), effect = prepared.page, prepared.answer.comparison
    made: dict[str, tuple[str, Callable[[], BytesIO]]] = {
        "csv": ("effects.csv", partial(csv_file, effect, changed, language)), "png": ("effects.png", partial(png_file, effect, changed, language)),
        "toml": ("scenario.toml", partial(toml_file, effect)),
        "note": ("note.html", lambda: note_file(prepared, changed, place())),
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
