"""A baseline and other policies in the same replications: differences replication by replication, and what is only because of a policy."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from diffusion_sim.errors import InputError
from diffusion_sim.files import csv_text, replace_text
from diffusion_sim.results import horizons, paired_replications
from diffusion_sim.results.by_place import MUNICIPAL, with_own_ids
from diffusion_sim.results.dictionary import label_of, write_dictionary
from diffusion_sim.results.display import Plot, html_comparison
from diffusion_sim.results.interactions import interaction_table, squares
from diffusion_sim.results.intervals import PairedDifference, mean_interval, paired_difference, range_of_replications
from diffusion_sim.results.manifest import FORMAT, write_manifest
from diffusion_sim.results.measures import MEASURES
from diffusion_sim.results.storage import (
    CHANNELS,
    COST_EFFECTIVENESS,
    EFFECTS,
    HORIZONS,
    INTERACTIONS,
    PLACES,
    Runs,
    unfinished,
)
from diffusion_sim.scenario.values import whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from diffusion_sim.results.result import Result
    from diffusion_sim.scenario.scenario import Scenario

ComparisonFigures = Callable[["Comparison", Path], object]
"""Draws a comparison into a folder, e.g. ``diffusion_sim.plots.save_comparison``."""


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """Results that share seed, replications, places and months; A is the baseline, B one of the others.

    Differences are taken in each replication first. Removing a policy leaves all *draws* as they were; what follows from
    them may still differ everywhere, because municipalities meet each other.
    """

    baseline: Result
    others: tuple[Result, ...]

    def __post_init__(self) -> None:
        """Refuse results that were not run in the same replications."""
        if not self.others:
            raise InputError("comparison", "has only a baseline", "give at least one other scenario")
        for other in self.others:
            _check_same_replications(self.baseline, other)

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

    def summary(self, months: int | None = None) -> pd.DataFrame:
        """Return the paired difference of every measure.

        Parameters
        ----------
        months
            Horizon: reported months that are counted; all of them if left out. See :meth:`Result.measures_after`.

        Returns
        -------
        pandas.DataFrame
            Columns scenario, measure, group, label, unit, kind, baseline_mean, mean, difference, low, high (95 % interval of
            the mean difference), standardised (difference in sd of the baseline between replications), variance_ratio
            (variance with independent replications divided by that of the pairs), replications, independent_replications (how
            many replications a side replications of their own would need for an interval as narrow). Missing is NaN. With
            parameters drawn from a posterior also replication_low and replication_high: where the difference lies in 95 % of replications.
        """
        before = _columns(self.baseline.measures_after(months).loc[list(self.replications)])
        rows, ends = [], []
        drawn = self.baseline.context.posterior is not None
        for name, other in zip(self.names, self.others, strict=True):
            after = _columns(other.measures_after(months).loc[list(self.replications)])
            for measure in MEASURES:
                effect = paired_difference(before[measure.key], after[measure.key])
                rows.append((name, *measure.told, *effect))
                if drawn:
                    ends.append(range_of_replications(after[measure.key] - before[measure.key]))
        columns = ["scenario", "measure", "group", "label", "unit", "kind", *PairedDifference._fields]
        table = pd.DataFrame(rows, columns=columns)
        if not drawn:
            return table
        return table.assign(replication_low=[low for low, _ in ends], replication_high=[high for _, high in ends])

    def by_municipality(self) -> pd.DataFrame:
        """Return paired differences place by place.

        Returns
        -------
        pandas.DataFrame
            Columns scenario, code, id (of the user's own places), name, region, measure (a column of the municipalities table),
            label, unit, kind, and then as in :meth:`summary`.
        """
        before = self._by_replication(self.baseline)
        told = {measure: label_of("municipalities", measure) for measure in MUNICIPAL}
        rows = []
        for name, other in zip(self.names, self.others, strict=True):
            after = self._by_replication(other)
            for number, place in enumerate(self.baseline.context.places):
                for column, measure in enumerate(MUNICIPAL):
                    effect = paired_difference(before[:, number, column], after[:, number, column])
                    rows.append((name, place.code, place.name, place.region, measure, *told[measure], *effect))
        columns = ["scenario", "code", "name", "region", "measure", "label", "unit", "kind", *PairedDifference._fields]
        return with_own_ids(pd.DataFrame(rows, columns=columns), self.baseline.context.places)

    def municipal_differences(self, policy: int, measure: str) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        """Return what one policy changes in one column of the municipalities table, by replication and place."""
        before, after = self._by_replication(self.baseline), self._by_replication(self.others[policy])
        return (after - before)[:, :, MUNICIPAL.index(measure)]

    def by_horizon(self) -> pd.DataFrame:
        """Return paired differences at the end of each whole reported year, in all, by region and by size.

        Returns
        -------
        pandas.DataFrame
            Columns scenario, by (all, region, size), among (which region, which third by inhabitants), measure (a column of
            the monthly table), label, unit, kind (stock: as it stands; cumulative flow: added up since the first reported
            month), months (since then), and then as in :meth:`summary`.
        """
        return self._of_pairs(horizons.differences_by_horizon)

    def cost_effectiveness(self, months: Sequence[int] = ()) -> pd.DataFrame:
        """Return what an additional implementation costs after some months, in all, by region and by size.

        The interval of the ratio is Fieller's (1954) over replications; it is missing where the policy is not shown to add
        implementations.

        Parameters
        ----------
        months
            Horizons; 60 and 120 where the run is as long, else its end.

        Returns
        -------
        pandas.DataFrame
            Column scenario and those of :func:`~diffusion_sim.results.horizons.cost_effectiveness`.
        """
        length = self.baseline.runs[0].end - self.baseline.runs[0].first
        if not isinstance(months, Iterable):
            raise InputError("months", f"is {months!r}", f"valid: a list of whole numbers from 1 to {length}")
        checked = [whole_number("months", month, 1, length) for month in months]
        return self._of_pairs(lambda pairs: horizons.cost_effectiveness(pairs, checked))

    def interactions(self, months: int | None = None) -> pd.DataFrame:
        """Return for each 2 x 2 among the policies what two do together beyond the sum of what each does alone.

        A 2 x 2 is the baseline, two policies and one that makes the changes of both; without one the table is empty.

        Returns
        -------
        pandas.DataFrame
            Columns first, second, both, measure, label, unit, kind, first_alone, second_alone, together, interaction (mean over
            replications of the difference of differences), low and high (its 95 % interval), replications.
        """
        policies = [other.context.scenario for other in self.others]
        found = squares(self.baseline.context.scenario, policies)
        known = list(self.replications) if found else []
        measures = (
            [result.measures_after(months).loc[known] for result in (self.baseline, *self.others)] if found else []
        )
        return interaction_table(measures, self.names, found)

    def _of_pairs(self, table: Callable[[Sequence[paired_replications.Pair]], pd.DataFrame]) -> pd.DataFrame:
        frames = []
        for name, other in zip(self.names, self.others, strict=True):
            frame = table(self._pairs(other))
            frame.insert(0, "scenario", name)
            frames.append(frame)
        return pd.concat(frames, ignore_index=True)

    def _by_replication(self, result: Result) -> np.ndarray[tuple[int, int, int], np.dtype[np.float64]]:
        """Return shape (replications, places, measures)."""
        frame = result.municipalities
        kept = frame[frame["replication"].isin(self.replications)]
        values = kept[list(MUNICIPAL)].to_numpy(dtype=np.float64)
        return values.reshape(len(self.replications), len(result.context.places), len(MUNICIPAL))

    def solutions(self) -> pd.DataFrame:
        """Return each solution of each replication with ``exists``: both, only A or only B; and its uptakes under each."""
        return self._in_each_replication(paired_replications.labelled_solutions)

    def cases(self) -> pd.DataFrame:
        """Return each municipality and solution that met with ``exists``, month of hearing, mode and use under each."""
        return self._in_each_replication(paired_replications.labelled_cases)

    def _in_each_replication(self, label: Callable[[paired_replications.Pair], pd.DataFrame]) -> pd.DataFrame:
        return self._of_pairs(lambda pairs: pd.concat([label(pair) for pair in pairs], ignore_index=True))

    def _pairs(self, other: Result) -> list[paired_replications.Pair]:
        a = {run.record.replication: run for run in self.baseline.runs}
        b = {run.record.replication: run for run in other.runs}
        return [(a[number], b[number]) for number in self.replications]

    def only_because(self, municipality: str | int) -> pd.DataFrame:
        """Return what one municipality uses only because of a policy, among solutions that exist under both.

        Returns
        -------
        pandas.DataFrame
            A row for each scenario: share of replications in which the municipality implemented at least one solution under B
            that it never used under A though it was there (``share_of_replications``); mean number of these, with its 95 %
            interval (``gained``, ``gained_low``, ``gained_high``); and the other way round (``forgone``, ...).
        """
        code = self.baseline.context.place(municipality).code
        rows = []
        for name, other in zip(self.names, self.others, strict=True):
            only = [paired_replications.only_under(pair, code) for pair in self._pairs(other)]
            gained, forgone = [one.b.size for one in only], [one.a.size for one in only]
            share = float(np.mean(np.array(gained) > 0))
            rows.append((name, code, share, *mean_interval(gained)[:3], *mean_interval(forgone)[:3], len(gained)))
        columns = ["scenario", "code", "share_of_replications", "gained", "gained_low", "gained_high", "forgone",
                   "forgone_low", "forgone_high", "replications"]  # fmt: skip
        return pd.DataFrame(rows, columns=columns)

    def uptake_by_solution(self, municipality: str | int) -> pd.DataFrame:
        """Return what one municipality uses under one policy only, solution by solution.

        Returns
        -------
        pandas.DataFrame
            A row for each scenario and each solution that the municipality, in some replication in which it exists under
            both policies, implemented under one and never under the other: scenario, code, id, label, replications (in which
            it exists under both), only_b_share (of these: used only because of the policy), only_a_share (not used
            because of it), replication (the first such replication, for :func:`first_difference`).
        """
        code = self.baseline.context.place(municipality).code
        frames = []
        for name, other in zip(self.names, self.others, strict=True):
            frame = paired_replications.uptake_by_solution(self._pairs(other), code)
            frame.insert(0, "scenario", name)
            frame.insert(1, "code", code)
            frames.append(frame)
        return pd.concat(frames, ignore_index=True)

    def save(
        self, out: Path | str, *, cases: bool = False, figures: ComparisonFigures | None = None, overwrite: bool = False
    ) -> Path:
        """Write the comparison and every result in it; return the folder. See :meth:`Result.save`."""
        folder, policies = Path(out), (self.baseline, *self.others)
        results = dict(zip(folder_names(self), policies, strict=True))
        runs = {name: result.manifest for name, result in results.items()}
        with unfinished(folder, Runs.of(list(runs.values())), overwrite=overwrite):
            for name, result in results.items():
                result.save(folder / name, cases=cases, overwrite=overwrite)
            tables = {
                EFFECTS: self.summary(), PLACES: self.by_municipality(), HORIZONS: self.by_horizon(),
                COST_EFFECTIVENESS: self.cost_effectiveness(),
            }  # fmt: skip
            for stale in (CHANNELS, INTERACTIONS):
                (folder / stale).unlink(missing_ok=True)
            if len(found := self.interactions()):
                tables[INTERACTIONS] = found
            texts = {name: _csv(table, self) for name, table in tables.items()}
            for name, text in texts.items():
                replace_text(folder / name, text)
            write_dictionary(folder)
            if figures is not None:
                figures(self, folder)
            write_manifest(folder, _manifest(runs, texts))
        return folder

    @property
    def plot(self) -> Plot:
        """Figures of this comparison, e.g. ``effect.plot.comparison()``."""
        return Plot(self, "OF_COMPARISON")

    def _repr_html_(self) -> str:
        return html_comparison(self.baseline.context, self.summary(), len(self.replications))


def _posterior_of(result: Result) -> str:
    posterior = result.context.posterior
    return "none" if posterior is None else f"{posterior.name} ({posterior.digest[:12]})"


def _check_same_replications(a: Result, b: Result) -> None:
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


_SHOWN = 2


def distinct_names(baseline: Scenario, others: Sequence[Scenario]) -> tuple[str, ...]:
    """Return a name for each of the others: its own, or what it changes when the name is taken already."""
    names = [baseline.name]
    for scenario in others:
        name = scenario.name
        if name in names:
            name = f"{name} with {what_changed(baseline, scenario)}"
        number = names.count(name)
        names.append(f"{name} ({number + 1})" if number else name)
    return tuple(names[1:])


def what_changed(baseline: Scenario, scenario: Scenario) -> str:
    """Return the keys that differ, e.g. ``"prize.winners_per_year = 3"``, at most two of them."""
    before, after = dict(_flat(baseline.to_dict())), dict(_flat(scenario.to_dict()))
    changed = [f"{key} = {value}" for key, value in after.items() if before.get(key) != value]
    if not changed:
        return "no change"
    rest = len(changed) - _SHOWN
    return ", ".join(changed[:_SHOWN]) + (f" and {rest} more" if rest > 0 else "")


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        elif f"{prefix}{key}" not in {"name", "description"}:
            yield f"{prefix}{key}", value


def folder_names(comparison: Comparison) -> tuple[str, ...]:
    """Return a plain folder name for the baseline and each of the others, numbered in their order."""
    names = (comparison.baseline.context.scenario.name, *comparison.names)
    return tuple(folder_name(number, name) for number, name in enumerate(names))


def folder_name(number: int, name: str) -> str:
    """Return a plain folder name for the result of one scenario; the baseline is number 0."""
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:40]
    return f"{number}_{plain or 'scenario'}"


def _columns(table: pd.DataFrame) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """Return the columns of a table of numbers as arrays: taking them one by one takes longer than what is done with them."""
    return dict(zip(map(str, table), table.to_numpy(dtype=np.float64).T, strict=True))


def _csv(table: pd.DataFrame, comparison: Comparison) -> str:
    """Return CSV text; every row names both scenarios' hashes, seed and version."""
    context = comparison.baseline.context
    hash_of = {
        name: other.context.scenario_hash for name, other in zip(comparison.names, comparison.others, strict=True)
    }
    policy = table["scenario" if "scenario" in table else "both"]
    labelled = table.assign(
        scenario_hash=policy.map(hash_of), baseline=context.scenario.name,
        baseline_hash=context.scenario_hash, seed=context.seed, version=context.version,
    )  # fmt: skip
    return csv_text(labelled)


def _manifest(runs: dict[str, dict[str, Any]], texts: dict[str, str]) -> dict[str, Any]:
    state = "complete" if all(run["state"] == "complete" for run in runs.values()) else "partial"
    hashes = {name: {"content_sha256": hashlib.sha256(text.encode()).hexdigest()} for name, text in texts.items()}
    return {"format": FORMAT, "kind": "comparison", "state": state, "results": runs, "tables": hashes}
