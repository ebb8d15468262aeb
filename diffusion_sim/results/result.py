"""The answer of a run: one immutable object that knows its scenario, seed and version."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from diffusion_sim.errors import InputError
from diffusion_sim.results.intervals import mean_interval, range_of_worlds
from diffusion_sim.results.measures import MEASURES
from diffusion_sim.results.plot import Plot
from diffusion_sim.results.reported_run import ReportedRun

if TYPE_CHECKING:
    from diffusion_sim.results.context import Context
    from diffusion_sim.results.record import RunRecord
    from diffusion_sim.results.run_log import RunLog
    from diffusion_sim.results.storage import Figures


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
            f"{context.scenario.name!r}, {len(self.records)} replications, {len(self.runs[0].column('heard'))} months"
        )
        return f"<Result of {which}, seed {context.seed}, scenario {context.scenario_hash[:12]}>"

    @cached_property
    def runs(self) -> tuple[ReportedRun, ...]:
        """Each replication seen through the reported window."""
        return tuple(ReportedRun(self.context, record) for record in self.records)

    @property
    def state(self) -> str:
        """``complete``, or ``partial`` when replications are missing."""
        return "complete" if len(self.records) == self.context.replications else "partial"

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """One row for each replication and reported month."""
        from diffusion_sim.results.tables.columns import to_frame  # noqa: PLC0415 - as below
        from diffusion_sim.results.tables.monthly import monthly_of  # noqa: PLC0415 - built only when asked for

        return to_frame(monthly_of(self.runs))

    @cached_property
    def municipalities(self) -> pd.DataFrame:
        """One row for each replication and municipality."""
        from diffusion_sim.results.tables.columns import to_frame  # noqa: PLC0415 - as below
        from diffusion_sim.results.tables.municipalities import municipalities_of  # noqa: PLC0415 - as above

        return to_frame(municipalities_of(self.runs))

    @cached_property
    def solutions(self) -> pd.DataFrame:
        """One row for each replication and solution."""
        from diffusion_sim.results.tables.columns import to_frame  # noqa: PLC0415 - as below
        from diffusion_sim.results.tables.solutions import solutions_of  # noqa: PLC0415 - as above

        return to_frame(solutions_of(self.runs))

    @cached_property
    def cases(self) -> pd.DataFrame:
        """One row for each replication, municipality and solution that met (large: 20,000 rows a replication)."""
        from diffusion_sim.results.tables.cases import cases_of  # noqa: PLC0415 - as above
        from diffusion_sim.results.tables.columns import to_frame  # noqa: PLC0415 - as below

        return to_frame(cases_of(self.runs))

    @cached_property
    def measures(self) -> pd.DataFrame:
        """One row for each replication, one column for each summary measure."""
        rows = []
        for run in self.runs:
            rows.append({measure.key: measure.compute(run) for measure in MEASURES})
            run.forget()
        index = pd.Index([record.replication for record in self.records], name="replication")
        return pd.DataFrame(rows, index=index)

    def summary(self) -> pd.DataFrame:
        """Return every measure with its mean over replications and the 95 % interval of that mean (Student's t).

        Returns
        -------
        pandas.DataFrame
            Columns measure, group, label, unit, mean, low, high, sd, replications, meaning. Missing is NaN: a measure
            without anything to count, or an interval from a single replication. With parameters drawn from a posterior
            also world_low and world_high: where 95 % of worlds lie, each with parameters of its own.
        """
        rows = []
        for measure in MEASURES:
            interval = mean_interval(self.measures[measure.key])
            rows.append((measure.key, measure.group, measure.label, measure.unit, *interval, measure.meaning))
        columns = ["measure", "group", "label", "unit", "mean", "low", "high", "sd", "replications", "meaning"]
        table = pd.DataFrame(rows, columns=columns)
        if self.context.posterior is None:
            return table
        ends = [range_of_worlds(self.measures[measure.key]) for measure in MEASURES]
        return table.assign(world_low=[low for low, _ in ends], world_high=[high for _, high in ends])

    @property
    def manifest(self) -> dict[str, Any]:
        """What is needed to repeat the run, without the tables' hashes (those are in the saved manifest)."""
        from diffusion_sim.results.manifest import describe_run  # noqa: PLC0415 - looks up installed versions

        return describe_run(self)

    def story(self, municipality: str | int, replication: int = 0, language: str = "en") -> str:
        """Tell in plain words, in English (``en``) or Danish (``da``), what one municipality heard of, took up, lost, and why."""
        from diffusion_sim.results.story import story  # noqa: PLC0415 - needed only here

        return story(self, municipality, replication, language)

    def save(self, out: Path | str, *, cases: bool = False, figures: Figures | None = None) -> Path:
        """Write the results folder and return it; the manifest comes last, so a folder without one is unfinished.

        Parameters
        ----------
        out
            Folder, made if it is not there; files of an earlier result in it are replaced.
        cases
            Also write ``cases.parquet``.
        figures
            Called with the result and the folder, e.g. ``diffusion_sim.plots.save_all``, while tables are still written.
        """
        from diffusion_sim.results.storage import save_result  # noqa: PLC0415 - needs pyarrow

        return save_result(self, Path(out), cases=cases, figures=figures)

    @property
    def plot(self) -> Plot:
        """Figures of this result, e.g. ``result.plot.mode_mix()``."""
        return Plot(self, "OF_RESULT")

    def _repr_html_(self) -> str:
        from diffusion_sim.results.display import html_summary  # noqa: PLC0415 - needed only in notebooks

        return html_summary(self)
