"""Answers that come in steps: a first one from few replications within the blink of an eye, the last one from all."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diffusion_sim.lab.kept_results import KeptResults, give_back, packed
from diffusion_sim.model.past import Pasts
from diffusion_sim.reports.sentences import HEADLINE
from diffusion_sim.results.comparison import Comparison
from diffusion_sim.results.intervals import PairedDifference, paired_difference
from diffusion_sim.results.measures import measure
from diffusion_sim.simulation import Together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy.typing as npt

    from diffusion_sim.results.result import Result
    from diffusion_sim.scenario import Scenario

MOST_BYTES_OF_PASTS, MOST_PASTS_ON_DISK = 12 * 10**7, 12 * 10**8
"""What the burn-ins from which the next question goes on may take of the memory (those of the first answer, which come from there at
once), and of the disk, packed (some 120 of all Denmark)."""
FIRST, GROWTH = 4, 3
BATCH = 8
"""Replications that are simulated and kept at a time: what a question dropped half-way may lose."""
LONGEST_SECONDS = 60.0
"""What one question may take after its first replications, before which the engine may have to be compiled; then the answer stays
at the replications that are finished."""


class Unwanted(Exception):  # noqa: N818 - no error: somebody asked for something else
    """Nobody waits for this answer any more."""


class Watch(NamedTuple):
    """How the page follows what is computed."""

    wanted: Callable[[], bool]
    progress: Callable[[int, int], None]
    """Called with replications done under both policies and replications asked for."""


class Answer(NamedTuple):
    """What is known so far."""

    comparison: Comparison
    asked: int
    seconds: float
    """Since the question was asked."""
    stopped: bool = False
    """Whether time ran out."""

    @property
    def replications(self) -> int:
        """Replications finished under both policies."""
        return len(self.comparison.replications)

    @property
    def last(self) -> bool:
        """Whether no more will come."""
        return self.stopped or self.replications >= self.asked

    @property
    def sides(self) -> tuple[Result, Result]:
        """The baseline and the policy."""
        return self.comparison.baseline, self.comparison.others[0]

    def values(self, key: str) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Return a measure replication by replication, under the baseline and under the policy."""
        compute = measure(key).compute
        before, after = (np.array([compute(run) for run in side.runs], dtype=np.float64) for side in self.sides)
        return before, after

    def effect(self, key: str) -> PairedDifference:
        """Return what the policy changes in one measure: the same as in the comparison's summary."""
        return paired_difference(*self.values(key))

    def per_year(self, key: str) -> PairedDifference:
        """Return :meth:`effect` of a sum over all reported months as a mean of its years."""
        years, effect = self.comparison.baseline.runs[0].years, self.effect(key)
        names = ("baseline_mean", "mean", "difference", "low", "high")
        return effect._replace(**{name: getattr(effect, name) / years for name in names})

    def headline(self) -> PairedDifference:
        """Return what the policy changes in the headline measure."""
        return self.effect(HEADLINE)


class Answers:
    """Computes answers; keeps the latest results so that a baseline is simulated once."""

    def __init__(self) -> None:
        self._kept = KeptResults()
        self._pasts = Pasts(MOST_BYTES_OF_PASTS, MOST_PASTS_ON_DISK)

    def steps(self, sides: tuple[Scenario, Scenario], replications: int, seed: int, watch: Watch) -> Iterator[Answer]:
        """Yield better and better answers about baseline and policy, until all replications are reached.

        Raises
        ------
        Unwanted
            As soon as nobody wants the answer any more.
        """
        started, first_done = perf_counter(), None
        shown = done = min(FIRST, replications)
        held: Sequence[Result | None] = (None, None)  # others may drive them out of what is kept meanwhile
        while True:
            found = [self._result(side, (done, seed), own, watch.wanted) for side, own in zip(sides, held, strict=True)]
            held = found
            now = perf_counter()
            first_done = now if first_done is None else first_done
            late = now - first_done > LONGEST_SECONDS and done < replications
            watch.progress(done, replications)
            if late or done == shown:
                yield Answer(Comparison(found[0], (found[1],)), replications, now - started, late)
                if late or done == replications:
                    return
                shown = min(shown * GROWTH, replications)
            done = min(done + BATCH, shown)

    def _result(
        self, scenario: Scenario, replications: tuple[int, int], own: Result | None, wanted: Callable[[], bool]
    ) -> Result:
        """Return the first replications (how many, seed), beginning from what is there."""
        count, seed = replications

        def check(_done: int = 0, _asked: int = 0) -> None:
            if not wanted():
                raise Unwanted

        check()
        key = (scenario.identity(), seed)
        before = self._kept.longest(key, own)
        if before is None or len(before.records) < count:
            together = Together([scenario], seed, pasts=self._pasts)
            together.results += [before] if before else []
            together.bring_to(count, check)
            before = together.results.pop()
            if count > FIRST:  # nobody waits for the first ones to be packed
                with ThreadPoolExecutor(os.cpu_count()) as threads:
                    before = replace(before, records=tuple(threads.map(packed, before.records)))
                give_back()
            self._kept.keep(key, before)
        return _first(before, scenario, count)


def _first(result: Result, scenario: Scenario, count: int) -> Result:
    """Return the result of the first replications, under the scenario's own name."""
    if len(result.records) == count and result.context.scenario == scenario:
        return result
    context = replace(result.context, scenario=scenario, replications=count)
    return replace(result, context=context, records=result.records[:count])
