"""Climb the ladder of configs/ladder rung by rung, and write its tables, its figure and its exercises' output into docs/ladder.md.

    python docs/build_ladder.py --replications 20

takes some two minutes of one processor. Rungs 0 to 3 take no time and are run in ten times as many replications.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from build_guide import built
from ladder_by_hand import (
    ADDED,
    BENEFIT,
    DOING,
    GOOD,
    MODES,
    MONTHS,
    POOR,
    SIZE,
    bass_share,
    bass_users,
    ring_share,
    rung,
    shares_by_hand,
    shares_counted,
)
from matplotlib.lines import Line2D
from written_parts import table, with_parts

import diffusion_sim as ds
from diffusion_sim.plots.figure import Provenance, TracedFigure, styled
from diffusion_sim.plots.style import BLACK, BLUE, GREEN, VERMILLION
from diffusion_sim.results.display import format_interval, format_number
from diffusion_sim.results.intervals import mean_interval
from diffusion_sim.scenario.declarations import declarations
from diffusion_sim.version import version

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from diffusion_sim.results.comparison import Comparison
    from diffusion_sim.results.result import Result
    from diffusion_sim.scenario import Scenario

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "ladder.md"
FIGURE = PAGE.parent / PAGE.stem / "rungs.png"
RUNGS = (*ADDED, "4_prize", "5_money", "6_report")
MORE_OFTEN = 10
"""Times as many replications where nothing but two solutions is simulated."""
CLIFF = ("cliff.unfinished_per_month", "cliff.operation_per_month")
QUICK = {"time.burn_in_months": 24, "time.months": 48}
"""Of a trial run, which no page is written from."""


class Question(NamedTuple):
    """What is asked at each rung from the first that has the mechanism."""

    words: str
    first_rung: int
    changes: dict[str, Any]


QUESTIONS = (
    Question("without NIH", 2, {"appraisal.nih_distrust": 0.0}),
    Question("30 prizes a year", 4, {"prize.winners_per_year": 30}),
    Question(
        "a cliff that takes nothing",
        5,
        {"interventions": [{"name": key, "parameter": key, "from": "2014-01", "set": 0} for key in CLIFF]},
    ),
)
MEASURES = {"implemented_per_year": "implementations", "value_total": "value"}
YEARS = (2, 5, 8, 10)


# ------------------------------------------------------------------ runs


def users_by_month(result: Result, problem: str, months: int = MONTHS) -> NDArray[np.float64]:
    """Return how many have implemented some solution to one of the two problems: (replications, months + 1)."""
    cases = result.cases
    used = cases[(cases["problem"].astype(str) == problem) & cases["implemented"].notna()]
    return _counted(used, used["implemented"].to_numpy(dtype=int) + 1, len(result.records), months)


def most_spread(result: Result, months: int) -> NDArray[np.float64]:
    """Return how many have implemented the most spread solution of the first two years, by month since its first use."""
    solutions, cases = result.solutions, result.cases
    young = solutions[solutions["first_used"].between(0, 23)].sort_values(["uptakes", "first_used", "solution"])
    best = young.groupby("replication")[["solution", "first_used"]].last()
    used = cases[cases["implemented"].notna()].merge(best, on=["replication", "solution"])
    since = used["implemented"].to_numpy(dtype=int) - used["first_used"].to_numpy(dtype=int)
    return _counted(used, since, len(result.records), months)


def _counted(used: Any, since: NDArray[np.int64], replications: int, months: int) -> NDArray[np.float64]:  # noqa: ANN401 - a table
    """Return how many were there after 0, 1, ... months in each replication."""
    counts = np.zeros((replications, months + 1))
    replication = used["replication"].to_numpy(dtype=int)
    for row in range(replications):
        at = since[(replication == row) & (since <= months)]
        counts[row] = np.cumsum(np.bincount(at, minlength=months + 1))
    return counts


def climbed(replications: int, *, quick: bool = False) -> dict[str, Comparison | Result]:
    """Run every rung, and what is asked at it in the same replications."""
    found: dict[str, Comparison | Result] = {}
    for number, name in enumerate(RUNGS):
        scenario = rung(name)
        if quick and name not in ADDED:
            scenario = scenario.with_changes(QUICK)
        asked = [scenario.with_changes({"name": q.words, **q.changes}) for q in QUESTIONS if q.first_rung <= number]
        many = replications * (MORE_OFTEN if name in ADDED else 1)
        run: Any = ds.compare if asked else ds.simulate
        found[name] = run(scenario, *asked, replications=many, seed=1)
    return found


def itself(found: Comparison | Result) -> Result:
    """Return the run of a rung as it is."""
    return found.baseline if hasattr(found, "baseline") else found


# ------------------------------------------------------------------ tables


def parts(found: dict[str, Comparison | Result]) -> dict[str, str]:
    """Return the written parts of the page."""
    return {
        "rungs": with_head(rung_rows()),
        "implementations": with_head(effect_rows(found, "implemented_per_year")),
        "value": with_head(effect_rows(found, "value_total")),
        "curves": with_head(curve_rows(found)),
        "shares": with_head(share_rows()),
    }


def with_head(rows: list[tuple[str, ...]]) -> str:
    """Return rows as Markdown; the first is the head."""
    return table(rows[0], rows[1:])


def rung_rows() -> list[tuple[str, ...]]:
    """Return what each rung adds, as its own file says, and how many parameters do something."""
    rows: list[tuple[str, ...]] = [("rung", "what its file says", "parameters that do something")]
    for name in RUNGS:
        told = rung(name).description.replace(" Explained in docs/ladder.md.", "").partition(" of the ladder")[2]
        many = str(len(DOING[name])) if name in DOING else f"at most {len(switched_on(rung(name)))}"
        rows.append((f"`{name}`", told.lstrip(".: "), many))
    return rows


def switched_on(scenario: Scenario) -> list[str]:
    """Return the parameters that are no definitions and are neither 0 nor at the value where they do nothing."""
    table_of = scenario.to_dict()
    on = []
    for key, one in declarations().items():
        section, _, name = key.partition(".")
        value = table_of[section][name]
        if one.grade != "definition" and isinstance(value, int | float) and value not in (0, one.neutral):
            on.append(key)
    return on


def effect_rows(found: dict[str, Comparison | Result], measure: str) -> list[tuple[str, ...]]:
    """Return one measure at each rung, and what each question changes in it, in per cent of the rung's own mean."""
    head = ("rung", f"{MEASURES[measure]}, mean", *(question.words for question in QUESTIONS))
    return [head, *(_effects(name, found[name], measure) for name in RUNGS)]


def _effects(name: str, found: Comparison | Result, measure: str) -> tuple[str, ...]:
    level = float(itself(found).measures[measure].mean())
    told = {}
    if hasattr(found, "baseline"):
        summary = found.summary()
        of_measure = summary[summary["measure"] == measure].set_index("scenario")
        told = {
            question: _per_cent(row["difference"], row["low"], row["high"], level)
            for question, row in of_measure.to_dict("index").items()
        }
    return (f"`{name}`", format_number(level), *(told.get(one.words, "not there yet") for one in QUESTIONS))


def _per_cent(mean: float, low: float, high: float, level: float) -> str:
    sign = "+" if mean > 0 else ""
    return f"{sign}{format_number(100 * mean / level)} % ({format_interval(100 * low / level, 100 * high / level)})"


def curve_rows(found: dict[str, Comparison | Result]) -> list[tuple[str, ...]]:
    """Return users of the good solution by year in rungs 0 and 1, counted and by hand."""
    scenario = rung("0_bass")
    p, q, exact = scenario.external.push_per_month, scenario.awareness.contact_per_month, bass_users(scenario)
    rows: list[tuple[str, ...]] = [("users of the good solution after", *(f"{year} years" for year in YEARS))]
    rows.append(("`0_bass`, Bass's closed form", *(f"{SIZE * bass_share(p, q, 12 * year):.1f}" for year in YEARS)))
    rows.append(("`0_bass`, 98 places in months, exact", *(f"{exact[12 * year]:.1f}" for year in YEARS)))
    for name in ("0_bass", "1_ties"):
        counts = users_by_month(itself(found[name]), GOOD)
        told = [mean_interval(counts[:, 12 * year]) for year in YEARS]
        rows.append((f"`{name}`, run", *(f"{one.mean:.1f} ({one.low:.1f} to {one.high:.1f})" for one in told)))
    rows.append(("two ties each, closed form", *(f"{SIZE * ring_share(p, q, 12 * year):.1f}" for year in YEARS)))
    return rows


def share_rows() -> list[tuple[str, ...]]:
    """Return the shares at one appraisal in rungs 2 and 3, with and without distrust, by hand and counted."""
    rows: list[tuple[str, ...]] = [("rung", "solution", "distrust", *(f"{mode}: by hand / counted" for mode in MODES))]
    for name in ("2_copy", "3_modes"):
        for distrust in (0.0, 0.4, 0.8):
            scenario = rung(name).with_changes({"appraisal.nih_distrust": distrust})
            counted = shares_counted(scenario)
            for solution, benefit in BENEFIT.items():
                hand = shares_by_hand(scenario, benefit)
                told = (f"{100 * hand[mode]:.1f} / {100 * counted[solution][mode]:.1f} %" for mode in MODES)
                rows.append((f"`{name}`", solution.lower(), f"{distrust:g}", *told))
    return rows


# ------------------------------------------------------------------ figure


@styled
def figure(found: dict[str, Comparison | Result], replications: int) -> TracedFigure:
    """Draw a panel for each rung: how the good and the poor solution spread, and from rung 4 the most spread one."""
    scenarios = tuple((name, rung(name).identity()) for name in RUNGS)
    drawn = TracedFigure(
        "How far a solution gets, rung by rung",
        "Municipalities that have implemented it, in per cent, by years since it came (rungs 0 to 3) or since its first use "
        "(rungs 4 to 6: the most spread of those first used in 2014 and 2015). Lines: means; bands: 90 % of replications, of which there "
        f"are {MORE_OFTEN} times as many in rungs 0 to 3.",
        Provenance(scenarios, 1, replications, version()),
        (10.5, 6.2),
    )  # fmt: skip
    panels = drawn.subplots(2, 4, sharex=True, sharey=True).ravel()
    by_hand = 100.0 / SIZE * bass_users(rung("0_bass"))
    for axes, name in zip(panels, RUNGS, strict=False):
        axes.set_title(name)
        axes.plot(np.arange(MONTHS + 1) / 12.0, by_hand, color=BLACK, linestyle=":", linewidth=1.2, zorder=3)
        if name in ADDED:
            _draw(axes, users_by_month(itself(found[name]), POOR), VERMILLION, "--")
            _draw(axes, users_by_month(itself(found[name]), GOOD), BLUE, "-")
        else:
            _draw(axes, most_spread(itself(found[name]), 8 * 12), GREEN, "-")
    _explain(panels[-1])
    panels[3].tick_params(labelbottom=True)
    for axes in panels[3:7]:
        axes.set_xlabel("Years")
    for axes in panels[::4]:
        axes.set_ylabel("% of municipalities")
    panels[0].set(xlim=(0, 10), ylim=(0, 100))
    return drawn


def _draw(axes: Axes, users: NDArray[np.float64], colour: str, dash: str) -> None:
    years, share = np.arange(users.shape[1]) / 12.0, 100.0 / SIZE * users
    low, high = np.percentile(share, [5.0, 95.0], axis=0)
    axes.fill_between(years, low, high, color=colour, alpha=0.16, linewidth=0)
    axes.plot(years, share.mean(axis=0), color=colour, linestyle=dash)


def _explain(axes: Axes) -> None:
    axes.axis("off")
    lines = [
        Line2D([], [], color=BLUE),
        Line2D([], [], color=VERMILLION, linestyle="--"),
        Line2D([], [], color=GREEN),
        Line2D([], [], color=BLACK, linestyle=":", linewidth=1.2),
    ]
    names = [
        "any answer to the problem\nof the good solution",
        "... of the poor one",
        "the most spread solution",
        "Bass, exact",
    ]
    axes.legend(lines, names, loc="center left")


def page(found: dict[str, Comparison | Result]) -> str:
    """Return the page with its tables as they are now."""
    return with_parts(PAGE.read_text(encoding="utf-8"), parts(found))


def main() -> None:
    """Climb and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replications", type=int, default=20)
    asked = parser.parse_args()
    found = climbed(asked.replications)
    FIGURE.parent.mkdir(exist_ok=True)
    drawn = figure(found, asked.replications)
    drawn.settle()
    drawn.savefig(FIGURE)
    PAGE.write_text(page(found), encoding="utf-8")
    PAGE.write_text(str(built((PAGE,), None, quick=False)[PAGE]), encoding="utf-8")


if __name__ == "__main__":
    main()
