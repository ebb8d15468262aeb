"""Answers that come in steps: a first one from few worlds within the blink of an eye, the last one from all."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from diffusion_sim.lab.kept_results import KeptResults
from diffusion_sim.results.measures import measure
from diffusion_sim.results.paired import Comparison
from diffusion_sim.results.paired.difference import PairedDifference, paired_difference
from diffusion_sim.simulation import extended, simulate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from diffusion_sim.results.result import Result
    from diffusion_sim.scenario import Scenario

HEADLINE = "put_to_use_per_year"
FIRST, GROWTH = 4, 3
BATCH = 12
"""Worlds that are simulated and kept at a time: what a question dropped half-way may lose."""
LONGEST_SECONDS = 60.0
"""What one question may take after its first worlds, before which the engine may have to be compiled; then the answer stays
at the worlds that are finished."""


class Unwanted(Exception):  # noqa: N818 - no error: somebody asked for something else
    """Nobody waits for this answer any more."""


class Watch(NamedTuple):
    """How the page follows what is computed."""

    wanted: Callable[[], bool]
    progress: Callable[[int, int], None]
    """Called with worlds done under both policies and worlds asked for."""


class Answer(NamedTuple):
    """What is known so far."""

    comparison: Comparison
    asked: int
    seconds: float
    """Since the question was asked."""
    stopped: bool = False
    """Whether time ran out."""

    @property
    def worlds(self) -> int:
        """Worlds finished under both policies."""
        return len(self.comparison.replications)

    @property
    def last(self) -> bool:
        """Whether no more will come."""
        return self.stopped or self.worlds >= self.asked

    def effect(self, key: str) -> PairedDifference:
        """Return what the policy changes in one measure: the same as in the comparison's summary."""
        compute = measure(key).compute
        sides = (self.comparison.baseline, self.comparison.others[0])
        return paired_difference(*([compute(run) for run in side.runs] for side in sides))

    def headline(self) -> PairedDifference:
        """Return what the policy changes in the headline measure."""
        return self.effect(HEADLINE)


class Answers:
    """Computes answers; keeps the latest results so that a baseline is simulated once."""

    def __init__(self) -> None:
        self._kept = KeptResults()

    def steps(self, sides: tuple[Scenario, Scenario], worlds: int, seed: int, watch: Watch) -> Iterator[Answer]:
        """Yield better and better answers about baseline and policy, until all worlds are reached.

        Raises
        ------
        Unwanted
            As soon as nobody wants the answer any more.
        """
        started, first_done = perf_counter(), None
        shown = done = min(FIRST, worlds)
        held: Sequence[Result | None] = (None, None)  # others may drive them out of what is kept meanwhile
        while True:
            found = [self._result(side, (done, seed), own, watch.wanted) for side, own in zip(sides, held, strict=True)]
            held = found
            now = perf_counter()
            first_done = now if first_done is None else first_done
            late = now - first_done > LONGEST_SECONDS and done < worlds
            watch.progress(done, worlds)
            if late or done == shown:
                yield Answer(Comparison(found[0], (found[1],)), worlds, now - started, late)
                if late or done == worlds:
                    return
                shown = min(shown * GROWTH, worlds)
            done = min(done + BATCH, shown)

    def _result(
        self, scenario: Scenario, worlds: tuple[int, int], own: Result | None, wanted: Callable[[], bool]
    ) -> Result:
        """Return the first worlds (how many, seed), beginning from what is there."""
        count, seed = worlds

        def check(_done: int = 0, _asked: int = 0) -> None:
            if not wanted():
                raise Unwanted

        check()
        key = (scenario.identity(), seed)
        before = self._kept.longest(key, own)
        if before is None:
            after = simulate(scenario, count, seed, progress=check)
        elif len(before.records) < count:
            after = extended(before, count, progress=check)
        else:
            return _first(before, scenario, count)
        self._kept.keep(key, after)
        return _first(after, scenario, count)


def _first(result: Result, scenario: Scenario, count: int) -> Result:
    """Return the result of the first worlds, under the scenario's own name."""
    if len(result.records) == count and result.context.scenario == scenario:
        return result
    context = replace(result.context, scenario=scenario, replications=count)
    return replace(result, context=context, records=result.records[:count])
