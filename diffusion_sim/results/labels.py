"""Solutions as people can read them: "Schools 3, answer 2 from Viborg (2016)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffusion_sim.results.calendar import date_after

if TYPE_CHECKING:
    from diffusion_sim.results.reported_run import ReportedRun

SOURCES = ("the state", "the local government association", "a region", "a vendor", "abroad")
"""The record's EXTERNAL_SOURCES, as in "an answer from ..."."""


def origin_in_words(run: ReportedRun, row: int) -> str:
    """Return who made the solution in this row: a municipality, or "a vendor"."""
    solution = run.record.solutions[row]
    if solution["source"] >= 0:
        return SOURCES[int(solution["source"])]
    place = run.context.place_by_code.get(int(solution["origin"]))
    return place.name if place else "outside"


def solution_label(run: ReportedRun, row: int) -> str:
    """Return the name of an innovation of the scenario, else problem, ordinal, origin, model and year of birth."""
    solution = run.record.solutions[row]
    if solution["innovation"] >= 0:
        return run.context.innovations[int(solution["innovation"])]
    year = date_after(run.context.first_month, int(solution["born"]) - run.first).year
    problem = run.context.problems[int(solution["problem"])].name
    model = f", inspired by {origin_in_words(run, int(solution['parent']))}" if solution["parent"] >= 0 else ""
    return f"{problem}, answer {int(solution['ordinal']) + 1} from {origin_in_words(run, row)}{model} ({year})"
