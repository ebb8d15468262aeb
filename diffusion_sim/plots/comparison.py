"""What a policy changes: paired effects with their intervals, measure by measure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from matplotlib.ticker import FuncFormatter, NullLocator

from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.plots.names import shown
from diffusion_sim.plots.provenance import of_comparison
from diffusion_sim.plots.style import BLACK, GREY, SCENARIO_COLOURS, styled
from diffusion_sim.results.display import DASH, format_number

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from matplotlib.axes import Axes

    from diffusion_sim.results.paired import Comparison

EFFECTS = {
    "put_to_use_copy_per_year": "copied and put to use",
    "put_to_use_adapt_per_year": "adapted and put to use",
    "put_to_use_inspired_per_year": "inspired and put to use",
    "put_to_use_own_per_year": "own development put to use",
    "in_operation": "in operation at the end",
    "reinvented_per_year": "reinventions",
    "heard_per_year": "hearings of others' solutions",
    "sharing_spreading_gap_percent": "heard of, not acted on in 3 years",
    "lost_per_100_funded": "lost at the cliff, per 100 funded",
    "implementation_failure_percent": "given up in implementation",
    "reused_merit": "mean merit of what is reused",
    "own_merit": "mean merit of own development",
    "value_total": "value over all months",
    "cost_million_dkk": "public cost",
    "cost_per_use_thousand_dkk": "cost for each solution put to use",
}
"""What a comparison shows, gains and losses alike, in words that fit beside a bar."""
_LINEAR_PERCENT, _LARGE_PERCENT = 10.0, 30.0


@styled
def comparison(effect: Comparison) -> TracedFigure:
    """Draw paired effects relative to the baseline, with 95 % intervals, for every scenario compared."""
    name = shown(effect.baseline.context.scenario.name)
    caption = (
        f"Change against {name} in the same {len(effect.replications)} worlds, in per cent of the baseline's mean; "
        "whiskers: 95 % interval of the mean difference (Student's t).\nTo the right the change in the measure's own unit. An "
        "interval that crosses the line is no evidence of a change."
    )
    height = 2.4 + len(EFFECTS) * (0.16 + 0.17 * len(effect.others))
    figure = TracedFigure("What the policy changes", caption, of_comparison(effect), (9.6, height))
    draw_effects(figure.subplots(), effect, EFFECTS)
    return figure


def draw_effects(axes: Axes, effect: Comparison, measures: dict[str, str]) -> None:
    """Draw a row for each measure and in it a whisker for each scenario."""
    table = effect.summary()
    step = 0.62 / max(1, len(effect.names))
    for number, name in enumerate(effect.names):
        colour = SCENARIO_COLOURS[1 + number % (len(SCENARIO_COLOURS) - 1)]
        shift = (number - (len(effect.names) - 1) / 2) * step
        of_name = table[table["scenario"] == name].set_index("measure").loc[list(measures)]
        rows = of_name.to_dict("records")
        _draw_scenario(axes, rows, shift, colour, shown(name))
    axes.axvline(0.0, color=BLACK, linewidth=0.9)
    note = _stretch(axes)
    axes.set_yticks(range(len(measures)), list(measures.values()))
    axes.set_ylim(len(measures) - 0.4, -0.6)
    axes.grid(visible=False, axis="y")
    axes.set_xlabel(f"change against {shown(effect.baseline.context.scenario.name)} (%){note}")
    if len(effect.names) > 1:
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.0 + 0.35 / len(measures)), ncols=3)


def _stretch(axes: Axes) -> str:
    """Compress the axis beyond ten per cent when one large effect would hide the others; say so."""
    reach = max(abs(limit) for limit in axes.get_xlim())
    if reach < _LARGE_PERCENT:
        return ""
    axes.set_xscale("symlog", linthresh=_LINEAR_PERCENT, linscale=2.0)
    ticks = [0, 5, 10, 20, 50, *(10**power for power in range(2, 7) if 10**power <= reach)]
    low, high = axes.get_xlim()
    axes.set_xticks([tick for tick in sorted({-tick for tick in ticks} | set(ticks)) if low <= tick <= high])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda tick, _: f"{tick:,.0f}"))
    axes.xaxis.set_minor_locator(NullLocator())
    return ", logarithmic beyond ±10"


def _draw_scenario(axes: Axes, rows: Sequence[Mapping[Hashable, Any]], shift: float, colour: str, name: str) -> None:
    for at, row in enumerate(rows):
        axes.text(
            1.01, at + shift, _in_own_unit(row), transform=axes.get_yaxis_transform(), va="center", fontsize=7.5,
            color=colour if shift else GREY,
        )  # fmt: skip
        scale = 100.0 / abs(row["baseline_mean"]) if row["baseline_mean"] else math.nan
        if math.isnan(scale * row["difference"]):
            continue
        axes.plot(
            scale * row["difference"], at + shift, "o", color=colour, markersize=4, label=name if at == 0 else None
        )
        if not math.isnan(row["low"]):
            axes.plot([scale * row["low"], scale * row["high"]], [at + shift] * 2, color=colour, linewidth=1.6)


def _in_own_unit(row: Mapping[Hashable, Any]) -> str:
    """Return e.g. "+3.1 per year", or a dash."""
    if math.isnan(row["difference"]):
        return DASH
    sign = "+" if row["difference"] > 0 else "−" if row["difference"] < 0 else "±"
    unit = "points" if row["unit"] == "%" else row["unit"]
    return f"{sign}{format_number(abs(row['difference']))} {unit}"
