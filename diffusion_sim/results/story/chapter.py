"""One municipality in one replication: the rows from which its story is told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from diffusion_sim.results.labels import solution_label
from diffusion_sim.results.story.words import CHANNELS, TIES, when
from diffusion_sim.rules.codes import Heard

if TYPE_CHECKING:
    import numpy.typing as npt

    from diffusion_sim.places import Place
    from diffusion_sim.results.reported_run import ReportedRun


@dataclass(frozen=True)
class Chapter:
    """A place and a run, with what is asked of them again and again."""

    run: ReportedRun
    place: Place

    @cached_property
    def rows(self) -> npt.NDArray[np.int64]:
        """Rows of the run's cases that are this municipality's."""
        return np.flatnonzero(self.run.cases["code"] == self.place.code)

    def where(self, mark: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        """Return this municipality's rows among the marked cases."""
        return self.rows[mark[self.rows]]

    def label(self, row: int) -> str:
        """Return the solution of a case in quotes."""
        return f"“{solution_label(self.run, int(self.run.cases['solution'][row]))}”"

    def learned_in(self, row: int) -> int:
        """Return the case in which the solution was heard of; for inspired work that of its model."""
        parent = int(self.run.parent_case[row])
        return parent if parent >= 0 else row

    def heard(self, row: int) -> str:
        """Return e.g. "heard of in May 2015 from Viborg (in the same region)"; empty for own work."""
        case = self.run.cases[self.learned_in(row)]
        via = Heard(int(case["heard_via"]))
        if via not in CHANNELS:
            return ""
        teller = self.run.context.place_by_code.get(int(case["heard_from"]))
        tie = "a pilot to join" if via is Heard.PARTNER else self.tie(int(case["heard_layer"]))
        source = f"from {teller.name} ({tie})" if teller else CHANNELS[via]
        return f"heard of in {when(self.run, case['heard'])} {source}"

    def tie(self, layer: int) -> str:
        """Return a tie in words."""
        if layer < 0:
            return "no tie"
        name = self.run.context.layer_names[layer]
        return TIES.get(name, name.replace("_", " "))
