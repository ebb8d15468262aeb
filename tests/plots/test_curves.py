"""Curves over time: bands that are explained, targets with their source, colours that stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
import pytest
from matplotlib.colors import to_hex
from plots.drawn import written
from results.handmade_records import case, context, record, solution
from results.synthetic_records import synthetic_result

from diffusion_sim import plots
from diffusion_sim.codes import Heard, Mode
from diffusion_sim.plots.figure import TracedFigure
from diffusion_sim.plots.style import KIND_COLOURS, MODE_COLOURS
from diffusion_sim.results.result import Result

if TYPE_CHECKING:
    pass


@pytest.mark.parametrize("name", ["adoption_curves", "stages_over_time", "mode_mix", "cliff_survival", "demo"])
def test_bands_are_explained_where_they_are_drawn(name: str, figures: dict[str, TracedFigure]) -> None:
    text = " ".join(written(figures[name]).split())
    assert "median of 3 replications; dark and light bands: their middle 50 % and 90 %" in text


def test_one_replication_says_that_its_spread_is_unknown() -> None:
    single = synthetic_result(replications=1)
    figure = plots.stages_over_time(single)
    assert "its spread is unknown" in written(figure)
    assert not figure.findobj(mpl.collections.PolyCollection)


def test_mode_mix_marks_the_barometer_and_its_source(figures: dict[str, TracedFigure]) -> None:
    text = written(figures["mode_mix"])
    assert "Innovationsbarometeret" in text
    for target in ("17.6 %", "61.5 %", "20.9 %"):
        assert target in text


def test_modes_keep_their_colours_from_figure_to_figure(figures: dict[str, TracedFigure]) -> None:
    lines = {line.get_label(): to_hex(line.get_color()) for line in figures["mode_mix"].axes[0].lines}
    assert lines["own development"] == KIND_COLOURS["own"].lower() == MODE_COLOURS["own"].lower()
    stages = {line.get_label(): to_hex(line.get_color()) for line in figures["stages_over_time"].axes[2].lines}
    assert stages["own development"] == lines["own development"]


def test_innovations_of_the_scenario_are_drawn_by_name() -> None:
    known = context(innovations=("Robot vacuum cleaners",))
    cases = [case(740, 0, heard_via=Heard.SEED, mode=Mode.COPY, implemented=20)]
    figure = plots.adoption_curves(Result(known, (record(cases, [solution(0, source=0, innovation=0)]),)))
    assert len(figure.axes) == 3
    (line,) = figure.axes[2].lines
    assert line.get_label() == "Robot vacuum cleaners"
    assert line.get_ydata()[-1] == pytest.approx(100 / 3)
