"""What can be taken away: table, picture, scenario, report."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from diffusion_sim.plots import comparison as draw_comparison
from diffusion_sim.plots import save_comparison
from diffusion_sim.reports import read_results, report_html
from diffusion_sim.reports.danish_table import danish_csv
from diffusion_sim.reports.figure_words import comparison_words
from diffusion_sim.reports.naming import DANISH
from diffusion_sim.results.storage import csv_text

if TYPE_CHECKING:
    from diffusion_sim.reports.changed import ChangedScenario
    from diffusion_sim.results.paired import Comparison


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
