"""The note for a director, two pages that print on A4: question, four answers, an assumption, one figure, one municipality's story."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from markupsafe import Markup

from diffusion_sim.plots import comparison as draw_comparison
from diffusion_sim.plots import demo as draw_overview
from diffusion_sim.plots.figure import write_figure
from diffusion_sim.plots.maps import can_be_named
from diffusion_sim.reports.figure_words import comparison_words
from diffusion_sim.reports.naming import quoted, words_in
from diffusion_sim.reports.report_page import embedded_figure, templates
from diffusion_sim.reports.sentences import HEADLINE, shown_interval, shown_signed
from diffusion_sim.results.intervals import paired_difference
from diffusion_sim.results.measures import measure
from diffusion_sim.simulation import simulate

if TYPE_CHECKING:
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
