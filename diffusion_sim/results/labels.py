"""Solutions as people can read them: "Schools 3, answer 2 from Viborg (2016)"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.results.calendar import date_after

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from diffusion_sim.results.reported_run import ReportedRun

SOURCES = ("the state", "the local government association", "a region", "a vendor", "abroad")
"""The record's EXTERNAL_SOURCES, as in "an answer from ..."."""


class LabelWords(NamedTuple):
    """The words of a label in one language."""

    sources: tuple[str, ...] = SOURCES
    outside: str = "outside"
    label: str = "{problem}, answer {number} from {origin}{model} ({year})"
    model: str = ", inspired by {origin}"
    fields: Mapping[str, str] = {}
    """Policy fields that have another name in this language."""

    def problem(self, name: str, field: str) -> str:
        """Return the name of a problem, which begins with its field."""
        return self.fields.get(field, field) + name.removeprefix(field)


ENGLISH = LabelWords()


def origins_in_words(
    run: ReportedRun, rows: npt.NDArray[np.intp] | list[int], words: LabelWords = ENGLISH
) -> list[str]:
    """Return who made the solutions in these rows: a municipality, or "a vendor"."""
    solutions = run.record.solutions[rows]
    names = {code: place.name for code, place in run.context.place_by_code.items()}
    made = zip(solutions["source"].tolist(), solutions["origin"].tolist(), strict=True)
    return [words.sources[source] if source >= 0 else names.get(origin, words.outside) for source, origin in made]


def solution_label(run: ReportedRun, row: int, words: LabelWords = ENGLISH) -> str:
    """Return the label of the solution in one row."""
    (label,) = solution_labels(run, [row], words)
    return label


def solution_labels(run: ReportedRun, rows: npt.NDArray[np.intp] | list[int], words: LabelWords = ENGLISH) -> list[str]:
    """Return the name of an innovation of the scenario, else problem, ordinal, origin, model and year of birth."""
    solutions = run.record.solutions[rows]
    return [
        run.context.innovations[innovation]
        if innovation >= 0
        else words.label.format(problem=problem, number=number, origin=origin, model=model, year=year)
        for innovation, problem, number, origin, model, year in zip(
            solutions["innovation"].tolist(),
            [words.problem(*run.context.problems[number]) for number in solutions["problem"].tolist()],
            [ordinal + 1 for ordinal in solutions["ordinal"].tolist()],
            origins_in_words(run, rows, words),
            _models(run, solutions["parent"], words),
            _years(run, solutions["born"]),
            strict=True,
        )
    ]


def _models(run: ReportedRun, parents: npt.NDArray[np.int32], words: LabelWords) -> list[str]:
    """Return for each solution whose answer inspired it; nothing for one that has no model."""
    origins = origins_in_words(run, np.maximum(parents, 0), words)
    return [
        words.model.format(origin=origin) if parent >= 0 else ""
        for parent, origin in zip(parents.tolist(), origins, strict=True)
    ]


def _years(run: ReportedRun, months: npt.NDArray[np.int32]) -> Sequence[int]:
    """Return the calendar years of months of the run; each month is looked up once."""
    years = {month: date_after(run.context.first_month, month - run.first).year for month in set(months.tolist())}
    return [years[month] for month in months.tolist()]
