"""What policies change is told of each, losses too, and no text covers another."""

from __future__ import annotations

from itertools import combinations, pairwise

import matplotlib as mpl
import pytest
from matplotlib.colors import to_hex
from plots.drawn import written
from results.synthetic_records import synthetic_result

from diffusion_sim import plots
from diffusion_sim.plots.style import UNCLEAR
from diffusion_sim.reports.figure_words import ChangedScenario, comparison_words
from diffusion_sim.results.comparison import Comparison
from diffusion_sim.results.result import Result

LONG = "A leadership programme for all municipal chief executives in the five regions, with a prize, number {}"


def policies(*names: str) -> tuple[Result, ...]:
    return tuple(synthetic_result(replications=3, eagerness=1.2 + 0.1 * n, name=one) for n, one in enumerate(names))


def test_comparison_names_every_scenario_and_shows_losses_too(effect: Comparison) -> None:
    three = Comparison(effect.baseline, (*effect.others, synthetic_result(replications=3, eagerness=0.3, name="tired")))
    text = written(plots.comparison(three))
    for wanted in (
        "eager",
        "tired",
        "own development implemented",
        "mean net benefit of what is reused",
        "public cost",
    ):
        assert wanted in text


def test_comparison_with_a_huge_effect_stretches_its_axis_and_says_so(effect: Comparison) -> None:
    axes = plots.comparison(effect).axes[0]
    assert axes.get_xscale() == "symlog"
    assert "logarithmic beyond ±10" in axes.get_xlabel()


@pytest.mark.parametrize("eagerness", [0.3, 1.2, 3.0, 40.0])
def test_no_number_of_a_stretched_axis_covers_another(eagerness: float, result: Result) -> None:
    figure = plots.comparison(Comparison(result, (synthetic_result(replications=3, eagerness=eagerness, name="x"),)))
    axes = figure.axes[0]
    assert axes.get_xscale() == "symlog"
    figure.settle()
    figure.draw_without_rendering()
    boxes = [label.get_window_extent() for label in axes.get_xticklabels() if label.get_text()]
    assert len(boxes) >= 4
    assert not any(one.padded(1.0).overlaps(other) for one, other in pairwise(sorted(boxes, key=lambda box: box.x0)))


def test_a_title_with_braces_is_told_on_the_page_as_it_is(result: Result) -> None:
    changed = ChangedScenario("{base} {x}", changes=("a = {}",))
    effect = Comparison(result, policies("prize"))
    words = changed.in_figures(comparison_words("en"), "prize")
    assert "{base} {x} (a = {})" in " ".join(written(plots.comparison(effect, words)).split())
    assert "{base} {x} (a = {})" in " ".join(written(plots.demo(effect, words)).split())


@pytest.mark.parametrize(
    ("many", "language"), [(1, "da"), *(pytest.param(3, language, marks=pytest.mark.slow) for language in ("en", "da"))]
)
def test_no_text_of_a_comparison_covers_another_or_leaves_the_figure(many: int, language: str, result: Result) -> None:
    effect = Comparison(result, policies(*(LONG.format(n) for n in range(many))))
    words = comparison_words(language)
    for figure in (plots.comparison(effect, words), plots.demo(effect, words, many - 1)):
        figure.settle()
        figure.draw_without_rendering()
        numbers = [text for axes in figure.axes for text in axes.texts if text.get_text()[0] in "+−±"]
        keys = [text for legend in figure.findobj(mpl.legend.Legend) for text in legend.get_texts()]
        assert len(numbers) >= 9
        boxes = {text: text.get_window_extent() for text in (*numbers, *keys, *figure.texts)}
        for text, box in boxes.items():
            assert figure.bbox.x0 <= box.x0, text
            assert box.x1 <= figure.bbox.x1, text
        for one, other in combinations(boxes, 2):
            assert not boxes[one].padded(-1.5).overlaps(boxes[other].padded(-1.5)), (one, other)


def test_no_tile_of_a_difference_is_coloured_where_replications_are_too_few_to_tell(effect: Comparison) -> None:
    figure = plots.demo(effect)
    (tiles,) = (axes for axes in figure.axes if len(axes.patches) >= len(effect.baseline.context.places))
    assert {to_hex(patch.get_facecolor()) for patch in tiles.patches} == {UNCLEAR.lower()}
    assert "Below 12 replications no tile is told from chance" in " ".join(written(figure).split())


@pytest.fixture
def several(result: Result) -> Comparison:
    return Comparison(result, policies("one", "two", "three"))


def test_each_of_several_policies_has_its_colour_and_an_entry(several: Comparison) -> None:
    figure = plots.comparison(several)
    (legend,) = figure.legends
    colours = [handle.get_color() for handle in legend.legend_handles]
    assert [text.get_text() for text in legend.get_texts()] == ["one", "two", "three"]
    inks = {text.get_color() for text in figure.axes[0].texts}
    assert len(set(colours)) == 3
    assert inks == set(colours)
