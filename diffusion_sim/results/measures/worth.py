"""Merit, value by bottom line, and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.results.measures.declaration import Measure, ratio
from diffusion_sim.results.money import COSTS, GRANTS, million_dkk
from diffusion_sim.results.record import VALUES
from diffusion_sim.rules.codes import BOTTOM_LINES

if TYPE_CHECKING:
    from collections.abc import Callable

    from diffusion_sim.results.reported_run import ReportedRun

BENEFIT = "benefit units"
"""1 is the mean gross benefit of a solution in a month."""
_VALUE = "Merit and value"
_COST = "Public cost, 2014 prices"


def _mean_merit(total: str, *stocks: str) -> Callable[[ReportedRun], float]:
    """Return merit per use and month over the window; what answers a problem that has changed does not count."""
    return lambda run: ratio(run.column(total).sum(), sum(run.column(name).sum() for name in stocks))


def _value_at_end(*columns: str) -> Callable[[ReportedRun], float]:
    return lambda run: float(sum(run.column(name)[-12:].mean() for name in columns))


def _value_in_all(run: ReportedRun) -> float:
    return float(sum(run.column(name).sum() for name in VALUES))


def _million(*columns: str) -> Callable[[ReportedRun], float]:
    return lambda run: float(sum(million_dkk(run, name) for name in columns))


def _cost_per_use(run: ReportedRun) -> float:
    return 1000.0 * ratio(_million(*COSTS)(run), float(run.put_to_use.sum()))


WORTH = (
    Measure("reused_merit", _VALUE, "Mean merit of what is reused", f"{BENEFIT} per month",
            "Net benefit of what is copied, adapted or inspired and in operation for the problem as it is, mean over "
            "all uses and months of the window.",
            _mean_merit("reused_merit_total", "operating_copy", "operating_adapt", "operating_inspired")),
    Measure("own_merit", _VALUE, "Mean merit of own development", f"{BENEFIT} per month",
            "The same for own development.", _mean_merit("own_merit_total", "operating_own")),
    Measure("value_per_month", _VALUE, "Value at the end", f"{BENEFIT} per month",
            "Net benefit of all that is in operation, mean of the last twelve months.", _value_at_end(*VALUES)),
    *(Measure(f"{column}_per_month", _VALUE, f"... {line}", f"{BENEFIT} per month",
              f"The part of it on the bottom line {line}.", _value_at_end(column))
      for column, line in zip(VALUES, BOTTOM_LINES, strict=True)),
    Measure("value_total", _VALUE, "Value over all reported months", BENEFIT,
            "Net benefit of all that is in operation, summed over the window, not discounted.", _value_in_all),
)  # fmt: skip

COST = (
    Measure("cost_million_dkk", _COST, "Public cost in all", "million DKK",
            "Everything below except grants, which only say who pays; discounted by costs.discount_per_year to the "
            "first reported month.", _million(*COSTS)),
    *(Measure(f"{column.removeprefix('dkk_')}_million_dkk", _COST, f"... {words}", "million DKK",
              f"Of this for {words}.", _million(column)) for column, words in COSTS.items()),
    Measure("grants_million_dkk", _COST, "Of the cost, paid by grants (a transfer)", "million DKK",
            "Part of development, adaptation, copying and implementation that grants paid; not added to the total.",
            _million(GRANTS)),
    Measure("cost_per_use_thousand_dkk", _COST, "Public cost for each solution put to use", "thousand DKK",
            "Public cost in all, running costs included, divided by the cases that came into operation.",
            _cost_per_use),
    Measure("prizes_per_year", _COST, "Prizes given", "per year", "Copycat prizes.",
            lambda run: float(run.column("prizes_given").sum()) / run.years),
)  # fmt: skip
