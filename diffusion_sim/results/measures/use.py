"""What is in use, what is started and put to use, and by which mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.results.measures.declaration import Measure, percent, ratio

if TYPE_CHECKING:
    from collections.abc import Callable

    from diffusion_sim.results.reported_run import ReportedRun

MODES = {"copy": "copied", "adapt": "adapted", "inspired": "inspired by others", "own": "own development"}
"""Mode as in the column names, and as in a sentence."""
_KINDS = {"own": "own development", "adapted": "adapted or inspired", "copied": "copied"}


def _at_end(*names: str) -> Callable[[ReportedRun], float]:
    return lambda run: float(sum(run.column(name)[-1] for name in names))


def _per_year(*names: str) -> Callable[[ReportedRun], float]:
    return lambda run: float(sum(run.column(name).sum() for name in names)) / run.years


def _latest_mix(kind: str) -> Callable[[ReportedRun], float]:
    return lambda run: 100.0 * float(getattr(run.latest_mix, kind))


def _mean_mix(kind: str) -> Callable[[ReportedRun], float]:
    return lambda run: 100.0 * float(getattr(run.mean_mix, kind))


def _own_percent(run: ReportedRun) -> float:
    own = float(run.column("put_to_use_own").sum())
    return percent(own, sum(float(run.column(f"put_to_use_{mode}").sum()) for mode in MODES))


def _outdated_percent(run: ReportedRun) -> float:
    every = _at_end("operating_outdated", *(f"operating_{mode}" for mode in MODES))(run)
    return percent(run.column("operating_outdated")[-1], every)


def _reused_per_own(run: ReportedRun) -> float:
    own = float(run.column("put_to_use_own").sum())
    return ratio(sum(float(run.column(f"put_to_use_{mode}").sum()) for mode in MODES if mode != "own"), own)


IN_OPERATION = (
    Measure("in_operation", "In use", "Solutions in operation at the end", "uses",
            "Pairs of municipality and solution in operation in the last month that answer the problem as it is now.",
            _at_end(*(f"operating_{mode}" for mode in MODES))),
    *(Measure(f"in_operation_{mode}", "In use", f"... {words}", "uses",
              f"Of these the ones whose mode is {mode}.", _at_end(f"operating_{mode}"))
      for mode, words in MODES.items()),
    Measure("outdated_percent", "In use", "In operation though the problem has changed", "%",
            "Share of all that is in operation in the last month that answers an earlier era of its problem; these "
            "come on top of the count above.",
            _outdated_percent),
)  # fmt: skip

MIX = (
    *(Measure(f"mix_{kind}_percent", "Mix as the barometer counts it", f"Latest innovation: {words}", "%",
              "Latest case put to use with positive merit, one for each municipality and field, in the last two years.",
              _latest_mix(kind)) for kind, words in _KINDS.items()),
    *(Measure(f"mix_{kind}_all_years_percent", "Mix as the barometer counts it", f"... mean of all years: {words}", "%",
              "The same counted at the end of each reported year, and averaged over the years.", _mean_mix(kind))
      for kind, words in _KINDS.items()),
)  # fmt: skip

STARTED = (
    Measure("started_per_year", "Started and put to use", "Projects started", "per year",
            "Cases in which work began, in all municipalities.", _per_year(*(f"started_{mode}" for mode in MODES))),
    *(Measure(f"started_{mode}_per_year", "Started and put to use", f"... {words}", "per year",
              f"Of these the ones whose mode is {mode}.", _per_year(f"started_{mode}"))
      for mode, words in MODES.items()),
    Measure("put_to_use_per_year", "Started and put to use", "Solutions put to use", "per year",
            "Cases that came into operation, in all municipalities.",
            _per_year(*(f"put_to_use_{mode}" for mode in MODES))),
    *(Measure(f"put_to_use_{mode}_per_year", "Started and put to use", f"... {words}", "per year",
              f"Of these the ones whose mode is {mode}.", _per_year(f"put_to_use_{mode}"))
      for mode, words in MODES.items()),
    Measure("own_percent", "Started and put to use", "Own development among what is put to use", "%",
            "Share of the cases that came into operation whose mode is own; all cases, not only the latest.",
            _own_percent),
    Measure("reused_per_own", "Started and put to use", "Reuse for each own development", "uses per own development",
            "Cases of reuse that came into operation, divided by those of own development.", _reused_per_own),
    Measure("reinvented_per_year", "Started and put to use", "Reinventions", "per year",
            "Own development decided on though a working answer to the same problem existed elsewhere, also where the "
            "grant it needs never comes.",
            _per_year("reinvented")),
)  # fmt: skip
