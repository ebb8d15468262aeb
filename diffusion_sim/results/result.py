"""The answer of a run: one immutable object that knows its scenario, seed and version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from diffusion_sim.codes import End, Mode, Stage, Verdict
from diffusion_sim.errors import InputError
from diffusion_sim.results.by_place import place_means, variation
from diffusion_sim.results.display import Plot, html_summary
from diffusion_sim.results.intervals import mean_interval, range_of_replications
from diffusion_sim.results.manifest import describe_run, state_of
from diffusion_sim.results.measures import MEASURES
from diffusion_sim.results.record import NEVER, Columns, RunRecord
from diffusion_sim.results.reported_run import ReportedRun
from diffusion_sim.results.run_tables import TABLES, to_frame
from diffusion_sim.results.stationarity import slopes
from diffusion_sim.results.storage import Contents, save_result
from diffusion_sim.results.story import story
from diffusion_sim.scenario.values import whole_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from diffusion_sim.results.context import Context, RunLog


Figures = Callable[["Result", Path], object]
"""Draws a result into a folder, e.g. ``diffusion_sim.plots.save_all``."""


@dataclass(frozen=True, eq=False, repr=False)
class Result:
    """All replications of one scenario.

    Parameters
    ----------
    context
        What is the same in all of them.
    records
        One for each finished replication; they are made read-only and kept in order of replication.
    run_log
        When and how it ran (not part of the answer).

    Notes
    -----
    Months count from the first reported one; counts and sums are of the reported months, the burn-in is left out.
    Tables are built when first asked for and then kept: treat them as read-only.
    """

    context: Context
    records: tuple[RunRecord, ...]
    run_log: RunLog | None = None

    def __post_init__(self) -> None:
        """Order the records and lock their arrays."""
        if not self.records:
            raise InputError("result", "holds no finished replication", "at least one is needed")
        ordered = tuple(sorted(self.records, key=lambda record: record.replication))
        for record in ordered:
            for array in (record.monthly, record.solutions):
                array.flags.writeable = False
        object.__setattr__(self, "records", ordered)

    def __repr__(self) -> str:
        """Say in a line what it is of: the arrays would fill the screen."""
        context = self.context
        which = (
            f"{context.scenario.name!r}, {len(self.records)} replications, {len(self.runs[0].column('aware'))} months"
        )
        return f"<Result of {which}, seed {context.seed}, scenario {context.scenario_hash[:12]}>"

    @cached_property
    def runs(self) -> tuple[ReportedRun, ...]:
        """Each replication seen through the reported window."""
        return tuple(ReportedRun(self.context, record) for record in self.records)

    def forget(self) -> None:
        """Let go of what is worked out from the replications; it is worked out again when asked for."""
        for name in ("runs", *TABLES):
            self.__dict__.pop(name, None)

    @property
    def state(self) -> str:
        """``complete``, or ``partial`` when replications are missing."""
        return state_of(self.runs)

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """One row for each replication and reported month."""
        return self._table("monthly")

    @cached_property
    def municipalities(self) -> pd.DataFrame:
        """One row for each replication and municipality."""
        return self._table("municipalities")

    @cached_property
    def solutions(self) -> pd.DataFrame:
        """One row for each replication and solution."""
        return self._table("solutions")

    @cached_property
    def cases(self) -> pd.DataFrame:
        """One row for each replication, municipality and solution that met (large: 20,000 rows a replication)."""
        return self._table("cases")

    def _table(self, name: str) -> pd.DataFrame:
        return to_frame(TABLES[name](self.runs))

    @cached_property
    def measures(self) -> pd.DataFrame:
        """One row for each replication, one column for each summary measure."""
        return self._measured(self.runs)

    def measures_after(self, months: int | None = None) -> pd.DataFrame:
        """Return the measures as they were after so many reported months, as a shorter run would have them.

        What depends on the last appraisals (turned_down_*) is not known of an earlier month, and missing.
        """
        if months is None or months == self.runs[0].end - self.runs[0].first:
            return self.measures
        measured = self._measured(truncated(run, months) for run in self.runs)
        return measured.assign(**dict.fromkeys(UNKNOWN, float("nan")))

    def _measured(self, runs: Iterable[ReportedRun]) -> pd.DataFrame:
        rows = []
        for run in runs:
            rows.append({measure.key: measure.compute(run) for measure in MEASURES})
            run.forget()
        index = pd.Index([record.replication for record in self.records], name="replication")
        return pd.DataFrame(rows, index=index)

    def summary(self, months: int | None = None) -> pd.DataFrame:
        """Return every measure with its mean over replications and the 95 % interval of that mean (Student's t).

        Parameters
        ----------
        months
            Horizon: reported months that are counted; all of them if left out. See :meth:`measures_after`.

        Returns
        -------
        pandas.DataFrame
            Columns measure, group, label, unit, kind, mean, low, high, sd, replications, meaning. Missing is NaN: a measure
            without anything to count, or an interval from a single replication. With parameters drawn from a posterior
            also replication_low and replication_high: where 95 % of replications lie, each with parameters of its own.
        """
        rows, measures = [], self.measures_after(months)
        for measure in MEASURES:
            interval = mean_interval(measures[measure.key])
            rows.append((*measure.told, *interval, measure.meaning))
        columns = ["measure", "group", "label", "unit", "kind", "mean", "low", "high", "sd", "replications", "meaning"]
        table = pd.DataFrame(rows, columns=columns)
        if self.context.posterior is None:
            return table
        ends = [range_of_replications(measures[measure.key]) for measure in MEASURES]
        return table.assign(replication_low=[low for low, _ in ends], replication_high=[high for _, high in ends])

    def by_municipality(self) -> pd.DataFrame:
        """Return the mean of each municipal measure place by place.

        Returns
        -------
        pandas.DataFrame
            Columns code, id (of the user's own places), name, region, population, measure (a column of the municipalities table), mean, low and high (95 %
            interval of the mean), sd (of one replication), replications, per_10000 (inhabitants), beyond_chance (whether
            the place differs from the mean of all by more than chance explains, for all places at once).
        """
        return place_means(self.municipalities, self.context.places)

    def municipal_variation(self) -> pd.DataFrame:
        """Return how far municipalities differ in each measure, and how far chance alone moves one of them.

        Returns
        -------
        pandas.DataFrame
            Columns measure, mean, between_sd, between_low, between_high, chance_sd, standard_error
            (:class:`~diffusion_sim.results.by_place.Split`), per_10000 (inhabitants), beyond_chance (how many places differ from the
            mean of all by more than chance explains), replications.
        """
        return variation(self.municipalities, self.context.places)

    def stationarity(self) -> pd.DataFrame:
        """Return what still rises or falls over the reported years; a policy that begins in them moves it as well.

        Returns
        -------
        pandas.DataFrame
            Columns series, label, percent_a_year (slope by least squares over months, of the mean), low and high (95 % interval
            over replications), moves (whether it excludes 0), replications.
        """
        return slopes(self.runs)

    @property
    def manifest(self) -> dict[str, Any]:
        """What is needed to repeat the run, without the tables' hashes (those are in the saved manifest)."""
        return describe_run(self.runs)

    def story(self, municipality: str | int, replication: int = 0, language: str = "en") -> str:
        """Tell in plain words, in English (``en``) or Danish (``da``), what one municipality became aware of, adopted, lost, and why."""
        return story(self.runs, municipality, replication, language)

    def save(
        self, out: Path | str, *, cases: bool = False, figures: Figures | None = None, overwrite: bool = False
    ) -> Path:
        """Write the results folder and return it; the manifest comes last, so a folder without one is unfinished.

        Parameters
        ----------
        out
            Folder, made if it is not there. The same run in it is replaced (also one with fewer replications).
        cases
            Also write ``cases.parquet``.
        figures
            Called with the result and the folder, e.g. ``diffusion_sim.plots.save_all``, while tables are still written.
        overwrite
            Also replace a different run, or the same one with more replications.

        Raises
        ------
        InputError
            If the folder holds a different run, or cannot be written.
        RunError
            If the disk is full, or another process does not come to an end with the folder.
        """
        contents = Contents(self.runs, self.summary, self.run_log)
        draw = partial(figures, self) if figures else None
        return save_result(contents, Path(out), cases=cases, figures=draw, overwrite=overwrite)

    @property
    def plot(self) -> Plot:
        """Figures of this result, e.g. ``result.plot.mode_mix()``."""
        return Plot(self, "OF_RESULT")

    def _repr_html_(self) -> str:
        return html_summary(self.context, self.summary(), len(self.records))


UNKNOWN = ("turned_down_nih_percent", "turned_down_stigma_percent")
"""Measures of the last appraisals."""
_EVENTS = ("decided", "adopted", "developed", "implemented", "ended", "outdated")


def truncated(run: ReportedRun, months: int) -> ReportedRun:
    """Return the first so many reported months of a replication: what a shorter run would have left, but for the last appraisals.

    A case keeps the month of everything that happened to it, but only the last of its appraisals, so that what the
    appraisals say is not known of an earlier month.

    Raises
    ------
    InputError
        If there are not so many.
    """
    end, record = run.first + whole_number("months", months, 1, run.end - run.first), run.record
    if end == run.end:
        return run
    solutions = record.solutions[record.solutions["born"] < end]
    return ReportedRun(
        run.context, RunRecord(record.replication, record.monthly[:end], Columns(_begun(record.cases, end)), solutions)
    )


def _begun(cases: npt.NDArray[np.void], end: int) -> npt.NDArray[np.void]:
    """Return the cases that had begun before a month, without what came later."""
    cases = cases[cases["aware"] < end]
    later = np.logical_or.reduce([cases[name] >= end for name in _EVENTS])
    for name in _EVENTS:
        cases[name][cases[name] >= end] = NEVER
    undecided = later & (cases["decided"] == NEVER)
    cases["mode"][undecided], cases["duplicated"][undecided] = Mode.NOTHING, 0
    unbegun = later & (cases["adopted"] == NEVER)
    cases["granted"][unbegun], cases["grant_ends"][unbegun] = 0, NEVER
    cases["end"][cases["ended"] == NEVER] = End.NONE
    cases["stage"] = np.where(later & (cases["ended"] == NEVER), _stage_of(cases), cases["stage"])
    unknown = cases["appraised"] >= end
    cases["verdict"][unknown], cases["shortfall"][unknown], cases["flips"][unknown] = Verdict.NONE, -1.0, 0
    return cases


def _stage_of(cases: npt.NDArray[np.void]) -> npt.NDArray[np.int8]:
    """Return how far cases have come that have not ended."""
    stages = {"implemented": Stage.IN_USE, "developed": Stage.IMPLEMENTING, "adopted": Stage.DEVELOPING}
    come = [cases[name] != NEVER for name in stages]
    return np.select(come, [np.int8(stage) for stage in stages.values()], np.int8(Stage.AWARE))
