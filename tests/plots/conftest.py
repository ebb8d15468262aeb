"""Two made-up results, and every figure of them, drawn once."""

from __future__ import annotations

import pytest
from plots.drawn import OF_COMPARISON, OF_RESULT
from results.synthetic_records import synthetic_result

from diffusion_sim import plots
from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.results.comparison import Comparison
from diffusion_sim.results.result import Result


@pytest.fixture(scope="package")
def result() -> Result:
    return synthetic_result(replications=3)


@pytest.fixture(scope="package")
def effect(result: Result) -> Comparison:
    return Comparison(result, (synthetic_result(replications=3, eagerness=1.4, name="eager"),))


@pytest.fixture(scope="package")
def figures(result: Result, effect: Comparison) -> dict[str, TracedFigure]:
    drawn = {name: getattr(plots, name)(result) for name in OF_RESULT}
    return drawn | {name: getattr(plots, name)(effect) for name in OF_COMPARISON}
