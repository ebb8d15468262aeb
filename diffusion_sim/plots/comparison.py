"""What a policy changes: paired effects with their intervals, measure by measure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from matplotlib.ticker import FuncFormatter, NullLocator

from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.plots.provenance import of_comparison
from diffusion_sim.plots.separators import use_separators
from diffusion_sim.plots.style import BLACK, GREY, SCENARIO_COLOURS, styled
from diffusion_sim.plots.words import ENGLISH, ComparisonWords
from diffusion_sim.results.display import DASH, format_number

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from matplotlib.axes import Axes

    from diffusion_sim.results.paired import Comparison

_LINEAR_PERCENT, _LARGE_PERCENT = 10.0, 30.0


@styled
def comparison(effect: Comparison, words: ComparisonWords = ENGLISH) -> TracedFigure:
    """Draw paired effects relative to the baseline, with 95 % intervals, for every scenario compared."""
    base, worlds = words.named(effect.baseline.context.scenario.name), len(effect.replications)
    height = 2.4 + len(words.effects) * (0.16 + 0.17 * len(effect.others))
    caption, provenance = words.caption.format(base=base, worlds=worlds), of_comparison(effect, words.footer)
    figure = TracedFigure(words.title, caption, provenance, (9.6, height))
    draw_effects(figure.subplots(), effect, tuple(words.effects), words)
    use_separators(figure, words.separators)
    return figure


def draw_effects(axes: Axes, effect: Comparison, measures: Sequence[str], words: ComparisonWords) -> None:
    """Draw a row for each measure and in it a whisker for each scenario."""
    table = effect.summary()
    step = 0.62 / max(1, len(effect.names))
    for number, name in enumerate(effect.names):
        colour = SCENARIO_COLOURS[1 + number % (len(SCENARIO_COLOURS) - 1)]
        shift = (number - (len(effect.names) - 1) / 2) * step
        of_name = table[table["scenario"] == name].set_index("measure").loc[list(measures)]
        rows = of_name.to_dict("records")
        _draw_scenario(axes, rows, (shift, colour, name), words)
    axes.axvline(0.0, color=BLACK, linewidth=0.9)
    note = words.stretched if _is_stretched(axes, words) else ""
    axes.set_yticks(range(len(measures)), [words.effects[measure] for measure in measures])
    axes.set_ylim(len(measures) - 0.4, -0.6)
    axes.grid(visible=False, axis="y")
    axes.set_xlabel(words.against.format(base=words.named(effect.baseline.context.scenario.name)) + note)
    if len(effect.names) > 1:
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.0 + 0.35 / len(measures)), ncols=3)


def _is_stretched(axes: Axes, words: ComparisonWords) -> bool:
    """Compress the axis beyond ten per cent when one large effect would hide the others; tell whether it was."""
    reach = max(abs(limit) for limit in axes.get_xlim())
    if reach < _LARGE_PERCENT:
        return False
    axes.set_xscale("symlog", linthresh=_LINEAR_PERCENT, linscale=2.0)
    ticks = [0, 5, 10, 20, 50, *(10**power for power in range(2, 7) if 10**power <= reach)]
    low, high = axes.get_xlim()
    axes.set_xticks([tick for tick in sorted({-tick for tick in ticks} | set(ticks)) if low <= tick <= high])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda tick, _: words.number(f"{tick:,.0f}")))
    axes.xaxis.set_minor_locator(NullLocator())
    return True


def _draw_scenario(
    axes: Axes, rows: Sequence[Mapping[Hashable, Any]], look: tuple[float, str, str], words: ComparisonWords
) -> None:
    shift, colour, name = look
    for at, row in enumerate(rows):
        axes.text(
            1.01, at + shift, _in_own_unit(row, words), transform=axes.get_yaxis_transform(), va="center", fontsize=7.5,
            color=colour if shift else GREY,
        )  # fmt: skip
        scale = 100.0 / abs(row["baseline_mean"]) if row["baseline_mean"] else math.nan
        if math.isnan(scale * row["difference"]):
            continue
        axes.plot(
            scale * row["difference"],
            at + shift,
            "o",
            color=colour,
            markersize=4,
            label=words.named(name) if at == 0 else None,
        )
        if not math.isnan(row["low"]):
            axes.plot([scale * row["low"], scale * row["high"]], [at + shift] * 2, color=colour, linewidth=1.6)


def _in_own_unit(row: Mapping[Hashable, Any], words: ComparisonWords) -> str:
    """Return e.g. "+3.1 per year", or a dash."""
    if math.isnan(row["difference"]):
        return DASH
    sign = "+" if row["difference"] > 0 else "−" if row["difference"] < 0 else "±"
    unit = words.points if row["unit"] == "%" else words.units.get(row["unit"], row["unit"])
    return f"{sign}{words.number(format_number(abs(row['difference'])))} {unit}"
