"""Approximate Bayesian computation by sequential Monte Carlo, with pyABC, so that the same plan gives the same draws.

Toni & Stumpf (2010), Bioinformatics 26:104-110; Schälte et al. (2022), Journal of Open Source Software 7:4304 (pyABC).
pyABC draws from global random states; here these are set anew for each candidate, from the plan's seed, the generation
and the candidate's number, so that nothing depends on how many threads simulate, or on what was kept from an earlier
call. Candidates are tried in order, and the first that are near enough make the generation.
"""

from __future__ import annotations

import logging
import random
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from diffusion_sim.errors import InputError
from diffusion_sim.scenario.plausible import is_whole, value_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from diffusion_sim.calibration.calibration_plan import Plan
    from diffusion_sim.scenario.plausible import Range

    Values = dict[str, float]
    Distance = Callable[[Mapping[str, float]], float]
    Progress = Callable[[int, int], None]


DISTANCE = "distance"


class Generation(NamedTuple):
    """Parameter sets that came within one tolerance, in the order in which they were tried."""

    tolerance: float
    sets: tuple[Values, ...]
    weights: tuple[float, ...]
    distances: tuple[float, ...]
    candidates: tuple[Values, ...]
    """All that were tried; in the first generation these are draws from the prior."""

    @property
    def effective(self) -> float:
        """How many equally weighted sets would tell as much (Kish)."""
        return 1.0 / float(np.square(self.weights).sum())


def run_abc_smc(plan: Plan, distance: Distance, progress: Progress) -> list[Generation]:
    """Return the generations, as many as there are tolerances, or fewer when one could not be filled.

    Parameters
    ----------
    plan
        Priors, tolerances, number of parameter sets and seed.
    distance
        Of parameter values; it simulates.
    progress
        Called with the sets accepted so far and those wanted in all.

    Raises
    ------
    InputError
        If pyABC is not installed.
    """
    pyabc = load_pyabc()
    sampler = _sampler_class(pyabc)(plan, progress)
    priors = {key: pyabc.RV("uniform", *_drawn_from(key, tried)) for key, tried in plan.parameters.items()}
    smc = pyabc.ABCSMC(
        lambda drawn: {DISTANCE: distance(_values(plan, drawn))},
        pyabc.Distribution(**priors),
        distance_function=lambda found, _observed: float(found[DISTANCE]),
        population_size=plan.particles,
        eps=pyabc.ListEpsilon(list(plan.tolerances)),
        sampler=sampler,
    )
    with TemporaryDirectory() as kept, _states_left_alone():
        # A file, since pyABC leaves a database in memory open; what is worth keeping is in the journal.
        smc.new(f"sqlite:///{Path(kept, 'history.db').as_posix()}", {DISTANCE: 0.0})
        smc.run(max_nr_populations=len(plan.tolerances))
    generations: list[Generation] = sampler.generations(plan)
    return generations


def _drawn_from(key: str, tried: Range) -> tuple[float, float]:
    """Return start and width of what is drawn: a number itself, and of a whole number the share of its range."""
    return (0.0, 1.0) if is_whole(key) else (tried.low, tried.high - tried.low)


def _values(plan: Plan, drawn: Mapping[str, float]) -> Values:
    """Return the values of parameters that were drawn."""
    ranges = plan.parameters.items()
    return {k: value_at(k, tried, drawn[k]) if is_whole(k) else float(drawn[k]) for k, tried in ranges}


def load_pyabc() -> Any:  # noqa: ANN401 - pyABC ships no types
    """Return pyABC, quiet.

    Raises
    ------
    InputError
        If it is not installed.
    """
    try:
        import pyabc  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        found = "needs pyABC, which is not installed"
        raise InputError("calibrate", found, "pip install 'diffusion-sim[calibrate]'") from None
    logging.getLogger("ABC").setLevel(logging.WARNING)
    return pyabc


@contextmanager
def _states_left_alone() -> Iterator[None]:
    """Give the caller's global random states back."""
    of_numpy, of_python = np.random.get_state(), random.getstate()  # noqa: NPY002 - it is what pyABC draws from
    try:
        yield
    finally:
        np.random.set_state(of_numpy)  # noqa: NPY002 - as above
        random.setstate(of_python)


def _sampler_class(pyabc: Any) -> Any:  # noqa: ANN401 - as above
    class Sampler(pyabc.sampler.Sampler):  # type: ignore[misc] # pyABC has no types
        """Tries candidates in order, each with random states of its own."""

        def __init__(self, plan: Plan, progress: Progress) -> None:
            super().__init__()
            self._plan, self._progress = plan, progress
            self._samples: list[Any] = []
            self._candidates: list[tuple[Values, ...]] = []

        def sample_until_n_accepted(self, n: int, simulate_one: Callable[[], Any], t: int, **_: object) -> Any:  # noqa: ANN401
            sample = self._create_empty_sample()
            tried: list[Values] = []
            while sample.n_accepted < n and len(tried) < self._plan.most_candidates:
                _seed(self._plan.seed, t, len(tried))
                particle = simulate_one()
                tried.append(_values(self._plan, particle.parameter))
                sample.append(particle)
                self._progress(t * n + sample.n_accepted, n * len(self._plan.tolerances))
            self.nr_evaluations_ = len(tried)
            sample.ok = sample.n_accepted == n
            if sample.ok:
                self._samples.append(sample)
                self._candidates.append(tuple(tried))
            return sample

        def generations(self, plan: Plan) -> list[Generation]:
            return [
                _generation(plan, number, sample.get_accepted_population().particles, tried)
                for number, (sample, tried) in enumerate(zip(self._samples, self._candidates, strict=True))
            ]

    return Sampler


def _seed(seed: int, generation: int, candidate: int) -> None:
    words = np.random.SeedSequence([seed, generation, candidate]).generate_state(8)
    np.random.seed(words)  # noqa: NPY002 - it is what pyABC draws from
    random.seed(int(words[0]))


def _generation(plan: Plan, number: int, particles: list[Any], tried: tuple[Values, ...]) -> Generation:
    total = sum(particle.weight for particle in particles)
    return Generation(
        tolerance=plan.tolerances[number],
        sets=tuple(_values(plan, particle.parameter) for particle in particles),
        weights=tuple(float(particle.weight / total) for particle in particles),
        distances=tuple(float(particle.distance) for particle in particles),
        candidates=tried,
    )
