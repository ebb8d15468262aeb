"""Solutions as people can read them: "Schools 3, answer 2 from Viborg (2016)"."""

from __future__ import annotations

from itertools import chain
from string import Formatter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from diffusion_sim.results.display import date_after
from diffusion_sim.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diffusion_sim.results.context import Context
    from diffusion_sim.results.reported_run import ReportedRun


class LabelWords(NamedTuple):
    """The words of a label in one language."""

    sources: tuple[str, ...]
    """The record's EXTERNAL_SOURCES, as in "an answer from ..."."""
    outside: str
    label: str
    model: str
    fields: Mapping[str, str]
    """Policy fields by their name in English"""

    def problem(self, name: str, field: str) -> str:
        """Return the name of a problem, which begins with its field."""
        return self.fields.get(field, field) + name.removeprefix(field)


ENGLISH, DANISH = (LabelWords(**words(language, "solutions")) for language in ("en", "da"))


class Labelled(NamedTuple):
    """Solutions, and what is needed to name them."""

    context: Context
    solutions: npt.NDArray[np.void]
    models: npt.NDArray[np.void]
    """For each the solution that inspired it; anything for one that nothing inspired"""

    @classmethod
    def of(cls, runs: Sequence[ReportedRun]) -> Labelled:
        """Return all solutions of some replications of a scenario."""
        tables = [run.record.solutions for run in runs]
        models = [table[np.maximum(table["parent"], 0)] for table in tables]
        return cls(runs[0].context, np.concatenate(tables), np.concatenate(models))


def solution_label(run: ReportedRun, row: int, told: LabelWords = ENGLISH) -> str:
    """Return the label of the solution in one row."""
    (label,) = labels_in(run, np.array([row]), told)
    return label


def labels_in(run: ReportedRun, rows: npt.NDArray[np.intp], told: LabelWords = ENGLISH) -> list[str]:
    """Return the labels of the solutions in these rows."""
    table = run.record.solutions
    models = table[np.maximum(table["parent"][rows], 0)]
    labels = solution_labels(Labelled(run.context, table[rows], models), told)
    return [str(label) for label in labels.to_pylist()]


def origins_in_words(context: Context, solutions: npt.NDArray[np.void], told: LabelWords = ENGLISH) -> pa.Array:
    """Return who made each solution: a municipality, or "a vendor"."""
    names = [*told.sources, told.outside, *(place.name for place in context.places)]
    place = len(told.sources) + 1 + context.place_rows(solutions["origin"])
    return pa.array(names, pa.string()).take(pa.array(np.where(solutions["source"] >= 0, solutions["source"], place)))


def solution_labels(labelled: Labelled, told: LabelWords = ENGLISH) -> pa.Array:
    """Return the name of an innovation of the scenario, else problem, ordinal, origin, model and year of birth."""
    context, solutions, models = labelled
    problems = pa.array([told.problem(*problem) for problem in context.problems], pa.string())
    model = _filled(told.model, origin=origins_in_words(context, models, told))
    drawn = _filled(
        told.label,
        problem=problems.take(pa.array(solutions["problem"])),
        number=_digits(solutions["ordinal"] + 1),
        origin=origins_in_words(context, solutions, told),
        model=pc.if_else(pa.array(solutions["parent"] >= 0), model, ""),
        year=_years(context, solutions["born"]),
    )
    given = pa.array(["", *context.innovations], pa.string()).take(pa.array(solutions["innovation"] + 1))
    return pc.if_else(pa.array(solutions["innovation"] >= 0), given, drawn)


def _years(context: Context, months: npt.NDArray[np.int32]) -> pa.Array:
    """Return the calendar years of months of the run; each month is looked up once."""
    known, rows = np.unique(months, return_inverse=True)
    years = [date_after(context.first_month, month - context.burn_in_months).year for month in known.tolist()]
    return _digits(np.array(years, dtype=np.int64)).take(pa.array(rows))


def _digits(numbers: npt.NDArray[np.integer]) -> pa.Array:
    return pa.array(numbers).cast(pa.string())


def _filled(template: str, **columns: pa.Array) -> pa.Array:
    """Fill a template in, row by row."""
    parts = [(text, columns[name] if name else "") for text, name, _, _ in Formatter().parse(template)]
    return pc.binary_join_element_wise(*chain.from_iterable(parts), "")
