"""One municipality in one replication: the rows from which its story is told, and the language it is told in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.results.labels import solution_label
from diffusion_sim.rules.codes import Heard

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.places import Place
    from diffusion_sim.results.reported_run import ReportedRun
    from diffusion_sim.results.story.language import Language


@dataclass(frozen=True)
class Chapter:
    """A place and a run, with what is asked of them again and again."""

    run: ReportedRun
    place: Place
    language: Language

    @cached_property
    def rows(self) -> npt.NDArray[np.int64]:
        """Rows of the run's cases that are this municipality's."""
        return np.flatnonzero(self.run.cases["code"] == self.place.code)

    def where(self, mark: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        """Return this municipality's rows among the marked cases."""
        return self.rows[mark[self.rows]]

    def label(self, row: int) -> str:
        """Return the solution of a case in quotes."""
        return self.solution(int(self.run.cases["solution"][row]))

    def solution(self, row: int) -> str:
        """Return a solution in quotes."""
        return self.language.say("quoted", label=solution_label(self.run, row, self.language.labels))

    def when(self, month: int) -> str:
        """Return a month of the record in words."""
        return self.language.when(self.run, month)

    def learned_in(self, row: int) -> int:
        """Return the case in which the solution was heard of; for inspired work that of its model."""
        parent = int(self.run.parent_case[row])
        return parent if parent >= 0 else row

    def heard(self, row: int) -> str:
        """Return e.g. "heard of in May 2015 from Viborg (in the same region)"; empty for own work."""
        case = self.run.cases.row(self.learned_in(row))
        via, say = Heard(int(case["heard_via"])), self.language.say
        if via not in self.language.channels:
            return ""
        teller = self.run.context.place_by_code.get(int(case["heard_from"]))
        tie = say("pilot") if via is Heard.PARTNER else self.tie(int(case["heard_layer"]))
        source = say("teller", name=teller.name, tie=tie) if teller else self.language.channels[via]
        return say("heard_in", month=self.when(case["heard"]), source=source)

    def tie(self, layer: int) -> str:
        """Return a tie in words."""
        if layer < 0:
            return self.language.say("no_tie")
        name = self.run.context.layer_names[layer]
        return self.language.ties.get(name, name.replace("_", " "))
