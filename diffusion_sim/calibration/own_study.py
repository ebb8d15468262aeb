"""A study of the user's own in a plan: its places and ties are simulated, and its earlier curve is what is fitted to.

What was observed and what was simulated are measured by the same code: a replication is read as a study with other times.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from diffusion_sim.calibration.statistics import MISSING, Statistic
from diffusion_sim.codes import Heard
from diffusion_sim.country.own_network import place_codes
from diffusion_sim.errors import InputError, RunError, did_you_mean
from diffusion_sim.files import read_bytes
from diffusion_sim.observed import Study, adoption_share, fit_bass, load_study, peer_hazard_ratio
from diffusion_sim.observed.adoption_times import Clock, read_stamp
from diffusion_sim.observed.study_metrics import bass_share
from diffusion_sim.results.record import NEVER
from diffusion_sim.scenario.values import field_problem, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from diffusion_sim.results.reported_run import ReportedRun
    from diffusion_sim.scenario import Scenario


MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}
SHARE, HAZARD_RATIO, MEAN_LAG = "share_at_", "log_hazard_ratio", "mean_lag_months"
FILES = ("nodes.csv", "edges.csv", "adoptions.csv")
MONTHS_A_YEAR = 12
VALID_UNTIL = "a period after the first and before the last"


class Named(BaseModel):
    """What a plan says of its study."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: str
    """Holds nodes.csv, edges.csv and adoptions.csv."""
    innovation: str | None = None
    until: str | int
    """The last period that is fitted to."""
    period: Literal["month", "quarter", "year"] | None = None
    months_per_period: int | None = Field(default=None, ge=1, le=120, strict=True)
    """Only where the times of the study are numbers of periods."""
    last_period: str | int | None = None
    unlisted: Literal["never", "unwatched"] | None = None


class Later(NamedTuple):
    """How well one prediction told the later periods."""

    model: str
    error_points: float
    """Root mean square distance of predicted and observed share, in points."""


@dataclass(frozen=True, eq=False)
class OwnStudy:
    """A study, what is known of it when parameters are fitted, and how its periods are months of the simulation.

    Whoever adopted in period 1, or up to another period that is given, is a first adopter of the simulation, whose first
    month follows that period. Period k ends with month (k - given) times the months of a period.
    """

    named: Named
    study: Study
    months: int
    """Of a period."""
    until: int
    """Last period that is fitted to."""
    calendar: Clock
    given: int = 1
    """Last period whose adopters the simulation begins with."""

    @property
    def at_the_cut(self) -> OwnStudy:
        """The same study, simulated from what was known at the end of the last period that is fitted to."""
        return replace(self, given=self.until)

    @property
    def description(self) -> dict[str, Any]:
        """All of it that results depend on, equal on every machine."""
        asked = self.named.model_dump(exclude={"folder"}, exclude_none=True)
        return asked | {"folder": Path(self.named.folder).name}

    @property
    def checksums(self) -> dict[str, str]:
        """SHA-256 of the three files."""
        return {name: hashlib.sha256(read_bytes(Path(self.named.folder) / name)).hexdigest() for name in FILES}

    def placed(self, scenario: Scenario, where: str) -> Scenario:
        """Return a scenario with this study's places, ties, months and first adopters."""
        folder, study = Path(self.named.folder), self.study
        first = self._first_month() or scenario.time.first_month
        ids = [place for place, time in zip(study.ids, study.times, strict=True) if time <= self.given]
        changes = {
            "network.kind": "file",
            "network.nodes_file": (folder / "nodes.csv").as_posix(),
            "network.edges_file": (folder / "edges.csv").as_posix(),
            "network.repeated_ties": "merge",
            "network.isolated": "allow",
            "time.first_month": first,
            "time.months": (study.periods - self.given) * self.months,
            "innovations": [{"name": study.innovation, "from": first, "fit": "perfect", "first_adopters": ids}],
        }
        return scenario.with_changes(changes, where)

    def _first_month(self) -> str:
        """Return the month after the periods that are given as YYYY-MM; nothing where periods have numbers only."""
        if self.calendar.kind not in MONTHS_OF:
            return ""
        year, month = divmod((self.calendar.first + self.given) * self.months, MONTHS_A_YEAR)
        return f"{year}-{month + 1:02d}"

    @cached_property
    def _rows(self) -> dict[int, int]:
        """Row in the study of each place's code in the simulation."""
        codes = place_codes((place, self.study.name) for place in self.study.ids)
        return {codes[place]: row for row, place in enumerate(self.study.ids)}

    def simulated(self, run: ReportedRun) -> Study:
        """Return the study with the times of a replication: first implemented, by whatever mode."""
        cases, study = run.cases, self.study
        ours = (run.record.solutions["innovation"][cases["solution"]] == 0) & (run.first_implemented != NEVER)
        row = np.array([self._rows.get(int(code), -1) for code in cases["code"][ours]], dtype=np.int64)
        steps, watched = run.first_implemented[ours].astype(np.int64) - run.first + 1, row >= 0
        later = watched & (cases["heard_via"][ours] != Heard.SEED)
        times = np.where(study.times <= self.given, study.times, np.inf)
        np.minimum.at(times, row[later], self.given - (-steps[later] // self.months).astype(np.float64))
        return replace(study, times=np.where(times <= study.leave, times, np.nan), stopped=np.full(len(times), np.nan))

    def statistic(self, key: str, where: str) -> Statistic:
        """Return one of the figures that a study has, by its name in a plan."""
        if key in {HAZARD_RATIO, MEAN_LAG}:
            label, unit, _ = _MEASURES[key]
            return Statistic(f"{label}, until {self.name_of(self.until)}", unit, partial(self._of_run, key))
        period = self._fitted_period(key, where)
        label = f"Adopted by the end of {self.name_of(period)}"
        return Statistic(label, "% of places watched", partial(self._of_run, key))

    def observed(self, key: str) -> float:
        """Return one figure as it was observed; NaN where the study does not tell."""
        return self._measured(self.study, key)

    def _of_run(self, key: str, run: ReportedRun) -> float:
        return self._measured(self.simulated(run), key)

    def _measured(self, study: Study, key: str) -> float:
        known = study.until(self.until)
        if key in {HAZARD_RATIO, MEAN_LAG}:
            return float(_MEASURES[key][2](known, self.months))
        return 100.0 * float(adoption_share(known)[self._fitted_period(key, "") - 1])

    def _fitted_period(self, key: str, where: str) -> int:
        text = key.removeprefix(SHARE)
        names = [self.name_of(period) for period in range(2, self.until + 1)]
        if text == key or text not in names:
            first, last = SHARE + names[0], SHARE + names[-1]
            valid = f"valid: {first} to {last}, {HAZARD_RATIO}, {MEAN_LAG}"
            raise InputError(f"{where}.{key}", "is no figure of the study that is fitted to", valid)
        return names.index(text) + 2

    def name_of(self, period: int) -> str:
        """Return what a period is called: 3, 2014, 2014-Q4, 2014-11."""
        return self.calendar.name_of(period)

    def curve(self, runs: Sequence[ReportedRun], at_the_cut: Sequence[ReportedRun]) -> pd.DataFrame:
        """Return what was observed and what is predicted, period by period.

        Parameters
        ----------
        runs, at_the_cut
            Replications from the first period, and from what was known at the end of those that were fitted to.

        Returns
        -------
        pandas.DataFrame
            period, use (given, fitted to, or later), observed_percent, mean, low and high (90 % of the replications), inside
            (yes or no), the same four of replications from the cut (cut_mean ...; empty before it), bass_percent (Bass's curve fitted to the periods that were fitted to; empty where they do not
            identify it), last_known_percent (the share at the end of those periods).
        """
        observed, periods = 100.0 * adoption_share(self.study), range(1, self.study.periods + 1)
        table = {
            "period": [self.name_of(period) for period in periods],
            "use": [_use(period, self.until) for period in periods],
            "observed_percent": observed,
            **self.band(runs, observed),
            **{f"cut_{name}": values for name, values in self.at_the_cut.band(at_the_cut, observed).items()},
            "bass_percent": 100.0 * _bass(self.study, self.until),
            "last_known_percent": np.minimum(observed, observed[self.until - 1]),
        }
        return pd.DataFrame(table)

    def band(self, runs: Sequence[ReportedRun], observed: NDArray[np.float64]) -> dict[str, NDArray[Any]]:
        """Return mean and 90 % of the replications, and whether the observed share lies in it; nothing of what is given."""
        shares = 100.0 * np.array([adoption_share(self.simulated(run)) for run in runs])
        low, high = np.quantile(shares, [0.05, 0.95], axis=0)
        inside = np.where((low <= observed) & (observed <= high), "yes", "no").astype(object)
        band = {"mean": shares.mean(axis=0), "low": low, "high": high, "inside": inside}
        if self.given > 1:
            for name, values in band.items():
                values[: self.given] = "" if name == "inside" else np.nan
        return band


def _use(period: int, until: int) -> str:
    return "given" if period == 1 else "fitted to" if period <= until else "later"


def _bass(study: Study, until: int) -> NDArray[np.float64]:
    try:
        bass = fit_bass(study.until(until))
    except RunError:
        return np.full(study.periods, np.nan)
    return bass_share(np.arange(1.0, study.periods + 1.0), bass.p, bass.q)


def later_errors(curve: pd.DataFrame) -> tuple[Later, ...]:
    """Return how far each prediction is from the later periods: the simulation, Bass's curve, and no change."""
    later = curve[curve["use"] == "later"]
    models = {
        "the simulation": "mean", "the simulation from the cut": "cut_mean", "Bass's curve": "bass_percent", "no change": "last_known_percent",
    }  # fmt: skip
    errors = {name: later[column] - later["observed_percent"] for name, column in models.items()}
    return tuple(Later(name, float(np.sqrt((error**2).mean()))) for name, error in errors.items())


def _log_hazard_ratio(study: Study, _months: int) -> float:
    try:
        return float(np.log(peer_hazard_ratio(study).ratio))
    except RunError:
        return MISSING


def _mean_lag(study: Study, months: int) -> float:
    """Return the mean over those who adopted after period 1."""
    later = study.times[study.times > 1]
    return months * float((later - 1).mean()) if later.size else MISSING


_MEASURES = {
    HAZARD_RATIO: ("Peer hazard ratio, 0 to 1, natural logarithm", "log", _log_hazard_ratio),
    MEAN_LAG: ("Mean lag behind the first period", "months", _mean_lag),
}


def load_own_study(table: Mapping[str, Any], where: str) -> OwnStudy:
    """Read the study that a plan names.

    Parameters
    ----------
    table
        The plan's table ``study``; its folder is absolute or from here.
    where
        How a refusal names the table.
    """
    named = _named(table, where)
    study = load_study(
        named.folder, innovation=named.innovation, period=named.period, last_period=named.last_period,
        unlisted=named.unlisted,
    )  # fmt: skip
    first = read_stamp(study.first_period)
    calendar = Clock(first.kind, first.number) if first else Clock("period", 1)
    return OwnStudy(named, study, _months(named, calendar, where), _until(named, study, calendar, where), calendar)


def _named(table: Mapping[str, Any], where: str) -> Named:
    for key in table:
        if key not in Named.model_fields:
            raise InputError(f"{where}.{key}", "is not a key of a study", did_you_mean(key, Named.model_fields))
    try:
        return Named(**table)
    except ValidationError as refusal:
        error = refusal.errors()[0]
        raise field_problem(error, f"{where}.{error['loc'][0]}") from None


def _months(named: Named, calendar: Clock, where: str) -> int:
    """Return how many months of the simulation a period is."""
    if calendar.kind == "period":
        if named.months_per_period is None:
            found = "is missing, and the study counts its periods by numbers"
            raise InputError(f"{where}.months_per_period", found, "valid: a whole number of months, as 12 for years")
        return named.months_per_period
    if calendar.kind not in MONTHS_OF:
        raise InputError(f"{where}.period", f"is {calendar.kind}", f"valid: {', '.join(MONTHS_OF)}")
    if named.months_per_period not in {None, MONTHS_OF[calendar.kind]}:
        found = f"is {named.months_per_period}, but the periods of the study are {calendar.kind}s"
        raise InputError(f"{where}.months_per_period", found, "leave it out")
    return MONTHS_OF[calendar.kind]


def _until(named: Named, study: Study, calendar: Clock, where: str) -> int:
    period = calendar.period_of(str(named.until))
    if period is None or not 1 < period < study.periods:
        first, last = calendar.name_of(2), calendar.name_of(study.periods - 1)
        valid = f"valid: {VALID_UNTIL}, {first} to {last}" if study.periods > 2 else "valid: a study of more periods"  # noqa: PLR2004
        raise InputError(f"{where}.until", f"found {shown(named.until)}", valid)
    return period
