"""Every summary measure, declared once: the results table, the comparison and the figures read them here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from diffusion_sim.codes import BOTTOM_LINES, End, Mode
from diffusion_sim.errors import InputError, did_you_mean
from diffusion_sim.mechanisms.budget import ADAPTATION, COPYING, DEVELOPMENT, rate_of
from diffusion_sim.mechanisms.development import months_of_mode
from diffusion_sim.mechanisms.funding_cliff import PERMANENT, POOL
from diffusion_sim.mechanisms.settings import Costs, Work
from diffusion_sim.results.record import GRANTS, NEVER, VALUES, is_one_of, term_bit
from diffusion_sim.results.reported_run import ReportedRun, reach_within
from diffusion_sim.results.survival import LOST, after_grant, funded_cohort, share_within
from diffusion_sim.scenario.declarations import read_by_rules

Compute = Callable[[ReportedRun], float]
HORIZON_MONTHS = 36
FAMILY_MONTHS = 72
"""For how long the spread of a family is followed."""
BENEFIT = "index points"
"""1 is the mean gross benefit of a solution in a month."""
MISSING = float("nan")
"""What a measure is when there is nothing to divide by; tables show it as a dash."""


@dataclass(frozen=True)
class Measure:
    """One number for each replication, taken from the reported window."""

    key: str
    group: str
    label: str
    unit: str
    meaning: str
    compute: Compute

    @property
    def kind(self) -> str:
        """How it counts: ``stock`` (at the end), ``flow`` (per year), ``cumulative flow`` (over the window) or ``ratio``."""
        if self.key.startswith("value_") and self.key.endswith("_per_month"):
            return "stock"
        return KINDS.get(self.unit, "ratio")

    @property
    def told(self) -> tuple[str, str, str, str, str]:
        """Key, group, label, unit and kind."""
        return self.key, self.group, self.label, self.unit, self.kind


KINDS = {
    "uses": "stock", "per year": "flow", "million DKK": "cumulative flow", BENEFIT: "cumulative flow",
    "solutions": "cumulative flow",
}  # fmt: skip
"""What a unit tells of how a measure counts."""


def ratio(numerator: float, denominator: float) -> float:
    """Return the quotient, or missing when there is nothing to divide by."""
    return float(numerator) / float(denominator) if denominator else MISSING


def percent(part: float, whole: float) -> float:
    """Return what ``part`` is of ``whole`` in per cent, or missing."""
    return 100.0 * ratio(part, whole)


MODES = {"copy": "copied", "adapt": "adapted", "inspired": "inspired by others", "own": "own development"}
"""Mode as in the column names, and as in a sentence."""
_IN_USE, _ADOPTED, _IMPLEMENTED = (
    tuple(f"{what}_{mode}" for mode in MODES) for what in ("in_use", "adopted", "implemented")
)
_KINDS = {"own": "own development", "adapted": "adapted or inspired", "copied": "copied"}


def _total(run: ReportedRun, *names: str) -> float:
    """Return the sum of some columns over the window."""
    return float(sum(run.column(name).sum() for name in names))


def _at_end(*names: str) -> Compute:
    return lambda run: float(sum(run.column(name)[-1] for name in names))


def _per_year(*names: str) -> Compute:
    return lambda run: _total(run, *names) / run.years


def _mix(which: str, kind: str) -> Compute:
    return lambda run: 100.0 * float(getattr(getattr(run, which), kind))


def _own_percent(run: ReportedRun) -> float:
    return percent(_total(run, "implemented_own"), _total(run, *_IMPLEMENTED))


def _outdated_percent(run: ReportedRun) -> float:
    return percent(run.column("in_use_outdated")[-1], _at_end("in_use_outdated", *_IN_USE)(run))


def _stopped_on_purpose(run: ReportedRun) -> float:
    stopped = run.in_window(run.cases["ended"]) & (run.cases["end"] == End.STOPPED_ON_PURPOSE)
    return float(stopped.sum()) / run.years


def _reused_per_own(run: ReportedRun) -> float:
    return ratio(_total(run, *_IMPLEMENTED[:-1]), _total(run, "implemented_own"))


IN_USE = (
    Measure("in_use", "In use", "Solutions in use at the end", "uses",
            "Pairs of municipality and solution in use in the last month that answer the problem as it is now.",
            _at_end(*_IN_USE)),
    *(Measure(f"in_use_{mode}", "In use", f"... {words}", "uses",
              f"Of these the ones whose mode is {mode}.", _at_end(f"in_use_{mode}"))
      for mode, words in MODES.items()),
    Measure("outdated_percent", "In use", "In use though the problem has changed", "%",
            "Share of all that is in use in the last month that answers an earlier era of its problem; these "
            "come on top of the count above.", _outdated_percent),
)  # fmt: skip

MIX = (
    *(Measure(f"mix_{kind}_percent", "Mix as the barometer counts it", f"Latest innovation: {words}", "%",
              "Latest case implemented with positive net benefit, one for each municipality and field, in the last two years.",
              _mix("latest_mix", kind)) for kind, words in _KINDS.items()),
    *(Measure(f"mix_{kind}_all_years_percent", "Mix as the barometer counts it", f"... mean of all years: {words}", "%",
              "The same counted at the end of each reported year, and averaged over the years.", _mix("mean_mix", kind))
      for kind, words in _KINDS.items()),
)  # fmt: skip

ADOPTED = (
    Measure("adopted_per_year", "Adopted and implemented", "Projects adopted (work begun)", "per year",
            "Cases in which work began, in all municipalities.", _per_year(*_ADOPTED)),
    *(Measure(f"adopted_{mode}_per_year", "Adopted and implemented", f"... {words}", "per year",
              f"Of these the ones whose mode is {mode}.", _per_year(f"adopted_{mode}"))
      for mode, words in MODES.items()),
    Measure("implemented_per_year", "Adopted and implemented", "Solutions implemented", "per year",
            "Cases that were implemented, in all municipalities.", _per_year(*_IMPLEMENTED)),
    *(Measure(f"implemented_{mode}_per_year", "Adopted and implemented", f"... {words}", "per year",
              f"Of these the ones whose mode is {mode}.", _per_year(f"implemented_{mode}"))
      for mode, words in MODES.items()),
    Measure("own_percent", "Adopted and implemented", "Own development among what is implemented", "%",
            "Share of the cases that were implemented whose mode is own; all cases, not only the latest.",
            _own_percent),
    Measure("reused_per_own", "Adopted and implemented", "Reuse for each own development", "uses per own development",
            "Cases of reuse that were implemented, divided by those of own development.", _reused_per_own),
    Measure("duplicated_per_year", "Adopted and implemented", "Duplicated own development", "per year",
            "Own development decided on though a working answer to the same problem existed elsewhere, also where the "
            "grant it needs never comes.", _per_year("duplicated")),
    Measure("stopped_on_purpose_per_year", "Adopted and implemented", "Stopped on purpose", "per year",
            "Solutions in use that employees found to be worth no more than they cost to run, and that were stopped.",
            _stopped_on_purpose),
)  # fmt: skip


_HEARING, _SPREAD = "Awareness and adoption", "How far solutions get"


def _share_of_hearings_that_reach(months: npt.NDArray[np.int32], run: ReportedRun) -> float:
    """Return the share of hearings followed within three years by the month of each case in ``months``.

    A hearing is followed until the end of the run; that the case ends otherwise does not end the following.
    """
    aware = run.cases["aware"][run.heard_from_others].astype(np.int64)
    reached = months[run.heard_from_others].astype(np.int64)
    happened = (reached != NEVER) & (reached < run.end)
    followed = np.where(happened, np.maximum(reached - aware, 0), run.end - 1 - aware)
    return share_within(followed, happened, HORIZON_MONTHS)


def _gap(run: ReportedRun) -> float:
    return 100.0 * (1.0 - _share_of_hearings_that_reach(run.first_adopted, run))


def _in_use_within_horizon(run: ReportedRun) -> float:
    return 100.0 * _share_of_hearings_that_reach(run.first_implemented, run)


def _months_to_use(run: ReportedRun) -> float:
    used = run.first_implemented[run.heard_from_others]
    months = (used - run.cases["aware"][run.heard_from_others])[used != NEVER]
    return float(np.median(months)) if months.size else MISSING


def _reached(low_share: float, high_share: float) -> Compute:
    def count(run: ReportedRun) -> float:
        shares = run.peak_users / len(run.context.places)
        return float(((shares >= low_share) & (shares < high_share)).sum())

    return count


def _adopted_by_half(run: ReportedRun) -> float:
    implemented = run.cases["implemented"]
    uptakes = np.bincount(run.cases["solution"][implemented != NEVER], minlength=run.record.solutions.size)
    return float(((uptakes >= 0.5 * len(run.context.places)) & (run.peak_users > 0)).sum())


def _largest(run: ReportedRun) -> float:
    peaks = run.peak_users
    return percent(peaks.max(), len(run.context.places)) if peaks.size else MISSING


def _turned_down_by(term: str) -> Compute:
    def share(run: ReportedRun) -> float:
        flips = run.cases["flips"][run.lost_as_best_reuse]
        return percent(((flips >> term_bit(term)) & 1).sum(), flips.size)

    return share


def _best_family(run: ReportedRun) -> float:
    reached = reach_within(run, FAMILY_MONTHS, municipal=True)
    return float(reached.max()) if reached.size else MISSING


def _families_at_60_percent(run: ReportedRun) -> float:
    return float((reach_within(run, FAMILY_MONTHS, municipal=True) >= 60.0).sum())  # noqa: PLR2004 - as its name says


def _median_family(run: ReportedRun) -> float:
    reached = reach_within(run, FAMILY_MONTHS, municipal=True)
    return float(np.median(reached)) * len(run.context.places) / 100.0 - 1.0 if reached.size else MISSING


def _from_municipalities(run: ReportedRun) -> float:
    reused = run.cases["solution"][run.implemented & run.reuse]
    family = run.record.solutions[run.families[reused]]
    return percent((family["origin"] > 0).sum(), reused.size)


def _promoted(run: ReportedRun) -> float:
    return float(run.in_window(run.record.solutions["promoted"]).sum()) / run.years


SPREADING = (
    Measure("aware_per_year", _HEARING, "Became aware of others' solutions", "per year",
            "Cases that began by hearing of a solution from a contact, its source, the portal, a prize or a partner.",
            lambda run: float(run.heard_from_others.sum()) / run.years),
    Measure("sharing_spreading_gap_percent", _HEARING, "Aware, but not adopted within three years", "%",
            "Share of hearings in the window after which no work began within 36 months, neither on the solution nor "
            "on one inspired by it; those heard late count as long as they can be followed (Kaplan-Meier). Missing "
            "when the window is shorter.", _gap),
    Measure("months_awareness_to_use", _HEARING, "From awareness to use, those who got there", "months",
            "Median over hearings in the window that led to use before its end; longer ways are cut off by the end.",
            _months_to_use),
    Measure("in_use_within_36_months_percent", _HEARING, "In use within three years of awareness", "%",
            "Share of hearings in the window that led to use within 36 months (Kaplan-Meier as above).",
            _in_use_within_horizon),
    Measure("turned_down_nih_percent", _HEARING, "Turned down, and Not Invented Here alone decided", "%",
            "Of the solutions that were the best option of reuse at their last appraisal, in the window, and lost: "
            "those where leaving out this one term would have changed the choice.", _turned_down_by("nih")),
    Measure("turned_down_stigma_percent", _HEARING, "Turned down, and the stigma of copying alone decided", "%",
            "The same for the stigma.", _turned_down_by("stigma")),
    Measure("largest_spread_percent", _SPREAD, "Most spread solution", "% of municipalities",
            "Largest share of municipalities that had one solution in use at the same time, in the window.",
            _largest),
    Measure("reached_half", _SPREAD, "Solutions that reached half of the municipalities or more", "solutions",
            "In use at the same time in at least 50 % of the municipalities, some month of the window.",
            _reached(0.5, np.inf)),
    Measure("adopted_by_half", _SPREAD, "Solutions that half of the municipalities adopted at some time",
            "solutions",
            "Implemented in at least 50 % of the municipalities by the end of the run, at once or one after another; "
            "only solutions in use in the window.", _adopted_by_half),
    Measure("reached_60_to_80_percent", _SPREAD, "Solutions that reached 60 to 80 %", "solutions",
            "Largest number of simultaneous users between 60 % and 80 % of the municipalities.", _reached(0.6, 0.8)),
    Measure("reached_over_80_percent", _SPREAD, "Solutions that reached 80 % or more", "solutions",
            "Largest number of simultaneous users at least 80 % of the municipalities.", _reached(0.8, np.inf)),
    Measure("best_family_percent", _SPREAD, "Most spread of what municipalities made, with what it inspired",
            "% of municipalities",
            "Family: a solution that a municipality began with, its copies and adaptations, and all that they inspired. Share of "
            "municipalities that used something of it within six years of its first use; families that can be followed so long.",
            _best_family),
    Measure("families_at_60_percent", _SPREAD, "Families of municipal origin that reached 60 % within six years", "solutions",
            "Counted as above.", _families_at_60_percent),
    Measure("median_family", _SPREAD, "Other municipalities that the median family of municipal origin reached", "municipalities",
            "Within six years of its first use, the one that began it not counted.", _median_family),
    Measure("reuse_of_municipal_percent", _SPREAD, "Reuse of what municipalities made", "%",
            "Of the reuse implemented in the window, what is of a family that a municipality began; the rest came from outside.",
            _from_municipalities),
    Measure("promoted_per_year", _SPREAD, "Municipal solutions promoted centrally", "per year",
            "Solutions that the centre began to push since enough municipalities used them.", _promoted),
)  # fmt: skip


_CLIFF = "The funding cliff"
_COHORT = "Of the funded cases whose grant ended in the window, those lost to the end of the money before the run ends"


def _lost_per_100(*ends: End) -> Compute:
    def share(run: ReportedRun) -> float:
        cohort = funded_cohort(run)
        return percent(is_one_of(run.cases["end"][cohort], ends).sum(), cohort.sum())

    return share


def _surviving(run: ReportedRun) -> float:
    cohort = after_grant(run)
    return 100.0 * (1.0 - share_within(cohort.months_followed, cohort.lost, HORIZON_MONTHS))


def _externally_financed(run: ReportedRun) -> float:
    return percent((run.implemented & (run.cases["granted"] == POOL)).sum(), run.implemented.sum())


def _on_temporary_money(run: ReportedRun) -> float:
    begun = run.in_window(run.cases["adopted"])
    return percent((begun & (run.cases["granted"] != PERMANENT)).sum(), begun.sum())


def _first_of_kind_ratio(run: ReportedRun) -> float:
    """Return how many times likelier what is externally financed is to be own development."""
    own = run.implemented & (run.cases["mode"] == Mode.OWN)
    financed = run.implemented & (run.cases["granted"] == POOL)
    with_grant = ratio((own & financed).sum(), financed.sum())
    without_grant = ratio((own & ~financed).sum(), (run.implemented & ~financed).sum())
    return ratio(with_grant, without_grant)


def _failure(run: ReportedRun) -> float:
    failed = _total(run, "gave_up")
    return percent(failed, failed + _total(run, *_IMPLEMENTED))


CLIFF = (
    Measure("grants_ended_per_year", _CLIFF, "Funded cases whose grant ended", "per year",
            "The cohort of the measures below.", lambda run: float(funded_cohort(run).sum()) / run.years),
    Measure("lost_per_100_funded", _CLIFF, "Lost when funding ended", "per 100 funded cases", f"{_COHORT}.",
            _lost_per_100(*LOST)),
    Measure("lost_unfinished_per_100_funded", _CLIFF, "... unfinished", "per 100 funded cases",
            f"{_COHORT}, not yet in use.", _lost_per_100(End.FUNDING_ENDED_UNFINISHED)),
    Measure("lost_in_use_per_100_funded", _CLIFF, "... in use", "per 100 funded cases",
            f"{_COHORT}, already in use.", _lost_per_100(End.FUNDING_ENDED_IN_USE)),
    Measure("survive_36_months_percent", _CLIFF, "Not lost within three years of the grant's end", "%",
            "Of the cases alive when their grant ended in the window; cases that end for other reasons leave the count "
            "(Kaplan-Meier). Missing when nobody can be followed for 36 months.", _surviving),
    Measure("temporary_money_percent", _CLIFF, "Begun on temporary money", "%",
            "Projects begun in the window with a grant or on internal project money, among all.", _on_temporary_money),
    Measure("externally_financed_percent", _CLIFF, "Externally financed among what is implemented", "%",
            "Share of the cases that were implemented in the window which had a grant.", _externally_financed),
    Measure("financed_first_of_kind_ratio", _CLIFF, "Own development, with a grant against without", "ratio",
            "Own share of what is implemented with a grant, divided by the own share without.", _first_of_kind_ratio),
    Measure("implementation_failure_percent", _CLIFF, "Given up in implementation", "%",
            "Cases given up to the opponents, of these and the cases implemented, in the window.", _failure),
)  # fmt: skip


_VALUE, _COST = "Net benefit and value", "Public cost, 2014 prices"
COSTS = {
    "dkk_development": "own and inspired development",
    "dkk_adaptation": "adapting",
    "dkk_copying": "copying",
    "dkk_implementation": "implementation",
    "dkk_running": "running what is in use",
    "dkk_prizes": "prizes",
    "dkk_portal": "knowledge portal",
}
"""What is spent, by column, and as in a sentence. Grants pay for a part of it."""


def _mean_net_benefit(total: str, *stocks: str) -> Compute:
    """Return net benefit per use and month over the window; what answers a problem that has changed does not count."""
    return lambda run: ratio(_total(run, total), _total(run, *stocks))


def _value_at_end(*columns: str) -> Compute:
    return lambda run: float(sum(run.column(name)[-12:].mean() for name in columns))


def _value_in_all(run: ReportedRun) -> float:
    return _total(run, *VALUES)


def _saved_by_reuse(run: ReportedRun) -> float:
    """Return how much cheaper the development of what was reused was than that of the same for oneself."""
    scenario = run.context.scenario
    rates, months = read_by_rules(scenario.costs, Costs), read_by_rules(scenario.work, Work)
    of_mode = {
        mode: rate_of(rates, kind) * months_of_mode(months, mode)
        for mode, kind in ((Mode.COPY, COPYING), (Mode.ADAPT, ADAPTATION), (Mode.INSPIRED, DEVELOPMENT))
    }
    own = rate_of(rates, DEVELOPMENT) * months.months_own
    squares = run.record.solutions["complexity"][run.cases["solution"]] ** 2
    saved = sum(
        (own - dkk) * squares[run.implemented & (run.cases["mode"] == mode)].sum() for mode, dkk in of_mode.items()
    )
    return float(saved) / 1e6


def _million(*columns: str) -> Compute:
    return lambda run: float(sum(run.million_dkk(name) for name in columns))


def _cost_per_use(run: ReportedRun) -> float:
    return 1000.0 * ratio(_million(*COSTS)(run), float(run.implemented.sum()))


WORTH = (
    Measure("reused_net_benefit", _VALUE, "Mean net benefit of what is reused", f"{BENEFIT} per month",
            "Net benefit of what is copied, adapted or inspired and in use for the problem as it is, mean over "
            "all uses and months of the window.",
            _mean_net_benefit("reused_net_benefit_total", "in_use_copy", "in_use_adapt", "in_use_inspired")),
    Measure("own_net_benefit", _VALUE, "Mean net benefit of own development", f"{BENEFIT} per month",
            "The same for own development.", _mean_net_benefit("own_net_benefit_total", "in_use_own")),
    Measure("value_per_month", _VALUE, "Value at the end", f"{BENEFIT} per month",
            "Net benefit of all that is in use, mean of the last twelve months; 1 is the mean gross benefit of a solution in a month.", _value_at_end(*VALUES)),
    *(Measure(f"{column}_per_month", _VALUE, f"... {line}", f"{BENEFIT} per month",
              f"The part of it on the bottom line {line}.", _value_at_end(column))
      for column, line in zip(VALUES, BOTTOM_LINES, strict=True)),
    Measure("value_total", _VALUE, "Value over all reported months", BENEFIT,
            "Net benefit of all that is in use, summed over the window, not discounted.", _value_in_all),
)  # fmt: skip

COST = (
    Measure("cost_million_dkk", _COST, "Public cost in all", "million DKK",
            "Everything below except grants, which only say who pays; discounted by costs.discount_per_year to the "
            "first reported month.", _million(*COSTS)),
    *(Measure(f"{column.removeprefix('dkk_')}_million_dkk", _COST, f"... {words}", "million DKK",
              f"Of this for {words}.", _million(column)) for column, words in COSTS.items()),
    Measure("saved_by_reuse_million_dkk", _COST, "Saved by reuse, against developing the same", "million DKK",
            "Expected cost of developing oneself what was copied, adapted or inspired and implemented, less that of reuse.",
            _saved_by_reuse),
    Measure("grants_million_dkk", _COST, "Of the cost, paid by grants (a transfer)", "million DKK",
            "Part of development, adaptation, copying and implementation that grants paid; not added to the total.",
            _million(GRANTS)),
    Measure("cost_per_use_thousand_dkk", _COST, "Public cost for each solution implemented", "thousand DKK",
            "Public cost in all, running costs included, divided by the cases that were implemented.",
            _cost_per_use),
    Measure("prizes_per_year", _COST, "Prizes given", "per year", "Copycat prizes.",
            _per_year("prizes_given")),
)  # fmt: skip

MEASURES: tuple[Measure, ...] = (*IN_USE, *MIX, *ADOPTED, *SPREADING, *CLIFF, *WORTH, *COST)
_BY_KEY = {measure.key: measure for measure in MEASURES}


def measure(key: str) -> Measure:
    """Return the measure with this key, or say which is nearest."""
    if key not in _BY_KEY:
        raise InputError("measure", f'"{key}" is not a measure', did_you_mean(key, _BY_KEY))
    return _BY_KEY[key]
