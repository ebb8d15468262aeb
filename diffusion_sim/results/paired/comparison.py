"""A baseline and other policies, run in the same worlds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diffusion_sim.errors import InputError
from diffusion_sim.results.intervals import mean_interval, range_of_worlds
from diffusion_sim.results.measures import MEASURES
from diffusion_sim.results.paired.difference import PairedDifference, paired_difference
from diffusion_sim.results.paired.horizons import differences_by_horizon
from diffusion_sim.results.paired.labels import labelled_cases, labelled_solutions
from diffusion_sim.results.paired.names import distinct_names
from diffusion_sim.results.paired.uptake import only_under, uptake_by_solution
from diffusion_sim.results.plot import Plot

if TYPE_CHECKING:
    from collections.abc import Callable

    from diffusion_sim.results.paired.saving import ComparisonFigures
    from diffusion_sim.results.reported_run import ReportedRun
    from diffusion_sim.results.result import Result

MUNICIPAL = (
    "heard", "started", "put_to_use", "put_to_use_copy", "put_to_use_adapt", "put_to_use_inspired", "put_to_use_own",
    "in_operation", "in_operation_reused", "lost_at_cliff", "gave_up", "reinvented", "prizes", "reused_by_others",
    "merit_in_operation",
)  # fmt: skip
"""Columns of the municipalities table that are compared place by place."""


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """Results that share seed, replications, places and months; A is the baseline, B one of the others.

    Differences are taken in each world first. Removing a policy leaves all *draws* as they were; what follows from
    them may still differ everywhere, because municipalities meet each other.
    """

    baseline: Result
    others: tuple[Result, ...]

    def __post_init__(self) -> None:
        """Refuse results that were not run in the same worlds."""
        if not self.others:
            raise InputError("comparison", "has only a baseline", "give at least one other scenario")
        for other in self.others:
            _check_same_worlds(self.baseline, other)

    def __repr__(self) -> str:
        """Say in a line what is compared."""
        return f"<Comparison of {', '.join(self.names)} with {self.baseline!r}>"

    @cached_property
    def names(self) -> tuple[str, ...]:
        """A name for each of the others."""
        scenarios = [other.context.scenario for other in self.others]
        return distinct_names(self.baseline.context.scenario, scenarios)

    @cached_property
    def replications(self) -> tuple[int, ...]:
        """Numbers of the replications that are finished under every policy."""
        finished = [{record.replication for record in result.records} for result in (self.baseline, *self.others)]
        return tuple(sorted(set.intersection(*finished)))

    def summary(self) -> pd.DataFrame:
        """Return the paired difference of every measure.

        Returns
        -------
        pandas.DataFrame
            Columns scenario, measure, group, label, unit, baseline_mean, mean, difference, low, high (95 % interval of
            the mean difference), standardised (difference in sd of the baseline between worlds), variance_ratio
            (variance with independent worlds divided by that of the pairs), replications, independent_replications (how
            many replications a side worlds of their own would need for an interval as narrow). Missing is NaN. With
            parameters drawn from a posterior also world_low and world_high: where the difference lies in 95 % of worlds.
        """
        before = self.baseline.measures.loc[list(self.replications)]
        rows, ends = [], []
        for name, other in zip(self.names, self.others, strict=True):
            after = other.measures.loc[list(self.replications)]
            for measure in MEASURES:
                effect = paired_difference(before[measure.key], after[measure.key])
                rows.append((name, measure.key, measure.group, measure.label, measure.unit, *effect))
                ends.append(range_of_worlds(after[measure.key] - before[measure.key]))
        columns = ["scenario", "measure", "group", "label", "unit", *PairedDifference._fields]
        table = pd.DataFrame(rows, columns=columns)
        if self.baseline.context.posterior is None:
            return table
        return table.assign(world_low=[low for low, _ in ends], world_high=[high for _, high in ends])

    def by_municipality(self) -> pd.DataFrame:
        """Return paired differences place by place.

        Returns
        -------
        pandas.DataFrame
            Columns scenario, code, name, region, measure (a column of the municipalities table),
            and then as in :meth:`summary`.
        """
        before = self._by_world(self.baseline)
        rows = []
        for name, other in zip(self.names, self.others, strict=True):
            after = self._by_world(other)
            for number, place in enumerate(self.baseline.context.places):
                for column, measure in enumerate(MUNICIPAL):
                    effect = paired_difference(before[:, number, column], after[:, number, column])
                    rows.append((name, place.code, place.name, place.region, measure, *effect))
        columns = ["scenario", "code", "name", "region", "measure", *PairedDifference._fields]
        return pd.DataFrame(rows, columns=columns)

    def by_horizon(self) -> pd.DataFrame:
        """Return paired differences at the end of each reported year.

        Returns
        -------
        pandas.DataFrame
            Columns scenario, measure (a column of the monthly table; stocks as they stand, all else added up since the
            first reported month), months (since then), and then as in :meth:`summary`.
        """
        frames = []
        for name, other in zip(self.names, self.others, strict=True):
            frame = differences_by_horizon(self._pairs(other))
            frame.insert(0, "scenario", name)
            frames.append(frame)
        return pd.concat(frames, ignore_index=True)

    def _by_world(self, result: Result) -> np.ndarray[tuple[int, int, int], np.dtype[np.float64]]:
        """Return shape (worlds, places, measures)."""
        frame = result.municipalities
        kept = frame[frame["replication"].isin(self.replications)]
        values = kept[list(MUNICIPAL)].to_numpy(dtype=np.float64)
        return values.reshape(len(self.replications), len(result.context.places), len(MUNICIPAL))

    def solutions(self) -> pd.DataFrame:
        """Return each solution of each world with ``exists``: both, only A or only B; and its uptakes under each."""
        return self._in_each_world(labelled_solutions)

    def cases(self) -> pd.DataFrame:
        """Return each municipality and solution that met with ``exists``, month of hearing, mode and use under each."""
        return self._in_each_world(labelled_cases)

    def _in_each_world(self, label: Callable[[ReportedRun, ReportedRun], pd.DataFrame]) -> pd.DataFrame:
        frames = []
        for name, other in zip(self.names, self.others, strict=True):
            for a, b in self._pairs(other):
                frame = label(a, b)
                frame.insert(0, "scenario", name)
                frames.append(frame)
        return pd.concat(frames, ignore_index=True)

    def _pairs(self, other: Result) -> list[tuple[ReportedRun, ReportedRun]]:
        a = {run.record.replication: run for run in self.baseline.runs}
        b = {run.record.replication: run for run in other.runs}
        return [(a[number], b[number]) for number in self.replications]

    def only_because(self, municipality: str | int) -> pd.DataFrame:
        """Return what one municipality uses only because of a policy, among solutions that exist under both.

        Returns
        -------
        pandas.DataFrame
            A row for each scenario: share of worlds in which the municipality put at least one solution to use under B
            that it never used under A though it was there (``share_of_worlds``); mean number of these, with its 95 %
            interval (``gained``, ``gained_low``, ``gained_high``); and the other way round (``forgone``, ...).
        """
        code = self.baseline.context.place(municipality).code
        rows = []
        for name, other in zip(self.names, self.others, strict=True):
            only = [only_under(pair, code) for pair in self._pairs(other)]
            gained, forgone = [one.b.size for one in only], [one.a.size for one in only]
            share = float(np.mean(np.array(gained) > 0))
            rows.append((name, code, share, *mean_interval(gained)[:3], *mean_interval(forgone)[:3], len(gained)))
        columns = ["scenario", "code", "share_of_worlds", "gained", "gained_low", "gained_high", "forgone",
                   "forgone_low", "forgone_high", "replications"]  # fmt: skip
        return pd.DataFrame(rows, columns=columns)

    def uptake_by_solution(self, municipality: str | int) -> pd.DataFrame:
        """Return what one municipality uses under one policy only, solution by solution.

        Returns
        -------
        pandas.DataFrame
            A row for each scenario and each solution that the municipality, in some world in which it exists under
            both policies, puts to use under one and never under the other: scenario, code, id, label, worlds (in which
            it exists under both), only_b_share (of these: used only because of the policy), only_a_share (not used
            because of it), world (the first such replication, for :func:`first_difference`).
        """
        code = self.baseline.context.place(municipality).code
        frames = []
        for name, other in zip(self.names, self.others, strict=True):
            frame = uptake_by_solution(self._pairs(other), code)
            frame.insert(0, "scenario", name)
            frame.insert(1, "code", code)
            frames.append(frame)
        return pd.concat(frames, ignore_index=True)

    def save(self, out: Path | str, *, cases: bool = False, figures: ComparisonFigures | None = None) -> Path:
        """Write the comparison and every result in it; return the folder. See :meth:`Result.save`."""
        from diffusion_sim.results.paired.saving import save_comparison  # noqa: PLC0415 - needs pyarrow

        return save_comparison(self, Path(out), cases=cases, figures=figures)

    @property
    def plot(self) -> Plot:
        """Figures of this comparison, e.g. ``effect.plot.comparison()``."""
        return Plot(self, "OF_COMPARISON")

    def _repr_html_(self) -> str:
        from diffusion_sim.results.display import html_comparison  # noqa: PLC0415 - needed only in notebooks

        return html_comparison(self)


def _posterior_of(result: Result) -> str:
    posterior = result.context.posterior
    return "none" if posterior is None else f"{posterior.name} ({posterior.digest[:12]})"


def _check_same_worlds(a: Result, b: Result) -> None:
    """Refuse what cannot be paired, with the reason."""
    pairs = {
        "seed": (a.context.seed, b.context.seed),
        "posterior": (_posterior_of(a), _posterior_of(b)),
        "version": (a.context.version, b.context.version),
        "first month": (a.context.first_month, b.context.first_month),
        "burn-in in months": (a.context.burn_in_months, b.context.burn_in_months),
        "number of months": (a.runs[0].end - a.runs[0].first, b.runs[0].end - b.runs[0].first),
        "places": (len(a.context.places), len(b.context.places)),
    }
    for what, (of_a, of_b) in pairs.items():
        if of_a != of_b:
            found = f"{what} is {of_a} in the baseline and {of_b} in {b.context.scenario.name!r}"
            raise InputError("comparison", found, "results are paired only where both are the same")
    if not {r.replication for r in a.records} & {r.replication for r in b.records}:
        raise InputError("comparison", "no replication is finished under both policies", "run more of them")
