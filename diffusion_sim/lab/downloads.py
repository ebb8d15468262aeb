"""What can be taken away: table, picture, scenario, report, and the note for a director.

The note has two pages that print on A4: question, four answers, an assumption, one figure, one municipality's story.
"""

from __future__ import annotations

import asyncio
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import panel as pn
from markupsafe import Markup

from diffusion_sim.files import csv_text
from diffusion_sim.lab.page_style import BUTTON
from diffusion_sim.plots import comparison as draw_comparison
from diffusion_sim.plots import demo as draw_overview
from diffusion_sim.plots import save_comparison
from diffusion_sim.plots.figure import write_figure
from diffusion_sim.plots.maps import can_be_named
from diffusion_sim.reports import read_results, report_html
from diffusion_sim.reports.figure_words import comparison_words
from diffusion_sim.reports.naming import DANISH, danish_csv, quoted, words_in
from diffusion_sim.reports.report_page import embedded_figure, templates
from diffusion_sim.reports.sentences import HEADLINE, shown_interval, shown_signed
from diffusion_sim.results.intervals import paired_difference
from diffusion_sim.results.measures import measure
from diffusion_sim.simulation import simulate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Executor

    from diffusion_sim.lab.answer_tables import Prepared
    from diffusion_sim.reports.figure_words import ChangedScenario
    from diffusion_sim.reports.report_page import EmbeddedFigure
    from diffusion_sim.results.comparison import Comparison
    from diffusion_sim.results.result import Result

REWARD = "prize.reward"
SENTENCES, USES = 6, 3
"""Of the story of a municipality, as many as leave the note two pages: whom it heard from, what it began; what gave most."""


def note_file(prepared: Prepared, changed: ChangedScenario, place: int) -> BytesIO:
    """Return the note as one HTML page, printed on two pages of A4.

    Parameters
    ----------
    place
        Code of the municipality whose story is told; 0 for the one that gains most.
    """
    words, language = prepared.page
    effect = prepared.answer.comparison
    told_of = place or gains_most(effect)
    baseline, policy = (quoted(title, language) for title in prepared.titles)
    page = (
        templates()
        .get_template("note.html.j2")
        .render(
            language=language,
            words=words,
            caveat=words_in(language)["caveat"],
            question=words_in(language)["compare_question"].format(names=policy, baseline=baseline),
            changed=changed,
            sentence=prepared.sentence,
            numbers=Markup(prepared.numbers),  # noqa: S704 - the page's own cards, escaped there
            made_of=Markup(prepared.made_of),  # noqa: S704 - as above
            assumption=if_worth_half(prepared),
            figure=figure_of(effect, changed, language),
            story=short_story(effect.others[0], told_of, effect.replications[0], language),
            context=effect.baseline.context,
            hash=effect.others[0].context.scenario_hash,
        )
    )
    return BytesIO(page.encode())


def gains_most(effect: Comparison) -> int:
    """Return the code of the municipality in which the mean of what was implemented grows most."""
    before, after = (
        one.municipalities.groupby("code")["implemented"].mean() for one in (effect.baseline, effect.others[0])
    )
    gained = after - before
    return int(gained.index.to_numpy()[gained.to_numpy().argmax()])


def if_worth_half(prepared: Prepared) -> str:
    """Return what the headline would be if winning were worth half, in the same replications; empty without a prize."""
    words, language = prepared.page
    baseline, policy = prepared.answer.sides
    scenario = policy.context.scenario
    if not (scenario.prize.winners_per_year and scenario.prize.reward):
        return ""
    half = simulate(
        scenario.with_changes({REWARD: scenario.prize.reward / 2.0}), len(policy.records), policy.context.seed
    )
    before, after = (_headline(one) for one in (baseline, half))
    found = paired_difference(before, after)
    return str(words["note_half"]).format(
        signed=shown_signed(found.difference, language), ends=shown_interval(found.low, found.high, language)
    )


def _headline(result: Result) -> list[float]:
    return [measure(HEADLINE).compute(run) for run in result.runs]


def figure_of(effect: Comparison, changed: ChangedScenario, language: str) -> EmbeddedFigure:
    """Return the overview with its map, or the effects where there are no tiles to draw."""
    draw = draw_overview if can_be_named(effect.baseline.context.places) else draw_comparison
    words = changed.in_figures(comparison_words(language), effect.names[0])
    with TemporaryDirectory() as folder:
        *_, svg = write_figure(draw(effect, words), Path(folder), "note")
        return embedded_figure(svg)


def short_story(result: Result, place: int, replication: int, language: str) -> list[str]:
    """Return the first lines of a municipality's story; what a use gave a month is left out."""
    lines = result.story(place, replication, language).splitlines()
    told = [line for line in lines if not line.startswith("- ") and not line.endswith(":")]
    uses = [f"{line.rpartition('; ')[0]}." for line in lines if line.startswith("- ") and "; " in line]
    return [*told[:SENTENCES], *uses[:USES]]


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
