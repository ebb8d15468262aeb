"""Denmark with and without a policy, on one page: curves, map, effects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.plots.bands import bands_in_words, draw_bands
from diffusion_sim.plots.comparison import draw_effects
from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.plots.monthly_values import by_replication, dates
from diffusion_sim.plots.provenance import of_comparison
from diffusion_sim.plots.style import SCENARIO_COLOURS, styled
from diffusion_sim.plots.tile_map import draw_tiles

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from diffusion_sim.results.paired import Comparison

_EFFECTS = {
    "put_to_use_copy_per_year": "copied and put to use",
    "put_to_use_adapt_per_year": "adapted and put to use",
    "put_to_use_inspired_per_year": "inspired and put to use",
    "put_to_use_own_per_year": "own development put to use",
    "in_operation": "in operation at the end",
    "reinvented_per_year": "reinventions",
    "reused_merit": "mean merit of what is reused",
    "value_total": "value over all months",
    "cost_million_dkk": "public cost",
}
_YEAR = 12


@styled
def demo(effect: Comparison) -> TracedFigure:
    """Draw the first of the compared scenarios against the baseline: what changes, where, and at what price."""
    name, base = effect.names[0], effect.baseline.context.scenario.name
    caption = (
        f"The same {len(effect.replications)} simulated worlds under both, so every difference is the policy's doing. "
        f"{bands_in_words(len(effect.baseline.records))}\nMap: mean difference by municipality. Effects: mean difference "
        "with its 95 % interval (Student's t), in per cent of the baseline and in the measure's own unit."
    )
    figure = TracedFigure(f"Denmark under “{base}” and “{name}”", caption, of_comparison(effect), (13.2, 9.4))
    panels = figure.subplot_mosaic([["reuse", "map"], ["own", "map"], ["effects", "map"]],
                                   width_ratios=(1.0, 1.15), height_ratios=(1.0, 1.0, 1.25))  # fmt: skip
    _draw_curves(panels["reuse"], effect, "put_to_use_reused", "Reuse put to use")
    _draw_curves(panels["own"], effect, "put_to_use_own", "Own development put to use")
    _draw_map(panels["map"], effect)
    panels["effects"].set_title("What changes")
    draw_effects(panels["effects"], effect, _EFFECTS)
    return figure


def _draw_curves(axes: Axes, effect: Comparison, column: str, title: str) -> None:
    """Draw sums over the last twelve months, so that the calendar's own rhythm does not hide the difference."""
    scenarios = ((effect.baseline.context.scenario.name, effect.baseline), (effect.names[0], effect.others[0]))
    for (name, result), colour in zip(scenarios, SCENARIO_COLOURS, strict=False):
        running = by_replication(result, column).cumsum(axis=1)
        yearly = running[:, _YEAR:] - running[:, :-_YEAR]
        draw_bands(axes, dates(result)[_YEAR:], yearly, colour, name)
    axes.set_title(title)
    axes.set_ylabel("cases in the last 12 months")
    axes.set_xlabel("year")
    axes.set_ylim(bottom=0)
    axes.legend(loc="lower left", ncols=2)


def _draw_map(axes: Axes, effect: Comparison) -> None:
    table = effect.by_municipality()
    rows = table[(table["scenario"] == effect.names[0]) & (table["measure"] == "in_operation_reused")]
    differences = dict(zip(rows["code"], rows["difference"], strict=True))
    axes.set_title("Reused solutions in operation at the end: difference")
    draw_tiles(axes, effect.baseline.context.places, differences, "solutions more or fewer", font=4.6)
